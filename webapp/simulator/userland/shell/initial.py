"""The state that a shell is born with: its environment's variables, and those it makes itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.scanner import NAME
from webapp.simulator.userland.shell.state import ShellState
from webapp.simulator.userland.shell.variables import Variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.shell.dialect import Dialect

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def initial_state(
    sys: Sys, dialect: Dialect, env: Mapping[str, str], *, name: str, origin: str
) -> ShellState:
    """The state of a shell that has just been started with this environment."""
    state = ShellState(
        dialect, name=name, origin=origin, pid=sys.getpid(), started=sys.now, random=sys.getpid()
    )
    variables = state.variables
    for key in sorted(env):
        if NAME.fullmatch(key):
            variables = variables.insert(key, Variable(env[key], exported=True))
    where = sys.getcwd()
    given = env.get("PWD", "")
    if given.startswith("/"):
        try:
            there, here = sys.stat(given), sys.stat(".")
        except OsError:
            pass
        else:
            where = given if (there.dev, there.ino) == (here.dev, here.ino) else where
    exports = "PWD" in env or dialect.name != "dash"
    variables = variables.insert("PWD", Variable(where, exported=exports))
    for key, value in _defaults(sys, dialect).items():
        if key not in variables:
            variables = variables.insert(key, Variable(value))
    if dialect.name != "dash":
        level = env.get("SHLVL", "0")
        number = int(level[:6]) if level.isdigit() else 0
        variables = variables.insert("SHLVL", Variable(str(number + 1), exported=True))
    return replace(state, variables=variables)


def _defaults(sys: Sys, dialect: Dialect) -> dict[str, str]:
    found = {"IFS": " \t\n", "OPTIND": "1", "PS4": "+ "}
    found["PPID"] = str(sys.visible_pid(sys.process.ppid))
    if dialect.name == "bash":
        found |= {
            "BASH": "/usr/bin/bash",
            "BASH_VERSION": dialect.version,
            "HOSTNAME": sys.hostname,
            "HOSTTYPE": "x86_64",
            "OSTYPE": "linux-gnu",
            "MACHTYPE": "x86_64-pc-linux-gnu",
            "PATH": DEFAULT_PATH,
            "TERM": "dumb",
        }
    else:
        found |= {"PS2": "> ", "PATH": DEFAULT_PATH}
        if dialect.name == "ash":
            found["HOSTNAME"] = sys.hostname
            found["PATH"] = "/sbin:/usr/sbin:/bin:/usr/bin"
    return found
