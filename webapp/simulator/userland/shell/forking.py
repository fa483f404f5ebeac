"""Child processes: substitutions, subshells, stages of pipelines, programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.frames import (
    Children,
    Mode,
    RunCommand,
    RunSequence,
    ScriptText,
)
from webapp.simulator.userland.shell.initial import initial_state
from webapp.simulator.userland.shell.syntax import (
    Command,
    Literal,
    Sequence,
    Simple,
    Subshell,
    Word,
)
from webapp.simulator.userland.shell.variables import Variable

if TYPE_CHECKING:
    from collections.abc import Sequence as Items

    from webapp.simulator.userland.shell.expansion_faults import NeedsSubstitution
    from webapp.simulator.userland.shell.shell import Shell

_CHILD = Mode(last=True)


def start_substitution(shell: Shell, need: NeedsSubstitution) -> tuple[int, int]:
    """Start the child of ``$(…)`` and give its number and the pipe that it writes into."""
    reading, writing = shell.sys.pipe()
    state = shell.freeze()
    for name, value in need.assigned.items():
        old = state.variables.get(name)
        variable = replace(old, value=value) if old else None
        if variable is None:
            variable = Variable(value)
        state = replace(state, variables=state.variables.insert(name, variable))
    if state.dialect.name == "bash":
        state = replace(state, options=state.options - {"e"})
    body = need.node.body
    if state.dialect.name == "bash":
        body = _file_alone(body)
    pid = shell.fork((RunSequence(body, 0, _CHILD),), {1: writing}, (reading, writing), state=state)
    shell.sys.close(writing)
    return pid, reading


def _file_alone(body: Sequence) -> Sequence:
    """``$(<file)`` is short for ``$(cat <file)``."""
    if len(body.items) != 1 or len(body.items[0].pipelines) != 1:
        return body
    commands = body.items[0].pipelines[0].commands
    command = commands[0]
    if len(commands) != 1 or not isinstance(command, Simple):
        return body
    if command.words or command.assignments or len(command.redirects) != 1:
        return body
    if command.redirects[0].operator != "<":
        return body
    cat = replace(command, words=(Word((Literal("cat"),), "cat"),))
    pipeline = replace(body.items[0].pipelines[0], commands=(cat,))
    return Sequence((replace(body.items[0], pipelines=(pipeline,)),))


def start_pipeline(shell: Shell, commands: Items[Command], *, background: bool) -> tuple[int, ...]:
    """Start each command of a pipeline as a child; give their numbers in order."""
    pids: list[int] = []
    source: int | None = None
    for index, command in enumerate(commands):
        fds: dict[int, int] = {}
        close: list[int] = []
        following: tuple[int, int] | None = None
        if source is not None:
            fds[0] = source
            close.append(source)
        if index + 1 < len(commands):
            following = shell.sys.pipe()
            fds[1] = following[1]
            close.extend(following)
        pids.append(
            shell.fork((RunCommand(command, _CHILD),), fds, tuple(close), background=background)
        )
        if source is not None:
            shell.sys.close(source)
        if following is not None:
            shell.sys.close(following[1])
            source = following[0]
    return tuple(pids)


def start_subshell(shell: Shell, node: Subshell) -> None:
    """Start ``( … )`` and wait for it."""
    pid = shell.fork((RunSequence(node.body, 0, _CHILD),))
    shell.push(Children((pid,)))


def find_program(shell: Shell, name: str, path: str | None = None) -> str | None:
    """The file that a command name leads to; raises ShellFault for one that may not be run."""
    if "/" in name:
        return name
    if not name:
        return None
    fallback: str | None = None
    search = shell.value("PATH", "") if path is None else path
    for directory in search.split(":"):
        candidate = f"{directory or '.'}/{name}"
        try:
            found = shell.sys.stat(candidate)
        except OsError:
            continue
        if found.kind is not Kind.FILE:
            continue
        if shell.sys.access(candidate, 1):
            return candidate
        fallback = fallback or candidate
    return fallback


def run_program(
    shell: Shell,
    argv: list[str],
    env: dict[str, str],
    mode: Mode,
    *,
    path: str | None = None,
    replaces: bool = False,
) -> None:
    """Start the program that `argv` names and wait for it, or become it.

    Raises ShellFault when it can't be run.
    """
    name = argv[0]
    program = find_program(shell, name, path)
    if not name and shell.state.dialect.name != "bash":
        raise ShellFault("denied", name=name, status=127)
    if program is None:
        raise ShellFault("exec_missing" if replaces else "not_found", name=name)
    if shell.state.dialect.name == "bash":
        env = {**env, "_": program}
    try:
        if replaces or (mode.last and not shell.state.traps and not shell.state.interactive):
            shell.sys.exec(program, argv, env)
        pid = shell.sys.spawn(program, argv, env)
    except OsError as error:
        if error.errno == Errno.ENOEXEC:
            _run_as_script(shell, program, argv, env)
            return
        raise fault_of_exec(shell, name, program, error) from None
    shell.push(Children((pid,)))


def fault_of_exec(shell: Shell, name: str, program: str, error: OsError) -> ShellFault:
    """Why a program could not be run, as shells tell it."""
    bash = shell.state.dialect.name == "bash"
    if error.errno == Errno.ENOENT or (error.errno == Errno.ENOTDIR and not bash):
        return ShellFault("no_file", name=name)
    if error.errno == Errno.EACCES:
        try:
            directory = shell.sys.stat(program).kind is Kind.DIRECTORY
        except OsError:
            directory = False
        return ShellFault("is_directory" if directory else "denied", name=name)
    return ShellFault("exec", name=name, error=error.strerror)


def _run_as_script(shell: Shell, program: str, argv: list[str], env: dict[str, str]) -> None:
    """A file without ``#!`` is a script for the shell that tried to run it."""
    data = shell.sys.read_file(program)
    if b"\0" in data[:80]:
        raise ShellFault("binary", name=argv[0])
    text = data.decode("utf-8", "surrogateescape")
    state = initial_state(shell.sys, shell.state.dialect, env, name=program, origin="file")
    state = replace(state, positional=tuple(argv[1:]), pid=shell.state.pid)
    pid = shell.fork((ScriptText(text, "file"),), state=state)
    shell.push(Children((pid,)))
