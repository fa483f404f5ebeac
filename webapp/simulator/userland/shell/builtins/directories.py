"""cd and pwd: the logical working directory, in which symbolic links keep their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.faults import ShellFault

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell


def cd(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``cd [-LP] [directory]``, ``cd -``."""
    words = argv[1:]
    physical = False
    while words and words[0].startswith("-") and len(words[0]) > 1:
        option = words.pop(0)
        if option == "--":
            break
        if any(letter not in "LPe" for letter in option[1:]):
            raise ShellFault("option", builtin="cd", letter=option[1])
        physical = option[-1] == "P"
    if len(words) > 1 and shell.state.dialect.name == "bash":
        raise ShellFault("too_many", builtin="cd")
    shown = False
    if not words:
        target = shell.value("HOME")
        if not target:
            if shell.state.dialect.name == "bash":
                raise ShellFault("cd_home", builtin="cd")
            return 0
    elif words[0] == "-":
        target = shell.value("OLDPWD")
        if not target:
            if shell.state.dialect.name == "bash":
                raise ShellFault("cd_old", builtin="cd")
            target = shell.value("PWD") or shell.sys.getcwd()
        shown = True
    else:
        target = words[0]
    here = shell.value("PWD") or shell.sys.getcwd()
    if not target:
        return 0
    new, searched = _go(shell, target, here, physical=physical)
    shell.assign("OLDPWD", here)
    shell.assign("PWD", new)
    if shown or searched:
        shell.write(f"{new}\n".encode("utf-8", "surrogateescape"), "cd")
    return 0


def _go(shell: Shell, target: str, here: str, *, physical: bool) -> tuple[str, bool]:
    candidates = [target]
    if not target.startswith(("/", "./", "../")) and target not in (".", ".."):
        searched = [part for part in shell.value("CDPATH").split(":") if part]
        candidates = [f"{part}/{target}" for part in searched] + [target]
    failure: OsError | None = None
    for candidate in candidates:
        path = candidate if candidate.startswith("/") else f"{here.rstrip('/')}/{candidate}"
        logical = _normalized(path)
        try:
            shell.sys.chdir(path if physical else logical)
        except OsError as error:
            failure = error
            continue
        return (shell.sys.getcwd() if physical else logical), candidate != target
    assert failure is not None
    raise ShellFault("cd", builtin="cd", path=target, error=failure.strerror, errno=failure.errno)


def _normalized(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == "..":
            if parts:
                parts.pop()
        else:
            parts.append(part)
    return "/" + "/".join(parts)


def pwd(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``pwd [-LP]``."""
    physical = argv[-1] == "-P"
    where = shell.sys.getcwd() if physical else shell.value("PWD") or shell.sys.getcwd()
    shell.write(f"{where}\n".encode("utf-8", "surrogateescape"), "pwd")
    return 0
