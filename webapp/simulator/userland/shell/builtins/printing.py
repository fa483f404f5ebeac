"""echo, printf and test as builtins: the pure parts with the shell's files and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.conditional import files_of, regex_found
from webapp.simulator.userland.shell.echo import echo
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.pattern import literal_pattern
from webapp.simulator.userland.shell.printf import printf
from webapp.simulator.userland.shell.scanner import NAME
from webapp.simulator.userland.shell.test_expr import TestError, test

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell


def echo_(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``echo``."""
    shell.write(echo(argv[1:], shell.state.dialect.name), "echo")
    return 0


def printf_(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``printf format arguments``; bash also ``-v name``."""
    words = argv[1:]
    target: str | None = None
    bash = shell.state.dialect.name == "bash"
    if bash and words[:1] == ["-v"] and len(words) > 1:
        target = words[1]
        if not NAME.fullmatch(target):
            raise ShellFault("identifier", builtin="printf", name=target, status=2)
        words = words[2:]
    elif words and words[0].startswith("-") and len(words[0]) > 1:
        if words[0] == "--":
            words = words[1:]
        elif shell.state.dialect.name != "ash":
            fault = ShellFault("option", builtin="printf", letter=words[0][1], status=2)
            if not bash:
                raise fault
            shell.complain(fault)
            raise ShellFault("printf_usage", builtin="printf")
    if not words:
        raise ShellFault("printf_usage", builtin="printf")
    printed = printf(words[0], words[1:], shell.state.dialect.name)
    for problem in printed.problems:
        shell.complain(ShellFault(f"printf_{problem.kind}", builtin="printf", text=problem.text))
    if target is not None:
        shell.assign(target, printed.output.decode("utf-8", "surrogateescape"))
    else:
        shell.write(printed.output, "printf")
    return printed.status


def test_(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``test`` and ``[``."""
    words = argv[1:]
    if argv[0] == "[":
        if not words or words[-1] != "]":
            raise ShellFault("missing_bracket", builtin="[", status=2)
        words = words[:-1]
    try:
        return 0 if test(words, shell.state.dialect.name, files_of(shell)) else 1
    except TestError as error:
        raise ShellFault(f"test_{error.kind}", builtin=argv[0], text=error.text, status=2) from None


def double_bracket(shell: Shell, argv: list[str], mode: Mode) -> int:
    """Ash's ``[[``: test with ``&&``, ``||``, and patterns behind ``==``."""
    words = argv[1:]
    if not words or words[-1] != "]]":
        raise ShellFault("said", text="missing ]]", status=2)
    try:
        return 0 if _either(shell, words[:-1]) else 1
    except TestError as error:
        raise ShellFault(f"test_{error.kind}", builtin="[[", text=error.text, status=2) from None


def _either(shell: Shell, words: list[str]) -> bool:
    for operator, stops in (("||", True), ("&&", False)):
        if operator in words:
            place = words.index(operator)
            left = _either(shell, words[:place])
            if left == stops:
                return left
            return _either(shell, words[place + 1 :])
    if len(words) == 3 and words[1] in ("=", "==", "!="):
        return literal_pattern(words[2]).matches(words[0]) == (words[1] != "!=")
    if len(words) == 3 and words[1] == "=~":
        return regex_found(words[2], words[0])
    return test(words, "ash", files_of(shell))
