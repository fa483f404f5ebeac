"""What each instruction of a Dockerfile says: its arguments, flags and pairs, or why it cannot be.

The rules and words are those of frontend/dockerfile/instructions/parse.go of BuildKit 0.13.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine.builder.errors import BuildError, parse_error
from webapp.simulator.engine.builder.lexer import raw_words
from webapp.simulator.engine.builder.suggestion import suggested

if TYPE_CHECKING:
    from webapp.simulator.engine.builder.dockerfile import Instruction

FLAGS: Final[dict[str, tuple[str, ...]]] = {
    "ADD": ("chown", "chmod", "checksum", "keep-git-dir", "link"),
    "COPY": ("chown", "chmod", "from", "link"),
    "FROM": ("platform",),
    "HEALTHCHECK": ("interval", "timeout", "start-period", "start-interval", "retries"),
    "RUN": ("mount", "network", "security"),
}
_BOOLEAN: Final = {"keep-git-dir", "link"}
NAMES: Final = tuple(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL "
    "STOPSIGNAL USER VOLUME WORKDIR".split()
)
_ONE: Final = {"WORKDIR", "USER", "STOPSIGNAL", "MAINTAINER"}
_AT_LEAST_ONE: Final = {"ENV", "LABEL", "EXPOSE", "VOLUME", "ARG", "SHELL", "ONBUILD"}
_PAIRS: Final = {"ENV", "LABEL"}
_WORDS: Final = {"ADD", "COPY", "VOLUME"}
_JSON: Final = {"RUN", "CMD", "ENTRYPOINT", "SHELL"}
_BLANKS: Final = re.compile(r"[ \t\v\f\r]+")
_STAGE: Final = re.compile(r"[a-z][a-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class Command:
    """An instruction understood.

    `args` are its words, or if it is `plain` one text for the shell; `pairs` those of ENV, LABEL
    and ARG (a value of None: none was given); `stage` the name that FROM gives.
    """

    name: str
    source: Instruction
    args: tuple[str, ...] = ()
    plain: bool = False
    pairs: tuple[tuple[str, str | None], ...] = ()
    flags: tuple[tuple[str, str], ...] = ()
    stage: str = ""

    def flag(self, name: str) -> str:
        """The last value of a flag, empty if it was not given."""
        return next((value for key, value in reversed(self.flags) if key == name), "")


def understand(source: Instruction, escape: str) -> Command:
    """Read an instruction; raises BuildError with its lines."""
    name = source.word.upper()
    try:
        command = _arguments(name, source, escape)
    except BuildError as error:
        raise error.at(source.lines) from None
    try:
        return _checked(command)
    except BuildError as error:
        message = parse_error(source.lines[0], error.message)
        raise BuildError(message, source.lines) from None


def _arguments(name: str, source: Instruction, escape: str) -> Command:
    """The arguments as the parser divides them; its errors name no line."""
    rest = source.rest
    if name in _PAIRS:
        return Command(name, source, pairs=tuple(_pairs(rest, name, escape)))
    if name == "ARG":
        found = []
        for word in raw_words(rest, escape):
            key, equals, value = word.partition("=")
            found.append((key, value if equals else None))
        return Command(name, source, pairs=tuple(found))
    if name in _JSON or name in _WORDS:
        words = _json(rest)
        if words is not None:
            return Command(name, source, words)
        if name in _JSON:
            return Command(name, source, (rest,), plain=True)
    if name in {"WORKDIR", "USER", "STOPSIGNAL", "MAINTAINER", "ONBUILD", "HEALTHCHECK"}:
        return Command(name, source, (rest,) if rest else ())
    return Command(name, source, tuple(word for word in _BLANKS.split(rest) if word))


def _pairs(rest: str, name: str, escape: str) -> list[tuple[str, str | None]]:
    words = raw_words(rest, escape)
    if not words:
        return []
    if "=" not in words[0]:
        parts = _BLANKS.split(rest, maxsplit=1)
        if len(parts) < 2:
            raise BuildError(f"{name} must have two arguments")
        return [(parts[0], parts[1])]
    found: list[tuple[str, str | None]] = []
    for word in words:
        key, equals, value = word.partition("=")
        if not equals:
            raise BuildError(
                f'Syntax error - can\'t find = in "{word}". Must be of the form: name=value'
            )
        found.append((key, value))
    return found


def _json(rest: str) -> tuple[str, ...] | None:
    """The strings of a JSON array, or None where it is none."""
    if not rest.startswith("["):
        return None
    try:
        value = json.loads(rest)
    except ValueError:
        return None
    if not all(isinstance(item, str) for item in value):
        message = "when using JSON array syntax, arrays must be comprised of strings only"
        raise BuildError(message)
    return tuple(value)


def _checked(command: Command) -> Command:
    """Test flags and the number of arguments; errors get the line put in front."""
    name, args = command.name, command.args
    if name not in NAMES:
        raise BuildError(f"unknown instruction: {command.source.word}" + suggested(name, NAMES))
    flags = _flags(name, command.source.flags)
    given = len(command.pairs) if name in _PAIRS or name == "ARG" else len(args)
    if name in _ONE and given != 1:
        raise BuildError(f"{name} requires exactly one argument")
    if name in _AT_LEAST_ONE and given < 1:
        raise BuildError(f"{name} requires at least one argument")
    if name == "SHELL" and command.plain:
        if not args[0]:
            raise BuildError("SHELL requires at least one argument")
        raise BuildError("SHELL requires the arguments to be in JSON form")
    if any(not key for key, _value in command.pairs):
        raise BuildError(f"{name} names can not be blank")
    if name in {"ADD", "COPY"} and given < 2:
        if given == 1:
            raise BuildError(
                f"{name} requires at least two arguments, but only one was provided. "
                "Destination could not be determined"
            )
        raise BuildError(f"{name} requires at least two arguments")
    if name == "VOLUME" and "" in args:
        raise BuildError("VOLUME specified can not be an empty string")
    stage = _stage(args) if name == "FROM" else ""
    if name == "ONBUILD":
        _trigger(args[0])
    if name == "HEALTHCHECK":
        _health(args)
    return Command(
        name, command.source, args, command.plain, command.pairs, flags, stage
    )


def _flags(name: str, flags: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    known = FLAGS.get(name, ())
    found = []
    for flag in flags:
        key, equals, value = flag.removeprefix("--").partition("=")
        if key not in known:
            raise BuildError(f"unknown flag: {key}" + suggested(key, known))
        if not equals:
            if key not in _BOOLEAN:
                raise BuildError(f"missing a value on flag: {key}")
            value = "true"
        if key in _BOOLEAN and value not in {"true", "false"}:
            message = f"expecting boolean value for flag {key}, not: {value}"
            raise BuildError(message)
        found.append((key, value))
    return tuple(found)


def _stage(args: tuple[str, ...]) -> str:
    if len(args) == 1:
        return ""
    if len(args) != 3 or args[1].lower() != "as":
        raise BuildError("FROM requires either one or three arguments")
    name = args[2].lower()
    if not _STAGE.fullmatch(name):
        raise BuildError(
            f'invalid name for build stage: "{args[2]}", '
            "name can't start with a number or contain symbols"
        )
    return name


def _trigger(rest: str) -> None:
    word = rest.split(None, 1)[0].upper()
    if word == "ONBUILD":
        raise BuildError("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")
    if word in {"MAINTAINER", "FROM"}:
        raise BuildError(f"{word} isn't allowed as an ONBUILD trigger")


def _health(args: tuple[str, ...]) -> None:
    if not args:
        raise BuildError("HEALTHCHECK requires at least one argument")
    kind = args[0].split(None, 1)[0].upper()
    if kind not in {"NONE", "CMD"}:
        raise BuildError(f'Unknown type "{kind}" in HEALTHCHECK (try CMD)')
