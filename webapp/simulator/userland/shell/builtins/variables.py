"""Builtins about variables: export, readonly, local, declare, unset, let."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.frames import EndFunction, Frame
from webapp.simulator.userland.shell.quoting import dash_quoted, double_quoted, single_quoted
from webapp.simulator.userland.shell.scanner import NAME
from webapp.simulator.userland.shell.variables import Variable

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell


def export(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``export`` and ``readonly``: ``-p``, ``-n``, names with or without a value."""
    words = argv[1:]
    letters = ""
    while words and words[0].startswith("-") and len(words[0]) > 1:
        option = words.pop(0)
        if option == "--":
            break
        for letter in option[1:]:
            if letter not in "pnf":
                raise ShellFault("option", builtin=argv[0], letter=letter)
        letters += option[1:]
    if not words:
        return _list(shell, argv[0])
    status = 0
    for word in words:
        name, equals, value = word.partition("=")
        if not NAME.fullmatch(name):
            fault = ShellFault("identifier", builtin=argv[0], name=word if equals else name)
            if shell.state.dialect.name != "bash":
                fault.fields["name"] = name
                raise fault
            shell.complain(fault)
            status = 1
            continue
        if equals:
            shell.assign(name, value)
        variable = shell.state.variables.get(name) or Variable(None)
        if argv[0] == "readonly":
            variable = replace(variable, readonly=True)
        else:
            variable = replace(variable, exported="n" not in letters)
        shell.put_variable(name, variable)
    return status


def _list(shell: Shell, which: str) -> int:
    lines: list[str] = []
    bash = shell.state.dialect.name == "bash"
    for name in sorted(shell.state.variables):
        variable = shell.state.variables[name]
        if not (variable.readonly if which == "readonly" else variable.exported):
            continue
        if bash:
            flags = ("r" if variable.readonly else "") + ("x" if variable.exported else "")
            lead = f"declare -{flags} {name}"
        else:
            lead = f"{which} {name}"
        if variable.value is None:
            lines.append(lead)
        else:
            shown = double_quoted(variable.value) if bash else dash_quoted(variable.value)
            lines.append(f"{lead}={shown}")
    text = "".join(line + "\n" for line in lines)
    shell.write(text.encode("utf-8", "surrogateescape"), which)
    return 0


def _function(frame: Frame) -> bool:
    return isinstance(frame, EndFunction)


def local(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``local name[=value] ...``: covers the variables until the function ends."""
    place = shell.find(_function)
    if place < 0:
        raise ShellFault(
            "local", builtin="local", effect="" if shell.state.dialect.name == "bash" else "shell"
        )
    for word in argv[1:]:
        if word.startswith("-"):
            continue
        name, equals, value = word.partition("=")
        if not NAME.fullmatch(name):
            raise ShellFault("identifier", builtin="local", name=word)
        _cover(shell, place, name)
        if equals:
            shell.assign(name, value)
        elif _lenient(shell):
            old = shell.state.variables.get(name)
            shell.put_variable(name, Variable(None, old.exported if old else False))
    return 0


def _lenient(shell: Shell) -> bool:
    return shell.state.dialect.name != "dash"


def _cover(shell: Shell, place: int, name: str) -> None:
    frames = shell.frames
    frame = frames[place]
    assert isinstance(frame, EndFunction)
    if any(other == name for other, _ in frame.covered):
        return
    covered = (*frame.covered, (name, shell.state.variables.get(name)))
    frames[place] = replace(frame, covered=covered)


def declare(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``declare [-xrgp] name[=value] ...``; arrays and types are not simulated."""
    words = argv[1:]
    letters = ""
    while words and words[0].startswith(("-", "+")) and len(words[0]) > 1:
        letters += words.pop(0)[1:]
    for letter in letters:
        if letter not in "xrgp":
            return shell.sys.not_simulated(f"{argv[0]} -{letter}")
    if not words or "p" in letters:
        return _declared(shell, words)
    place = shell.find(_function)
    for word in words:
        name, equals, value = word.partition("=")
        if not NAME.fullmatch(name):
            raise ShellFault("identifier", builtin=argv[0], name=word)
        if place >= 0 and "g" not in letters:
            _cover(shell, place, name)
        if equals:
            shell.assign(name, value)
        variable = shell.state.variables.get(name) or Variable(None)
        if "x" in letters:
            variable = replace(variable, exported=True)
        if "r" in letters:
            variable = replace(variable, readonly=True)
        shell.put_variable(name, variable)
    return 0


def _declared(shell: Shell, names: list[str]) -> int:
    status = 0
    for name in names or sorted(shell.state.variables):
        variable = shell.state.variables.get(name)
        if variable is None:
            shell.say(f"bash: declare: {name}: not found\n")
            status = 1
            continue
        flags = ("r" if variable.readonly else "") + ("x" if variable.exported else "")
        shown = "" if variable.value is None else "=" + double_quoted(variable.value)
        text = f"declare -{flags or '-'} {name}{shown}\n"
        shell.write(text.encode("utf-8", "surrogateescape"), "declare")
    return status


def unset(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``unset [-vf] names``."""
    words = argv[1:]
    what = ""
    while words and words[0].startswith("-") and len(words[0]) > 1:
        option = words.pop(0)
        if option == "--":
            break
        if option[1:] not in ("v", "f"):
            raise ShellFault("option", builtin="unset", letter=option[1])
        what = option[1:]
    status = 0
    for name in words:
        variable = shell.state.variables.get(name)
        if what == "f" or (variable is None and not what and name in shell.state.functions):
            shell.change(functions=shell.state.functions.discard(name))
            continue
        if not NAME.fullmatch(name):
            if shell.state.dialect.name == "bash":
                status = 0
                continue
            raise ShellFault("unset_name", builtin="unset", name=name)
        if variable is not None and variable.readonly:
            fault = ShellFault("unset_readonly", builtin="unset", name=name)
            if shell.state.dialect.name != "bash":
                raise fault
            shell.complain(fault)
            status = 1
            continue
        shell.put_variable(name, None)
    return status


def let(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``let expressions``: status 1 when the last one is zero."""
    if len(argv) < 2:
        raise ShellFault("let", builtin="let")
    value = 0
    for word in argv[1:]:
        expansion = shell.expansion()
        value = expansion.calculate(word)
        shell.settle(expansion)
    return 0 if value else 1


def all_variables(shell: Shell) -> str:
    """What ``set`` without arguments writes."""
    lines: list[str] = []
    bash = shell.state.dialect.name == "bash"
    for name in sorted(shell.state.variables):
        value = shell.state.variables[name].value
        if value is None:
            continue
        shown = _bash_value(value) if bash else dash_quoted(value)
        lines.append(f"{name}={shown}\n")
    if bash:
        functions = shell.state.functions
        lines += [f"{name} () \n{functions[name].source}\n" for name in sorted(functions)]
    return "".join(lines)


def _bash_value(value: str) -> str:
    if any(ord(sign) < 32 for sign in value):
        return double_quoted(value)
    plain = all(sign.isalnum() or sign in "_@%+=:,./-" for sign in value)
    return value if plain else single_quoted(value)
