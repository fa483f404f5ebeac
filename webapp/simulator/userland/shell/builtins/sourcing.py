"""Builtins that run other commands: eval, source, exec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.forking import run_program
from webapp.simulator.userland.shell.frames import EndSource, Mode, ScriptText

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.shell import Shell


def eval_(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``eval words``."""
    words = argv[2:] if argv[1:2] == ["--"] else argv[1:]
    text = " ".join(words)
    if not text.strip():
        return 0
    shell.run_text(text, "eval", Mode(mode.tested))
    return None


def source(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``. file [arguments]``."""
    words = argv[2:] if argv[1:2] == ["--"] else argv[1:]
    if not words:
        if shell.state.dialect.name == "dash":
            return 0
        raise ShellFault("source_argument", builtin=argv[0])
    name = words[0]
    path = _find(shell, name)
    if path is None:
        raise ShellFault("source_missing", builtin=argv[0], path=name)
    try:
        data = shell.sys.read_file(path)
    except OsError as error:
        raise ShellFault(
            "source", builtin=argv[0], path=name, error=error.strerror, errno=error.errno
        ) from None
    text = data.decode("utf-8", "surrogateescape")
    passes = len(words) > 1 and shell.state.dialect.name != "dash"
    shell.push(
        EndSource(shell.state.positional if passes else None),
        ScriptText(text, "source", mode=Mode(mode.tested), name=name),
    )
    if passes:
        shell.change(positional=tuple(words[1:]))
    return None


def _find(shell: Shell, name: str) -> str | None:
    if "/" in name:
        return name
    for directory in shell.value("PATH").split(":"):
        candidate = f"{directory or '.'}/{name}"
        if shell.sys.access(candidate, 4):
            return candidate
    if shell.state.dialect.source_searches_here and shell.sys.exists(name):
        return name
    return None


def exec_(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``exec [program]``: become a program, or keep the redirections that stand beside it."""
    words = argv[2:] if argv[1:2] == ["--"] else argv[1:]
    if not words:
        return 0
    try:
        run_program(shell, words, shell.exported(), Mode(last=True), replaces=True)
    except ShellFault as fault:
        fault.builtin = "exec"
        fault.effect = "shell"
        if fault.key == "no_file" and shell.state.dialect.name == "bash":
            path = words[0].removeprefix("./")
            path = path if path.startswith("/") else f"{shell.value('PWD').rstrip('/')}/{path}"
            fault = ShellFault("no_file", name=path, effect="shell")
        raise fault from None
    return None
