"""head and tail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.process import Condition, Input, Signalled, Until, Wait
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import content_of
from webapp.simulator.userland.coreutils.times import SECOND

_COUNT = re.compile(r"([-+]?)(\d+)([bkKMGTPE]?)(B|iB)?")
_OLD = re.compile(r"-(\d+)([bkmclqv]*)")
_OLD_TAIL = re.compile(r"([-+])(\d*)([bcl]?)(f?)")
_SCALE = {"": 1, "b": 512, "k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True, slots=True)
class Count:
    """How much: with a sign, if one was given, and of what."""

    sign: str
    number: int
    bytes: bool


def _count(run: Run, text: str, *, bytes_: bool) -> Count:
    match = _COUNT.fullmatch(text)
    if match is None:
        raise run.stop("bytes" if bytes_ else "lines", text)
    base = 1000 if match[4] == "B" else 1024
    scale = _SCALE.get(match[3], 1)
    if base == 1000:
        scale = {"K": 1000, "k": 1000, "M": 10**6, "G": 10**9}.get(match[3], scale)
    return Count(match[1], int(match[2]) * scale, bytes_)


def _amount(run: Run) -> Count:
    found = Count("", 10, False)
    for key, value in run.options.given:
        if key in {"n", "c"}:
            found = _count(run, value, bytes_=key == "c")
    return found


def _old_head(words: tuple[str, ...], _gnu: bool) -> tuple[str, ...]:
    """``head -5`` as ``-n 5``."""
    return _old_form(words, tail_=False)


def _old_tail(words: tuple[str, ...], _gnu: bool) -> tuple[str, ...]:
    """``tail -5`` and ``tail +5`` as ``-n 5`` and ``-n +5``."""
    return _old_form(words, tail_=True)


def _old_form(words: tuple[str, ...], *, tail_: bool) -> tuple[str, ...]:
    args = list(words)
    if not args:
        return words
    match = _OLD.fullmatch(args[0])
    plus = _OLD_TAIL.fullmatch(args[0]) if tail_ else None
    if match is not None and not plus:
        letter = "c" if "c" in match[2] else "n"
        args[:1] = [f"-{letter}", match[1], *(f"-{c}" for c in match[2] if c in "qv")]
    elif plus is not None and plus[2]:
        sign = "+" if plus[1] == "+" else ""
        args[:1] = ["-c" if plus[3] == "c" else "-n", sign + plus[2], *(["-f"] if plus[4] else [])]
    return tuple(args)


def _heading(run: Run, path: str, *, first: bool) -> str:
    label = "standard input" if path == "-" else path
    return f"{'' if first else chr(10)}==> {label} <==\n"


def _headings(run: Run, paths: tuple[str, ...]) -> bool:
    last = run.options.last("qv")
    return last == "v" or (len(paths) > 1 and last != "q")


def head(run: Run) -> int | Wait:
    """Print the first lines or bytes of files."""
    count = _amount(run)
    paths = run.operands or ("-",)
    if paths == ("-",) and count.sign != "-" and run.sys.fstat(0).kind is Kind.FIFO:
        return _flowing(run, count)
    shown = False
    status = 0
    for number, path in enumerate(paths):
        opened = False
        try:
            if path != "-":
                run.sys.close(run.sys.open(path))
            opened = True
            if _headings(run, paths):
                run.sys.out(_heading(run, path, first=not shown if run.gnu else not number))
            shown = True
            most = count.number if count.bytes and count.sign != "-" else None
            run.sys.write_content(1, _first(run, content_of(run, path, most), count))
        except OsError as error:
            run.say("read" if opened else "open", path, error)
            status = 1
    return status


def _flowing(run: Run, count: Count) -> int | Wait:
    """Print what comes through a pipe as it comes, and stop: that ends who writes without end."""
    sys = run.sys
    left = sys.state if isinstance(sys.state, int) else count.number
    data = sys.read(0) if left else b""
    if count.bytes:
        taken = data[:left]
        left -= len(taken)
    else:
        taken = Content.of(data).part(0, _lines_end(run, Content.of(data), left)).read()
        left -= taken.count(b"\n")
    sys.write(1, taken)
    return Wait(left, Input(0)) if data and left else 0


def _first(run: Run, content: Content, count: Count) -> Content:
    if count.bytes:
        size = max(content.size - count.number, 0) if count.sign == "-" else count.number
        return content.part(0, size)
    if count.sign != "-":
        return content.part(0, _lines_end(run, content, count.number))
    starts = _line_starts(run, content)
    keep = len(starts) - count.number
    return (
        content.part(0, starts[keep])
        if 0 <= keep < len(starts)
        else content.part(0, content.size if keep >= len(starts) else 0)
    )


def _lines_end(run: Run, content: Content, count: int) -> int:
    """Where the first `count` lines end; no more is read than that takes."""
    at = 0
    while count > 0 and at < content.size:
        chunk = content.read(at, 1 << 16)
        run.sys.kernel.disks.budget.wrote(len(chunk))
        found = -1
        while count > 0:
            found = chunk.find(b"\n", found + 1)
            if found < 0:
                break
            count -= 1
        if count == 0:
            return at + found + 1
        at += len(chunk)
    return min(at, content.size)


def _line_starts(run: Run, content: Content) -> list[int]:
    run.sys.kernel.disks.budget.makes(content.size, content.streamed)
    run.sys.kernel.disks.budget.wrote(content.size)
    data = content.read()
    starts, at = [0] if data else [], data.find(b"\n")
    while 0 <= at < len(data) - 1:
        starts.append(at + 1)
        at = data.find(b"\n", at + 1)
    return starts


def _last(run: Run, content: Content, count: Count) -> Content:
    if count.bytes:
        if count.sign == "+":
            return content.part(max(count.number - 1, 0))
        return content.part(max(content.size - count.number, 0))
    starts = _line_starts(run, content)
    if count.sign == "+":
        at = max(count.number - 1, 0)
        return content.part(starts[at]) if at < len(starts) else Content()
    if count.number == 0 or not starts:
        return Content()
    return content.part(starts[max(len(starts) - count.number, 0)])


@dataclass(frozen=True, slots=True)
class _Followed:
    """A file under `tail -f`: how far it has been shown."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class _Following:
    files: tuple[_Followed, ...]
    last: str
    status: int


def tail(run: Run) -> int | Wait:
    """Print the last lines or bytes of files; with -f, also what is added later."""
    if isinstance(run.sys.state, _Following):
        return _follow(run, run.sys.state)
    count = _amount(run)
    paths = run.operands or ("-",)
    # busybox looks first which files there are.
    many = paths if run.gnu else tuple(p for p in paths if p == "-" or run.sys.access(p, 4))
    shown, status, last = False, 0, ""
    followed: list[_Followed] = []
    for path in paths:
        opened = False
        try:
            if path != "-":
                run.sys.close(run.sys.open(path))
            opened = True
            if _headings(run, many):
                run.sys.out(_heading(run, path, first=not shown))
            shown = True
            last = path
            content = _read(run, path)
            run.sys.write_content(1, _last(run, content, count))
            if path != "-":
                followed.append(_Followed(path, content.size))
        except OsError as error:
            run.say("read" if opened else "open", path, error)
            status = 1
    if not shown and not run.gnu:
        run.say("no files")
        return 1
    if run.has("f", "F") and followed:
        return _pause(run, _Following(tuple(followed), last, status))
    if run.has("f", "F") and run.gnu and not followed and status:
        run.say("none left")
    return status


def _read(run: Run, path: str) -> Content:
    if path != "-" and not run.sys.stat(path).is_file and not run.sys.stat(path).is_dir:
        return Content()
    return content_of(run, path)


def _pause(run: Run, state: _Following) -> Wait:
    """A device such as /dev/null never gets more: then there is nothing to look for."""
    until: Condition = Until(run.sys.now + SECOND)
    if not any(_is_file(run, file.path) for file in state.files):
        until = Signalled()
    return Wait(state, until)


def _is_file(run: Run, path: str) -> bool:
    try:
        return run.sys.stat(path).is_file
    except OsError:
        return False


def _follow(run: Run, state: _Following) -> Wait:
    files: list[_Followed] = []
    last = state.last
    for file in state.files:
        size = file.size
        try:
            if run.sys.stat(file.path).is_file:
                content = content_of(run, file.path)
                if content.size < size:
                    run.say("truncated", file.path)
                    size = 0
                if content.size > size:
                    if len(state.files) > 1 and last != file.path and run.options.last("qv") != "q":
                        run.sys.out(_heading(run, file.path, first=False))
                    run.sys.write_content(1, content.part(size))
                    last = file.path
                size = content.size
        except OsError:
            size = file.size
        files.append(_Followed(file.path, size))
    return _pause(run, _Following(tuple(files), last, state.status))


COMMANDS = (
    Command(
        "head",
        head,
        Grammar(
            "c:n:qvz0123456789",
            "bytes:=c lines:=n quiet=q silent=q verbose=v zero-terminated=!",
            missing="z",
        ),
        Grammar("n:c:qv"),
        rewrite=_old_head,
    ),
    Command(
        "tail",
        tail,
        Grammar(
            "c:n:fFqs:vz0123456789",
            "bytes:=c lines:=n follow?=f quiet=q silent=q verbose=v retry=!"
            " pid:=! sleep-interval:=s"
            " zero-terminated=! max-unchanged-stats:=!",
            missing="z",
        ),
        Grammar("fc:n:qs:vF"),
        rewrite=_old_tail,
    ),
)
