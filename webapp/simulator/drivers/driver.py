"""What the engine asks of a storage driver, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from webapp.simulator.kernel.node import Node, Plain

Fill = Callable[[Plain], None]
"""Fills a layer: gets an empty directory of the host's disk.

What is put there are a layer's changes in overlay's terms: a character device 0/0 is a whiteout,
a directory with ``trusted.overlay.opaque=y`` hides what is below it.
"""


class Driver(Protocol):
    """Lays layers on the host's disk; a layer is known by the name of its directory."""

    @property
    def name(self) -> str:
        """The driver's name, as ``docker info`` shows it."""

    def make_layer(self, directory: str, parent: str | None, fill: Fill) -> None:
        """Make a read-only layer on top of `parent`."""

    def make_writable(self, directory: str, parent: str | None, fill_init: Fill) -> None:
        """Make a container's writable layer, with a layer below it that `fill_init` fills."""

    def mount(self, directory: str) -> Node:
        """Put a container's layers together and give the root of the result."""

    def unmount(self, directory: str) -> None:
        """Undo `mount`; nothing if it isn't mounted."""

    def remove(self, directory: str) -> None:
        """Delete a layer (of a container: with the one that `make_writable` put below it)."""

    def view(self, directory: str) -> Node:
        """The root of a layer with all below it, to be read only."""

    def below(self, directory: str) -> Node:
        """What a container's writable layer stands on, to be read only."""

    def changes(self, directory: str) -> Plain:
        """A layer's own changes, in the terms of `Fill`."""

    def size(self, directory: str) -> int:
        """Bytes of a layer's own files, each inode once, and of its symlinks."""

    def merged_path(self, directory: str) -> str:
        """Where a container's root stands on the host while it is mounted."""

    def changes_path(self, directory: str) -> str:
        """Where a layer's own changes stand on the host."""

    def describe(self, directory: str) -> dict[str, str] | None:
        """GraphDriver.Data of ``docker inspect``."""

    def status(self) -> tuple[tuple[str, str], ...]:
        """The rows that ``docker info`` shows below the driver's name."""
