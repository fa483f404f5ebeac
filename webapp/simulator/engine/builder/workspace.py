"""Where a step of a build works: the layers so far, and on top a directory for its changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import trees
from webapp.simulator.kernel import overlay as ov
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.node import Merged, Node, Plain

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core

HOME = ("buildkit", "executor")


class Workspace:
    """An overlay over a chain of layers; what is changed in it stays in `changes`."""

    def __init__(self, core: Core, below: str | None) -> None:
        """Put the overlay on the layer with the chain id `below`, or on nothing."""
        self._core = core
        self.kernel = core.kernel
        disks = core.kernel.disks
        self._name = core.new_id("build")[:25]
        home = disks.directory(core.directory(*HOME), self._name, mode=0o700)
        self.changes = disks.directory(home, "diff")
        work = disks.directory(home, "work", mode=0o700)
        lowers: tuple[Plain, ...] = ()
        if below is not None:
            view = core.driver.view(core.state.layers[below].directory)
            lowers = view.lowers if isinstance(view, Merged) else (view,)
            like = disks.inode(lowers[0])
            trees.take_attributes(disks, self.changes, like)
        self.overlay = core.kernel.make_overlay(lowers, self.changes, work)
        self.merged = core.driver.merged_path(self._name)
        """Where messages say that this is mounted."""

    @property
    def root(self) -> Merged:
        """The root directory as it is now."""
        return ov.root_of(self.kernel.overlay(self.overlay.id))

    def node(self, *names: str) -> Merged | None:
        """What stands at a path of plain names now."""
        return ov.fresh(self.kernel, self.overlay.id, names)

    def directory(
        self, *names: str, mode: int = 0o755, uid: int = 0, gid: int = 0
    ) -> Merged | None:
        """The directory at a path, made with its parents where missing; None if a file is there."""
        node: Merged | None = self.root
        for depth, name in enumerate(names, 1):
            assert node is not None
            found = ov.lookup(self.kernel, node, name)
            if found is None:
                now = self.kernel.disks.tick()
                new = Inode(Kind.DIRECTORY, mode, uid, gid, now, now, 2)
                ov.make(self.kernel, node, name, new)
            elif not self.kernel.disks.inode(found.real).is_dir:
                return None
            node = self.node(*names[:depth])
        return node

    def put_directory(self, inode: Inode, *names: str) -> None:
        """Make a directory where nothing is, in one that exists."""
        self.kernel.disks.tick()
        ov.make(self.kernel, self._parent(names), names[-1], inode)

    def put(self, inode: Inode, *names: str) -> Plain:
        """Make a file in an existing directory, in the place of one that is there."""
        parent = self._parent(names)
        found = ov.lookup(self.kernel, parent, names[-1])
        if found is not None:
            ov.remove(self.kernel, parent, names[-1], found)
        made = ov.make(self.kernel, self._parent(names), names[-1], inode)
        return made.real

    def link(self, to: tuple[str, ...], *names: str) -> None:
        """Give a file one more name."""
        node = self.node(*to)
        found = ov.lookup(self.kernel, self._parent(names), names[-1])
        if found is not None:
            ov.remove(self.kernel, self._parent(names), names[-1], found)
        assert node is not None
        ov.link(self.kernel, node, self._parent(names), names[-1])

    def remove(self, *names: str) -> None:
        """Delete a file, and leave the moment of its directory as it was."""
        parent, found = self._parent(names), self.node(*names)
        if found is None:
            return
        before = self.kernel.disks.inode(parent.real)
        ov.remove(self.kernel, parent, names[-1], found)
        self.touch(before.mtime, *names[:-1])

    def touch(self, moment: int, *names: str) -> None:
        """Give what stands at a path, which has been changed here, a moment as its mtime."""
        node = self.node(*names)
        if node is not None and node.upper is not None:
            disks = self.kernel.disks
            disks.store(node.upper, replace(disks.inode(node.upper), mtime=moment))

    def _parent(self, names: tuple[str, ...]) -> Merged:
        parent = self.node(*names[:-1])
        assert parent is not None
        return parent

    def fill(self, target: Plain) -> None:
        """Copy the changes into the directory of a new layer."""
        disks = self.kernel.disks
        trees.take_attributes(disks, target, disks.inode(self.changes))
        trees.copy(self.kernel, self.changes, target)

    def file_bytes(self) -> int:
        """Bytes of the regular files among the changes, each inode once."""
        disks = self.kernel.disks
        seen: dict[Plain, int] = {}
        todo = [self.changes]
        while todo:
            node = todo.pop()
            inode = disks.inode(node)
            if inode.is_dir:
                todo += [Plain(node.fs, ino) for ino in inode.entries.values()]
            else:
                seen[node] = inode.content.size
        return sum(seen.values())

    def close(self) -> None:
        """Take the overlay and its directories away."""
        self.kernel.overlays = self.kernel.overlays.discard(self.overlay.id)
        self.kernel.disks.remove_tree(self._core.directory(*HOME), self._name)


def tree_of(core: Core, chain: str | None) -> Node | None:
    """The root directory that a chain of layers shows, to be read only."""
    return None if chain is None else core.driver.view(core.state.layers[chain].directory)
