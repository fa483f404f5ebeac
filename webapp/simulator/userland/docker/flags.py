"""Flags parsed by the rules of pflag, the parser of the real client.

A boolean takes a value only behind `=`; shorthands may be bundled (`-itd`), the last may bring its
value along (`-v=x`, `-vx`, `-v x`); names are never abbreviated; `--` ends the flags, and so does
the first argument of a command whose flags do not mix with its arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.commands.model import Flag
from webapp.simulator.userland.docker.quoting import quoted
from webapp.simulator.userland.docker.values import InvalidValueError, checked, truth, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_HELP = Flag("help", "bool", "Print usage", short="h", hidden=True)
DEPRECATED_HELP = "Flag shorthand -h has been deprecated, please use --help\n"


class FlagError(Exception):
    """A flag that does not parse, in the client's words."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The flags that were given, each with its values in their order, and the arguments."""

    flags: Mapping[str, Flag]
    given: Mapping[str, tuple[str, ...]]
    args: tuple[str, ...]
    deprecated_help: bool = False

    def has(self, name: str) -> bool:
        """Whether the flag was given at all."""
        return name in self.given

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a flag that may be repeated."""
        return self.given.get(name, ())

    def text(self, name: str) -> str:
        """The last value given, or the default."""
        if name in self.given:
            return self.given[name][-1]
        return self.flags[name].default.strip('"')

    def on(self, name: str) -> bool:
        """A boolean flag's value."""
        if name in self.given:
            return truth(self.given[name][-1])
        return name in self.flags and self.flags[name].default == "true"

    def number(self, name: str) -> int:
        """A whole number's value; 0 where there is neither value nor default."""
        text = self.text(name)
        return whole_number(text) if text else 0


@dataclass(slots=True)
class _Parser:
    flags: Mapping[str, Flag]
    shorts: Mapping[str, Flag]
    interspersed: bool
    words: list[str]
    args: list[str]
    given: dict[str, list[str]]
    deprecated_help: bool = False

    def run(self) -> None:
        while self.words:
            word = self.words.pop(0)
            if not word.startswith("-") or word == "-":
                self.args.append(word)
                if not self.interspersed:
                    break
            elif word == "--":
                break
            elif word.startswith("--"):
                self.long(word)
            else:
                self.bundle(word[1:])
        self.args += self.words

    def long(self, word: str) -> None:
        name, equals, value = word[2:].partition("=")
        if not name or name.startswith("-"):
            raise FlagError(f"bad flag syntax: {word}")
        flag = self.flags.get(name)
        if flag is None:
            raise FlagError(f"unknown flag: --{name}")
        if not equals:
            value = self.value_of(flag, word)
        self.set(flag, value)

    def value_of(self, flag: Flag, shown: str) -> str:
        if flag.kind == "bool":
            return "true"
        if not self.words:
            raise FlagError(f"flag needs an argument: {shown}")
        return self.words.pop(0)

    def bundle(self, letters: str) -> None:
        while letters:
            letter, rest = letters[0], letters[1:]
            flag = self.shorts.get(letter)
            if flag is None:
                raise FlagError(f"unknown shorthand flag: '{_byte(letter)}' in -{letters}")
            if len(rest) > 1 and rest.startswith("="):
                value, rest = rest[1:], ""
            elif flag.kind == "bool":
                value = "true"
            elif rest:
                value, rest = rest, ""
            else:
                value = self.value_of(flag, f"'{letter}' in -{letters}")
            if flag is _HELP:
                self.deprecated_help = True
            self.set(flag, value)
            letters = rest

    def set(self, flag: Flag, value: str) -> None:
        try:
            checked(flag, value)
        except InvalidValueError as error:
            name = f"-{flag.short}, --{flag.name}" if flag.short else f"--{flag.name}"
            if flag is _HELP:
                name = "--help"
            message = f'invalid argument {quoted(value)} for "{name}" flag: {error}'
            raise FlagError(message) from None
        self.given.setdefault(flag.name, []).append(value)


def _byte(letter: str) -> str:
    """The first byte of a letter, which pflag takes for the whole."""
    return letter if letter < "\x80" else chr(letter.encode("utf-8", "surrogateescape")[0])


def parse(flags: tuple[Flag, ...], words: tuple[str, ...], *, interspersed: bool = True) -> Parsed:
    """The words behind a command's name, sorted into flags and arguments.

    Raises FlagError at the first word that does not parse. `--help` is a flag of every command.
    """
    known = {flag.name: flag for flag in flags}
    shorts = {flag.short: flag for flag in flags if flag.short}
    known.setdefault("help", _HELP)
    shorts.setdefault("h", _HELP)
    parser = _Parser(known, shorts, interspersed, list(words), [], {})
    parser.run()
    given = {name: tuple(values) for name, values in parser.given.items()}
    return Parsed(known, given, tuple(parser.args), parser.deprecated_help)
