"""Variables and quotes in an instruction's words (frontend/dockerfile/shell of BuildKit)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.engine.builder.errors import BuildError, NotSimulated
from webapp.simulator.engine.builder.patterns import match_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPECIAL = "@*#?-$!0"
_NAME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
_DIGITS = "0123456789"
_DEPTH = 50
_END = "\ufffd"
"""How the end of a text is told where a character is told."""


@dataclass(slots=True)
class _Reader:
    """Goes through one text; `words` are its parts as blanks outside quotes divide them."""

    text: str
    variables: Mapping[str, str]
    escape: str
    raw: bool = False
    """Keep quotes and escapes."""
    documents: bool = False
    """Quotes are text: for heredocs."""
    keep_unset: bool = False
    """Keep variables that are not set: for showing a step."""
    depth: int = 0
    at: int = 0

    def process(self, stop: str = "") -> tuple[str, list[str]]:
        """The text up to a stop character, expanded: whole, and as words."""
        whole: list[str] = []
        words: list[str] = []
        current: list[str] = []
        inside = False

        def put(text: str, *, split: bool) -> None:
            nonlocal inside
            whole.append(text)
            if not split:
                current.append(text)
                inside = True
                return
            for char in text:
                if char in " \t\n\r":
                    if inside:
                        words.append("".join(current))
                        current.clear()
                        inside = False
                else:
                    current.append(char)
                    inside = True

        while self.at < len(self.text):
            char = self.text[self.at]
            if stop and char == stop:
                break
            if char == "'" and not self.documents:
                put(self._single(), split=False)
            elif char == '"' and not self.documents:
                put(self._double(), split=False)
            elif char == "$":
                put(self._dollar(), split=True)
            elif char == self.escape:
                self.at += 1
                if self.at >= len(self.text):
                    break
                kept = self.escape if self.raw else ""
                put(kept + self.text[self.at], split=False)
                self.at += 1
            else:
                put(char, split=True)
                self.at += 1
        if inside:
            words.append("".join(current))
        return "".join(whole), words

    def _single(self) -> str:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise BuildError("unexpected end of statement while looking for matching single-quote")
        inner = self.text[self.at + 1 : end]
        self.at = end + 1
        return f"'{inner}'" if self.raw else inner

    def _double(self) -> str:
        out: list[str] = []
        self.at += 1
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == '"':
                self.at += 1
                inner = "".join(out)
                return f'"{inner}"' if self.raw else inner
            if char == "$":
                out.append(self._dollar())
                continue
            if char == self.escape:
                following = self.text[self.at + 1 : self.at + 2]
                if following in {'"', "$", self.escape} and following:
                    out.append((char if self.raw else "") + following)
                    self.at += 2
                    continue
                if not following:
                    break
            out.append(char)
            self.at += 1
        raise BuildError("unexpected end of statement while looking for matching double-quote")

    def _dollar(self) -> str:
        self.at += 1
        if self.text[self.at : self.at + 1] != "{":
            name = self._name()
            if not name:
                return "$"
            return self._value(name, f"${name}")
        start = self.at - 1
        self.at += 1
        if self.text[self.at : self.at + 1] in {"}", ""}:
            raise BuildError("syntax error: bad substitution")
        name = self._name()
        if not name:
            raise BuildError("syntax error: bad substitution")
        mark = self.text[self.at : self.at + 1]
        if mark == "}":
            self.at += 1
            return self._value(name, self.text[start : self.at])
        if mark in {"#", "%"}:
            return self._cut(name, mark)
        if mark == "/":
            raise NotSimulated("${NAME/pattern/text} in a Dockerfile")
        colon = mark == ":"
        if colon:
            self.at += 1
            mark = self.text[self.at : self.at + 1]
        if mark not in {"+", "-", "?"}:
            told = (":" if colon else "") + (mark or _END)
            raise BuildError(f"unsupported modifier ({told}) in substitution")
        self.at += 1
        word = self._inner()
        return self._modified(name, mark, word, self.text[start : self.at], colon=colon)

    def _inner(self) -> str:
        self.depth += 1
        if self.depth > _DEPTH:
            raise BuildError("syntax error: bad substitution")
        word, _words = self.process("}")
        self.depth -= 1
        if self.at >= len(self.text):
            raise BuildError("syntax error: missing '}'")
        self.at += 1
        return word

    def _cut(self, name: str, mark: str) -> str:
        """``${NAME#pattern}`` and its kin: the value without what matches at one end."""
        self.at += 1
        longest = self.text[self.at : self.at + 1] == mark
        self.at += longest
        pattern, value = self._inner(), self.variables.get(name, "")
        lengths = range(len(value) + 1)
        for length in reversed(lengths) if longest else lengths:
            if mark == "#" and match_name(pattern, value[:length]):
                return value[length:]
            if mark == "%" and match_name(pattern, value[len(value) - length :]):
                return value[: len(value) - length]
        return value

    def _modified(self, name: str, mark: str, word: str, source: str, *, colon: bool) -> str:
        value = self.variables.get(name)
        is_set = value is not None and not (colon and value == "")
        if mark == "+":
            return word if is_set else ""
        if is_set and value is not None:
            return value
        if mark == "-":
            return source if self.keep_unset and value is None else word
        state = "empty" if value == "" else "unset"
        what = word or f"is not allowed to be {state}"
        raise BuildError(f"{name}: {what}")

    def _value(self, name: str, source: str) -> str:
        value = self.variables.get(name)
        if value is None:
            return source if self.keep_unset else ""
        return value

    def _name(self) -> str:
        char = self.text[self.at : self.at + 1]
        if char and (char in _SPECIAL or char in _DIGITS):
            self.at += 1
            return char
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in _NAME + _DIGITS:
            self.at += 1
        return self.text[start : self.at]


def expand(text: str, variables: Mapping[str, str], escape: str = "\\") -> str:
    """One word with its variables put in and its quotes taken off; raises BuildError."""
    return _told(_Reader(text, variables, escape))[0]


def expand_words(text: str, variables: Mapping[str, str], escape: str = "\\") -> list[str]:
    """The words that a text gives once variables are put in."""
    return _told(_Reader(text, variables, escape))[1]


def _told(reader: _Reader) -> tuple[str, list[str]]:
    """Expand, and say in an error which text it was."""
    try:
        return reader.process()
    except BuildError as error:
        raise BuildError(f'failed to process "{reader.text}": {error.message}') from None


def show(text: str, variables: Mapping[str, str], escape: str = "\\") -> str:
    """A command as a step's title shows it: what is set is put in, quotes stay."""
    try:
        return _Reader(text, variables, escape, raw=True, keep_unset=True).process()[0]
    except (BuildError, NotSimulated):
        return text


def expand_document(text: str, variables: Mapping[str, str], escape: str = "\\") -> str:
    """A heredoc with its variables put in; its quotes are its own."""
    return _told(_Reader(text, variables, escape, documents=True))[0]


def unquote(text: str, escape: str = "\\") -> str:
    """A word without its quotes; variables stay."""
    out: list[str] = []
    quote, at = "", 0
    while at < len(text):
        char = text[at]
        if quote:
            if char == quote:
                quote = ""
            else:
                out.append(char)
        elif char in "'\"":
            quote = char
        elif char == escape and at + 1 < len(text):
            at += 1
            out.append(text[at])
        else:
            out.append(char)
        at += 1
    return "".join(out)


def raw_words(text: str, escape: str = "\\") -> list[str]:
    """The words of a text, quotes and escapes kept: blanks outside quotes divide."""
    words: list[str] = []
    current, quote, at = "", "", 0
    while at < len(text):
        char = text[at]
        if char == escape and quote != "'" and at + 1 < len(text):
            current += text[at : at + 2]
            at += 2
            continue
        if quote:
            quote = "" if char == quote else quote
            current += char
        elif char in " \t\n\r":
            if current:
                words.append(current)
            current = ""
        else:
            quote = char if char in "'\"" else ""
            current += char
        at += 1
    if current:
        words.append(current)
    return words
