"""The natural order of names: runs of digits count as numbers (`v2` before `v10`)."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(\d+)")


def natural_order(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key for sorting; where numbers are equal, fewer leading zeros come first."""
    parts: list[tuple[int, int, str]] = []
    for part in _DIGITS.split(text):
        if part.isdecimal() and part.isascii():
            parts.append((0, int(part), str(len(part)).zfill(8)))
        else:
            parts.extend((1, ord(char), "") for char in part)
    return tuple(parts)
