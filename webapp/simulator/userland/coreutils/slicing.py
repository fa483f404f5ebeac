"""cut, paste, fold and rev: lines by their parts."""

from __future__ import annotations

import re

from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import inputs, lines_of

_RANGE = re.compile(r"(\d*)(-?)(\d*)")
_END = 1 << 30


def _ranges(run: Run, text: str, *, fields: bool) -> list[tuple[int, int]]:
    """The ranges of a list such as ``1,3-5,7-``."""
    found = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        if match is None or not part or part == "-":
            if run.gnu:
                if part == "-":
                    raise run.bad_usage("invalid range with no endpoint: -")
                if not part:
                    words = (
                        "fields are numbered from 1"
                        if fields
                        else ("byte/character positions are numbered from 1")
                    )
                    raise run.bad_usage(words)
                what = "field value" if fields else "byte/character position"
                raise run.bad_usage(f"invalid {what} ‘{part}’")
            raise run.stop("number", part)
        low = int(match[1] or 1)
        high = int(match[3]) if match[3] else (_END if match[2] else low)
        if low == 0 or (match[3] and high == 0 and not match[2]):
            if run.gnu:
                words = (
                    "fields are numbered from 1"
                    if fields
                    else ("byte/character positions are numbered from 1")
                )
                raise run.bad_usage(words)
            raise run.stop("number", part)
        if high < low:
            if run.gnu:
                raise run.bad_usage("invalid decreasing range")
            raise run.stop("range", part)
        found.append((low, high))
    return sorted(found)


def _selected(ranges: list[tuple[int, int]], at: int) -> bool:
    return any(low <= at <= high for low, high in ranges)


def cut(run: Run) -> int:
    """Print parts of each line."""
    kinds = [key for key, _ in run.options.given if key in {"b", "c", "f"}]
    if not kinds:
        words = "you must specify a list of bytes, characters, or fields"
        raise run.bad_usage(words) if run.gnu else run.stop("no list")
    if len(kinds) > 1:
        raise run.bad_usage("only one list may be specified" if run.gnu else "")
    kind = kinds[0]
    delimiter = run.options.value("d")
    if delimiter is not None and len(delimiter) > 1:
        if run.gnu:
            raise run.bad_usage("the delimiter must be a single character")
        delimiter = delimiter[:1]
    if kind != "f" and run.gnu and (delimiter is not None or run.has("s")):
        words = (
            "an input delimiter may be specified only when operating on fields"
            if delimiter is not None
            else "suppressing non-delimited lines makes sense\n\tonly when operating on fields"
        )
        raise run.bad_usage(words)
    ranges = _ranges(run, run.options.value(kind) or "", fields=kind == "f")
    mark = (delimiter if delimiter is not None else "\t").encode("utf-8", "surrogateescape")
    joined = run.options.value("output-delimiter")
    glue = mark if joined is None else joined.encode()
    wanted = run.has("complement")
    status = 0
    made: list[bytes] = []
    for _, data in inputs(run, run.operands):
        if data is None:
            status = 1
            continue
        for raw in lines_of(data):
            run.sys.tick()
            line = raw.rstrip(b"\n")
            if kind == "f":
                if not mark or mark not in line:
                    if not run.has("s"):
                        made.append(line + b"\n")
                    continue
                parts = line.split(mark)
                if run.gnu:
                    kept = [p for n, p in enumerate(parts, 1) if _selected(ranges, n) != wanted]
                else:
                    # A range of fields that are not there still gets its delimiter.
                    kept = [glue.join(parts[low - 1 : high]) for low, high in ranges]
                made.append(glue.join(kept) + b"\n")
            else:
                kept_bytes = (b for n, b in enumerate(line, 1) if _selected(ranges, n) != wanted)
                made.append(bytes(kept_bytes) + b"\n")  # both dialects' -c counts bytes
    run.sys.write(1, b"".join(made))
    return status


def paste(run: Run) -> int:
    """Put the lines of files side by side, or under -s one after the other."""
    marks = (run.options.value("d") or "\t").replace("\\n", "\n").replace("\\t", "\t")
    marks = marks.replace("\\0", "")
    paths = run.operands or ("-",)
    columns: list[list[bytes]] = []
    status = 0
    stdin: list[bytes] = []
    users = [n for n, path in enumerate(paths) if path == "-"]
    for number, path in enumerate(paths):
        if path == "-" and number != users[0] and not run.has("s"):
            columns.append([])
            continue
        for _, data in inputs(run, (path,)):
            if data is None:
                if run.gnu or not columns:
                    return 1
                status = 1
                continue
            lines = [line.rstrip(b"\n") for line in lines_of(data)]
            columns.append(lines)
            stdin = lines if path == "-" else stdin
    if len(users) > 1 and not run.has("s"):
        for place, number in enumerate(users):
            columns[number] = stdin[place :: len(users)]
    made: list[bytes] = []
    if run.has("s"):
        made += [_joined(lines, marks) + b"\n" for lines in columns]
    else:
        for row in range(max((len(lines) for lines in columns), default=0)):
            run.sys.tick()
            cells = [
                lines[row] if row < len(lines) else b""
                for lines in columns
                if run.gnu or row < len(lines)
            ]
            made.append(_joined(cells, marks) + b"\n")
    run.sys.write(1, b"".join(made))
    return status


def _joined(cells: list[bytes], marks: str) -> bytes:
    made = b""
    for number, cell in enumerate(cells):
        if number:
            made += marks[(number - 1) % len(marks)].encode() if marks else b""
        made += cell
    return made


def fold(run: Run) -> int:
    """Break lines that are longer than a width."""
    text = run.options.value("w") or "80"
    if not text.isdecimal() or int(text) == 0:
        raise run.stop("width", text)
    width = int(text)
    status = 0
    made: list[str] = []
    for _, data in inputs(run, run.operands):
        if data is None:
            status = 1
            continue
        encoding = "latin-1" if run.gnu else "utf-8"
        for raw in lines_of(data):
            run.sys.tick()
            line = raw.decode(encoding, "surrogateescape")
            end = "\n" if line.endswith("\n") else ""
            line = line.removesuffix("\n")
            while len(line) > width:
                at = width
                if run.has("s"):
                    blank = line.rfind(" ", 0, width)
                    at = blank + 1 if blank >= 0 else width
                made.append(line[:at] + "\n")
                line = line[at:]
            made.append(line + end)
    encoding = "latin-1" if run.gnu else "utf-8"
    run.sys.write(1, "".join(made).encode(encoding, "surrogateescape"))
    return status


def rev(run: Run) -> int:
    """Reverse the characters of each line."""
    status = 0
    for _, data in inputs(run, run.operands):
        if data is None:
            status = 1
            continue
        text = data.decode("utf-8", "surrogateescape")
        lines = text.split("\n")
        run.sys.write(1, "\n".join(line[::-1] for line in lines).encode("utf-8", "surrogateescape"))
    return status


COMMANDS = (
    Command(
        "cut",
        cut,
        Grammar(
            "b:c:d:f:nsz",
            "bytes:=b characters:=c delimiter:=d fields:=f only-delimited=s complement=complement"
            " output-delimiter:=output-delimiter zero-terminated=!",
            missing="z",
        ),
        Grammar("b:c:f:d:O:snDF:", missing="ODF"),
    ),
    Command("paste", paste, Grammar("d:sz", "delimiters:=d serial=s", missing="z"), Grammar("d:s")),
    Command("fold", fold, Grammar("bcsw:", "bytes=b spaces=s width:=w"), Grammar("bsw:")),
    Command("rev", rev, Grammar(), Grammar()),
)
