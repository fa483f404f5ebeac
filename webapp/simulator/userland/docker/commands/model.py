"""What a command of the docker client is: usage, words of help, flags, number of arguments.

Wordings, types and defaults are those that the client 26.1 prints with `--help`.
"""

from __future__ import annotations

from dataclasses import dataclass

TABLE_FORMAT = (
    "Format output using a custom template:\n"
    "'table':            Print output in table format with column headers (default)\n"
    "'table TEMPLATE':   Print output in table format using the given Go template\n"
    "'json':             Print in JSON format\n"
    "'TEMPLATE':         Print output using the given Go template.\n"
    "Refer to https://docs.docker.com/go/formatting/ for more information about formatting "
    "output with templates"
)
INSPECT_FORMAT = (
    "Format output using a custom template:\n"
    "'json':             Print in JSON format\n"
    "'TEMPLATE':         Print output using the given Go template.\n"
    "Refer to https://docs.docker.com/go/formatting/ for more information about formatting "
    "output with templates"
)


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: `--name`, its type as the help names it, and the default as the help prints it."""

    name: str
    kind: str
    help: str
    short: str = ""
    default: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command that does something, under each of its full names (`container ls`, `ps`).

    `use` has a second line where the client prints two forms. `most` is None where any number of
    arguments is taken. With `interspersed` false, flags end at the first argument.
    """

    names: tuple[str, ...]
    use: str
    short: str
    long: str = ""
    aliases: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None
    interspersed: bool = True
    flags: tuple[Flag, ...] = ()
    examples: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A command that only holds others.

    `unlisted` members exist, but the help leaves them out; `nested` ones are groups themselves.
    """

    name: str
    short: str
    members: tuple[tuple[str, str], ...]
    unlisted: tuple[tuple[str, str], ...] = ()
    nested: tuple[tuple[str, str], ...] = ()


def in_order(*flags: Flag) -> tuple[Flag, ...]:
    """The flags as the help lists them: by name."""
    return tuple(sorted(flags, key=lambda flag: flag.name))
