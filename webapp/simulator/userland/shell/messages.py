"""How each shell introduces a complaint, and how it words a syntax error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell import messages_ash, messages_bash, messages_dash
from webapp.simulator.userland.shell.frames import EndFunction, ScriptText
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError

if TYPE_CHECKING:
    from types import ModuleType

    from webapp.simulator.userland.shell.arithmetic import ArithmeticProblem
    from webapp.simulator.userland.shell.faults import ShellFault
    from webapp.simulator.userland.shell.state import ShellState

_TABLES: dict[str, ModuleType] = {
    "bash": messages_bash,
    "dash": messages_dash,
    "ash": messages_ash,
}
_APPLETS = frozenset({"sh", "ash", "-sh", "-ash", "/bin/sh", "/bin/ash", "busybox"})


def table(dialect: str) -> ModuleType:
    """The words of one dialect."""
    return _TABLES[dialect]


def introduction(state: ShellState, builtin: str = "") -> str:
    """What stands in front of a complaint: the shell's name, the place, the builtin."""
    name = state.name
    line = state.line
    if (
        not builtin
        and state.dialect.name != "bash"
        and any(isinstance(frame, ScriptText) and frame.kind == "eval" for frame in state.frames)
    ):
        builtin = "eval"
    who = f"{builtin}: " if builtin else ""
    if state.dialect.name == "dash":
        return f"{name}: {line}: {who}"
    if state.dialect.name == "ash":
        number = line - 1 if state.origin == "c" else line
        place = f"line {number}: " if not state.at_prompt else ""
        if builtin:
            return f"{name}: {who}{place}"
        plain = name in _APPLETS
        return f"{name}: " if plain else f"{name}: {place}"
    if state.at_prompt:
        shown = name.rsplit("/", 1)[-1] if not name.startswith("-") else name
        return f"{shown}: {who}"
    if state.origin == "c" and any(isinstance(frame, EndFunction) for frame in state.frames):
        # What a function of ``-c`` says, bash says in the name of the environment.
        name = "environment"
    return f"{name}: line {line}: {who}"


def fault_message(state: ShellState, fault: ShellFault) -> tuple[str, int]:
    """A fault's message with its newline ("" for none) and its exit status."""
    words = table(state.dialect.name)
    status = fault.status or words.STATUS.get(fault.key, words.DEFAULT_STATUS)
    if fault.key == "arithmetic":
        problem: ArithmeticProblem = fault.fields["problem"]  # type: ignore[assignment]
        template = words.ARITHMETIC[problem.kind]
        text = template.format(expression=problem.expression, token=problem.token)
    elif fault.key == "said":
        text = str(fault.fields["text"])
    else:
        fields = dict(fault.fields)
        error = fields.get("error")
        if error is not None:
            fields["error"] = words.ERRORS.get(
                (fault.key, getattr(fields.get("errno"), "name", "")), error
            )
        fields.setdefault("builtin", fault.builtin)
        text = words.TEXTS[fault.key].format(**fields)
    if not text:
        return "", status
    if fault.key in words.BARE:
        return text + "\n", status
    builtin = "" if fault.key in words.NO_BUILTIN else fault.builtin
    return introduction(state, builtin) + text + "\n", status


def syntax_message(state: ShellState, error: ShellSyntaxError, text: str, where: str) -> str:
    """A syntax error's message; `where` is the builtin or option that the text came from."""
    if error.fault is Fault.NOT_SIMULATED:
        return f"layerlab: not simulated: {error.token}\n"
    if error.fault is Fault.DEPTH:
        return "layerlab: limit reached: commands nested too deeply\n"
    if state.dialect.name == "bash":
        return _bash_syntax(state, error, text, where)
    words = _ash_words(error) if state.dialect.name == "ash" else _dash_words(error)
    name = state.name
    if state.dialect.name == "dash":
        who = f"{where}: " if where else ""
        return f"{name}: {error.line}: {who}{words}\n"
    if where:
        number = error.line - 1
        return f"{name}: {where}: line {number}: {words}\n"
    if name in _APPLETS or state.at_prompt:
        return f"{name}: {words}\n"
    return f"{name}: line {error.line}: {words}\n"


_DASH_FIXED = {
    Fault.QUOTE: "Unterminated quoted string",
    Fault.BACKQUOTE: "EOF in backquote substitution",
    Fault.BRACE: "Missing '}'",
    Fault.ARITHMETIC: "Missing '))'",
    Fault.FOR_NAME: "Bad for loop variable",
    Fault.FUNCTION_NAME: "Bad function name",
    Fault.BAD_SUBSTITUTION: "Bad substitution",
}


def _dash_words(error: ShellSyntaxError) -> str:
    fixed = _DASH_FIXED.get(error.fault)
    if fixed:
        return f"Syntax error: {fixed}"
    expecting = _expecting(error)
    return f"Syntax error: {_named(error)} unexpected{expecting}"


def _ash_words(error: ShellSyntaxError) -> str:
    fixed = _DASH_FIXED.get(error.fault)
    if fixed:
        lowered = fixed if fixed.startswith("EOF") else fixed[0].lower() + fixed[1:]
        return f"syntax error: {lowered}"
    expecting = _expecting(error)
    return f"syntax error: unexpected {_named(error)}{expecting}"


def _expecting(error: ShellSyntaxError) -> str:
    if not error.expecting:
        return ""
    shown = error.expecting if error.expecting == "word" else f'"{error.expecting}"'
    return f" (expecting {shown})"


def _named(error: ShellSyntaxError) -> str:
    plain = error.token in ("end of file", "newline", "word", "redirection")
    return error.token if plain else f'"{error.token}"'


def _bash_syntax(state: ShellState, error: ShellSyntaxError, text: str, where: str) -> str:
    line = error.line
    ending = error.at_end
    if state.at_prompt:
        intro = introduction(state) + (f"{where}: line {line}: " if where else "")
        lead = intro
    else:
        source = f"{where}: " if where else ""
        lead = f"{state.name}: {source}line {line}: "
        intro = f"{state.name}: {source}line {line}: "
    match error.fault:
        case Fault.QUOTE | Fault.BACKQUOTE | Fault.BRACE | Fault.ARITHMETIC:
            return f"{intro}unexpected EOF while looking for matching `{error.token}'\n"
        case Fault.FOR_NAME | Fault.FUNCTION_NAME:
            return f"{intro}`{error.token}': not a valid identifier\n"
    if ending:
        return f"{lead}syntax error: unexpected end of file\n"
    token = error.token
    if error.fault is Fault.ARITHMETIC_FOR:
        return (
            f"{intro}syntax error: arithmetic expression required\n{intro}syntax error: `{token}'\n"
        )
    message = f"{intro}syntax error near unexpected token `{token}'\n"
    if state.at_prompt and not where:
        return message
    lines = text.split("\n")
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    return f"{message}{intro}`{shown}'\n"
