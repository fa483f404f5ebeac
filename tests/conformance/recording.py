"""A recorded program: host commands, and what a real engine answered to each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Mode = Literal["exact", "set", "ok"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command left: its exit status and its two outputs."""

    exit: int | None
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Step:
    """One command with the engine's answer, and how strictly another answer is compared with it."""

    cmd: str
    cmp: Mode
    exit: int
    stdout: str
    stderr: str

    @property
    def answer(self) -> Answer:
        """The engine's answer."""
        return Answer(self.exit, self.stdout, self.stderr)


def read(path: Path) -> list[Step]:
    """Return the steps of a recording, one JSON object a line."""
    steps = [Step(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    for number, step in enumerate(steps, 1):
        if step.cmp not in get_args(Mode):
            raise ValueError(f"{path}:{number}: unknown comparison {step.cmp!r}")
    return steps


def write(path: Path, steps: Iterable[Step]) -> None:
    """Write a recording, one JSON object a line."""
    lines = (json.dumps(asdict(step), ensure_ascii=False) for step in steps)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
