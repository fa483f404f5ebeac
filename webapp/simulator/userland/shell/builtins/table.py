"""Which builtins there are, and which shell has which."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from webapp.simulator.userland.shell.builtins import (
    directories,
    flow,
    lookup,
    options,
    printing,
    processes,
    read,
    sourcing,
    variables,
)
from webapp.simulator.userland.shell.builtins.names import has_builtin

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.shell.dialect import Dialect
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell

Builtin: TypeAlias = "Callable[[Shell, list[str], Mode], int | None]"

BUILTINS: dict[str, Builtin] = {
    ":": flow.true,
    "true": flow.true,
    "false": flow.false,
    "break": flow.leave_loop,
    "continue": flow.leave_loop,
    "return": flow.return_,
    "exit": flow.exit_,
    "logout": flow.exit_,
    "eval": sourcing.eval_,
    ".": sourcing.source,
    "source": sourcing.source,
    "exec": sourcing.exec_,
    "command": lookup.command,
    "builtin": lookup.builtin,
    "type": lookup.type_,
    "hash": lookup.hash_,
    "alias": lookup.alias,
    "unalias": lookup.unalias,
    "history": lookup.history,
    "export": variables.export,
    "readonly": variables.export,
    "declare": variables.declare,
    "typeset": variables.declare,
    "local": variables.local,
    "unset": variables.unset,
    "let": variables.let,
    "set": options.set_,
    "shift": options.shift,
    "shopt": options.shopt,
    "getopts": options.getopts,
    "umask": options.umask,
    "cd": directories.cd,
    "chdir": directories.cd,
    "pwd": directories.pwd,
    "echo": printing.echo_,
    "printf": printing.printf_,
    "test": printing.test_,
    "[": printing.test_,
    "[[": printing.double_bracket,
    "read": read.read,
    "jobs": processes.jobs,
    "kill": processes.kill,
    "wait": processes.wait,
    "trap": processes.trap,
    "fg": processes.foreground,
    "bg": processes.foreground,
    "disown": processes.disown,
    "times": flow.not_simulated,
    "ulimit": flow.not_simulated,
    "pushd": flow.not_simulated,
    "popd": flow.not_simulated,
    "dirs": flow.not_simulated,
    "mapfile": flow.not_simulated,
    "readarray": flow.not_simulated,
    "caller": flow.not_simulated,
    "bind": flow.not_simulated,
    "complete": flow.not_simulated,
    "compgen": flow.not_simulated,
    "compopt": flow.not_simulated,
    "enable": flow.not_simulated,
    "fc": flow.not_simulated,
    "help": flow.not_simulated,
    "suspend": flow.not_simulated,
}
"""All builtins; those that are only named say that they aren't simulated."""


def find_builtin(name: str, dialect: Dialect) -> Builtin | None:
    """The builtin of this name in this shell, if it has it."""
    return BUILTINS.get(name) if has_builtin(name, dialect) else None
