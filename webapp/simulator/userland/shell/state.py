"""All that a running shell is, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.userland.shell.variables import NO_VARIABLES, Variable

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.dialect import Dialect
    from webapp.simulator.userland.shell.frames import Frame
    from webapp.simulator.userland.shell.syntax import Function

NO_FUNCTIONS: HashTrieMap[str, Function] = HashTrieMap()
NO_TEXTS: HashTrieMap[str, str] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Job:
    """A process started with ``&``: its number in the list, and the numbers it is known by."""

    number: int
    pid: int
    visible: int
    text: str
    status: int | None = None


@dataclass(frozen=True, slots=True)
class ShellState:
    """A shell that stands still, and can be forked and resumed.

    `name` is ``$0``; `options` are the letters that ``set`` knows, and ``pipefail``. `interactive`
    shells survive mistakes; `at_prompt` says that one speaks as at a prompt, which its subshells do
    as well. `place_in_option` is where getopts stands in a bundle of letters.
    """

    dialect: Dialect
    frames: tuple[Frame, ...] = ()
    status: int = 0
    variables: HashTrieMap[str, Variable] = NO_VARIABLES
    functions: HashTrieMap[str, Function] = NO_FUNCTIONS
    aliases: HashTrieMap[str, str] = NO_TEXTS
    traps: HashTrieMap[str, str] = NO_TEXTS
    positional: tuple[str, ...] = ()
    name: str = "sh"
    options: frozenset[str] = frozenset()
    origin: str = "c"
    interactive: bool = False
    at_prompt: bool = False
    login: bool = False
    subshell: bool = False
    pid: int = 1
    ppid: int = 0
    line: int = 1
    last_background: int | None = None
    jobs: tuple[Job, ...] = ()
    history: tuple[str, ...] = ()
    pending: tuple[int, ...] = ()
    place_in_option: int = 1
    last_argument: str = ""
    random: int = 42
    started: int = 0

    def lasting(self) -> tuple[object, ...]:
        """What of a shell outlives a command: not its status, place, line number or history."""
        return (
            self.variables.discard("_"),
            self.functions,
            self.aliases,
            self.traps,
            self.positional,
            self.options,
            self.jobs,
        )
