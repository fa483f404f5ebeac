"""What a script of `sed` is made of: addresses, instructions, replacements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.userland.coreutils.regex import Regex

CASES = {"U": -1, "L": -2, "u": -3, "l": -4, "E": -5}
"""Numbers that stand for changes of case among the parts of a replacement."""


class ScriptError(Exception):
    """A script that makes no sense; where, and in which words."""

    def __init__(self, words: str, at: int) -> None:
        """Keep the complaint and the number of characters that were read."""
        super().__init__(words, at)
        self.words = words
        self.at = at


class Unsimulated(Exception):
    """A command that exists in life and not here."""


@dataclass(frozen=True, slots=True)
class Address:
    """A line number, ``$``, a pattern, or ``first~step``; `plus` and `multiple` end a range."""

    number: int | None = None
    last: bool = False
    regex: Regex | None = None
    empty: bool = False
    """The pattern is empty: the one used last counts."""
    step: int | None = None
    plus: int | None = None
    multiple: int | None = None


@dataclass(frozen=True, slots=True)
class Instruction:
    """One command with its addresses; `number` is its place in the script."""

    letter: str
    number: int
    first: Address | None = None
    second: Address | None = None
    negated: bool = False
    regex: Regex | None = None
    empty: bool = False
    parts: tuple[str | int, ...] = ()
    """The replacement: texts, group numbers, and the negative numbers of `CASES`."""
    every: bool = False
    prints: bool = False
    nth: int = 1
    text: str = ""
    table: tuple[tuple[str, str], ...] = ()
    target: int = 0
    """Where a block ends, or where a branch leads."""
    status: int = 0


def unescaped(text: str) -> list[str]:
    """The characters of one side of ``y``, its backslash sequences read."""
    made = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\\" and at + 1 < len(text):
            at += 1
            char = {"n": "\n", "t": "\t", "\\": "\\"}.get(text[at], "\\" + text[at])
        made.append(char)
        at += 1
    return made


def replacement_parts(raw: str, *, gnu: bool) -> tuple[str | int, ...]:
    """A replacement as texts, group numbers (0 for ``&``) and case changes."""
    parts: list[str | int] = []
    text = ""
    at = 0
    while at < len(raw):
        char = raw[at]
        at += 1
        if char == "&":
            parts += [text, 0]
            text = ""
        elif char == "\\" and at < len(raw):
            following = raw[at]
            at += 1
            if following.isdecimal():
                parts += [text, int(following)]
                text = ""
            elif following in CASES and gnu:
                parts += [text, CASES[following]]
                text = ""
            else:
                text += {"n": "\n", "t": "\t"}.get(following, following)
        else:
            text += char
    return (*parts, text)
