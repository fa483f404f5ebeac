"""Scenarios: commands that are run one after the other in one directory, without a shell.

``< file`` gives a program its input, ``> file`` keeps its output in a file. A line that begins
with ``~`` is compared without regard to order. The runner itself knows ``umask``.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).parent
SCENARIOS: Final = HERE / "scenarios"
RECORDINGS: Final = HERE / "recordings"


@dataclass(frozen=True)
class Step:
    """One line of a scenario."""

    line: str
    argv: tuple[str, ...]
    stdin: str | None = None
    target: str | None = None
    unordered: bool = False


def steps(text: str, dialect: str) -> Iterator[Step]:
    """Read a scenario; ``@gnu`` or ``@busybox`` in front of a line keeps it for one dialect."""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        only, _, rest = line.partition(" ")
        if only.startswith("@"):
            if only != f"@{dialect}":
                continue
            line = rest  # noqa: PLW2901
        unordered = line.startswith("~")
        words = shlex.split(line.removeprefix("~"))
        stdin = target = None
        if ">" in words[:-1] and words[-2] == ">":
            target, words = words[-1], words[:-2]
        if "<" in words[:-1] and words[-2] == "<":
            stdin, words = words[-1], words[:-2]
        yield Step(line, tuple(words), stdin, target, unordered)
