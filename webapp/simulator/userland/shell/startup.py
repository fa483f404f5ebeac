"""How a shell starts: its command line, its variables, its startup files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.builtins.options import OPTIONS
from webapp.simulator.userland.shell.dialect import ASH, BASH, DASH
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.frames import (
    EndSource,
    Frame,
    Mode,
    ScriptInput,
    ScriptText,
)
from webapp.simulator.userland.shell.initial import initial_state
from webapp.simulator.userland.shell.machine import run
from webapp.simulator.userland.shell.messages import fault_message
from webapp.simulator.userland.shell.shell import Shell
from webapp.simulator.userland.shell.signals import arm_signals
from webapp.simulator.userland.shell.state import ShellState

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.kernel.process import Wait
    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.shell.dialect import Dialect

_LETTERS = frozenset(OPTIONS.values()) | frozenset("csilh")


class UsageError(Exception):
    """A command line that the shell doesn't take; the message stands in front of the status."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What the shell was asked to do: run `command`, or the file `script`, or read its input."""

    letters: frozenset[str]
    long: frozenset[str]
    command: str | None
    script: str | None
    name: str
    positional: tuple[str, ...]
    login: bool


def parse_command_line(argv: tuple[str, ...], dialect: Dialect) -> CommandLine:
    """Read a shell's arguments; raises UsageError."""
    called = argv[0] if argv else dialect.name
    letters: set[str] = set()
    long: set[str] = set()
    words = list(argv[1:])
    login = called.startswith("-")
    name = called
    while words and words[0][:1] in ("-", "+") and len(words[0]) > 1:
        word = words.pop(0)
        if word == "--":
            break
        if word.startswith("--"):
            login = _long_option(word, dialect, name) or login
            continue
        for letter in word[1:]:
            if letter == "o":
                long.add(words.pop(0) if words else "")
            elif letter not in _LETTERS:
                raise UsageError(_illegal(dialect, name, letter))
            elif word[0] == "-":
                letters.add(letter)
            else:
                letters.discard(letter)
    login = login or "l" in letters
    command: str | None = None
    script: str | None = None
    if "c" in letters:
        if not words:
            raise UsageError(_no_command(dialect, name))
        command = words.pop(0)
        if words:
            name = words.pop(0)
    elif words and "s" not in letters:
        script = words.pop(0)
        name = script
    return CommandLine(
        frozenset(letters), frozenset(long), command, script, name, tuple(words), login
    )


def _long_option(word: str, dialect: Dialect, name: str) -> bool:
    if dialect.name == "bash" and word in ("--norc", "--noprofile", "--posix", "--noediting"):
        return False
    if dialect.name == "bash" and word == "--login":
        return True
    raise UsageError(_illegal(dialect, name, word[1:] if dialect.name == "bash" else "-"))


def _illegal(dialect: Dialect, name: str, letter: str) -> str:
    if dialect.name == "bash":
        return f"{name}: -{letter}: invalid option\n"
    if dialect.name == "dash":
        return f"{name}: 0: Illegal option -{letter}\n"
    return f"{name}: illegal option -{letter}\n"


def _no_command(dialect: Dialect, name: str) -> str:
    if dialect.name == "bash":
        return f"{name}: -c: option requires an argument\n"
    if dialect.name == "dash":
        return f"{name}: 0: -c requires an argument\n"
    return f"{name}: -c requires an argument\n"


def start(sys: Sys, dialect: Dialect) -> ShellState | int:
    """The first state of the shell that `sys` belongs to, or the status it ends with at once."""
    try:
        line = parse_command_line(sys.argv, dialect)
    except UsageError as error:
        sys.err(error.message)
        return error.status
    origin = "c" if line.command is not None else "file" if line.script is not None else "stdin"
    state = initial_state(sys, dialect, sys.env, name=line.name, origin=origin)
    terminal = origin == "stdin" and sys.isatty(0)
    interactive = "i" in line.letters or terminal
    options = line.letters & frozenset(OPTIONS.values())
    options |= {"pipefail"} & line.long
    options |= {OPTIONS[name] for name in line.long if name in OPTIONS}
    if interactive and origin == "stdin":
        options |= {"i"}
    state = replace(
        state,
        positional=line.positional,
        options=frozenset(options),
        interactive=interactive,
        at_prompt=interactive,
        login=line.login,
    )
    frames: list[Frame] = []
    if line.command is not None:
        last = bool(dialect.execs_last) and not interactive
        frames.append(ScriptText(line.command, "c", mode=Mode(last=last)))
    elif line.script is not None:
        try:
            text = sys.read_file(line.script).decode("utf-8", "surrogateescape")
        except OsError as error:
            return _no_script(sys, state, line, error)
        frames.append(ScriptText(text, "file"))
    else:
        frames.append(ScriptInput(terminal))
    for path in reversed(_startup_files(state, sys)):
        try:
            text = sys.read_file(path).decode("utf-8", "surrogateescape")
        except OsError:
            continue
        frames += [EndSource(None), ScriptText(text, "source", name=path)]
    state = replace(state, frames=tuple(frames))
    arm_signals(Shell(sys, state))
    return state


def _startup_files(state: ShellState, sys: Sys) -> list[str]:
    """The files that a login or an interactive shell reads first, in order."""
    home = sys.getenv("HOME", "/")
    if state.login:
        files = ["/etc/profile"]
        names = [".profile"]
        if state.dialect.name == "bash":
            names = [".bash_profile", ".bash_login", ".profile"]
        found = [f"{home}/{name}" for name in names if sys.access(f"{home}/{name}", 4)]
        return files + found[:1]
    if state.interactive and state.dialect.name == "bash":
        return ["/etc/bash.bashrc", f"{home}/.bashrc"]
    if state.interactive and (env := sys.getenv("ENV")):
        return [env]
    return []


def _no_script(sys: Sys, state: ShellState, line: CommandLine, error: OsError) -> int:
    called = sys.argv[0] if sys.argv else state.dialect.name
    name = called
    named = replace(state, name=name, line=0)
    fault = ShellFault("script", path=line.script, error=error.strerror, errno=error.errno)
    text, status = fault_message(named, fault)
    if state.dialect.name == "bash":
        text = f"{name}: {line.script}: {error.strerror}\n"
        status = 127 if error.errno.name == "ENOENT" else 126
    sys.err(text)
    return status


def shell_program(dialect: Dialect) -> Callable[[Sys], int | Wait]:
    """The program that is a shell of this dialect."""

    def shell(sys: Sys) -> int | Wait:
        state = sys.state
        if not isinstance(state, ShellState):
            first = start(sys, dialect)
            if isinstance(first, int):
                return first
            state = first
        return run(sys, state)

    return shell


PROGRAMS = {"bash": shell_program(BASH), "dash": shell_program(DASH), "sh": shell_program(DASH)}
"""The shells of Debian by the key that their files carry."""

APPLETS = {"sh": shell_program(ASH), "ash": shell_program(ASH)}
"""busybox's shell by the names of its applet."""
