"""Scripts typed at a world's terminal, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.simulator.machine import end_of_input, step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.lessons.model import Script
    from webapp.simulator.world import Outcome, World

MOST_CLOSINGS: Final = 8
"""How many shells inside of each other are left at the end of a script."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of a script and what it gave; `line` is where it stands in the lesson's file."""

    text: str
    line: int
    outcome: Outcome


def type_script(world: World, script: Script) -> Iterator[Typed]:
    """Type a script; what it asks for and the script no longer answers meets end of input.

    The last of what is given holds the world at the end, back at the host's prompt.
    """
    for line, text in enumerate(script.lines, script.line):
        outcome = step(world, text)
        world = outcome.world
        yield Typed(text, line, outcome)
    for _ in range(MOST_CLOSINGS):
        if not script.lines or _at_host(world):
            return
        outcome = end_of_input(world)
        world = outcome.world
        yield Typed("", script.line + len(script.lines) - 1, outcome)


def _at_host(world: World) -> bool:
    """Whether a shell of the host waits for a command."""
    reader = world.kernel.processes.get(world.kernel.terminal.reader)
    return world.asks == "command" and reader is not None and reader.container is None
