"""Finding a command by the words that were typed."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.commands import (
    build,
    containers,
    images,
    lifecycle,
    networks,
    running,
    system,
    volumes,
)
from webapp.simulator.userland.docker.commands.groups import GROUPS, SECTIONS

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.commands.model import Command, Group

_FAMILIES = (running, containers, lifecycle, images, build, volumes, networks, system)

# Words that the real client knows besides those its help lists.
_SYNONYMS = MappingProxyType(
    {
        "container list": "container ls",
        "container ps": "container ls",
        "container remove": "container rm",
        "image list": "image ls",
        "image remove": "image rm",
        "network list": "network ls",
        "network remove": "network rm",
        "volume list": "volume ls",
        "volume remove": "volume rm",
    }
)


def _commands() -> dict[str, Command]:
    table = {}
    for family in _FAMILIES:
        for command in family.COMMANDS:
            for name in command.names:
                table[name] = command
    for synonym, name in _SYNONYMS.items():
        table[synonym] = table[name]
    return table


COMMANDS = MappingProxyType(_commands())
GROUP_BY_NAME = MappingProxyType({group.name: group for group in GROUPS})
TOP_LEVEL = tuple(name.rstrip("*") for _, rows in SECTIONS for name, _ in rows)
# Left out of the help when the engine takes no part in a swarm.
UNLISTED = ("checkpoint", "config", "node", "secret", "service", "stack")


@dataclass(frozen=True, slots=True)
class Found:
    """A command under the name that it was called by (`ps`, `container ls`)."""

    command: Command
    name: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group, and the words behind it, the first of which is none of its members."""

    group: Group
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotKept:
    """A command that the real client has and of which no more than the name is kept here."""

    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is no command at all."""

    word: str


def look_up(words: tuple[str, ...]) -> Found | FoundGroup | NotKept | Unknown:
    """The command that the words begin with; there is at least one word."""
    first = words[0]
    if first in GROUP_BY_NAME:
        return _within(GROUP_BY_NAME[first], words[1:])
    if first in COMMANDS:
        return Found(COMMANDS[first], first, words[1:])
    if first in TOP_LEVEL or first in UNLISTED:
        return NotKept(" ".join(word for word in words[:2] if not word.startswith("-")))
    return Unknown(first)


def _within(group: Group, words: tuple[str, ...]) -> Found | FoundGroup | NotKept:
    if not words:
        return FoundGroup(group, words)
    name = f"{group.name} {words[0]}"
    if name in COMMANDS:
        command = COMMANDS[name]
        return Found(command, _SYNONYMS.get(name, name), words[1:])
    if name in GROUP_BY_NAME:
        return _within(GROUP_BY_NAME[name], words[1:])
    if any(words[0] == member for member, _ in (*group.members, *group.unlisted)):
        return NotKept(name)
    return FoundGroup(group, words)
