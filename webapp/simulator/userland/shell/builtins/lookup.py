"""Builtins about commands: command, type, hash, alias, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.builtins.names import SPECIAL, has_builtin
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.forking import find_program
from webapp.simulator.userland.shell.frames import Mode, RunWords
from webapp.simulator.userland.shell.initial import DEFAULT_PATH
from webapp.simulator.userland.shell.quoting import dash_quoted, single_quoted
from webapp.simulator.userland.shell.tokens import RESERVED

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.shell import Shell


def command(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``command [-pvV] name arguments``: the builtin or program, never a function."""
    words = argv[1:]
    path: str | None = None
    verbose = ""
    while words and words[0].startswith("-") and len(words[0]) > 1:
        option = words.pop(0)
        if option == "--":
            break
        for letter in option[1:]:
            if letter == "p":
                path = DEFAULT_PATH
            elif letter in "vV":
                verbose = letter
            else:
                raise ShellFault("option", builtin="command", letter=letter, status=2)
    if not words:
        return 0
    if verbose:
        if verbose == "v":
            # Almquist's shells look at the first name alone.
            names = words if shell.state.dialect.name == "bash" else words[:1]
            return _short(shell, names, path)
        return _describe(shell, words, "command")
    shell.push(RunWords(tuple(words), Mode(mode.tested), path))
    return None


def builtin(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``builtin name arguments``."""
    if len(argv) < 2:
        return 0
    shell.push(RunWords(tuple(argv[1:]), Mode(mode.tested)))
    return None


def _short(shell: Shell, names: list[str], path: str | None) -> int:
    lines: list[str] = []
    failed = False
    for name in names:
        state = shell.state
        if name in state.aliases and state.interactive:
            lines.append(f"alias {name}={single_quoted(state.aliases[name])}")
        elif name in RESERVED or name in state.functions or has_builtin(name, state.dialect):
            lines.append(name)
        elif (found := _program(shell, name, path)) is not None:
            lines.append(found)
        else:
            failed = True
    shell.write("".join(line + "\n" for line in lines).encode(), "command")
    return (1 if shell.state.dialect.name == "bash" else 127) if failed else 0


def _program(shell: Shell, name: str, path: str | None = None) -> str | None:
    found = find_program(shell, name, path)
    return found if found is not None and shell.sys.access(found, 1) else None


def type_(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``type names``."""
    words = argv[1:]
    if shell.state.dialect.name == "bash" and words and words[0] in ("-t", "-p", "-P", "-a"):
        return _type_option(shell, words)
    return _describe(shell, words, "type")


def _type_option(shell: Shell, words: list[str]) -> int:
    option, names = words[0], words[1:]
    if option == "-a":
        return _describe(shell, names, "type")
    status = 0
    for name in names:
        kind = _kind(shell, name)
        if not kind:
            status = 1
        elif option == "-t":
            shell.write(f"{kind}\n".encode(), "type")
        elif kind == "file" or option == "-P":
            shell.write(f"{_program(shell, name)}\n".encode(), "type")
    return status


def _kind(shell: Shell, name: str) -> str:
    state = shell.state
    if name in state.aliases:
        return "alias"
    if name in RESERVED or (state.dialect.double_bracket_grammar and name in ("[[", "]]")):
        return "keyword"
    if name in state.functions:
        return "function"
    if has_builtin(name, state.dialect):
        return "builtin"
    return "file" if _program(shell, name) else ""


def _describe(shell: Shell, names: list[str], who: str) -> int:
    failed = False
    bash = shell.state.dialect.name == "bash"
    for name in names:
        kind = _kind(shell, name)
        match kind:
            case "alias":
                text = shell.state.aliases[name]
                said = f"aliased to `{text}'" if bash else f"an alias for {text}"
            case "keyword":
                said = "a shell keyword"
            case "function":
                said = "a function" if bash else "a shell function"
            case "builtin":
                special = name in SPECIAL and not bash
                said = "a special shell builtin" if special else "a shell builtin"
            case "file":
                said = str(_program(shell, name))
            case _:
                failed = True
                if bash:
                    shell.complain(ShellFault("type", builtin=who, name=name))
                else:
                    shell.write(f"{name}: not found\n".encode(), who)
                continue
        shell.write(f"{name} is {said}\n".encode(), who)
        if kind == "function" and bash:
            shell.write(f"{name} () \n{shell.state.functions[name].source}\n".encode(), who)
    return (1 if bash else 127) if failed else 0


def hash_(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``hash``: nothing is remembered, so there is nothing to show."""
    status = 0
    for name in argv[1:]:
        if not name.startswith("-") and not _kind(shell, name):
            shell.complain(ShellFault("hash", builtin="hash", name=name))
            status = 1
    if len(argv) == 1 and shell.state.dialect.name == "bash":
        shell.write(b"hash: hash table empty\n", "hash")
    return status


def alias(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``alias [name[=value] ...]``."""
    words = [word for word in argv[1:] if word != "-p"]
    if not words:
        words = sorted(shell.state.aliases)
    status = 0
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name:
            shell.change(aliases=shell.state.aliases.insert(name, value))
        elif word in shell.state.aliases:
            text = shell.state.aliases[word]
            bash = shell.state.dialect.name == "bash"
            shown = f"alias {word}={single_quoted(text)}" if bash else f"{word}={dash_quoted(text)}"
            shell.write(f"{shown}\n".encode("utf-8", "surrogateescape"), "alias")
        else:
            shell.complain(ShellFault("alias", builtin="alias", name=word))
            status = 1
    return status


def unalias(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``unalias -a`` or names."""
    status = 0
    for word in argv[1:]:
        if word == "-a":
            for name in sorted(shell.state.aliases):
                shell.change(aliases=shell.state.aliases.discard(name))
        elif word in shell.state.aliases:
            shell.change(aliases=shell.state.aliases.discard(word))
        else:
            shell.complain(ShellFault("unalias", builtin="unalias", name=word))
            status = 1
    return status


def history(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``history [n]``, ``history -c``."""
    lines = shell.state.history
    if argv[1:2] == ["-c"]:
        shell.change(history=())
        return 0
    first = 0
    if argv[1:] and argv[1].isdigit():
        first = max(len(lines) - int(argv[1]), 0)
    width = 5 if shell.state.dialect.name == "bash" else 4
    ash = shell.state.dialect.name == "ash"
    text = "".join(
        f"{index + (0 if ash else 1):>{width}}{' ' if ash else '  '}{line}\n"
        for index, line in enumerate(lines)
        if index >= first
    )
    shell.write(text.encode("utf-8", "surrogateescape"), "history")
    return 0
