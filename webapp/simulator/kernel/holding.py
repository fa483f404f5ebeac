"""Who holds an inode: open files, mounts, overlays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.descriptors import OpenDirectory, OpenFile
from webapp.simulator.kernel.disks import Disks
from webapp.simulator.kernel.node import Merged, Node, Plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.simulator.kernel.budget import Limits
    from webapp.simulator.kernel.kernel import Kernel


class HeldDisks(Disks):
    """Disks that know who holds an inode: it stays, though it has no name."""

    def __init__(self, kernel: Kernel, limits: Limits | None) -> None:
        """Ask the tables of `kernel`."""
        super().__init__(limits)
        self._kernel = kernel
        self._tables: tuple[object, object, object] = (None, None, None)
        self._holds: frozenset[Plain | None] = frozenset()

    def held(self, node: Plain) -> bool:
        """Whether an open file, a mount or an overlay holds an inode."""
        # Asked once an inode when a tree is deleted, while none of the tables changes.
        kernel = self._kernel
        tables = (kernel.opened, kernel.namespaces, kernel.overlays)
        if any(now is not then for now, then in zip(tables, self._tables, strict=True)):
            self._tables = tables
            self._holds = frozenset(_held(kernel))
        return node in self._holds


def _held(kernel: Kernel) -> Iterator[Plain | None]:
    """All inodes that open files, mounts and overlays hold."""
    for opened in kernel.opened.values():
        if isinstance(opened, OpenFile):
            yield opened.inode
        elif isinstance(opened, OpenDirectory):
            yield _real(opened.node)
    for table in kernel.namespaces.values():
        for mount in table.order:
            yield _real(mount.root)
    for overlay in kernel.overlays.values():
        yield from (*overlay.lowers, overlay.upper, overlay.work)


def _real(node: Node) -> Plain:
    return node.real if isinstance(node, Merged) else node
