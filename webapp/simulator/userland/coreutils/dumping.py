"""od, hexdump, xxd and strings: bytes made visible."""

from __future__ import annotations

import re

from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.input import inputs
from webapp.simulator.userland.coreutils.options import MissingOption

_NAMES = {0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r"}
_TYPE = re.compile(r"([acdoux])([CSIL1248]?)(z?)")
_SIZES = {"": 4, "C": 1, "S": 2, "I": 4, "L": 8, "1": 1, "2": 2, "4": 4, "8": 8}
_OLD = {"b": "o1", "c": "c", "d": "u2", "o": "o2", "x": "x2", "s": "d2", "i": "d4", "a": "a"}
_WIDTHS = {
    ("o", 1): 3, ("o", 2): 6, ("o", 4): 11, ("o", 8): 22, ("x", 1): 2, ("x", 2): 4, ("x", 4): 8,
    ("x", 8): 16, ("u", 1): 3, ("u", 2): 5, ("u", 4): 10, ("u", 8): 20, ("d", 1): 4, ("d", 2): 6,
    ("d", 4): 11, ("d", 8): 20,
}  # fmt: skip


def _data(run: Run) -> tuple[bytes, int]:
    made, status = b"", 0
    for _, data in inputs(run, run.operands):
        if data is None:
            status = 1
        else:
            made += data
    return made, status


def _cells(kind: str, size: int, block: bytes) -> str:
    if kind in "ca":
        return "".join(
            f"{_NAMES.get(b) or (chr(b) if 32 <= b < 127 else f'{b:03o}'):>4}" for b in block
        )
    made = ""
    for at in range(0, len(block), size):
        number = int.from_bytes(
            block[at : at + size].ljust(size, b"\0"), "little", signed=kind == "d"
        )
        width = _WIDTHS[kind, size]
        text = {"o": f"{number:o}", "x": f"{number:x}", "u": str(number), "d": str(number)}[kind]
        made += " " + (text.rjust(width) if kind in "ud" else text.zfill(width))
    return made


def od(run: Run) -> int:
    """Show bytes as numbers, octal words by default."""
    data, status = _data(run)
    forms = []
    for key, value in run.options.given:
        text = value if key == "t" else _OLD.get(key, "")
        if not text:
            continue
        match = _TYPE.fullmatch(text)
        if match is None or (match[3] and not run.gnu):
            raise MissingOption(f"-t {text}")
        forms.append((match[1], 1 if match[1] in "ca" else _SIZES[match[2]], bool(match[3])))
    forms = forms or [("o", 2, False)]
    skip = run.number("j", 0, base=0)
    data = data[skip : skip + run.number("N", len(data), base=0)]
    radix = run.options.value("A") or "o"

    def address(at: int) -> str:
        return {"o": f"{at:07o}", "d": f"{at:07d}", "x": f"{at:06x}", "n": ""}.get(
            radix, f"{at:07o}"
        )

    if status and not data:
        return status
    made: list[str] = []
    last, starred = b"", False
    for at in range(0, len(data), 16):
        run.sys.tick()
        block = data[at : at + 16]
        if block == last and len(block) == 16 and not run.has("v"):
            if not starred:
                made.append("*\n")
            starred = True
            continue
        last = block
        starred = False
        for number, (kind, size, shown) in enumerate(forms):
            head = address(skip + at) if number == 0 else " " * len(address(0))
            cells = _cells(kind, size, block)
            tail = ""
            if shown:
                full = len(_cells(kind, size, b"\0" * 16))
                tail = " " * (full - len(cells)) + "  >" + _printable(block) + "<"
            made.append(head + cells + tail + "\n")
    if radix != "n":
        made.append(address(skip + len(data)) + "\n")
    run.sys.out("".join(made))
    return status


def _printable(block: bytes) -> str:
    return "".join(chr(b) if 32 <= b < 127 else "." for b in block)


def hexdump(run: Run) -> int:
    """Show bytes in hexadecimal: words, or under -C single bytes with their text."""
    if run.has("e", "f", "x", "o", "d", "c", "b"):
        raise MissingOption(run.sys.args[0])
    data, status = _data(run)
    skip = run.number("s", 0, base=0)
    data = data[skip : skip + run.number("n", len(data), base=0)]
    canonical = run.has("C") or run.command.name == "hd"
    made: list[str] = []
    last, starred = b"", False
    width = 8 if canonical else 7
    for at in range(0, len(data), 16):
        run.sys.tick()
        block = data[at : at + 16]
        if block == last and not run.has("v"):
            if not starred:
                made.append("*\n")
            starred = True
            continue
        last, starred = block, False
        if canonical:
            halves = [" ".join(f"{b:02x}" for b in block[n : n + 8]) for n in (0, 8)]
            made.append(
                f"{skip + at:08x}  {halves[0]:<23}  {halves[1]:<23}  |{_printable(block)}|\n"
            )
        else:
            words = [
                f"{int.from_bytes(block[n : n + 2].ljust(2, bytes(1)), 'little'):04x}"
                for n in range(0, len(block), 2)
            ]
            made.append(f"{skip + at:07x} {' '.join(words):<39}\n")
    if data:
        made.append(f"{skip + len(data):0{width}x}\n")
    run.sys.out("".join(made))
    return status


def xxd(run: Run) -> int:
    """Show bytes in hexadecimal with their text."""
    if run.has("r", "b", "i", "u", "c", "g", "l", "s"):
        raise MissingOption(run.sys.args[0])
    data, status = _data(run)
    if run.has("p"):
        rows = [data[at : at + 30].hex() + "\n" for at in range(0, len(data), 30)]
        run.sys.out("".join(rows))
        return status
    made = []
    for at in range(0, len(data), 16):
        run.sys.tick()
        block = data[at : at + 16]
        pairs = " ".join(block[n : n + 2].hex() for n in range(0, len(block), 2))
        made.append(f"{at:08x}: {pairs:<39}  {_printable(block)}\n")
    run.sys.out("".join(made))
    return status


def strings(run: Run) -> int:
    """Show the printable runs of bytes that are long enough."""
    least = run.number("n", 4)
    data, status = _data(run)
    found = re.findall(rb"[\t\x20-\x7e]{%d,}" % min(max(least, 1), 1000), data)
    run.sys.write(1, b"".join(text + b"\n" for text in found))
    return status


COMMANDS = (
    Command(
        "od",
        od,
        Grammar(
            "A:abcdefhij:lN:oS:st:vw:x",
            "address-radix:=A skip-bytes:=j read-bytes:=N format:=t output-duplicates=v width?=!",
            missing="efhlSw",
        ),
        Grammar("aBbcDdeFfHhIiLlOoXxsvA:j:N:w:t:S:", missing="BDeFfHhILlOXwS"),
    ),
    Command("hexdump", hexdump, Grammar("bcCde:f:n:os:vx"), Grammar("bcdoxCe:f:n:s:v")),
    Command("hd", hexdump, Grammar("n:s:v"), None),
    Command("xxd", xxd, Grammar("bc:g:il:prs:u"), Grammar("pg:c:n:rs:l:i")),
    Command(
        "strings", strings, Grammar("an:fot:", missing="fot"), Grammar("fon:at:", missing="fot")
    ),
)
