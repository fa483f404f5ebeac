"""The names of the builtins, and which shell has which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.dialect import Dialect

SPECIAL = frozenset(
    {
        ":", ".", "break", "continue", "eval", "exec", "exit", "export",
        "readonly", "return", "set", "shift", "times", "trap", "unset",
    }
)  # fmt: skip
"""POSIX's special builtins: their mistakes end a script in dash and ash."""

_NAMES = (
    ". : [ [[ alias bg bind break builtin caller cd chdir command compgen complete "
    "compopt continue declare dirs disown echo enable eval exec exit export false fc "
    "fg getopts hash help history jobs kill let local logout mapfile popd printf "
    "pushd pwd read readarray readonly return set shift shopt source suspend test "
    "times trap true type typeset ulimit umask unalias unset wait"
)
ALL = frozenset(_NAMES.split())
"""Every builtin of any of the shells."""

_BASH_ONLY = frozenset(
    {
        "source", "builtin", "declare", "typeset", "let", "shopt", "history", "logout", "disown",
        "pushd", "popd", "dirs", "mapfile", "readarray", "caller", "bind", "complete", "compgen",
        "compopt", "enable", "help", "fc", "suspend", "[[",
    }
)  # fmt: skip
_NOT_BASH = frozenset({"chdir"})
_ASH_ALSO = frozenset({"source", "let", "history", "[[", "help", "chdir"})


def has_builtin(name: str, dialect: Dialect) -> bool:
    """Whether this shell has a builtin of this name."""
    if name not in ALL:
        return False
    if dialect.name == "bash":
        return name not in _NOT_BASH and name != "[["
    if dialect.name == "ash":
        return name not in _BASH_ONLY or name in _ASH_ALSO
    return name not in _BASH_ONLY
