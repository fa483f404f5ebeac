"""Runs a script as if it were typed at the terminal, line by line, and reports each command."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from webapp.simulator.machine import end_of_input, step

if TYPE_CHECKING:
    from webapp.simulator.engine.events import Event
    from webapp.simulator.world import Outcome, World

MOST_SHELLS = 20
"""Interactive shells, one in another, that the end of a script closes."""


@dataclass(slots=True)
class Typed:
    """One command of a script and what came of it.

    The command that opens an interactive shell has the exit status of its end.
    """

    command: str
    where: str
    reader: int
    exit_code: int | None = None
    output: list[tuple[str, str]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def stdout(self) -> str:
        """What was written to standard output."""
        return "".join(text for stream, text in self.output if stream == "stdout")

    @property
    def stderr(self) -> str:
        """What was written to standard error."""
        return "".join(text for stream, text in self.output if stream == "stderr")

    @property
    def simulated(self) -> bool:
        """Whether everything that the command wanted is simulated."""
        return not any(event.type == "not-simulated" for event in self.events)

    def as_json(self) -> dict[str, Any]:
        """The object of `layerlab replay --json`."""
        return {
            "command": self.command,
            "where": self.where,
            "exit_code": self.exit_code,
            "stdout": self.stdout,
            "stderr": self.stderr,
            "simulated": self.simulated,
            "events": [event.as_json() for event in self.events],
        }

    def take(self, outcome: Outcome) -> None:
        """Add what a step gave."""
        self.output += outcome.output
        self.events += outcome.events


class Typist:
    """Types lines into a world and keeps account of the commands."""

    def __init__(self, world: World) -> None:
        """Sit down at the terminal of `world`."""
        self.world = world
        self.commands: list[Typed] = []
        self._pending: Typed | None = None
        self._openers: list[Typed] = []

    def type(self, line: str) -> None:
        """Type one line: a command, more of one, or an answer."""
        asks = self.world.asks
        if self._pending is None and (not line.strip() or line.lstrip().startswith("#")):
            return
        reader = self.world.kernel.terminal.reader
        outcome = step(self.world, line)
        if self._pending is None:
            self._pending = Typed(line, outcome.where, reader)
            self.commands.append(self._pending)
        elif asks == "more":
            self._pending.command += "\n" + line
        self._took(outcome)

    def end(self) -> None:
        """Close the terminal's input: every shell that is still open ends."""
        for _ in range(MOST_SHELLS):
            if not self._openers and self._pending is None:
                return
            outcome = end_of_input(self.world)
            if self._pending is None:
                self._openers[-1].take(outcome)
            self._took(outcome)

    def _took(self, outcome: Outcome) -> None:
        self.world = outcome.world
        pending = self._pending
        if pending is not None:
            pending.take(outcome)
        if self.world.asks in {"more", "answer", "input"}:
            return
        reader = self.world.kernel.terminal.reader
        left = pending is not None and pending.reader not in self.world.kernel.processes
        if pending is not None and not left and reader not in {pending.reader, *self._readers()}:
            self._openers.append(pending)
        else:
            if pending is not None:
                pending.exit_code = outcome.exit_code
            while self._openers and reader in self._readers():
                opener = self._openers.pop()
                opener.exit_code = outcome.exit_code
                if opener.reader == reader:
                    break
        self._pending = None

    def _readers(self) -> set[int]:
        return {opener.reader for opener in self._openers}


def run_script(world: World, text: str) -> tuple[World, tuple[Typed, ...]]:
    """Type a whole script and close the input; gives the world after it and its commands."""
    typist = Typist(world)
    for line in text.splitlines():
        typist.type(line)
    typist.end()
    return typist.world, tuple(typist.commands)
