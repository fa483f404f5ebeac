"""tr: characters by sets, in bytes."""

from __future__ import annotations

from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.quoting import curly

_ESCAPES = {
    "\\": 92, "a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11,
}  # fmt: skip
_CLASSES = {
    "alpha": "A-Za-z", "digit": "0-9", "alnum": "0-9A-Za-z", "upper": "A-Z", "lower": "a-z",
    "xdigit": "0-9A-Fa-f", "blank": "\\t ", "space": "\\t\\n\\v\\f\\r ",
    "punct": "!-/:-@[-`{-~", "cntrl": "\\0-\\037\\177", "graph": "!-~", "print": " -~",
}  # fmt: skip


class _BadSet(Exception):
    pass


def _units(text: str) -> list[tuple[int, bool]]:
    """The bytes of a set, and whether each was escaped."""
    data = text.encode("utf-8", "surrogateescape")
    made: list[tuple[int, bool]] = []
    at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte != 92 or at == len(data):
            made.append((byte, False))
            continue
        digits = 0
        while digits < 3 and at + digits < len(data) and 48 <= data[at + digits] < 56:
            digits += 1
        if digits:
            made.append((int(data[at : at + digits], 8) & 0xFF, True))
            at += digits
        else:
            made.append((_ESCAPES.get(chr(data[at]), data[at]), True))
            at += 1
    return made


def _set(run: Run, text: str, *, classes: bool = True) -> tuple[list[int], int | None]:
    """The bytes of a set in order, and where ``[x*]`` wants to be filled up."""
    units = _units(text)
    made: list[int] = []
    fill: int | None = None
    at = 0
    while at < len(units):
        byte, escaped = units[at]
        rest = "".join(chr(b) if not e else "\0" for b, e in units[at : at + 12])
        if not escaped and rest.startswith("[:") and ":]" in rest[2:]:
            name = rest[2 : rest.index(":]", 2)]
            if name in _CLASSES:
                made += _set(run, _CLASSES[name])[0]
                at += len(name) + 4
                continue
            if run.gnu:
                raise _BadSet(f"invalid character class {curly(name)}")
        if (
            run.gnu
            and not escaped
            and rest.startswith("[")
            and rest[2:3] == "*"
            and "]" in rest[3:]
        ):
            count = rest[3 : rest.index("]", 3)]
            if not count or int(count, 8 if count[0] == "0" else 10) == 0:
                fill = len(made)
                made.append(units[at + 1][0])
            else:
                made += [units[at + 1][0]] * min(int(count, 8 if count[0] == "0" else 10), 1 << 12)
            at += 4 + len(count)
            continue
        if at + 2 < len(units) and units[at + 1] == (45, False):
            low, high = byte, units[at + 2][0]
            if high < low and run.gnu:
                raise _BadSet(
                    f"range-endpoints of '{chr(low)}-{chr(high)}' are in reverse collating sequence"
                    " order"
                )
            made += range(low, high + 1)
            at += 3
            continue
        made.append(byte)
        at += 1
    return made, fill


def tr(run: Run) -> int:
    """Translate, squeeze or delete characters of standard input."""
    operands = run.operands
    delete, squeeze = run.has("d"), run.has("s")
    _check(run, operands, delete=delete, squeeze=squeeze)
    try:
        first, _ = _set(run, operands[0])
        second, fill = _set(run, operands[1]) if len(operands) > 1 else ([], None)
    except _BadSet as bad:
        run.sys.err(f"{run.sys.argv[0]}: {bad}\n")
        return 1
    if run.has("c", "C"):
        outside = set(first)
        first = [byte for byte in range(256) if byte not in outside]
    translate = len(operands) > 1 and not delete
    if translate and not second:
        raise run.stop("empty")
    data = run.sys.read_all(0)
    if delete:
        gone = set(first)
        data = bytes(byte for byte in data if byte not in gone)
    elif translate:
        if fill is not None and len(second) < len(first):
            second[fill:fill] = [second[fill]] * (len(first) - len(second))
        if run.has("t"):
            first = first[: len(second)]
        table = list(range(256))
        for place, byte in enumerate(first):
            table[byte] = second[min(place, len(second) - 1)]
        data = data.translate(bytes(table))
    if squeeze:
        last_set = set(second if len(operands) > 1 else first)
        made = bytearray()
        for byte in data:
            if not (made and made[-1] == byte and byte in last_set):
                made.append(byte)
        data = bytes(made)
    run.sys.kernel.disks.budget.step(len(data) >> 6)
    run.sys.write(1, data)
    return 0


def _check(run: Run, operands: tuple[str, ...], *, delete: bool, squeeze: bool) -> None:
    if not operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    if not run.gnu:
        return
    if (len(operands) == 1 and not (delete or squeeze)) or (
        len(operands) == 1 and delete and squeeze
    ):
        why = (
            "Two strings must be given when both deleting and squeezing repeats."
            if delete
            else "Two strings must be given when translating."
        )
        raise run.bad_usage(f"missing operand after {curly(operands[0])}\n{why}")
    most = 1 if delete and not squeeze else 2
    if len(operands) > most:
        extra = f"extra operand {curly(operands[most])}"
        if most == 1:
            extra += "\nOnly one string may be given when deleting without squeezing repeats."
        raise run.bad_usage(extra)


COMMANDS = (
    Command(
        "tr",
        tr,
        Grammar("+cCdst", "complement=c delete=d squeeze-repeats=s truncate-set1=t"),
        Grammar("+Ccdst"),
    ),
)
