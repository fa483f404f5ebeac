from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance import ours
from tests.conformance.comparison import Tally
from tests.conformance.record import RECORDINGS, Unstable, settle
from tests.conformance.recording import Answer, read

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST: Final = 0.99
GOLDEN: Final = "LAYERLAB_GOLDEN"


@pytest.fixture
def golden() -> Path:
    """The folder of recordings that were made elsewhere."""
    if not (folder := os.environ.get(GOLDEN)):
        pytest.skip(f"{GOLDEN} names no folder of golden recordings")
    return Path(folder)


@pytest.fixture
def tally(capsys: pytest.CaptureFixture[str]) -> Iterator[Tally]:
    """A tally whose share is printed at the end of the test, whatever becomes of it."""
    counted = Tally()
    yield counted
    with capsys.disabled():
        print(f"\n{counted.report()}")


def count(tally: Tally, folder: Path) -> None:
    programs = {path.stem: read(path) for path in sorted(folder.glob("*.jsonl"))}
    answers = ours.replay_all([step.cmd for step in steps] for steps in programs.values())
    for (name, steps), answer in zip(programs.items(), answers, strict=True):
        tally.add(name, steps, answer)


def test_our_own_recordings_agree(tally: Tally) -> None:
    count(tally, RECORDINGS)
    assert tally.programs >= 10
    assert tally.share >= LEAST


def test_the_golden_recordings_agree(golden: Path, tally: Tally) -> None:
    count(tally, golden)
    assert tally.programs >= 10
    assert tally.share >= LEAST


def test_what_two_engines_differ_on_is_compared_less_strictly() -> None:
    commands = ["ls", "docker diff c1", "docker build x"]
    one = [Answer(0, "a\nb\n", ""), Answer(0, "A /x\n", ""), Answer(0, "1", "")]
    other = [Answer(0, "b\na\n", ""), Answer(0, "A /y\n", ""), Answer(0, "2", "")]
    assert [step.cmp for step in settle(commands, one, other)] == ["set", "ok", "ok"]


def test_a_program_with_differing_exit_statuses_is_not_kept() -> None:
    with pytest.raises(Unstable, match="ls"):
        settle(["ls"], [Answer(0, "", "")], [Answer(1, "", "")])


def test_a_program_that_asks_a_registry_is_not_kept() -> None:
    lost = Answer(125, "", 'docker: Get "https://registry-1.docker.io/v2/": no such host')
    with pytest.raises(Unstable, match="docker run snap1"):
        settle(["docker run snap1"], [lost], [lost])
