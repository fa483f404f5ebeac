"""Shell variables, and all else that an expansion may look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rpds import HashTrieMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.shell.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable; a value of None means that it has attributes but is not set."""

    value: str | None
    exported: bool = False
    readonly: bool = False


NO_VARIABLES: HashTrieMap[str, Variable] = HashTrieMap()


def _nothing(path: str) -> list[str] | None:
    return None


def _missing(path: str) -> bool:
    return False


def _nobody(user: str) -> str | None:
    return None


def _static(name: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Environment:
    """What an expansion depends on.

    `results` are the outputs of the command substitutions that have run already, in the order in
    which the expansion meets them. `listdir` gives the sorted names in a directory or None,
    `exists` says whether a path (a symbolic link itself) exists, `home_of` gives a user's home
    directory, `computed` the value of variables that the shell makes up (LINENO).
    """

    dialect: Dialect
    variables: HashTrieMap[str, Variable] = NO_VARIABLES
    positional: tuple[str, ...] = ()
    name: str = "sh"
    status: int = 0
    pid: int = 1
    last_background: int | None = None
    nounset: bool = False
    noglob: bool = False
    results: tuple[str, ...] = ()
    listdir: Callable[[str], list[str] | None] = field(default=_nothing)
    exists: Callable[[str], bool] = field(default=_missing)
    home_of: Callable[[str], str | None] = field(default=_nobody)
    computed: Callable[[str], str | None] = field(default=_static)
