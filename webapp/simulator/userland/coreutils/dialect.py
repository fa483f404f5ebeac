"""GNU's coreutils and busybox: two ways to word the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.coreutils.busybox_messages import BUSYBOX_MESSAGES, busybox_help
from webapp.simulator.userland.coreutils.gnu_messages import GNU_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


PLAIN = "{name}: {path}: {error}\n"
"""A message for which the dialect has no words of its own."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A family of programs: its messages by program and key, and how it tells about usage.

    A message without an entry of its own is looked up under the program ``*``.
    """

    name: str
    messages: Mapping[str, Mapping[str, str]]
    help: Callable[[str], str | None]
    """The text of ``--help``, or None where it is not simulated."""

    def message(self, program: str, key: str) -> str:
        """The template of a message."""
        own = self.messages.get(program, {})
        return own.get(key) or self.messages["*"].get(key, PLAIN)

    def usage(self, name: str, program: str) -> str:
        """What follows the complaint about a wrong option."""
        text = self.help(program)
        return f"Try '{name} --help' for more information.\n" if text is None else text


GNU = Dialect("gnu", GNU_MESSAGES, lambda _program: None)
BUSYBOX = Dialect("busybox", BUSYBOX_MESSAGES, busybox_help)
