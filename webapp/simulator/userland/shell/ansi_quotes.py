"""Backslash sequences: those of $'…', of echo and of printf."""

from __future__ import annotations

from dataclasses import dataclass

_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}
_OCTAL = frozenset("01234567")
_HEX = frozenset("0123456789abcdefABCDEF")


@dataclass(frozen=True, slots=True)
class Escape:
    """The text that a backslash sequence stands for, and where the text goes on behind it."""

    text: str
    end: int


def byte_text(value: int) -> str:
    """One byte as text: ASCII as itself, others as the surrogate that stands for the raw byte."""
    return bytes([value & 0xFF]).decode("utf-8", "surrogateescape")


def digits(text: str, start: int, allowed: frozenset[str], most: int) -> int:
    """The end of at most `most` digits from `start`."""
    end = start
    while end < len(text) and end - start < most and text[end] in allowed:
        end += 1
    return end


def number_escape(text: str, start: int, *, octal_digits: int, unicode: bool) -> Escape | None:
    r"""Read ``\\ooo``, ``\\xhh``, ``\\uhhhh`` behind the backslash that stands before `start`."""
    character = text[start : start + 1]
    if character and character in _OCTAL:
        end = digits(text, start, _OCTAL, octal_digits)
        return Escape(byte_text(int(text[start:end], 8)), end)
    widths = {"x": 2, "u": 4, "U": 8} if unicode else {"x": 2}
    if character in widths:
        end = digits(text, start + 1, _HEX, widths[character])
        if end == start + 1:
            return None
        value = int(text[start + 1 : end], 16)
        if character == "x":
            return Escape(byte_text(value), end)
        return Escape(chr(value) if value < 0x110000 else "\ufffd", end)
    return None


def simple_escape(text: str, start: int, allowed: str) -> Escape | None:
    """Read a one-letter sequence out of `allowed` behind the backslash before `start`."""
    character = text[start : start + 1]
    if character and character in allowed:
        return Escape(_SIMPLE[character], start + 1)
    return None


def read_ansi_quotes(text: str, start: int) -> tuple[str, int]:
    """The value of ``$'…'`` from its first character on, and the place behind it (-1: no end)."""
    value: list[str] = []
    position = start
    while position < len(text):
        character = text[position]
        if character == "'":
            return join_bytes("".join(value)), position + 1
        if character != "\\":
            value.append(character)
            position += 1
            continue
        position += 1
        if text[position : position + 1] == "c" and position + 1 < len(text):
            value.append(chr(ord(text[position + 1]) & 0x1F))
            position += 2
            continue
        escape = simple_escape(text, position, "abeEfnrtv\\'\"?") or number_escape(
            text, position, octal_digits=3, unicode=True
        )
        if escape is None:
            value.append("\\")
            continue
        value.append(escape.text)
        position = escape.end
    return "", -1


def join_bytes(text: str) -> str:
    """Text in which raw bytes that together are UTF-8 have become their characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
