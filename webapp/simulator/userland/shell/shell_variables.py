"""A shell's variables at work, and what its expansions may look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.userland.shell.expansion import Expansion
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.variables import Environment, Variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.shell.state import ShellState

_BUCKETS = 39


def _bucket(name: str) -> int:
    """Where a name stands in the table of dash and ash (hashvar in dash's src/var.c)."""
    return ((ord(name[0]) << 4) + sum(map(ord, name))) % _BUCKETS


class ShellVariables:
    """The working copy of a shell's state, and its variables."""

    def __init__(self, sys: Sys, state: ShellState) -> None:
        self.sys = sys
        self.state = state
        self.frames = list(state.frames)
        self.status = state.status
        self.line = state.line
        self.last_argument = state.last_argument
        self._drew = False

    def freeze(self) -> ShellState:
        """The state as a value, with what changes at every step put back into it."""
        self.state = replace(
            self.state,
            frames=tuple(self.frames),
            status=self.status,
            line=self.line,
            last_argument=self.last_argument,
        )
        return self.state

    def change(self, **fields: object) -> None:
        """Replace fields of the state."""
        self.state = replace(self.state, **fields)  # type: ignore[arg-type]

    # Variables.

    def value(self, name: str, default: str = "") -> str:
        """A variable's value."""
        variable = self.state.variables.get(name)
        return default if variable is None or variable.value is None else variable.value

    def assign(self, name: str, value: str, *, exported: bool | None = None) -> None:
        """Set a variable, keeping its attributes; raises ShellFault if it may not be set."""
        old = self.state.variables.get(name)
        if old is not None and old.readonly:
            raise ShellFault("readonly", name=name, effect="line", status=self._readonly_status())
        keeps = old.exported if old is not None else "a" in self.state.options
        marked = keeps if exported is None else exported
        new = Variable(value, marked)
        if name == "OPTIND":
            self.change(place_in_option=1)
        elif name == "RANDOM":
            self.change(random=int(value) if value.isdigit() else 0)
        self.put_variable(name, new)

    def _readonly_status(self) -> int:
        return 1 if self.state.dialect.name == "bash" else 2

    def put_variable(self, name: str, variable: Variable | None) -> None:
        """Put a variable in place, or take it away."""
        variables = self.state.variables
        if variable is None:
            variables = variables.discard(name)
        else:
            variables = variables.insert(name, variable)
        self.change(variables=variables)

    def restore_variables(self, saved: tuple[tuple[str, Variable | None], ...]) -> None:
        """Put variables back as they were."""
        for name, variable in reversed(saved):
            self.put_variable(name, variable)

    def exported(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment for a program, in the order in which the shell would hand it over."""
        found = {
            name: variable.value
            for name, variable in self.state.variables.items()
            if variable.exported and variable.value is not None
        }
        found.update(extra or {})
        if self.state.dialect.name == "bash":
            return dict(sorted(found.items()))
        return dict(sorted(found.items(), key=lambda item: (_bucket(item[0]), item[0])))

    # Expansion.

    def expansion(self, results: tuple[str, ...] = (), line: int = 0) -> Expansion:
        """Begin the expansion of a command's words."""
        if line:
            self.line = line
        return Expansion(self.environment(results))

    def environment(self, results: tuple[str, ...] = ()) -> Environment:
        """What an expansion may look at."""
        state = self.state
        return Environment(
            state.dialect,
            state.variables,
            state.positional,
            state.name,
            self.status,
            state.pid,
            state.last_background,
            nounset="u" in state.options,
            noglob="f" in state.options,
            results=results,
            listdir=self._listdir,
            exists=self._exists,
            home_of=self._home_of,
            computed=self._computed,
        )

    def _listdir(self, path: str) -> list[str] | None:
        try:
            if self.sys.stat(path).kind is not Kind.DIRECTORY:
                return None
            return [*self.sys.listdir(path), ".", ".."] if path else self.sys.listdir(".")
        except OsError:
            return None

    def _exists(self, path: str) -> bool:
        return self.sys.exists(path, follow=False)

    def passwd(self) -> list[list[str]]:
        """The lines of /etc/passwd, divided."""
        try:
            text = self.sys.read_file("/etc/passwd").decode("utf-8", "replace")
        except OsError:
            return []
        return [line.split(":") for line in text.splitlines() if line.count(":") >= 6]

    def _home_of(self, user: str) -> str | None:
        return next((row[5] for row in self.passwd() if row[0] == user), None)

    def _computed(self, name: str) -> str | None:
        state = self.state
        if name == "-":
            return self._flags()
        if name == "LINENO":
            return str(self.line - 1 if self._counts_from_zero() else self.line)
        if state.dialect.name == "dash":
            return None
        if name == "RANDOM":
            self._drew = True
            return str((state.random * 1103515245 + 12345 >> 8) & 0x7FFF)
        if state.dialect.name == "bash":
            if name == "SECONDS":
                return str((self.sys.now - state.started) // 10**9)
            if name in ("UID", "EUID"):
                return str(self.sys.uid)
            if name == "BASHPID":
                return str(self.sys.getpid())
            if name == "_":
                return self.last_argument
        return None

    def _flags(self) -> str:
        state = self.state
        flags = "".join(sorted(letter for letter in state.options if len(letter) == 1))
        if state.dialect.name == "bash":
            flags += "hB" if state.origin == "file" else "hBc" if state.origin == "c" else "hBs"
        return flags

    def _counts_from_zero(self) -> bool:
        return self.state.dialect.name == "ash" and self.state.origin == "c"

    def settle(self, expansion: Expansion) -> None:
        """Let what a successful expansion has assigned take effect."""
        for name, value in expansion.assigned.items():
            self.assign(name, value)
        if self._drew:
            self._drew = False
            self.change(random=(self.state.random * 1103515245 + 12345) & 0x7FFFFFFF)
