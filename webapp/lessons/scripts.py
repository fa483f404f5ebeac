"""Scripts of a lesson typed at a world's terminal, each command with its line in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.script import Typist

if TYPE_CHECKING:
    from webapp.lessons.model import Script
    from webapp.simulator.script import Typed
    from webapp.simulator.world import World


@dataclass(frozen=True, slots=True)
class Played:
    """The world after a script, and its commands by the line each begins in.

    `left_open` is whether something still read the terminal at its end: a shell in a container, or
    a command that goes on in the next line.
    """

    world: World
    commands: tuple[tuple[int, Typed], ...]
    left_open: bool


def play(world: World, script: Script) -> Played:
    """Type a script and close the shells it has left open; the world is the host's prompt again."""
    typist = Typist(world)
    lines: list[int] = []
    for line, text in enumerate(script.lines, script.line):
        typist.type(text)
        lines.extend([line] * (len(typist.commands) - len(lines)))
    left_open = not _at_host(typist.world)
    typist.end()
    return Played(typist.world, tuple(zip(lines, typist.commands, strict=True)), left_open)


def _at_host(world: World) -> bool:
    """Whether the host's shell waits for a command."""
    reader = world.kernel.processes.get(world.kernel.terminal.reader)
    return world.asks == "command" and reader is not None and reader.container is None
