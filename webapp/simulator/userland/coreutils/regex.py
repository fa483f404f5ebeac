"""POSIX regular expressions, rewritten for a matcher that takes linear time (re2, longest match).

What re2 cannot do, back-references, is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import re2

MAX_REPEAT = 255
_SPECIAL = frozenset(".[]{}()*+?^$|\\/-")
_WORDS = {"w": r"[[:alnum:]_]", "W": r"[^[:alnum:]_]", "s": r"[[:space:]]", "S": r"[^[:space:]]"}
_EDGES = {"b": r"\b", "B": r"\B", "<": r"\b", ">": r"\b", "`": r"\A", "'": r"\z"}
_CLASSES = frozenset(
    "alnum alpha blank cntrl digit graph lower print punct space upper xdigit".split()
)
_CONTROL = {"n": "\\n", "t": "\\t", "f": "\\f", "v": "\\v", "r": "\\r", "a": "\\x07"}


class BadPattern(Exception):
    """A pattern that makes no sense, in regerror(3)'s words."""

    pattern = ""


class BackReference(Exception):
    """A pattern that refers back to what a group matched."""


class Match(Protocol):
    """What a search found."""

    def start(self, group: int = 0) -> int:
        """Where a group begins; -1 if it took no part."""

    def end(self, group: int = 0) -> int:
        """Where a group ends."""


@dataclass(frozen=True, slots=True)
class Regex:
    """A compiled pattern over bytes."""

    matcher: Any
    groups: int

    def search(self, data: bytes, start: int = 0) -> Match | None:
        """The leftmost longest match from `start` on."""
        found: Match | None = self.matcher.search(data, start)
        return found


def _escaped(char: str) -> str:
    return "\\" + char if char in _SPECIAL else char


@dataclass(slots=True)
class _Translator:
    text: str
    extended: bool
    at: int = 0
    depth: int = 0
    groups: int = 0
    first: bool = True
    """At the start of a branch, where ``*`` is plain in a basic expression."""

    def run(self) -> str:
        made: list[str] = []
        opened: list[int] = []
        while self.at < len(self.text):
            piece = self.piece(made, opened)
            made.append(piece)
        if opened:
            raise BadPattern("Unmatched ( or \\(")
        return "".join(made)

    def piece(self, made: list[str], opened: list[int]) -> str:
        char = self.text[self.at]
        self.at += 1
        operator = ""
        if char == "\\":
            if self.at == len(self.text):
                raise BadPattern("Trailing backslash")
            char = self.text[self.at]
            self.at += 1
            if not self.extended and char in "(){}|+?":
                operator = char
            else:
                return self.escaped(char)
        elif char == "*" or (self.extended and char in "(){}|+?"):
            operator = char
        else:
            return self.plain(char)
        return self.operator(operator, made, opened)

    def escaped(self, char: str) -> str:
        self.first = False
        if char.isdecimal() and char != "0":
            raise BackReference
        if char in _WORDS:
            return _WORDS[char]
        if char in _EDGES:
            return _EDGES[char]
        if char in _CONTROL and char == "n":
            return "\\n"
        return _escaped(char)

    def plain(self, char: str) -> str:
        first, self.first = self.first, False
        if char == "[":
            return self.bracket()
        if char == ".":
            return "."
        if char == "^" and (self.extended or first):
            self.first = not self.extended or self.first
            return "^"
        if char == "$" and (self.extended or self.ends()):
            return "$"
        return _escaped(char)

    def ends(self) -> bool:
        rest = self.text[self.at :]
        return not rest or rest.startswith(("\\)", "\\|"))

    def operator(self, char: str, made: list[str], opened: list[int]) -> str:
        if char == "(":
            self.groups += 1
            opened.append(len(made))
            self.first = True
            return "("
        if char == ")":
            if not opened:
                if self.extended:
                    return "\\)"
                raise BadPattern("Unmatched ) or \\)")
            opened.pop()
            self.first = False
            return ")"
        if char == "|":
            self.first = True
            return "|"
        if char == "}":
            return "\\}"
        return self.repeat(char, made)

    def repeat(self, char: str, made: list[str]) -> str:
        if self.first or not made or made[-1] in {"(", "|", "^"}:
            if char == "{":
                if not self.extended:
                    raise BadPattern("Invalid preceding regular expression")
                return "\\{"
            if self.extended and char == "*":
                return ""
            self.first = False
            return "" if self.extended else _escaped(char)
        if char != "{":
            if made[-1] in {"*", "+", "?"} or made[-1].endswith("}"):
                made[-1] = made[-1] if made[-1] == char == "*" else "*"
                return ""
            return char
        return self.interval()

    def interval(self) -> str:
        end = self.text.find("}" if self.extended else "\\}", self.at)
        body = self.text[self.at : end] if end >= 0 else ""
        low, comma, high = body.partition(",")
        fits = (
            end >= 0 and (low.isdecimal() or (not low and comma)) and (high.isdecimal() or not high)
        )
        if not fits or not body:
            if self.extended:
                return "\\{"
            raise BadPattern("Unmatched \\{" if end < 0 else "Invalid content of \\{\\}")
        least, most = int(low or 0), int(high) if high else None
        if least > MAX_REPEAT or (most or 0) > MAX_REPEAT:
            raise BadPattern("Regular expression too big")
        if most is not None and least > most:
            raise BadPattern("Invalid content of \\{\\}")
        self.at = end + (1 if self.extended else 2)
        return f"{{{least}{comma}{'' if most is None else most}}}"

    def bracket(self) -> str:
        made = "["
        at = self.at
        if self.text[at : at + 1] == "^":
            made += "^"
            at += 1
        start = at
        while True:
            char = self.text[at : at + 1]
            if not char:
                raise BadPattern("Unmatched [, [^, [:, [., or [=")
            if char == "]" and at > start:
                break
            if char == "[" and self.text[at + 1 : at + 2] in {":", ".", "="}:
                kind = self.text[at + 1]
                end = self.text.find(kind + "]", at + 2)
                if end < 0:
                    raise BadPattern("Unmatched [, [^, [:, [., or [=")
                name = self.text[at + 2 : end]
                if kind == ":":
                    if name not in _CLASSES:
                        raise BadPattern("Invalid character class name")
                    made += f"[:{name}:]"
                else:
                    made += "".join(_escaped(c) for c in name)
                at = end + 2
                continue
            made += f"\\{char}" if char in "\\[]^" else char
            if char == "-" and (at == start or self.text[at + 1 : at + 2] == "]"):
                made = made[:-1] + "\\-"
            at += 1
        self.at = at + 1
        return made + "]"


@lru_cache(maxsize=256)
def compile_regex(pattern: str, *, extended: bool, fold: bool = False, around: str = "") -> Regex:
    """Compile a pattern; raises BadPattern, BackReference.

    `around` is ``word`` or ``line`` for what `grep -w` and `-x` ask.
    """
    translator = _Translator(pattern, extended)
    try:
        text = translator.run()
    except BadPattern as bad:
        bad.pattern = pattern
        raise
    if around == "line":
        text = f"^(?:{text})$"
    options = re2.Options()
    options.longest_match = True
    options.log_errors = False
    options.case_sensitive = not fold
    options.max_mem = 8 << 20
    flags = "(?ms)" if around == "lines" else "(?s)"
    data = (flags + text).encode("utf-8", "surrogateescape")
    try:
        return Regex(re2.compile(data, options), translator.groups)
    except re2.error as error:
        raise BadPattern(
            "Invalid range end" if "range" in str(error) else "Invalid regular expression"
        ) from None
