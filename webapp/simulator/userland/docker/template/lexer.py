"""Splits a Go template into text and the words of its actions, with the lexer's own errors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

_LEFT, _RIGHT = "{{", "}}"
_BLANKS = " \t\r\n"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NUMBER = re.compile(
    r"[+-]?(0[xX][0-9a-fA-F_]*(\.[0-9a-fA-F_]*)?([pP][+-]?[0-9_]*)?|0[bB][01_]*|0[oO][0-7_]*"
    r"|[0-9_]*(\.[0-9_]*)?([eE][+-]?[0-9_]*)?)i?",
)
_WORD = re.compile(r"\w+")


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    ERROR = auto()
    EOF = auto()
    RIGHT = auto()
    SPACE = auto()
    BOOL = auto()
    CHAR = auto()
    ASSIGN = auto()
    DECLARE = auto()
    PIPE = auto()
    OPEN = auto()
    CLOSE = auto()
    DOT = auto()
    NIL = auto()
    FIELD = auto()
    VARIABLE = auto()
    IDENTIFIER = auto()
    NUMBER = auto()
    STRING = auto()
    RAW_STRING = auto()
    CHARACTER = auto()
    LEFT = auto()
    KEYWORD = auto()


KEYWORDS = frozenset(
    ("block", "break", "continue", "define", "else", "end", "if", "range", "template", "with")
)
_SIMPLE = MappingProxyType({"|": Kind.PIPE, "=": Kind.ASSIGN})


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its text, the place it stands at (in bytes) and its line."""

    kind: Kind
    text: str
    at: int
    line: int


class _Lexer:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.depth = 0
        self.tokens: list[Token] = []

    def add(self, kind: Kind, text: str, at: int) -> None:
        offset = len(self.source[:at].encode("utf-8", "surrogateescape"))
        self.tokens.append(Token(kind, text, offset, 1 + self.source.count("\n", 0, at)))

    def take(self, kind: Kind, length: int) -> None:
        self.add(kind, self.source[self.at : self.at + length], self.at)
        self.at += length

    def fail(self, message: str, at: int | None = None) -> bool:
        self.add(Kind.ERROR, message, self.at if at is None else at)
        return False

    def run(self) -> list[Token]:
        while self.text():
            while self.inside():
                pass
            if self.tokens[-1].kind is Kind.ERROR:
                break
        return self.tokens

    def text(self) -> bool:
        """Text up to the next action; false at the end of the source or at an error."""
        start = self.source.find(_LEFT, self.at)
        end = len(self.source) if start < 0 else start
        trims = start >= 0 and self._trims_left(start)
        text = self.source[self.at : end]
        text = text.rstrip(_BLANKS) if trims else text
        if text:
            self.add(Kind.TEXT, text, self.at)
        if start < 0:
            self.add(Kind.EOF, "", len(self.source))
            return False
        self.at = start + len(_LEFT)
        inner = self.at + 2 if trims else self.at
        if self.source.startswith("/*", inner):
            return self._comment(inner)
        self.add(Kind.LEFT, _LEFT, start)
        self.at = inner
        self.depth = 0
        return True

    def _trims_left(self, start: int) -> bool:
        mark = self.source[start + 2 : start + 4]
        return len(mark) == 2 and mark[0] == "-" and mark[1] in _BLANKS

    def _comment(self, inner: int) -> bool:
        match = _COMMENT.match(self.source, inner)
        if match is None:
            return self.fail("unclosed comment")
        self.at = match.end()
        length = self._right_delimiter()
        if not length:
            return self.fail("comment ends before closing delimiter")
        self._leave(length)
        return self.text()

    def _right_delimiter(self) -> int:
        """The length of the closing delimiter here, its trim mark included, or 0."""
        if self.source.startswith(_RIGHT, self.at):
            return len(_RIGHT)
        mark = self.source[self.at : self.at + 4]
        if len(mark) == 4 and mark[0] in _BLANKS and mark[1:] == "-}}":
            return 4
        return 0

    def _leave(self, length: int) -> None:
        self.at += length
        if length == 4:
            rest = self.source[self.at :]
            self.at += len(rest) - len(rest.lstrip(_BLANKS))

    def inside(self) -> bool:
        """One token of an action; false at its end or at an error."""
        length = self._right_delimiter()
        if length:
            if self.depth:
                return self.fail("unclosed left paren")
            self.add(Kind.RIGHT, _RIGHT, self.at + length - 2)
            self._leave(length)
            return False
        if self.at >= len(self.source):
            return self.fail("unclosed action")
        char = self.source[self.at]
        if char in _BLANKS:
            return self._space()
        if char in "\"`'":
            return self._string(char)
        if char == ".":
            return self._dot()
        if char == "$":
            return self._name(Kind.VARIABLE, self.at + 1)
        if char in "+-" or char in "0123456789":
            return self._number()
        if char == "_" or char.isalnum():
            return self._name(Kind.IDENTIFIER, self.at)
        return self._punctuation(char)

    def _space(self) -> bool:
        end = self.at
        while end < len(self.source) and self.source[end] in _BLANKS:
            end += 1
        # The blank in front of a trim mark belongs to the delimiter.
        if self.source.startswith("-}}", end):
            end -= 1
        if end > self.at:
            self.take(Kind.SPACE, end - self.at)
        return True

    def _punctuation(self, char: str) -> bool:
        if char in _SIMPLE:
            self.take(_SIMPLE[char], 1)
        elif self.source.startswith(":=", self.at):
            self.take(Kind.DECLARE, 2)
        elif char == ":":
            return self.fail("expected :=")
        elif char == "(":
            self.take(Kind.OPEN, 1)
            self.depth += 1
        elif char == ")":
            self.depth -= 1
            if self.depth < 0:
                return self.fail("unexpected right paren")
            self.take(Kind.CLOSE, 1)
        elif char.isascii() and char.isprintable():
            self.take(Kind.CHAR, 1)
        else:
            return self.fail(f"unrecognized character in action: {_unicode(char)}")
        return True

    def _string(self, quote: str) -> bool:
        end = self.at + 1
        while True:
            if end >= len(self.source) or (quote != "`" and self.source[end] == "\n"):
                names = {'"': "quoted string", "`": "raw quoted string"}
                return self.fail(f"unterminated {names.get(quote, 'character constant')}")
            if self.source[end] == quote:
                break
            end += 2 if quote != "`" and self.source[end] == "\\" else 1
        kinds = {'"': Kind.STRING, "`": Kind.RAW_STRING}
        self.take(kinds.get(quote, Kind.CHARACTER), end + 1 - self.at)
        return True

    def _dot(self) -> bool:
        following = self.source[self.at + 1 : self.at + 2]
        if following and following in "0123456789":
            return self._number()
        if following == "_" or following.isalnum():
            return self._name(Kind.FIELD, self.at + 1)
        if not self._ends(self.at + 1):
            return self.fail(f"bad character {_unicode(following)}")
        self.take(Kind.DOT, 1)
        return True

    def _name(self, kind: Kind, start: int) -> bool:
        match = _WORD.match(self.source, start)
        end = match.end() if match else start
        if not self._ends(end):
            return self.fail(f"bad character {_unicode(self.source[end])}", self.at)
        word = self.source[self.at : end]
        if kind is Kind.IDENTIFIER:
            if word in KEYWORDS:
                kind = Kind.KEYWORD
            elif word in {"true", "false"}:
                kind = Kind.BOOL
            elif word == "nil":
                kind = Kind.NIL
        self.take(kind, len(word))
        return True

    def _ends(self, at: int) -> bool:
        following = self.source[at : at + 1]
        return not following or following in " \t\r\n.,|:)(" or self.source.startswith(_RIGHT, at)

    def _number(self) -> bool:
        match = _NUMBER.match(self.source, self.at)
        end = match.end() if match else self.at
        following = self.source[end : end + 1]
        if following == "_" or following.isalnum():
            return self.fail(f'bad number syntax: "{self.source[self.at : end + 1]}"')
        self.take(Kind.NUMBER, end - self.at)
        return True


def _unicode(char: str) -> str:
    code = f"U+{ord(char):04X}" if char else "U+FFFFFFFFFFFFFFFF"
    return f"{code} '{char}'" if char and char.isprintable() else code


def lex(source: str) -> list[Token]:
    """The tokens of a template; the last is EOF, or an error in Go's words."""
    return _Lexer(source).run()
