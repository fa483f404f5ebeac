"""cat, tac and tee."""

from __future__ import annotations

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.process import Input, Wait
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import complain, content_of, inputs, lines_of


def cat(run: Run) -> int | Wait:
    """Copy files to standard output, numbered or made visible on demand."""
    if run.options.given and not {key for key, _ in run.options.given} <= {"u"}:
        return _shown(run)
    sys = run.sys
    paths = run.operands or ("-",)
    at: int
    status: int
    at, status = sys.state if isinstance(sys.state, tuple) else (0, 0)
    while at < len(paths):
        path = paths[at]
        try:
            if path == "-" and not sys.fstat(0).is_file:
                data = sys.read(0)
                if data:
                    sys.write(1, data)
                    return Wait((at, status), Input(0))
            elif run.gnu and _is_output(run, path):
                run.say("is output", path)
                status = 1
            else:
                sys.write_content(1, content_of(run, path))
        except OsError as error:
            if error.errno is Errno.ENOSPC:
                raise
            complain(run, path, error)
            status = 1
        at += 1
    return status


def _is_output(run: Run, path: str) -> bool:
    sys = run.sys
    out = sys.fstat(1)
    own = sys.fstat(0) if path == "-" else sys.stat(path)
    same = (out.dev, out.ino) == (own.dev, own.ino)
    return same and out.is_file and out.size > 0


def _shown(run: Run) -> int:
    numbered = run.options.last("nb") if not run.has("b") else "b"
    ends, tabs = run.has("A", "e", "E"), run.has("A", "t", "T")
    visible = run.has("A", "e", "t", "v")
    status, count, blanks, fresh = 0, 0, 0, True
    made: list[bytes] = []
    for _, data in inputs(run, run.operands):
        if data is None:
            status = 1
            continue
        for line in lines_of(data):
            run.sys.tick()
            text, newline = (line[:-1], b"\n") if line.endswith(b"\n") else (line, b"")
            blanks = blanks + 1 if fresh and line == b"\n" else 0
            if run.has("s") and blanks > 1:
                continue
            if fresh and (numbered == "n" or (numbered == "b" and (text or not newline))):
                count += 1
                made.append(b"%6d\t" % count)
            made.append(_visible(text, visible=visible, tabs=tabs))
            if newline and ends:
                made.append(b"$")
            # busybox ends the last line even where the file does not.
            made.append(newline if run.gnu or not numbered else b"\n")
            fresh = bool(newline)
    run.sys.write(1, b"".join(made))
    return status


def _visible(text: bytes, *, visible: bool, tabs: bool) -> bytes:
    if not visible:
        return text.replace(b"\t", b"^I") if tabs else text
    made = bytearray()
    for byte in text:
        low = byte
        if byte == 9 and not tabs:
            made.append(byte)
            continue
        if byte >= 128:
            made += b"M-"
            low = byte - 128
        if low < 32:
            made += b"^" + bytes([low + 64])
        elif low == 127:
            made += b"^?"
        else:
            made.append(low)
    return bytes(made)


def tac(run: Run) -> int:
    """Print the lines of each file, the last first."""
    status = 0
    for _, data in inputs(run, run.operands):
        if data is None:
            status = 1
        else:
            run.sys.write(1, b"".join(reversed(lines_of(data))))
    return status


def tee(run: Run) -> int:
    """Copy standard input to files and to standard output."""
    sys = run.sys
    status = 0
    fds = []
    how = Open.APPEND if run.has("a") else Open.TRUNCATE
    for path in run.operands:
        try:
            fds.append(sys.open(path, Open.WRITE | Open.CREATE | how))
        except OsError as error:
            run.say("open", path, error)
            status = 1
    data = sys.read_content(0)
    for fd in (1, *fds):
        sys.write_content(fd, data)
    return status


COMMANDS = (
    Command(
        "cat",
        cat,
        Grammar(
            "AbeEnstTuv",
            "show-all=A number-nonblank=b show-ends=E number=n squeeze-blank=s show-tabs=T"
            " show-nonprinting=v",
        ),
        Grammar("nbvteA"),
    ),
    Command("tac", tac, Grammar("brs:", "before=b regex=r separator:=s", missing="brs"), Grammar()),
    Command(
        "tee", tee, Grammar("aip", "append=a ignore-interrupts=i output-error?=p"), Grammar("ai")
    ),
)
