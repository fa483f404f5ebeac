"""echo, in the four ways that a learner meets: bash's, dash's, busybox's and GNU's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.ansi_quotes import (
    Escape,
    byte_text,
    digits,
    join_bytes,
    number_escape,
    simple_escape,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_OCTAL = frozenset("01234567")


@dataclass(frozen=True, slots=True)
class _Habits:
    """Which options there are, whether escapes are on from the start, and which escapes."""

    options: str
    escapes: bool
    letters: str
    bare_octal: bool
    hexadecimal: bool
    unicode: bool = False


_HABITS = {
    "bash": _Habits("neE", False, "abeEfnrtv\\", False, True, True),
    "dash": _Habits("n", True, "abefnrtv\\", True, False),
    "ash": _Habits("neE", False, "abefnrtv\\", True, True),
    "gnu": _Habits("neE", False, "abefnrtv\\", True, True),
}


def echo(args: Sequence[str], dialect: str) -> bytes:
    """What echo writes for these arguments; `dialect` is bash, dash, ash or gnu."""
    habits = _HABITS[dialect]
    newline, escapes = True, habits.escapes
    rest = list(args)
    while rest and _is_option(rest[0], habits):
        for letter in rest.pop(0)[1:]:
            if letter == "n":
                newline = False
            else:
                escapes = letter == "e" or (escapes and dialect == "ash")
        if dialect == "dash":
            break
    text = " ".join(rest)
    if escapes:
        text, stopped = interpret(text, habits)
        newline = newline and not stopped
    return (text + ("\n" if newline else "")).encode("utf-8", "surrogateescape")


def _is_option(word: str, habits: _Habits) -> bool:
    if len(word) < 2 or word[0] != "-" or (len(habits.options) == 1 and len(word) != 2):
        return False
    return all(letter in habits.options for letter in word[1:])


def interpret(text: str, habits: _Habits) -> tuple[str, bool]:
    r"""Replace backslash sequences; also tell whether a ``\\c`` has ended the output."""
    made: list[str] = []
    position = 0
    while True:
        place = text.find("\\", position)
        if place < 0:
            made.append(text[position:])
            return join_bytes("".join(made)), False
        made.append(text[position:place])
        if text[place + 1 : place + 2] == "c":
            return join_bytes("".join(made)), True
        escape = _escape(text, place + 1, habits)
        if escape is None:
            made.append("\\")
            position = place + 1
        else:
            made.append(escape.text)
            position = escape.end


def _escape(text: str, start: int, habits: _Habits) -> Escape | None:
    found = simple_escape(text, start, habits.letters)
    if found is not None:
        return found
    character = text[start : start + 1]
    if character == "0":
        end = digits(text, start + 1, _OCTAL, 3)
        return Escape(byte_text(int(text[start:end], 8)), end)
    if character and character in _OCTAL:
        return (
            number_escape(text, start, octal_digits=3, unicode=False)
            if (habits.bare_octal)
            else None
        )
    if character == "x" and not habits.hexadecimal:
        return None
    return number_escape(text, start, octal_digits=3, unicode=habits.unicode)


def interpret_b(text: str, dialect: str) -> tuple[str, bool]:
    """Replace what ``printf %b`` replaces: echo's sequences, and octal without the leading zero."""
    habits = _HABITS[dialect]
    return interpret(
        text,
        _Habits("", True, habits.letters, True, habits.hexadecimal, habits.unicode),
    )
