"""Prompts: what PS1 stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.arithmetic import ArithmeticFault
from webapp.simulator.userland.shell.expansion_faults import ExpansionFault, NeedsSubstitution
from webapp.simulator.userland.shell.limits import LimitReached
from webapp.simulator.userland.shell.scanner import Context
from webapp.simulator.userland.shell.syntax import Word
from webapp.simulator.userland.shell.syntax_error import ShellSyntaxError
from webapp.simulator.userland.shell.tokens import Tokens

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.shell import Shell


def prompt(shell: Shell, name: str) -> str:
    """The text of PS1 or PS2 with its sequences and variables replaced."""
    dialect = shell.state.dialect
    default = "> "
    if name == "PS1":
        default = dialect.root_prompt if shell.sys.uid == 0 else dialect.prompt
    text = shell.value(name, default)
    if dialect.name != "dash":
        text = _sequences(shell, text)
    if "$" not in text:
        return text
    try:
        parts = Tokens(text, 0, dialect).parts(Context.HERE)
        return shell.expansion().text(Word(parts, text))
    except (ShellSyntaxError, ExpansionFault, NeedsSubstitution, ArithmeticFault, LimitReached):
        return text


def _sequences(shell: Shell, text: str) -> str:
    made: list[str] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character != "\\" or position + 1 >= len(text):
            made.append(character)
            position += 1
            continue
        made.append(_sequence(shell, text[position + 1]))
        position += 2
    return "".join(made)


def _sequence(shell: Shell, letter: str) -> str:
    state = shell.state
    match letter:
        case "u":
            uid = str(shell.sys.uid)
            return next((row[0] for row in shell.passwd() if row[2] == uid), "I have no name!")
        case "h":
            return shell.sys.hostname.partition(".")[0]
        case "H":
            return shell.sys.hostname
        case "w" | "W":
            where = _short(shell)
            if letter == "W" and where not in ("/", "~"):
                where = where.rsplit("/", 1)[-1]
            return where
        case "$":
            return "#" if shell.sys.uid == 0 else "\\$"
        case "s":
            return state.name.rsplit("/", 1)[-1].lstrip("-")
        case "v":
            return ".".join(state.dialect.version.split("(")[0].split(".")[:2])
        case "n":
            return "\n"
        case "[" | "]":
            return ""
        case "e":
            return "\x1b"
        case "a":
            return "\a"
        case "\\":
            return "\\\\"
    return "\\" + letter


def _short(shell: Shell) -> str:
    where = shell.value("PWD") or shell.sys.getcwd()
    home = shell.value("HOME")
    if home and home != "/" and (where == home or where.startswith(home + "/")):
        return "~" + where[len(home) :]
    return where
