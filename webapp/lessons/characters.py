"""Characters that look like what the machine reads and are not: named, never guessed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from webapp.lessons.faults import Faults

_LOOKALIKES: Final = {
    "\t": "blanks",
    "\u00a0": "a blank",
    "\u3000": "a blank",
    "\u200b": "nothing",
    "\ufeff": "nothing",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": "...",
    "\u3001": ",",
    "\u3002": ".",
    "\u300c": '"',
    "\u300d": '"',
    "\u3010": "[",
    "\u3011": "]",
}
# Characters of full width stand in one block, in the order of ASCII.
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)


def meant(character: str) -> str | None:
    """What the author meant by a character that only looks like it, or None if it is fine."""
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - 0xFF01 + 0x21)
    return _LOOKALIKES.get(character)


def _name(character: str) -> str:
    if character == "\t":
        return "a tab"
    if character.isspace() or character in "\u200b\ufeff":
        return f"U+{ord(character):04X}, a blank that is none"
    return f"`{character}`"


def check_machine_text(text: str, line: int, faults: Faults, *, quotes: bool = True) -> bool:
    """Whether the machine can read `text` as it stands; what it cannot is noted, one a line.

    Between straight quotes (if `quotes`) any character but a tab is the author's own.
    """
    quote = ""
    escaped = False
    for character in text:
        if escaped:
            escaped = False
            continue
        if character == "\\" and quote != "'":
            escaped = True
        elif quote and character == quote:
            quote = ""
        elif quotes and not quote and character in "'\"":
            quote = character
        wanted = meant(character)
        if wanted is not None and (not quote or character == "\t"):
            faults.fault(
                line,
                f"{_name(character)} stands where the machine reads",
                f"write {wanted if wanted.isalpha() or ' ' in wanted else f'`{wanted}`'}"
                + ("; between straight quotes it may stay" if quotes and wanted.isascii() else ""),
            )
            return False
    return True
