"""wc and nl, seq and yes: numbers of lines."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.process import Until, Wait
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import complain, content_of, inputs, lines_of
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.quoting import curly

if TYPE_CHECKING:
    from webapp.simulator.kernel.content import Content

_BLANKS = b" \t\n\v\f\r"


def _counts(run: Run, content: Content, letters: str) -> dict[str, int]:
    """Only what is asked for; the size needs no bytes."""
    found = {"c": content.size}
    if set(letters) == {"c"}:
        return found
    run.sys.kernel.disks.budget.makes(content.size, content.streamed)
    run.sys.kernel.disks.budget.wrote(content.size)
    data = content.read()
    found["l"] = data.count(b"\n")
    if "w" in letters:
        found["w"] = len((data if run.gnu else _plain(data)).split())
    if "m" in letters:
        text = data.decode("utf-8", "ignore")
        found["m"] = len(text) if run.gnu else sum(1 for b in data if b & 0xC0 != 0x80)
    if "L" in letters:
        lines = (data if run.gnu else _plain(data)).split(b"\n")
        found["L"] = max((_columns(line) for line in lines), default=0)
    return found


def _plain(data: bytes) -> bytes:
    """What busybox sees of a text: white space and printable ASCII."""
    return bytes(byte for byte in data if 32 <= byte < 127 or 9 <= byte <= 13)


def _columns(line: bytes) -> int:
    width = 0
    for char in line.decode("utf-8", "replace"):
        if char == "\t":
            width += 8 - width % 8
        elif char >= " ":
            width += 1
    return width


def wc(run: Run) -> int:
    """Count lines, words, characters and bytes."""
    order = "lwmcL"
    letters = "".join(c for c in order if run.has(c)) or "lwc"
    paths = run.operands or ("-",)
    rows: list[tuple[list[int], str]] = []
    status = 0
    totals = [0] * len(letters)
    width = _width(run, paths, letters)
    for path in paths:
        try:
            content = content_of(run, path)
        except OsError as error:
            if run.gnu and error.errno.name == "EISDIR":
                run.say("read", path, error)
                rows.append(([0] * len(letters), path))
                run.sys.out(_row(run, [0] * len(letters), path, width))
            elif error.errno.name == "EISDIR":
                run.say("read", path, error)
                run.sys.out(_row(run, [0] * len(letters), path, width))
            else:
                complain(run, path, error)
            status = 1
            continue
        counts = _counts(run, content, letters)
        row = [counts[letter] for letter in letters]
        totals = [
            max(a, b) if letter == "L" else a + b
            for a, b, letter in zip(totals, row, letters, strict=True)
        ]
        run.sys.out(_row(run, row, path if run.operands else "", width))
    if len(paths) > 1:
        run.sys.out(_row(run, totals, "total", width))
    return status


def _width(run: Run, paths: tuple[str, ...], letters: str) -> int:
    """GNU's columns fit the sum of the sizes; standard input makes them seven wide."""
    if not run.gnu:
        return 1 if len(letters) == 1 and len(paths) == 1 else 9
    if len(paths) == 1 and len(letters) == 1:
        return 1
    total, least = 0, 1
    for path in paths:
        try:
            stat = run.sys.fstat(0) if path == "-" else run.sys.stat(path)
        except OsError:
            continue
        if stat.is_file:
            total += stat.size
        else:
            least = 7
    return max(len(str(total)), least)


def _row(run: Run, row: list[int], path: str, width: int) -> str:
    if run.gnu:
        text = " ".join(f"{count:>{width}}" for count in row)
        return f"{text} {path}\n" if path else f"{text}\n"
    # One number of one file stands alone.
    text = " ".join(f"{count:>{width}}" for count in row)
    return f"{text} {path}\n" if path else f"{text}\n"


def nl(run: Run) -> int:
    """Number lines, blank ones only under ``-b a``."""
    style = run.options.value("b") or "t"
    width = min(run.number("w", 6), 1000)
    separator = run.options.value("s") if run.has("s") else "\t"
    number, step = run.number("v", 1), run.number("i", 1)
    status = 0
    made: list[bytes] = []
    for _, data in inputs(run, run.operands):
        if data is None:
            status = 1
            continue
        for line in lines_of(data):
            run.sys.tick()
            text = line.rstrip(b"\n")
            if style == "a" or (style == "t" and text):
                made.append(f"{number:>{width}}{separator}".encode() + text + b"\n")
                number += step
            else:
                made.append(b" " * (width + len(separator or "")) + text + b"\n")
    run.sys.write(1, b"".join(made))
    return status


def _negatives(words: tuple[str, ...], _gnu: bool) -> tuple[str, ...]:
    """A negative number is no option."""
    for at, word in enumerate(words):
        if word == "--" or word[:1] != "-":
            break
        if word[1:2] in set(".0123456789"):
            return (*words[:at], "--", *words[at:])
    return words


def seq(run: Run) -> int:
    """Print a row of numbers."""
    sys = run.sys
    if not run.operands:
        raise run.bad_usage("missing operand" if run.gnu else "")
    if len(run.operands) > 3:
        raise run.bad_usage(f"extra operand {curly(run.operands[3])}" if run.gnu else "")
    numbers = []
    for word in run.operands:
        try:
            number = Decimal(word.strip()[:40])
            if not number.is_finite() or abs(number.adjusted()) > 18:
                raise MissingOption(word)
            numbers.append(number)
        except InvalidOperation:
            said = f"invalid floating point argument: {curly(word)}" if run.gnu else ""
            raise run.bad_usage(said) from None
    first = numbers[0] if len(numbers) > 1 else Decimal(1)
    step = numbers[1] if len(numbers) > 2 else Decimal(1)
    last = numbers[-1]
    if step == 0 and run.gnu:
        raise run.bad_usage(f"invalid Zero increment value: {curly(run.operands[1])}")
    exponents = [first.as_tuple().exponent, step.as_tuple().exponent]
    places = max((-e for e in exponents if isinstance(e, int)), default=0)
    places = max(places, 0)
    separator = run.options.value("s") if run.has("s") else "\n"
    form = run.options.value("f")
    made: list[str] = []
    at = first
    size = 0
    while at <= last if step >= 0 else at >= last:
        sys.tick()
        text = form % float(at) if form else f"{at:.{places}f}"
        size += len(text) + 1
        sys.kernel.disks.budget.wrote(len(text) + 1)
        made.append(text)
        at += step
    if run.has("w"):
        wide = max((len(text) for text in made), default=0)
        made = [text.zfill(wide) for text in made]
    if made:
        sys.out(str(separator).join(made) + "\n")
    return 0


def yes(run: Run) -> Wait:
    """Say a line until nobody listens, and let those who listen go on in between."""
    line = (" ".join(run.operands) or "y") + "\n"
    run.sys.out(line * 256)
    return Wait(None, Until(run.sys.now))


COMMANDS = (
    Command(
        "wc",
        wc,
        Grammar(
            "clLmw", "bytes=c chars=m lines=l words=w max-line-length=L files0-from:=! total:=!"
        ),
        Grammar("cmlwL"),
    ),
    Command(
        "nl",
        nl,
        Grammar(
            "b:d:f:h:i:l:n:ps:v:w:",
            "body-numbering:=b number-width:=w number-separator:=s",
            missing="dfhlnp",
        ),
        Grammar("b:i:l:n:s:v:w:", "body-numbering:=b", missing="ln"),
    ),
    Command(
        "seq",
        seq,
        Grammar("+f:s:w", "format:=f separator:=s equal-width=w"),
        Grammar("+ws:"),
        rewrite=_negatives,
    ),
    Command("yes", yes, Grammar(), Grammar("+")),
)
