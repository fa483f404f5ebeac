"""Where commands come from: a text, standard input, or a terminal with prompts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.builtins.read import take_line
from webapp.simulator.userland.shell.frames import (
    Mode,
    Reading,
    RunSequence,
    ScriptInput,
    ScriptText,
)
from webapp.simulator.userland.shell.history import expand_history
from webapp.simulator.userland.shell.jobs import announce_jobs
from webapp.simulator.userland.shell.messages import introduction, syntax_message
from webapp.simulator.userland.shell.parser import ParsedLine, parse_line
from webapp.simulator.userland.shell.prompt import prompt
from webapp.simulator.userland.shell.syntax_error import Fault, ShellSyntaxError

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.shell import Shell


def _aliases(shell: Shell) -> dict[str, str]:
    state = shell.state
    if not state.aliases or not (state.interactive or state.dialect.aliases_in_scripts):
        return {}
    return {name: state.aliases[name] for name in sorted(state.aliases)}


def run_text(shell: Shell, frame: ScriptText) -> None:
    """Read and begin the next line of a text."""
    try:
        line = parse_line(
            frame.text,
            frame.position,
            shell.state.dialect,
            aliases=_aliases(shell),
            first_line=frame.line,
        )
    except ShellSyntaxError as error:
        _bad_syntax(shell, error, frame)
        return
    if line.commands is None or "n" in shell.state.options:
        shell.pop()
        if frame.position == 0 and frame.kind in ("eval", "source", "c"):
            shell.status = 0
        return
    _warn_of_here_documents(shell, line)
    if "v" in shell.state.options and frame.kind in ("c", "file"):
        shell.say(frame.text[frame.position : line.end])
    mode = frame.mode
    if mode.last and frame.text[line.end :].strip():
        mode = replace(mode, last=False)
    shell.swap(
        replace(frame, position=line.end, line=line.lines), RunSequence(line.commands, 0, mode)
    )


def _warn_of_here_documents(shell: Shell, line: ParsedLine) -> None:
    if shell.state.dialect.name != "bash":
        return
    for start, delimiter in line.open_here_documents:
        shell.line = line.lines - 1
        shell.say(
            f"{introduction(shell.freeze())}warning: here-document at line {start} delimited by "
            f"end-of-file (wanted `{delimiter}')\n"
        )


def _bad_syntax(shell: Shell, error: ShellSyntaxError, frame: ScriptText) -> None:
    """Complain; a script ends there, an eval ends the shell too, except bash's."""
    state = shell.state
    where = {"eval": "eval", "c": "-c" if state.dialect.name == "bash" else ""}.get(frame.kind, "")
    saved_name = state.name
    if frame.kind == "source" and state.dialect.name == "bash":
        shell.change(name=frame.name)
    if error.fault is Fault.NOT_SIMULATED:
        shell.status = shell.sys.not_simulated(error.token)
    else:
        first_bash = state.dialect.name == "bash" and error.fault in (
            Fault.FOR_NAME,
            Fault.FUNCTION_NAME,
        )
        shell.say(syntax_message(shell.freeze(), error, frame.text, "" if first_bash else where))
        runs_on = error.fault is Fault.FOR_NAME and state.dialect.name == "bash"
        shell.status = 1 if runs_on else 2
    shell.change(name=saved_name)
    if frame.kind in ("c", "file"):
        shell.leave(shell.status)
    elif shell.state.interactive and state.dialect.name != "bash":
        shell.to_prompt()
    elif state.dialect.name == "bash" or frame.kind == "trap":
        shell.pop()
    else:
        shell.leave(2)


def run_input(shell: Shell, frame: ScriptInput) -> None:
    """Read a line of standard input and begin what it completes."""
    if frame.buffer and not frame.wanted_more:
        _begin(shell, frame)
        return
    if frame.terminal and not frame.buffer and announce_jobs(shell):
        # What was announced is kept before the prompt blocks.
        return
    line = _terminal_line(shell, frame) if frame.terminal else _input_line(shell)
    if line is None:
        _end_of_input(shell, frame)
        return
    if frame.terminal and not frame.buffer:
        line = _remember(shell, line)
        if line is None:
            return
    buffer = frame.buffer + line + "\n"
    _begin(shell, replace(frame, buffer=buffer, wanted_more=False))


def _terminal_line(shell: Shell, frame: ScriptInput) -> str | None:
    asks = "more" if frame.buffer else "command"
    return shell.sys.prompt_line(0, prompt(shell, "PS2" if frame.buffer else "PS1"), asks)


def _remember(shell: Shell, line: str) -> str | None:
    """Put a typed line into the history, and repeat earlier ones for ``!!`` and its like."""
    # A script's terminal shows nobody what a line was expanded to.
    if shell.state.dialect.name == "bash" and "!" in line and shell.sys.isatty(1):
        expanded, event = expand_history(line, shell.state.history)
        if event is not None:
            shell.say(f"bash: {event}: event not found\n")
            return None
        if expanded != line:
            shell.say(expanded + "\n")
            line = expanded
    if line.strip():
        shell.change(history=(*shell.state.history, line)[-1000:])
    return line


def _input_line(shell: Shell) -> str | None:
    # bash leaves what is behind the line to the commands; the others read ahead.
    size = 1 if shell.state.dialect.name == "bash" else 8192
    data = bytearray()
    while True:
        try:
            piece = shell.sys.read(0, size)
        except OsError:
            piece = b""
        data += piece
        if not piece:
            return data.decode("utf-8", "surrogateescape") if data else None
        if data.endswith(b"\n"):
            return data[:-1].decode("utf-8", "surrogateescape")


def _begin(shell: Shell, frame: ScriptInput) -> None:
    try:
        line = parse_line(
            frame.buffer,
            0,
            shell.state.dialect,
            aliases=_aliases(shell),
            first_line=frame.line,
            more_may_come=True,
        )
    except ShellSyntaxError as error:
        if error.incomplete:
            shell.swap(replace(frame, wanted_more=True))
            return
        _bad_input(shell, frame, error)
        return
    rest = frame.buffer[line.end :]
    following = replace(frame, buffer=rest, line=line.lines, wanted_more=False)
    if line.commands is None:
        shell.swap(replace(following, buffer="", line=frame.line + frame.buffer.count("\n")))
    else:
        shell.swap(following, RunSequence(line.commands, 0, Mode()))


def _bad_input(shell: Shell, frame: ScriptInput, error: ShellSyntaxError) -> None:
    if error.fault is Fault.NOT_SIMULATED:
        shell.status = shell.sys.not_simulated(error.token)
    else:
        text = "\n" * (frame.line - 1) + frame.buffer
        shell.say(syntax_message(shell.freeze(), error, text, ""))
        shell.status = 2
    lines = frame.line + frame.buffer.count("\n")
    shell.swap(replace(frame, buffer="", line=lines, wanted_more=False))
    if not shell.state.interactive:
        shell.leave(shell.status)


def _end_of_input(shell: Shell, frame: ScriptInput) -> None:
    if frame.buffer:
        try:
            line = parse_line(frame.buffer, 0, shell.state.dialect, first_line=frame.line)
        except ShellSyntaxError as error:
            _bad_input(shell, frame, error)
        else:
            body = line.commands
            done = replace(frame, buffer="", wanted_more=False)
            shell.swap(done, *((RunSequence(body),) if body is not None else ()))
            return
        if not shell.frames or not shell.state.interactive:
            return
    if shell.state.interactive and shell.state.dialect.name == "bash":
        shell.say("exit\n" if not shell.state.login else "logout\n")
    shell.leave(shell.status)


def finish_reading(shell: Shell, frame: Reading) -> None:
    """The read builtin: take a line and divide it among the variables."""
    take_line(shell, frame)
