"""How filters get their input: named files, or standard input for ``-``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.simulator.kernel.content import Content
    from webapp.simulator.kernel.sys import Sys
    from webapp.simulator.userland.coreutils.command import Run


def content_of(run: Run, path: str, most: int | None = None) -> Content:
    """What a file, or standard input for ``-``, holds or begins with; raises OsError."""
    sys = run.sys
    if path == "-":
        return sys.read_content(0, most)
    fd = sys.open(path)
    try:
        return sys.read_content(fd, most)
    finally:
        sys.close(fd)


def bytes_of(run: Run, path: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``; raises OsError."""
    content = content_of(run, path)
    budget = run.sys.kernel.disks.budget
    budget.makes(content.size, content.streamed)
    budget.wrote(content.size)
    return content.read()


def inputs(run: Run, paths: tuple[str, ...]) -> Iterator[tuple[str, bytes | None]]:
    """Each file's bytes, or None after a complaint; standard input if none is named."""
    for path in paths or ("-",):
        try:
            data = bytes_of(run, path)
        except OsError as error:
            complain(run, path, error)
            yield path, None
        else:
            yield path, data


def agrees(sys: Sys, question: str) -> bool:
    """Ask on standard error, and say whether the answer begins with a y."""
    # Where the terminal shows the question in front of the line, it stands there already.
    if not (sys.isatty(0) and sys.isatty(2)):
        sys.err(question)
    answer = sys.prompt_line(0, question)
    return answer is not None and answer[:1] in {"y", "Y"}


def complain(run: Run, path: str, error: OsError) -> None:
    """Say that a file could not be opened, or, if it is a directory, not read."""
    key = "read" if error.errno.name == "EISDIR" else "open"
    run.say(key, path, error)


def lines_of(data: bytes) -> list[bytes]:
    """Lines with their newlines; the last may have none."""
    parts = data.split(b"\n")
    lines = [part + b"\n" for part in parts[:-1]]
    return [*lines, parts[-1]] if parts[-1] else lines
