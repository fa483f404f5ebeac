"""Shell patterns: ``*``, ``?`` and ``[…]``, matched in time linear in text times pattern."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_CLASSES: dict[str, Callable[[str], bool]] = {
    "alpha": str.isalpha,
    "digit": lambda character: "0" <= character <= "9",
    "alnum": str.isalnum,
    "upper": str.isupper,
    "lower": str.islower,
    "space": str.isspace,
    "blank": lambda character: character in " \t",
    "punct": lambda character: (
        character.isprintable() and not character.isalnum() and not character.isspace()
    ),
    "print": str.isprintable,
    "graph": lambda character: character.isprintable() and not character.isspace(),
    "cntrl": lambda character: ord(character) < 32 or ord(character) == 127,
    "xdigit": lambda character: character in "0123456789abcdefABCDEF",
}

Run: TypeAlias = tuple[str, bool]
"""A piece of text, and whether it was quoted (then nothing in it is special)."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """A set of characters: single ones, ranges, named classes, all but those if `negated`."""

    negated: bool
    singles: frozenset[str]
    ranges: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]

    def accepts(self, character: str) -> bool:
        """Whether the set holds this character."""
        found = (
            character in self.singles
            or any(low <= character <= high for low, high in self.ranges)
            or any(_CLASSES[name](character) for name in self.classes)
        )
        return found != self.negated


Element: TypeAlias = str | Bracket | None
"""A character that stands for itself, a set, None for any one character; "" stands for ``*``."""

STAR = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    elements: tuple[Element, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it can match one text only."""
        return all(isinstance(element, str) and element for element in self.elements)

    def matches(self, text: str) -> bool:
        """Whether the pattern matches all of `text`."""
        return len(text) in _ends(self.elements, text, only_whole=True)

    def prefixes(self, text: str) -> list[int]:
        """The lengths of the prefixes of `text` that it matches, shortest first."""
        return _ends(self.elements, text, only_whole=False)

    def reversed(self) -> Pattern:
        """The pattern that matches the same texts written backwards."""
        return Pattern(self.elements[::-1])


def _accepts(element: Element, character: str) -> bool:
    if element is None:
        return True
    if isinstance(element, str):
        return element == character
    return element.accepts(character)


def _ends(elements: tuple[Element, ...], text: str, *, only_whole: bool) -> list[int]:
    """Walk all ways through the pattern at once: bit i says that i elements are matched."""
    stars = 0
    for index, element in enumerate(elements):
        if element == STAR and isinstance(element, str):
            stars |= 1 << index
    final = 1 << len(elements)
    masks: dict[str, int] = {}
    found: list[int] = []

    def closed(states: int) -> int:
        while True:
            more = states | ((states & stars) << 1)
            if more == states:
                return states
            states = more

    states = closed(1)
    for position, character in enumerate(text):
        if states & final and not only_whole:
            found.append(position)
        mask = masks.get(character)
        if mask is None:
            mask = 0
            for index, element in enumerate(elements):
                starred = bool(stars >> index & 1)
                if not starred and _accepts(element, character):
                    mask |= 1 << index
            masks[character] = mask
        states = closed(((states & mask) << 1) | (states & stars))
        if not states:
            return found
    if states & final:
        found.append(len(text))
    return found


@lru_cache(maxsize=512)
def compile_pattern(runs: tuple[Run, ...], caret: bool = True) -> Pattern:
    """Compile text of which some is quoted; `caret` says that ``[^…]`` negates as ``[!…]`` does."""
    characters = [(character, quoted) for text, quoted in runs for character in text]
    elements: list[Element] = []
    position = 0
    while position < len(characters):
        character, quoted = characters[position]
        position += 1
        if quoted:
            elements.append(character)
        elif character == "*":
            if not elements or elements[-1] != STAR:
                elements.append(STAR)
        elif character == "?":
            elements.append(None)
        elif character == "[":
            bracket, end = _bracket(characters, position, caret)
            elements.append(bracket or "[")
            position = end
        elif character == "\\" and position < len(characters):
            # A backslash that came out of a variable quotes what follows it.
            elements.append(characters[position][0])
            position += 1
        else:
            elements.append(character)
    return Pattern(tuple(elements))


def _bracket(
    characters: list[tuple[str, bool]], start: int, caret: bool
) -> tuple[Bracket | None, int]:
    position = start
    negated = False
    if position < len(characters) and characters[position] in (
        (("!", False), ("^", False)) if caret else (("!", False),)
    ):
        negated = True
        position += 1
    singles: set[str] = set()
    ranges: list[tuple[str, str]] = []
    classes: list[str] = []
    first = True
    while position < len(characters):
        character, quoted = characters[position]
        if character == "]" and not quoted and not first:
            return (
                Bracket(negated, frozenset(singles), tuple(ranges), tuple(classes)),
                position + 1,
            )
        first = False
        if character == "/" and not quoted:
            break
        name = _class_name(characters, position)
        if name is not None:
            classes.append(name)
            position += len(name) + 4
            continue
        if character == "\\" and not quoted and position + 1 < len(characters):
            position += 1
            character = characters[position][0]
        following = characters[position + 1 : position + 3]
        if len(following) == 2 and following[0] == ("-", False) and following[1] != ("]", False):
            ranges.append((character, following[1][0]))
            position += 3
        else:
            singles.add(character)
            position += 1
    return None, start


def _class_name(characters: list[tuple[str, bool]], position: int) -> str | None:
    text = "".join(character for character, _ in characters[position : position + 12])
    if not text.startswith("[:"):
        return None
    end = text.find(":]")
    name = text[2:end] if end > 0 else ""
    return name if name in _CLASSES else None


def has_magic(runs: Iterable[Run]) -> bool:
    """Whether any unquoted text could make this more than a plain name."""
    opened = False
    for text, quoted in runs:
        if not quoted:
            if "*" in text or "?" in text:
                return True
            opened = opened or "[" in text
            if opened and "]" in text:
                return True
    return False


def literal_pattern(text: str) -> Pattern:
    """Compile text in which nothing is quoted, as of a plain argument."""
    return compile_pattern(((text, False),))
