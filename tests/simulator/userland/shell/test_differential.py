"""The corpus, run by the real shells and by ours: each shell that the machine has is compared."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.simulator.userland.shell.corpus import EVERYTHING, NOT_COMPARED
from tests.simulator.userland.shell.desk import Ran, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHELLS = {"bash": ("bash", "bash"), "dash": ("dash", "sh"), "ash": ("busybox", "sh")}
HERE = {name for name, (program, _) in SHELLS.items() if shutil.which(program)}


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory for each shell with it as `sh`, and the one program that only the desk has."""
    root = tmp_path_factory.mktemp("programs")
    for name in sorted(HERE):
        program = shutil.which(SHELLS[name][0])
        assert program is not None
        (root / name).mkdir()
        (root / name / "sh").symlink_to(program)
        args = root / name / "args"
        args.write_text('#!/bin/sh\nfor i do printf "<%s>" "$i"; done; echo\n')
        args.chmod(0o755)
    return root


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for path in sorted(tmp_path.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


def real(shell: str, snippet: str, programs: Path, place: Path) -> Ran:
    program, name = SHELLS[shell]
    found = shutil.which(program)
    assert found is not None
    done = subprocess.run(
        [name, "-c", snippet],
        executable=found,
        cwd=place,
        env={
            "PATH": f"{programs / shell}{os.pathsep}/bin{os.pathsep}/usr/bin",
            "HOME": "/root",
            "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )

    def plain(data: bytes) -> str:
        text = data.decode("utf-8", "surrogateescape")
        return text.replace(str(place), "/w").replace(str(programs / shell), "/bin")

    return Ran(plain(done.stdout), plain(done.stderr), done.returncode)


CASES = [
    pytest.param(shell, snippet, id=f"{shell}-{group}-{number}")
    for shell in sorted(HERE)
    for group, snippets in EVERYTHING.items()
    for number, snippet in enumerate(snippets)
    if (shell, snippet) not in NOT_COMPARED
]


@pytest.mark.parametrize(("shell", "snippet"), CASES)
def test_a_snippet_does_what_it_does_in_the_real_shell(
    shell: str, snippet: str, programs: Path, place: Path
) -> None:
    assert run(shell, SHELLS[shell][1], "-c", snippet) == real(shell, snippet, programs, place)
