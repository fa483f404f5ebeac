"""`sed` at work: a script run over lines; every command counts as a step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.input import bytes_of
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.sed_instructions import (
    CASES,
    Address,
    Instruction,
)

if TYPE_CHECKING:
    from webapp.simulator.userland.coreutils.command import Run
    from webapp.simulator.userland.coreutils.regex import Match, Regex


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


@dataclass(slots=True)
class Sed:
    """A script at work on one stream of lines."""

    run: Run
    script: tuple[Instruction, ...]
    lines: list[bytes]
    """All lines with their newlines."""
    out: list[bytes] = field(default_factory=list)
    files: dict[str, list[bytes]] = field(default_factory=dict)
    number: int = 0
    at: int = 0
    space: bytes = b""
    hold: bytes = b""
    newline: bytes = b"\n"
    queue: list[bytes] = field(default_factory=list)
    ranges: dict[int, int] = field(default_factory=dict)
    """Where each open range ends: a line number, or -1 for a pattern."""
    last_regex: Regex | None = None
    substituted: bool = False
    status: int | None = None
    restart: bool = False

    def go(self) -> None:
        while self.status is None and (self.restart or self.at < len(self.lines)):
            if not self.restart:
                self.load()
                self.substituted = False
            self.restart = False
            ended = self.cycle()
            if not self.run.has("n") and not ended:
                self.put(self.space)
            self.flush()

    def load(self) -> None:
        raw = self.lines[self.at]
        self.at += 1
        self.number += 1
        self.newline = b"\n" if raw.endswith(b"\n") else b""
        self.space = raw.removesuffix(b"\n")

    @property
    def is_last(self) -> bool:
        return self.at >= len(self.lines)

    def put(self, data: bytes) -> None:
        if self.out and not self.out[-1].endswith(b"\n"):
            self.out.append(b"\n")
        self.out.append(data + (self.newline if self.is_last else b"\n"))
        self.run.sys.kernel.disks.budget.wrote(len(data) + 1)

    def plain(self, data: bytes) -> None:
        if self.out and not self.out[-1].endswith(b"\n"):
            self.out.append(b"\n")
        self.out.append(data)

    def flush(self) -> None:
        for data in self.queue:
            self.plain(data)
        self.queue.clear()

    def cycle(self) -> bool:
        """Run the script once; True if the pattern space is not to be printed."""
        at = 0
        while at < len(self.script):
            self.run.sys.tick()
            one = self.script[at]
            if not self.applies(one):
                at = one.target if one.letter == "{" else at + 1
                continue
            at += 1
            match one.letter:
                case "d":
                    return True
                case "D":
                    _, newline, rest = self.space.partition(b"\n")
                    if newline:
                        self.space, self.restart = rest, True
                    return True
                case "n":
                    if self.is_last:
                        if self.run.gnu:
                            self.at = len(self.lines)
                            return False
                        return False
                    if not self.run.has("n"):
                        self.put(self.space)
                    self.flush()
                    self.load()
                case "N":
                    if self.is_last:
                        # GNU prints what there is; POSIX would drop it.
                        return False
                    old = self.space
                    self.load()
                    self.flush()
                    self.space = old + b"\n" + self.space
                case "q" | "Q":
                    self.status = one.status
                    return one.letter == "Q"
                case "b":
                    at = one.target
                case "t":
                    if self.substituted:
                        self.substituted = False
                        at = one.target
                case "T":
                    if not self.substituted:
                        at = one.target
                    self.substituted = False
                case "c":
                    if one.second is None or one.negated or one.number not in self.ranges:
                        self.plain(_bytes(one.text))
                    return True
                case _:
                    self.simple(one)
        return False

    def simple(self, one: Instruction) -> None:
        match one.letter:
            case "p":
                self.put(self.space)
            case "P":
                self.put(self.space.partition(b"\n")[0])
            case "g":
                self.space = self.hold
            case "G":
                self.space += b"\n" + self.hold
            case "h":
                self.hold = self.space
            case "H":
                self.hold += b"\n" + self.space
            case "x":
                self.space, self.hold = self.hold, self.space
            case "z":
                self.space = b""
            case "=":
                self.plain(b"%d\n" % self.number)
            case "l" if self.run.gnu:
                self.plain(_listed(self.space))
            case "i":
                self.plain(_bytes(one.text))
            case "a":
                self.queue.append(_bytes(one.text))
            case "r":
                try:
                    self.queue.append(bytes_of(self.run, one.text))
                except OsError:
                    return
            case "w":
                self.files.setdefault(one.text, []).append(self.space + b"\n")
            case "s":
                self.substitute(one)
            case "y":
                table = dict(one.table)
                text = self.space.decode("utf-8", "surrogateescape")
                self.space = _bytes("".join(table.get(char, char) for char in text))
            case "R" | "W" | "F":
                raise MissingOption(f"'{one.letter}'")

    def regex(self, regex: Regex | None) -> Regex:
        if regex is None:
            regex = self.last_regex
            if regex is None:
                raise self.run.stop("script", "no previous regular expression", number=0)
        self.last_regex = regex
        return regex

    def matches(self, address: Address) -> bool:
        if address.last:
            return self.is_last
        if address.step is not None and address.number is not None:
            if address.step <= 0:
                return self.number == address.number
            past = self.number - address.number
            return past >= 0 and past % address.step == 0
        if address.number is not None:
            return self.number == address.number
        return self.regex(address.regex).search(self.space) is not None

    def applies(self, one: Instruction) -> bool:
        return self.selected(one) != one.negated

    def selected(self, one: Instruction) -> bool:
        first, second = one.first, one.second
        if first is None:
            return True
        if second is None:
            return self.matches(first)
        if one.number in self.ranges:
            end = self.ranges[one.number]
            if end >= 0:
                if self.number >= end:
                    del self.ranges[one.number]
                return self.number <= end
            if self.matches(second):
                del self.ranges[one.number]
            return True
        if first.number == 0 and second.regex is not None and self.number == 1 and self.run.gnu:
            if not self.matches(second):
                self.ranges[one.number] = -1
            return True
        if not self.matches(first):
            return False
        end = -1
        if second.plus is not None:
            end = self.number + second.plus
        elif second.multiple is not None:
            step = second.multiple
            end = self.number if step <= 0 else -(-self.number // step) * step
        elif second.number is not None:
            end = second.number
        elif second.last:
            end = len(self.lines) + 1 if not self.is_last else 0
        if end < 0 or end > self.number:
            self.ranges[one.number] = end
        return True

    def substitute(self, one: Instruction) -> None:
        regex = self.regex(one.regex)
        made: list[bytes] = []
        start, count, copied, before = 0, 0, 0, -1
        space = self.space
        done = False
        while start <= len(space):
            self.run.sys.tick()
            match = regex.search(space, start)
            if match is None:
                break
            begin, end = match.start(), match.end()
            start = end if end > begin else end + 1
            if begin == end == before:
                continue  # nothing, right behind the match before
            before = end
            count += 1
            if count >= one.nth:
                made.append(space[copied:begin])
                made.append(_replacement(one.parts, space, match, regex.groups))
                copied, done = end, True
                if not one.every:
                    break
        if not done:
            return
        self.space = b"".join(made) + space[copied:]
        self.run.sys.kernel.disks.budget.wrote(len(self.space))
        self.substituted = True
        if one.text:
            self.files.setdefault(one.text, []).append(self.space + b"\n")
        if one.prints:
            self.put(self.space)


def _replacement(parts: tuple[str | int, ...], space: bytes, match: Match, groups: int) -> bytes:
    made: list[str] = []
    case, once = 0, 0
    for part in parts:
        if isinstance(part, int) and part < 0:
            if part in {CASES["u"], CASES["l"]}:
                once = part
            else:
                case = 0 if part == CASES["E"] else part
            continue
        if isinstance(part, int):
            begin = match.start(part) if part <= groups else -1
            text = (
                space[begin : match.end(part)].decode("utf-8", "surrogateescape")
                if begin >= 0
                else ""
            )
        else:
            text = part
        if case:
            text = text.upper() if case == CASES["U"] else text.lower()
        if once and text:
            first = text[0].upper() if once == CASES["u"] else text[0].lower()
            text, once = first + text[1:], 0
        made.append(text)
    return _bytes("".join(made))


def _listed(space: bytes) -> bytes:
    """What ``l`` shows: escapes, and ``$`` at the end; long lines are folded at 70."""
    names = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 92: "\\\\"}
    pieces = [
        names.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in space
    ]
    lines, row = [], ""
    for piece in pieces:
        if len(row) + len(piece) > 69:
            lines.append(row + "\\\n")
            row = ""
        row += piece
    return ("".join(lines) + row + "$\n").encode()
