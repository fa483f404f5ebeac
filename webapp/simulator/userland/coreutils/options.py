"""Options as getopt_long(3) reads them: bundles, attached values, abbreviations, permutation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Long:
    """A long option: the key it stands for, and whether it takes a value (``:``) or may (``?``)."""

    name: str
    key: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The options of one program in one dialect.

    `short` is getopt's string; a leading ``+`` ends the options at the first operand. `long` holds
    words such as ``lines:=n``: name, ``:`` or ``?`` if it takes or may take a value, and the key.
    The letters in `missing`, and long options with the key ``!``, exist in life and not here.
    """

    short: str = ""
    long: str = ""
    missing: str = ""
    raw: bool = False
    """All arguments are operands: the program has a grammar of its own."""
    table: tuple[Long, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Read the words of `long` once."""
        rows = []
        for word in self.long.split():
            name, _, key = word.partition("=")
            mark = name[-1] if name[-1] in ":?" else ""
            rows.append(Long(name.rstrip(":?"), key or name.rstrip(":?"), mark))
        object.__setattr__(self, "table", tuple(rows))

    def takes_value(self, letter: str) -> str:
        """``:`` if a letter takes a value, ``::`` if it may, ``""`` if not; None is no option."""
        at = self.short.find(letter)
        rest = self.short[at + 1 :]
        return "::" if rest.startswith("::") else ":" if rest.startswith(":") else ""

    def knows(self, letter: str) -> bool:
        """Whether there is such a letter."""
        return letter not in ":+" and letter in self.short


@dataclass(frozen=True, slots=True)
class Options:
    """What was given: pairs of key and value in order, and the operands."""

    given: tuple[tuple[str, str], ...] = ()
    operands: tuple[str, ...] = ()

    def has(self, *keys: str) -> bool:
        """Whether any of these was given."""
        return any(key in keys for key, _ in self.given)

    def value(self, key: str) -> str | None:
        """The last value given to an option, or None."""
        found = [value for k, value in self.given if k == key]
        return found[-1] if found else None

    def values(self, key: str) -> list[str]:
        """All values given to an option."""
        return [value for k, value in self.given if k == key]

    def last(self, keys: str) -> str:
        """Which of several letters was given last, or ``""``."""
        found = [key for key, _ in self.given if key in keys and len(key) == 1]
        return found[-1] if found else ""


class OptionError(Exception):
    """An option makes no sense; `text` says it in getopt's words."""

    def __init__(self, text: str) -> None:
        """Keep the words."""
        super().__init__(text)
        self.text = text


class MissingOption(Exception):
    """An option that exists in life and not here."""

    def __init__(self, option: str) -> None:
        """Keep the option as it was typed."""
        super().__init__(option)
        self.option = option


def parse(grammar: Grammar, args: Sequence[str]) -> Options:
    """Read arguments by a grammar; raises OptionError, MissingOption."""
    if grammar.raw:
        return Options((), tuple(args))
    given: list[tuple[str, str]] = []
    operands: list[str] = []
    rest = list(args)
    while rest:
        word = rest.pop(0)
        if word == "--":
            operands.extend(rest)
            break
        if word.startswith("--"):
            given.append(_long(grammar, word[2:], rest))
        elif word.startswith("-") and word != "-":
            given.extend(_bundle(grammar, word[1:], rest))
        else:
            operands.append(word)
            if grammar.short.startswith("+"):
                operands.extend(rest)
                break
    return Options(tuple(given), tuple(operands))


def _bundle(grammar: Grammar, letters: str, rest: list[str]) -> list[tuple[str, str]]:
    given = []
    while letters:
        letter, letters = letters[0], letters[1:]
        if letter in grammar.missing:
            raise MissingOption("-" + letter)
        if not grammar.knows(letter):
            raise OptionError(f"invalid option -- '{letter}'")
        takes = grammar.takes_value(letter)
        if takes and letters:
            given.append((letter, letters))
            break
        if takes == ":":
            if not rest:
                raise OptionError(f"option requires an argument -- '{letter}'")
            given.append((letter, rest.pop(0)))
        else:
            given.append((letter, ""))
    return given


def _long(grammar: Grammar, word: str, rest: list[str]) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    found = [option for option in grammar.table if option.name == name]
    if not found:
        found = [option for option in grammar.table if option.name.startswith(name)]
        if len({(option.key, option.value) for option in found}) > 1:
            names = " ".join(f"'--{option.name}'" for option in found)
            raise OptionError(f"option '--{word}' is ambiguous; possibilities: {names}")
    if not found:
        raise OptionError(f"unrecognized option '--{word}'")
    option = found[0]
    if option.key == "!":
        raise MissingOption("--" + option.name)
    if equals and not option.value:
        raise OptionError(f"option '--{option.name}' doesn't allow an argument")
    if option.value == ":" and not equals:
        if not rest:
            raise OptionError(f"option '--{option.name}' requires an argument")
        value = rest.pop(0)
    return option.key, value
