"""A world: everything there is, as one immutable value; and one step of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.engine.events import Event
    from webapp.simulator.engine.model import EngineState
    from webapp.simulator.kernel.state import KernelState


@dataclass(frozen=True, slots=True)
class World:
    """The kernel's tables and the daemon's; two worlds share what is the same in both."""

    kernel: KernelState
    engine: EngineState

    @property
    def asks(self) -> str:
        """Who waits for a typed line: ``command``, ``more``, ``answer``, ``input``; "" if busy."""
        return self.kernel.terminal.asks

    @property
    def prompt(self) -> str:
        """What stands in front of the line that is waited for, such as ``root@host:~# ``."""
        return self.kernel.terminal.prompt


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step gave.

    `output` is what the terminal showed, (``stdout`` or ``stderr``, text) in order. `exit_code`
    is that of the shell that read the line, None while it hasn't ended. `where` is ``host`` or
    ``container``: who read the line. `changed` is false if the step changed nothing but clock,
    counters, `$?` and history.
    """

    world: World
    output: tuple[tuple[str, str], ...]
    exit_code: int | None
    events: tuple[Event, ...]
    where: str
    changed: bool

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
