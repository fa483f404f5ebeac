"""Mount tables: which filesystem stands where, one table a mount namespace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rpds import HashTrieMap

if TYPE_CHECKING:
    from webapp.simulator.kernel.node import Node

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mount:
    """One mount: `root` is the node that appears at `at`; it is held, not looked up by name.

    `source`, `kind` and `options` are what /proc/mounts shows; `origin` is the path on the host
    that a bind mount was made from, for those who tell about it.
    """

    at: Path
    root: Node
    source: str
    kind: str
    options: tuple[str, ...] = ("rw", "relatime")
    readonly: bool = False
    origin: str = ""

    def line(self) -> str:
        """The line of /proc/mounts."""
        at = "/" + "/".join(self.at)
        options = ",".join(self.options)
        return f"{_octal(self.source)} {_octal(at)} {self.kind} {options} 0 0"


def _octal(text: str) -> str:
    """Write blanks as /proc/mounts does (proc_pid_mounts(5))."""
    for char in "\\ \t\n":
        text = text.replace(char, f"\\{ord(char):03o}")
    return text


NO_MOUNTS: HashTrieMap[Path, tuple[Mount, ...]] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class MountTable:
    """The mounts of one namespace, in the order they were made; a later one covers an earlier."""

    order: tuple[Mount, ...] = ()
    places: HashTrieMap[Path, tuple[Mount, ...]] = NO_MOUNTS

    def top(self, at: Path) -> Mount | None:
        """The mount that is seen at a path, or None where nothing is mounted."""
        stack = self.places.get(at)
        return stack[-1] if stack else None

    def add(self, mount: Mount) -> MountTable:
        """Mount on top of whatever is at that path."""
        stack = self.places.get(mount.at) or ()
        places = self.places.insert(mount.at, (*stack, mount))
        return MountTable((*self.order, mount), places)

    def remove(self, at: Path) -> MountTable:
        """Unmount the topmost mount at a path, which must be there."""
        stack = self.places[at]
        order = list(self.order)
        for index in range(len(order) - 1, -1, -1):
            if order[index] is stack[-1]:
                del order[index]
                break
        rest = stack[:-1]
        places = self.places.insert(at, rest) if rest else self.places.remove(at)
        return MountTable(tuple(order), places)

    def change(self, at: Path, *, readonly: bool) -> MountTable:
        """Remount the topmost mount at a path read-only or writable."""
        old = self.places[at][-1]
        word = "ro" if readonly else "rw"
        new = replace(old, readonly=readonly, options=(word, *old.options[1:]))
        order = tuple(new if mount is old else mount for mount in self.order)
        return MountTable(order, self.places.insert(at, (*self.places[at][:-1], new)))

    def inside(self, at: Path) -> tuple[Mount, ...]:
        """All mounts strictly below a path."""
        return tuple(m for m in self.order if len(m.at) > len(at) and m.at[: len(at)] == at)
