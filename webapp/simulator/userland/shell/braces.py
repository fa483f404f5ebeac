"""Brace expansion: ``{a,b}`` and ``{1..9}``."""

from __future__ import annotations

import re
from itertools import count, pairwise
from typing import TYPE_CHECKING, TypeAlias

from webapp.simulator.userland.shell.syntax import Literal, Parameter, Part, Word

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.limits import Allowance

_NUMBERS = re.compile(r"([-+]?\d{1,18})\.\.([-+]?\d{1,18})(?:\.\.([-+]?\d{1,18}))?")
_LETTERS = re.compile(r"([A-Za-z])\.\.([A-Za-z])(?:\.\.([-+]?\d{1,18}))?")
_MAX_DEPTH = 30

Atom: TypeAlias = str | Part
Atoms: TypeAlias = tuple[Atom, ...]


def expand_braces(word: Word, allowance: Allowance) -> list[Word]:
    """The words that a word's unquoted braces stand for, in order; without any, the word itself."""
    atoms: list[Atom] = []
    for part in word.parts:
        if isinstance(part, Literal):
            atoms.extend(part.text)
        else:
            atoms.append(part)
    return [_word(expanded) for expanded in _expand(tuple(atoms), allowance, 0)]


def _expand(atoms: Atoms, allowance: Allowance, depth: int) -> list[Atoms]:
    allowance.spend_steps(len(atoms) + 1)
    if depth > _MAX_DEPTH:
        return [atoms]
    for start, atom in enumerate(atoms):
        if atom != "{":
            continue
        found = _alternatives(atoms, start, allowance, depth)
        if found is None:
            continue
        choices, end = found
        tails = _expand(atoms[end:], allowance, depth)
        head = atoms[:start]
        made: list[Atoms] = []
        for choice in choices:
            for tail in tails:
                allowance.spend_fields()
                allowance.spend_bytes(len(head) + len(choice) + len(tail))
                made.append(head + choice + tail)
        return made
    return [atoms]


def _alternatives(
    atoms: Atoms, start: int, allowance: Allowance, depth: int
) -> tuple[list[Atoms], int] | None:
    """What the brace at `start` offers, and the place behind it; None for a brace that is text."""
    level = 0
    commas: list[int] = []
    for position in range(start, len(atoms)):
        atom = atoms[position]
        if atom == "{":
            level += 1
        elif atom == "," and level == 1:
            commas.append(position)
        elif atom == "}":
            level -= 1
            if level == 0:
                break
    else:
        return None
    allowance.spend_steps(position - start)
    inside = atoms[start + 1 : position]
    if not commas:
        series = _series(inside, allowance)
        return None if series is None else (series, position + 1)
    choices: list[Atoms] = []
    edges = [start, *commas, position]
    for left, right in pairwise(edges):
        choices.extend(_expand(atoms[left + 1 : right], allowance, depth + 1))
    return choices, position + 1


def _series(inside: Atoms, allowance: Allowance) -> list[Atoms] | None:
    if not all(isinstance(atom, str) for atom in inside):
        return None
    text = "".join(atom for atom in inside if isinstance(atom, str))
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        first, last = int(numbers[1]), int(numbers[2])
        width = max(_padded(numbers[1]), _padded(numbers[2]))
        return [
            tuple(_number(value, width))
            for value in _range(first, last, int(numbers[3] or 1), allowance)
        ]
    letters = _LETTERS.fullmatch(text)
    if letters:
        first, last = ord(letters[1]), ord(letters[2])
        return [(chr(value),) for value in _range(first, last, int(letters[3] or 1), allowance)]
    return None


def _padded(text: str) -> int:
    digits = text.lstrip("+-")
    return len(text.lstrip("+")) if len(digits) > 1 and digits[0] == "0" else 0


def _number(value: int, width: int) -> str:
    sign = "-" if value < 0 else ""
    return sign + str(abs(value)).rjust(width - len(sign), "0")


def _range(first: int, last: int, step: int, allowance: Allowance) -> list[int]:
    step = abs(step) or 1
    values: list[int] = []
    for value in count(first, step if last >= first else -step):
        if (value > last) if last >= first else (value < last):
            break
        allowance.spend_fields()
        allowance.spend_bytes(4)
        values.append(value)
    return values


def _word(atoms: Atoms) -> Word:
    parts: list[Part] = []
    letters: list[str] = []
    for atom in atoms:
        if isinstance(atom, str):
            letters.append(atom)
            continue
        if letters:
            _join_name(parts, letters)
        if letters:
            parts.append(Literal("".join(letters)))
            letters = []
        parts.append(atom)
    if letters:
        _join_name(parts, letters)
    if letters:
        parts.append(Literal("".join(letters)))
    return Word(tuple(parts))


def _join_name(parts: list[Part], letters: list[str]) -> None:
    """Braces come before parameters: ``$x{a,b}`` is ``$xa $xb``."""
    before = parts[-1] if parts else None
    if not isinstance(before, Parameter) or before.operator or before.source != before.name:
        return
    if not (before.name[0].isalpha() or before.name[0] == "_"):
        return
    name = before.name
    while letters and (letters[0].isalnum() or letters[0] == "_"):
        name += letters.pop(0)
    parts[-1] = Parameter(name, source=name)
