"""Strings and numbers as they are written in Go."""

from __future__ import annotations

import re

from webapp.simulator.userland.docker.quoting import quoted

_ESCAPES = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
}
_ESCAPE = re.compile(
    r"\\(?:([abfnrtv\\'\"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))",
    re.DOTALL,
)
_INTEGER = re.compile(r"[+-]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*)")
_FLOAT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


class LiteralError(ValueError):
    """A literal that Go does not read."""


def unquoted(text: str) -> str:
    """The value of a string or character literal, its quotes included."""
    body = text[1:-1]
    if text.startswith("`"):
        return body

    def plain(match: re.Match[str]) -> str:
        simple, byte, short, long, octal, other = match.groups()
        if other is not None:
            raise LiteralError("invalid syntax")
        if simple is not None:
            return _ESCAPES[simple]
        code = int(octal, 8) if octal is not None else int(byte or short or long, 16)
        if code > 0x10FFFF:
            raise LiteralError("invalid syntax")
        return chr(code)

    value = _ESCAPE.sub(plain, body)
    if text.startswith("'") and len(value) != 1:
        raise LiteralError(f"malformed character constant: {text}")
    return value


def number(text: str) -> int | float:
    """The value of a number; an integer where it is written as one."""
    digits = text.replace("_", "")
    if _INTEGER.fullmatch(text):
        sign = -1 if digits.startswith("-") else 1
        bare = digits.lstrip("+-").lower()
        if bare[:2] in {"0x", "0b", "0o"}:
            return sign * int(bare, 0)
        octal = bare.startswith("0") and bare != "0"
        if not octal:
            return sign * int(bare)
        if all(digit in "01234567" for digit in bare):
            return sign * int(bare, 8)
    if _FLOAT.fullmatch(digits):
        return float(digits)
    raise LiteralError(f"illegal number syntax: {quoted(text)}")
