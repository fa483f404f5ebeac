"""Tab completion: what could stand at the cursor, by the learner's own machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.sys import Sys
from webapp.simulator.userland.docker.completions import completions
from webapp.simulator.userland.shell.completion import AtCursor, at_cursor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.world import World

MOST: Final = 40
_BUILTINS: Final = (
    "cd", "echo", "exit", "export", "false", "history", "printf", "pwd", "read", "set", "test",
    "true", "type", "unset", "wait",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Completion:
    """What could stand in the line instead of what is between `start` and the cursor.

    Candidates are written as they would be typed, quoted and with a blank behind what is complete.
    """

    start: int
    candidates: tuple[str, ...] = ()


def complete(world: World, text: str, cursor: int | None = None) -> Completion:
    """Complete the word at the cursor for whoever reads the terminal; at most MOST candidates."""
    end = len(text) if cursor is None else min(cursor, len(text))
    word = at_cursor(text, end)
    kernel = Kernel(world.kernel)
    reader = kernel.processes.get(world.kernel.terminal.reader)
    if reader is None:
        return Completion(end)
    sys = Sys(kernel, reader.pid)
    try:
        found = _found(world, sys, word)
    except OsError:
        found = ()
    written = tuple(
        word.written(name, final=not name.endswith(("/", "=", ":"))) for name in found[:MOST]
    )
    return Completion(word.start, written)


def _found(world: World, sys: Sys, word: AtCursor) -> tuple[str, ...]:
    command = word.command
    while command and command[0] == "sudo":
        command = command[1:]
    if not word.names_file:
        if not command and "/" not in word.text:
            return _commands(sys, word.text)
        if command and command[0] == "docker" and sys.process.container is None:
            names = completions(world.engine, (*command, word.text), len(command))
            if names or word.text.startswith("-"):
                return names
    return _paths(sys, word.text)


def _commands(sys: Sys, typed: str) -> tuple[str, ...]:
    found = {name for name in _BUILTINS if name.startswith(typed)}
    for place in sys.getenv("PATH", "/bin:/usr/bin").split(":"):
        if sys.exists(place):
            found.update(name for name in sys.listdir(place) if name.startswith(typed))
    return tuple(sorted(found)) if typed else ()


def _paths(sys: Sys, typed: str) -> tuple[str, ...]:
    """Names in a directory; behind ``host:`` in a mount's option, nothing is known."""
    parent, slash, start = typed.rpartition("/")
    place = (parent or "/") if slash else "."
    if not sys.stat(place).is_dir:
        return ()
    return tuple(
        _with_slash(sys, place, f"{parent}{slash}", name)
        for name in _visible(sys.listdir(place), start)
    )


def _visible(names: Iterable[str], start: str) -> list[str]:
    return [n for n in names if n.startswith(start) and (start or not n.startswith("."))]


def _with_slash(sys: Sys, place: str, before: str, name: str) -> str:
    try:
        is_dir = sys.stat(f"{place}/{name}").is_dir
    except OsError:
        is_dir = False
    return f"{before}{name}/" if is_dir else f"{before}{name}"
