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
    """The world after a script, and its commands by the line each begins in."""

    world: World
    commands: tuple[tuple[int, Typed], ...]


def play(world: World, script: Script) -> Played:
    """Type a script and close the shells it has left open; the world is the host's prompt again."""
    typist = Typist(world)
    lines: list[int] = []
    for line, text in enumerate(script.lines, script.line):
        typist.type(text)
        lines.extend([line] * (len(typist.commands) - len(lines)))
    typist.end()
    return Played(typist.world, tuple(zip(lines, typist.commands, strict=True)))
