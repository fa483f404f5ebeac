"""sort and uniq."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cmp_to_key

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.sys import Open
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import bytes_of
from webapp.simulator.userland.coreutils.options import MissingOption

_FIELD = re.compile(rb"[ \t\n]*[^ \t\n]*")
_NUMBER = re.compile(rb"[ \t\n]*(-?)([0-9]*)(?:\.([0-9]*))?([KMGTPEZY]?)")
_MONTHS = [m.encode() for m in "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()]
_POSITION = re.compile(r"(\d+)(?:\.(\d+))?([bdfghiMnrRV]*)")


@dataclass(frozen=True, slots=True)
class Key:
    """A sort key: where it starts and ends, and how it is compared."""

    start: tuple[int, int]
    end: tuple[int, int] | None
    how: str


class _BadKey(Exception):
    pass


def _key(text: str, separator: bytes | None) -> Key:
    head, comma, tail = text.partition(",")
    start = _POSITION.fullmatch(head)
    end = _POSITION.fullmatch(tail) if comma else None
    if start is None or (comma and end is None):
        raise _BadKey(text if start is None else tail)
    if int(start[1]) == 0:
        raise _BadKey("0")
    how = start[3] + (end[3] if end is not None else "")
    last = (int(end[1]), int(end[2] or 0)) if end is not None else None
    return Key((int(start[1]), int(start[2] or 1)), last, how)


def _fields(line: bytes, separator: bytes | None) -> list[tuple[int, int]]:
    """Where each field begins and ends; without a separator, blanks lead a field."""
    if separator is not None:
        spans, at = [], 0
        for part in line.split(separator):
            spans.append((at, at + len(part)))
            at += len(part) + len(separator)
        return spans
    return [(m.start(), m.end()) for m in _FIELD.finditer(line) if m.end() > m.start()]


def _part(line: bytes, key: Key, separator: bytes | None) -> bytes:
    spans = _fields(line, separator)
    field, char = key.start
    if field > len(spans):
        return b""
    begin, end = spans[field - 1]
    if "b" in key.how:
        begin += len(line[begin:end]) - len(line[begin:end].lstrip(b" \t"))
    begin += char - 1
    stop = len(line)
    if key.end is not None and key.end[0] <= len(spans):
        first, last = spans[key.end[0] - 1]
        stop = last if key.end[1] == 0 else min(first + key.end[1], last)
    return line[begin:stop]


def _number(text: bytes) -> float:
    match = _NUMBER.match(text)
    if match is None:
        return 0.0
    digits = (match[2] or b"0") + b"." + (match[3] or b"0")
    return float(digits) * (-1 if match[1] else 1)


def _human(text: bytes) -> tuple[int, float]:
    match = _NUMBER.match(text)
    suffix = match[4].decode() if match is not None else ""
    value = _number(text)
    order = "KMGTPEZY".find(suffix) + 1 if suffix else 0
    return (order if value >= 0 else -order, value)


def _general(text: bytes) -> tuple[int, float]:
    try:
        return (1, float(text.split()[0]))
    except (ValueError, IndexError):
        return (0, 0.0)


def _version(text: bytes) -> list[tuple[bytes, int]]:
    return [(word, int(number or b"0")) for word, number in re.findall(rb"(\D*)(\d*)", text)]


def _value(text: bytes, how: str) -> object:
    if "n" in how:
        return _number(text)
    if "h" in how:
        return _human(text)
    if "g" in how:
        return _general(text)
    if "M" in how:
        month = text.strip()[:3].upper()
        return _MONTHS.index(month) + 1 if month in _MONTHS else 0
    if "V" in how:
        return _version(text)
    if "b" in how:
        text = text.lstrip(b" \t")
    if "d" in how:
        text = bytes(b for b in text if b in b" \t" or chr(b).isalnum())
    if "i" in how:
        text = bytes(b for b in text if 32 <= b < 127)
    return text.upper() if "f" in how else text


def _compare(left: object, right: object) -> int:
    assert type(left) is type(right)
    return int(left > right) - int(left < right)  # type: ignore[operator]


class _Order:
    def __init__(self, run: Run) -> None:
        self.run = run
        tab = run.options.value("t")
        if tab == "\\0":
            tab = "\0"
        if tab is not None and len(tab) != 1:
            raise run.stop("tab" if tab else "empty tab", tab, status=2)
        self.separator = tab.encode("utf-8", "surrogateescape") if tab else None
        self.globals = "".join(c for c in "bdfghiMnrV" if run.has(c))
        self.keys = []
        for text in run.options.values("k"):
            try:
                self.keys.append(_key(text, self.separator))
            except _BadKey as bad:
                key = "zero key" if bad.args[0] == "0" else "key"
                raise run.stop(key, bad.args[0], status=2) from None
        self.stable = run.has("s", "u")
        self.reverse = "r" in self.globals

    def compare(self, left: bytes, right: bytes, *, last: bool = True) -> int:
        for key in self.keys or [Key((1, 1), None, "")]:
            plain = key.how.replace("b", "") == ""
            how = self.globals + key.how if plain else key.how
            one = _part(left, Key(key.start, key.end, how), self.separator) if self.keys else left
            two = _part(right, Key(key.start, key.end, how), self.separator) if self.keys else right
            found = _compare(_value(one, how), _value(two, how))
            if found:
                return -found if "r" in how else found
        if self.stable or not last:
            return 0
        found = _compare(left, right)
        return -found if self.reverse else found


def sort(run: Run) -> int:
    """Sort lines."""
    sys = run.sys
    order = _Order(run)
    end = b"\0" if run.has("z") else b"\n"
    lines: list[bytes] = []
    parts: list[list[bytes]] = []
    for path in run.operands or ("-",):
        try:
            data = bytes_of(run, path)
        except OsError as error:
            if error.errno.name == "EISDIR" and not run.gnu:
                continue
            raise run.stop(
                "read" if error.errno.name == "EISDIR" else "open", path, error, status=2
            ) from None
        if data:
            parts.append(data.removesuffix(end).split(end))
            lines += parts[-1]
    sys.kernel.disks.budget.step(len(lines))
    if run.has("c", "C"):
        return _check(run, order, lines)
    lines = _merged(order, parts) if run.has("m") and run.gnu else _sorted(order, lines)
    if run.has("u"):
        kept: list[bytes] = []
        for line in lines:
            if not kept or order.compare(kept[-1], line, last=False):
                kept.append(line)
        lines = kept
    output = b"".join(line + end for line in lines)
    target = run.options.value("o")
    if target is None:
        sys.write(1, output)
        return 0
    try:
        fd = sys.open(target, Open.WRITE | Open.CREATE | Open.TRUNCATE)
    except OsError as error:
        raise run.stop("output", target, error, status=2) from None
    sys.write(fd, output)
    sys.close(fd)
    return 0


def _sorted(order: _Order, lines: list[bytes]) -> list[bytes]:
    if not order.keys and not order.globals.replace("r", ""):
        return sorted(lines, reverse=order.reverse)
    return sorted(lines, key=cmp_to_key(order.compare))


def _merged(order: _Order, parts: list[list[bytes]]) -> list[bytes]:
    """Inputs that count as sorted: always the least of their first lines."""
    made: list[bytes] = []
    heads = [0] * len(parts)

    def compare(one: int, two: int) -> int:
        return order.compare(parts[one][heads[one]], parts[two][heads[two]])

    while True:
        left = [n for n, part in enumerate(parts) if heads[n] < len(part)]
        if not left:
            return made
        best = min(left, key=cmp_to_key(compare))
        made.append(parts[best][heads[best]])
        heads[best] += 1


def _check(run: Run, order: _Order, lines: list[bytes]) -> int:
    for at in range(1, len(lines)):
        found = order.compare(lines[at - 1], lines[at])
        if found > 0 or (run.has("u") and not order.compare(lines[at - 1], lines[at], last=False)):
            if not run.has("C"):
                path = run.operands[0] if run.operands else "-"
                text = lines[at].decode("utf-8", "surrogateescape")
                run.say("disorder", path, number=at + 1 if run.gnu else at, text=text)
            return 1
    return 0


def uniq(run: Run) -> int:
    """Drop lines that repeat the one before."""
    sys = run.sys
    if len(run.operands) > 2:
        raise run.bad_usage(f"extra operand ‘{run.operands[2]}’" if run.gnu else "")
    numbers = {}
    for key in "fsw":
        value = run.options.value(key)
        if value is not None and not value.isdecimal():
            raise run.stop("number", value)
        numbers[key] = None if value is None else int(value)
    path = run.operands[0] if run.operands else "-"
    try:
        data = bytes_of(run, path)
    except OsError as error:
        raise run.stop("read" if error.errno.name == "EISDIR" else "open", path, error) from None
    end = b"\0" if run.has("z") else b"\n"
    lines = data.removesuffix(end).split(end) if data else []
    groups: list[tuple[bytes, int]] = []
    last: bytes | None = None
    every: list[bytes] = []
    for line in lines:
        sys.tick()
        compared = _compared(run, line, numbers)
        if compared == last:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1)
            every.append(line)
        else:
            groups.append((line, 1))
        last = compared
    if run.has("D"):
        raise MissingOption("-D")
    width = 7
    made = [
        (b"%*d " % (width, count) if run.has("c") else b"") + line + end
        for line, count in groups
        if not (run.has("d") and count < 2) and not (run.has("u") and count > 1)
    ]
    if len(run.operands) < 2 or run.operands[1] == "-":
        sys.write(1, b"".join(made))
        return 0
    try:
        sys.write_file(run.operands[1], b"".join(made))
    except OsError as error:
        raise run.stop("open", run.operands[1], error) from None
    return 0


def _compared(run: Run, line: bytes, numbers: dict[str, int | None]) -> bytes:
    skipped = 0
    while line and skipped < (numbers["f"] or 0):
        match = re.match(rb"[ \t]*[^ \t]*", line)
        line = line[match.end() :] if match else b""
        skipped += 1
    line = line[numbers["s"] or 0 :]
    if numbers["w"] is not None:
        line = line[: numbers["w"]]
    return line.upper() if run.has("i") else line


COMMANDS = (
    Command(
        "sort",
        sort,
        Grammar(
            "bcCdfghik:mMno:rRsS:t:T:uVz",
            "key:=k reverse=r numeric-sort=n unique=u output:=o field-separator:=t stable=s"
            " zero-terminated=z ignore-case=f ignore-leading-blanks=b dictionary-order=d"
            " human-numeric-sort=h general-numeric-sort=g month-sort=M version-sort=V"
            " check?=c merge=m"
            " random-sort=! parallel:=parallel buffer-size:=S temporary-directory:=T",
            missing="R",
        ),
        Grammar("ngMcszbrdfiuk:t:o:S:T:mhV"),
        usage_status=2,
        busybox_usage_status=2,
    ),
    Command(
        "uniq",
        uniq,
        Grammar(
            "cdDf:is:uw:z",
            "count=c repeated=d all-repeated?=D skip-fields:=f ignore-case=i skip-chars:=s unique=u"
            " check-chars:=w zero-terminated=z group?=!",
        ),
        Grammar("cduizf:s:w:"),
    ),
)
