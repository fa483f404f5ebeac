"""The word that somebody may have meant who wrote another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FAR = 3


def suggested(word: str, options: Iterable[str]) -> str:
    """`` (did you mean X?)`` for the nearest option less than three edits away, or nothing."""
    best, nearest = "", _FAR
    for option in options:
        distance = edits(word.lower(), option.lower())
        if distance == 0:
            return ""
        if distance < nearest:
            best, nearest = option, distance
    return f" (did you mean {best}?)" if best else ""


def edits(one: str, other: str) -> int:
    """How many letters must be put in, taken out or changed to make one word of the other."""
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, goal in enumerate(other, 1):
            change = before + (letter != goal)
            before = row[m]
            row[m] = min(change, row[m] + 1, row[m - 1] + 1)
    return row[-1]
