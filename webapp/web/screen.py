"""What a terminal shows of the bytes that a program wrote, as HTML.

It follows what programs of the catalogue send: line feeds, carriage returns, moves of the cursor,
erasing (as `docker pull` redraws its progress) and colours (as `ls` has them). Other sequences are
left out. Source: ECMA-48, console_codes(4).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup, escape

WIDTH: Final = 2_000
"""Columns beyond this are not shown."""
MOST_LINES: Final = 1_000
"""Lines of one command's output that are shown: the last ones."""

_TOKEN: Final = re.compile(
    r"\x1b\[(?P<args>[0-9;?]*)(?P<final>[@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[()][A-Z0-9]"
    r"|\x1b.|(?P<control>[\x00-\x1f\x7f])|(?P<text>[^\x00-\x1f\x7f\x1b]+)",
    re.DOTALL,
)
_COLOURS: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


@dataclass(slots=True)
class _Screen:
    lines: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])
    row: int = 0
    column: int = 0
    style: str = ""
    dropped: int = 0

    def write(self, text: str) -> None:
        line = self.lines[self.row]
        for sign in text:
            if self.column >= WIDTH:
                return
            line.extend([(" ", "")] * (self.column - len(line)))
            line[self.column : self.column + 1] = [(sign, self.style)]
            self.column += 1

    def down(self, count: int = 1) -> None:
        for _ in range(count):
            self.row += 1
            if self.row == len(self.lines):
                self.lines.append([])
            if len(self.lines) > MOST_LINES:
                del self.lines[0]
                self.row -= 1
                self.dropped += 1

    def control(self, sign: str) -> None:
        if sign == "\n":
            # The terminal's line discipline turns a line feed into both (onlcr).
            self.down()
            self.column = 0
        elif sign == "\r":
            self.column = 0
        elif sign == "\b":
            self.column = max(0, self.column - 1)
        elif sign == "\t":
            self.write(" " * (8 - self.column % 8))

    def sequence(self, args: str, final: str) -> None:
        numbers = [int(n) if n.isdigit() else 0 for n in args.split(";")[:16]]
        count = min(max(1, numbers[0]), WIDTH)
        line = self.lines[self.row]
        if final == "A":
            self.row = max(0, self.row - count)
        elif final == "B":
            self.down(min(count, 100))
        elif final == "C":
            self.column = min(WIDTH, self.column + count)
        elif final == "D":
            self.column = max(0, self.column - count)
        elif final == "G":
            self.column = count - 1
        elif final == "K" and numbers[0] == 0:
            del line[self.column :]
        elif final == "K":
            self.lines[self.row] = []
        elif final == "J" and numbers[0] == 0:
            del line[self.column :]
            del self.lines[self.row + 1 :]
        elif final == "J":
            self.lines, self.row, self.column = [[]], 0, 0
        elif final == "H" and not any(numbers):
            self.row = self.column = 0
        elif final == "m":
            self._colour(numbers)

    def _colour(self, numbers: list[int]) -> None:
        style = set(self.style.split())
        for number in numbers:
            if number in {0, 39}:
                style = {name for name in style if number == 39 and name == "bold"}
            elif number == 1:
                style.add("bold")
            elif number == 22:
                style.discard("bold")
            elif 30 <= number <= 37 or 90 <= number <= 97:
                style = (style & {"bold"}) | {_COLOURS[number % 10]}
        self.style = " ".join(sorted(style))


def show(text: str) -> Markup:
    """The HTML of what is to be seen after `text` was written to an empty screen."""
    screen = _Screen()
    for token in _TOKEN.finditer(text):
        if token["text"]:
            screen.write(token["text"])
        elif token["control"]:
            screen.control(token["control"])
        elif token["final"]:
            screen.sequence(token["args"], token["final"])
    lines = screen.lines[:-1] if not screen.lines[-1] else screen.lines
    return Markup("\n").join(_line(line) for line in lines)


def _line(line: list[tuple[str, str]]) -> Markup:
    parts: list[tuple[str, str]] = []
    for sign, style in line:
        if parts and parts[-1][1] == style:
            parts[-1] = (parts[-1][0] + sign, style)
        else:
            parts.append((sign, style))
    return Markup("").join(
        Markup('<span class="{}">{}</span>').format(_classes(style), text)
        if style
        else escape(text)
        for text, style in parts
    )


def _classes(style: str) -> str:
    return " ".join(f"t-{name}" for name in style.split())
