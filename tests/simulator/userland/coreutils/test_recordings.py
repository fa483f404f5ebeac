from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.simulator.userland.coreutils.cell import Cell, Ran
from tests.simulator.userland.coreutils.scenario import RECORDINGS, SCENARIOS, Step, steps

if TYPE_CHECKING:
    from pathlib import Path

RECORDED = sorted(RECORDINGS.glob("*.jsonl"))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def run(cell: Cell, step: Step) -> Ran:
    disks = cell.kernel.disks
    stdin = b""
    if step.stdin:
        node = disks.at(cell.root, f"w/{step.stdin}")
        assert node is not None
        stdin = disks.inode(node).content.read()
    ran = cell.run(step.argv, stdin)
    if step.target is None:
        return ran
    folder, _, name = f"w/{step.target}".rpartition("/")
    node = disks.at(cell.root, folder)
    assert node is not None
    disks.write_file(node, name, ran.stdout)
    return Ran(b"", ran.stderr, ran.status)


def compare(recording: Path) -> list[tuple[str, Any, Any]]:
    name, dialect, _ = recording.name.split(".")
    cell = Cell(dialect)
    rows = iter([json.loads(line) for line in recording.read_text().splitlines()])
    differences = []
    for step in steps((SCENARIOS / f"{name}.txt").read_text(), dialect):
        if step.argv[0] == "umask":
            cell.umask = int(step.argv[1], 8)
            continue
        row = next(rows)
        assert row["line"] == step.line
        ran = run(cell, step)
        want = (row["status"], row["stdout"], usage_cut(row["stderr"]))
        have = (ran.status, _text(ran.stdout), usage_cut(_text(ran.stderr)))
        if _text(ran.stderr).startswith("layerlab: not simulated: "):
            continue
        if step.unordered:
            want = (want[0], "".join(sorted(want[1].splitlines(True))), want[2])
            have = (have[0], "".join(sorted(have[1].splitlines(True))), have[2])
        if want != have:
            differences.append((step.line, want, have))
    return differences


def usage_cut(text: str) -> str:
    """Behind its synopsis busybox explains every option; ours stops there."""
    head, banner, rest = text.partition("BusyBox v1.")
    if not banner:
        return text
    return (
        head
        + banner
        + rest.partition("\n\n")[0]
        + rest.partition("\n\n")[2].partition("\n\n")[0].rstrip()
    )


@pytest.mark.parametrize("recording", RECORDED, ids=lambda path: path.stem)
def test_answers_as_the_real_programs_do(recording: Path) -> None:
    assert compare(recording) == []
