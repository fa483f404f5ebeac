"""Redirections: opening what a command reads and writes, and putting things back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.sys import Open, Sys
from webapp.simulator.userland.shell.faults import ShellFault

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.syntax import Redirect

FIRST_SAVED = 10
"""Descriptors below are the learner's; the shell keeps its own from here on."""

Saved = tuple[tuple[int, int | None], ...]


def apply(
    sys: Sys, redirects: list[tuple[Redirect, str]], *, noclobber: bool, keep: bool = False
) -> Saved:
    """Carry out redirections from left to right and tell how to undo them.

    With `keep` nothing is remembered (``exec``). Raises ShellFault with nothing changed.
    """
    saved: list[tuple[int, int | None]] = []
    try:
        for redirect, target in redirects:
            for fd in _touched(redirect):
                if not keep and all(fd != other for other, _ in saved):
                    saved.append((fd, _save(sys, fd)))
            _apply_one(sys, redirect, target, noclobber=noclobber)
    except ShellFault:
        restore(sys, tuple(saved))
        raise
    return tuple(saved)


def restore(sys: Sys, saved: Saved) -> None:
    """Put descriptors back."""
    for fd, place in reversed(saved):
        if place is not None:
            sys.dup2(place, fd)
            sys.close(place)
        elif fd in sys.fds():
            sys.close(fd)


def _save(sys: Sys, fd: int) -> int | None:
    try:
        return sys.dup(fd, FIRST_SAVED, cloexec=True)
    except OsError:
        return None


def _touched(redirect: Redirect) -> tuple[int, ...]:
    if redirect.operator in ("&>", "&>>"):
        return (1, 2)
    return (_fd(redirect),)


def _fd(redirect: Redirect) -> int:
    if redirect.fd is not None:
        return redirect.fd
    return 0 if redirect.operator.startswith("<") else 1


def _apply_one(sys: Sys, redirect: Redirect, target: str, *, noclobber: bool) -> None:
    fd = _fd(redirect)
    write = Open.WRITE | Open.CREATE
    match redirect.operator:
        case "<":
            _open(sys, target, Open.READ, fd, "open")
        case "<>":
            _open(sys, target, Open.READ | write, fd, "create")
        case ">":
            if noclobber and _is_file(sys, target):
                raise ShellFault("clobber", path=target)
            _open(sys, target, write | Open.TRUNCATE, fd, "create")
        case ">|":
            _open(sys, target, write | Open.TRUNCATE, fd, "create")
        case ">>":
            _open(sys, target, write | Open.APPEND, fd, "create")
        case "&>" | "&>>":
            extra = Open.APPEND if redirect.operator == "&>>" else Open.TRUNCATE
            _open(sys, target, write | extra, 1, "create")
            sys.dup2(1, 2)
        case "<<" | "<<<":
            _here(sys, target + ("\n" if redirect.operator == "<<<" else ""), fd)
        case "<&" | ">&":
            _duplicate(sys, redirect, target, fd)


def _is_file(sys: Sys, path: str) -> bool:
    try:
        return sys.stat(path).kind is Kind.FILE
    except OsError:
        return False


def _open(sys: Sys, path: str, how: Open, fd: int, key: str) -> None:
    try:
        opened = sys.open(path, how)
    except OsError as error:
        raise ShellFault(key, path=path, error=error.strerror, errno=error.errno) from None
    if opened != fd:
        sys.dup2(opened, fd)
        sys.close(opened)


def _here(sys: Sys, text: str, fd: int) -> None:
    reading, writing = sys.pipe()
    sys.write(writing, text.encode("utf-8", "surrogateescape"))
    sys.close(writing)
    if reading != fd:
        sys.dup2(reading, fd)
        sys.close(reading)


def _duplicate(sys: Sys, redirect: Redirect, target: str, fd: int) -> None:
    if target == "-":
        if fd in sys.fds():
            sys.close(fd)
        return
    move = target.endswith("-") and target[:-1].isdigit()
    digits = target[:-1] if move else target
    if digits.isdigit() and len(digits) < 6:
        source = int(digits)
        if source not in sys.fds() or source >= FIRST_SAVED:
            raise ShellFault("bad_fd", fd=source, to=fd)
        sys.dup2(source, fd)
        if move and source != fd:
            sys.close(source)
    else:
        raise ShellFault("bad_fd_word", word=redirect.target.source)
