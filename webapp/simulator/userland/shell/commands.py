"""Simple commands: expand, redirect, assign, and run a function, a builtin or a program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell import redirection
from webapp.simulator.userland.shell.builtins.names import SPECIAL
from webapp.simulator.userland.shell.builtins.table import find_builtin
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.forking import run_program
from webapp.simulator.userland.shell.frames import (
    EndFunction,
    Mode,
    RestoreFds,
    RestoreVariables,
    RunCommand,
    RunRedirected,
    RunSimple,
    RunWords,
)
from webapp.simulator.userland.shell.quoting import trace_quoted
from webapp.simulator.userland.shell.scanner import NAME
from webapp.simulator.userland.shell.syntax import Function, Literal, Redirect, Simple, Word

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.expansion import Expansion
    from webapp.simulator.userland.shell.shell import Shell
    from webapp.simulator.userland.shell.variables import Variable

_DECLARING = frozenset({"export", "readonly", "local", "alias", "declare", "typeset"})


def run_simple(shell: Shell, frame: RunSimple) -> None:
    """Run a simple command, once every substitution in it has run."""
    command = frame.command
    expansion = shell.expansion(frame.results, command.line)
    argv = _expand_words(expansion, command)
    redirects = expand_redirects(shell, expansion, command.redirects)
    values: list[tuple[str, str]] = []
    for assignment in command.assignments:
        value = expansion.assignment(assignment.value)
        if assignment.append:
            value = (expansion.get(assignment.name) or "") + value
        values.append((assignment.name, value))
        expansion.put(assignment.name, value)
    for name, _ in values:
        expansion.assigned.pop(name, None)
    shell.settle(expansion)
    shell.pop()
    if "x" in shell.state.options:
        _trace(shell, values, argv)
    if argv:
        _run(shell, argv, redirects, values, frame.mode)
        return
    shell.status = frame.substituted or 0
    for name, value in values:
        shell.assign(name, value)
    noclobber = "C" in shell.state.options
    saved = redirection.apply(shell.sys, redirects, noclobber=noclobber)
    redirection.restore(shell.sys, saved)


def _expand_words(expansion: Expansion, command: Simple) -> list[str]:
    words = command.words
    if not words:
        return []
    argv = expansion.word_fields(words[0])
    declares = bool(argv) and argv[0] in _DECLARING
    for word in words[1:]:
        if declares and _is_assignment(word):
            argv.append(expansion.assignment(word))
        else:
            argv.extend(expansion.word_fields(word))
    return argv


def _is_assignment(word: Word) -> bool:
    head = word.parts[0] if word.parts else None
    if not isinstance(head, Literal):
        return False
    name = NAME.match(head.text)
    return name is not None and head.text[name.end() : name.end() + 1] == "="


def expand_redirects(
    shell: Shell, expansion: Expansion, redirects: tuple[Redirect, ...]
) -> list[tuple[Redirect, str]]:
    """Expand the words of redirections; raises ShellFault where one isn't one word."""
    found: list[tuple[Redirect, str]] = []
    for redirect in redirects:
        if redirect.operator in ("<<", "<<<"):
            found.append((redirect, expansion.text(redirect.target)))
            continue
        if shell.state.dialect.name != "bash":
            text = expansion.text(redirect.target)
        else:
            fields = expansion.word_fields(redirect.target)
            if len(fields) != 1:
                raise ShellFault("ambiguous", word=redirect.target.source)
            text = fields[0]
        found.append((_as_both(redirect, text, shell), text))
    return found


def _as_both(redirect: Redirect, text: str, shell: Shell) -> Redirect:
    """``>& file`` means ``&> file`` where the shell knows that."""
    word = text.rstrip("-") if text != "-" else ""
    names_file = redirect.operator == ">&" and redirect.fd in (None, 1) and not word.isdigit()
    if names_file and text not in ("-", "") and shell.state.dialect.both_redirect:
        return replace(redirect, operator="&>")
    return redirect


def _trace(shell: Shell, values: list[tuple[str, str]], argv: list[str]) -> None:
    bash = shell.state.dialect.name == "bash"
    prompt = shell.value("PS4", "+ ")
    assigned = [
        f"{name}={trace_quoted(value, bash=bash) if value else ''}" for name, value in values
    ]
    if bash:
        for text in assigned:
            shell.say(f"{prompt}{text}\n")
        if argv:
            shell.say(prompt + " ".join(trace_quoted(word, bash=True) for word in argv) + "\n")
        return
    words = [*assigned, *(trace_quoted(word, bash=False) for word in argv)]
    if shell.state.dialect.name == "dash":
        words = [*(f"{name}={value}" for name, value in values), *argv]
    shell.say(f"{prompt}{' '.join(words)}\n")


def _run(
    shell: Shell,
    argv: list[str],
    redirects: list[tuple[Redirect, str]],
    values: list[tuple[str, str]],
    mode: Mode,
) -> None:
    name = argv[0]
    state = shell.state
    shell.last_argument = argv[-1]
    posix = state.dialect.name != "bash"
    special = name in SPECIAL
    builtin = find_builtin(name, state.dialect)
    function = state.functions.get(name)
    if function is not None and posix and special:
        function = None
    keep = name == "exec" and len(argv) == 1
    noclobber = "C" in state.options
    try:
        saved = redirection.apply(shell.sys, redirects, noclobber=noclobber, keep=keep)
    except ShellFault as fault:
        if posix and special and function is None:
            fault.effect = "shell"
        raise
    if saved:
        shell.push(RestoreFds(saved))
    if function is None and builtin is None:
        env = shell.exported(dict(values))
        path = dict(values).get("PATH")
        run_program(shell, argv, env, replace(mode, last=mode.last), path=path)
        return
    covered = _assign_for(shell, values, keeps=posix and special and function is None)
    if covered:
        shell.push(RestoreVariables(covered))
    if function is not None:
        shell.push(
            EndFunction(name, shell.state.positional), RunCommand(function.body, Mode(mode.tested))
        )
        shell.change(positional=tuple(argv[1:]))
        return
    assert builtin is not None
    try:
        status = builtin(shell, argv, mode)
    except ShellFault as fault:
        if posix and special and not fault.effect:
            fault.effect = "shell"
        raise
    if status is not None:
        shell.status = status & 0xFF


def _assign_for(
    shell: Shell, values: list[tuple[str, str]], *, keeps: bool
) -> tuple[tuple[str, Variable | None], ...]:
    """Assign in front of a builtin or function; give what was covered, unless it is to stay."""
    covered: list[tuple[str, Variable | None]] = []
    for name, value in values:
        covered.append((name, shell.state.variables.get(name)))
        shell.assign(name, value, exported=None if keeps else True)
    return () if keeps else tuple(covered)


def run_words(shell: Shell, frame: RunWords) -> None:
    """Run a builtin or a program, never a function; a special builtin's mistake ends nothing."""
    shell.pop()
    words = list(frame.words)
    builtin = find_builtin(words[0], shell.state.dialect)
    if builtin is None:
        run_program(shell, words, shell.exported(), frame.mode, path=frame.path)
        return
    status = builtin(shell, words, frame.mode)
    if status is not None:
        shell.status = status & 0xFF


def run_redirected(shell: Shell, frame: RunRedirected) -> None:
    """Redirect a compound command, then run it."""
    command = frame.command
    redirects = () if isinstance(command, Function) else command.redirects
    expansion = shell.expansion(frame.results)
    expanded = expand_redirects(shell, expansion, redirects)
    shell.settle(expansion)
    shell.pop()
    saved = redirection.apply(shell.sys, expanded, noclobber="C" in shell.state.options)
    assert not isinstance(command, Function)
    bare = replace(command, redirects=())
    shell.push(RestoreFds(saved), RunCommand(bare, Mode(frame.mode.tested)))
