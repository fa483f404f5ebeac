"""When two answers to one command agree.

Times read `<time>`, typographic quotes read as plain ones, blanks at the ends go. Beyond that:

- `exact`: an id reads `<idN>`, N counting the ids in the order in which the program's exact lines
  first show them; twelve digits and sixty-four of one id are the same id.
- `set`: every id reads `<id>` and the lines stand in no order.
- `ok`: the exit status alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conformance.recording import Answer, Mode, Step

# Twelve decimal digits alone are a number, not an id.
_ID: Final = re.compile(r"\b(?:sha256:)?(?P<digits>[0-9a-f]{64}|(?=[0-9]*[a-f])[0-9a-f]{12})\b")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_QUOTES: Final = str.maketrans({"‘": "'", "’": "'"})

Reading = tuple[int | None, list[str], list[str]]


class Reader:
    """Reads the answers of one side of one program, numbering its ids as they come."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def read(self, answer: Answer, mode: Mode) -> Reading:
        """Return what of an answer is compared."""
        if mode == "ok":
            return answer.exit, [], []
        return answer.exit, self._lines(answer.stdout, mode), self._lines(answer.stderr, mode)

    def _lines(self, text: str, mode: Mode) -> list[str]:
        def name(match: re.Match[str]) -> str:
            if mode == "set":
                return "<id>"
            return self._ids.setdefault(match["digits"][:12], f"<id{len(self._ids)}>")

        text = _TIME.sub("<time>", _ID.sub(name, text)).translate(_QUOTES)
        lines = [line.rstrip() for line in text.strip().splitlines()]
        return sorted(lines) if mode == "set" else lines


@dataclass(frozen=True, slots=True)
class Miss:
    """A line on which the two sides differ."""

    program: str
    line: int
    cmd: str
    real: Reading
    ours: Reading

    @property
    def kind(self) -> str:
        """The command's first words: `docker run`, `ls`."""
        words = self.cmd.split()
        return " ".join(words[:2]) if words[0] == "docker" else words[0]

    def __str__(self) -> str:
        where = f"{self.program}:{self.line} {self.cmd}"
        return f"{where}\n    real {self.real}\n    ours {self.ours}"


@dataclass(slots=True)
class Tally:
    """How many lines of how many programs agree."""

    lines: int = 0
    programs: int = 0
    misses: list[Miss] = field(default_factory=list)

    def add(self, program: str, steps: Sequence[Step], answers: Sequence[Answer]) -> None:
        """Count one program: the engine's steps against as many answers of ours."""
        if len(answers) != len(steps):
            raise ValueError(f"{program}: {len(steps)} commands, {len(answers)} answers")
        self.programs += 1
        self.lines += len(steps)
        theirs, ours = Reader(), Reader()
        for number, (step, answer) in enumerate(zip(steps, answers, strict=True), 1):
            want, have = theirs.read(step.answer, step.cmp), ours.read(answer, step.cmp)
            if want != have:
                self.misses.append(Miss(program, number, step.cmd, want, have))

    @property
    def share(self) -> float:
        """The share of lines that agree, 0 to 1."""
        return 1 - len(self.misses) / self.lines

    def report(self, shown: int = 25) -> str:
        """The first misses, what kinds there are, and the share: for people."""
        whole = self.programs - len({miss.program for miss in self.misses})
        kinds = Counter(miss.kind for miss in self.misses).most_common(12)
        agreeing = self.lines - len(self.misses)
        lines = [str(miss) for miss in self.misses[:shown]]
        if kinds:
            lines.append(f"misses by kind: {dict(kinds)}")
        share = f"{agreeing}/{self.lines} = {self.share:.4f}"
        lines.append(f"lines agreeing {share}; whole programs {whole}/{self.programs}")
        return "\n".join(lines)
