"""How wide text is: our own table, so that a layout never depends on installed fonts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

MONO_ADVANCE: Final = 0.602
SANS_ADVANCE: Final = 0.56
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the picture's words in pixels, as its style sheet has them."""

    name: float
    badge: float
    pill: float


LATIN: Final = Sizes(13.5, 12.5, 11.5)
CHINESE: Final = Sizes(16, 14, 14)
"""No bold below 16, nothing below 14: strokes run together otherwise."""


def sizes(language: str) -> Sizes:
    """The sizes for a language."""
    return CHINESE if language.startswith("zh") else LATIN


def columns(text: str) -> int:
    """Columns that a text takes in a terminal: a wide East Asian character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def width(text: str, size: float, *, mono: bool) -> float:
    """Width in pixels at a font size in pixels; generous, so that text never leaves its box."""
    if mono:
        return columns(text) * size * MONO_ADVANCE
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return (len(text) - wide) * size * SANS_ADVANCE + wide * size * 1.02


def fit(text: str, room: float, size: float, *, mono: bool) -> str:
    """The text, or its beginning and end around an ellipsis, so that it fits into `room` pixels."""
    if width(text, size, mono=mono) <= room:
        return text
    for cut in range(len(text) - 1, 0, -1):
        head = (cut + 1) // 3
        tail = cut - head
        short = text[:head] + ELLIPSIS + (text[-tail:] if tail else "")
        if width(short, size, mono=mono) <= room:
            return short
    return ELLIPSIS


def human(size: int) -> str:
    """A number of bytes as the picture writes it, in powers of 1000 as Docker counts."""
    value = float(size)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            digits = 0 if unit == "B" or value >= 100 else 1
            return f"{value:.{digits}f} {unit}"
        value /= 1000
    return f"{size} B"
