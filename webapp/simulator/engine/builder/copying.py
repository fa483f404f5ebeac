"""COPY and ADD: from a directory of the context, or of another stage, into the layers so far.

As solver/llbsolver/file of BuildKit 0.13 does: a directory gives what is in it, a path that ends in
a slash or is a directory takes files under their own names, any other is the file's new name.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import nodes
from webapp.simulator.engine.builder.errors import BuildError
from webapp.simulator.engine.builder.paths import clean
from webapp.simulator.engine.builder.patterns import has_wildcard, match_name
from webapp.simulator.kernel.inode import NO_ENTRIES, NO_XATTRS, Inode, Kind

if TYPE_CHECKING:
    from webapp.simulator.engine.builder.workspace import Workspace
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.node import Node, Plain


@dataclass(frozen=True, slots=True)
class Found:
    """A source: its names below the root that it is copied from, and what is there."""

    names: tuple[str, ...]
    node: Node


@dataclass(frozen=True, slots=True)
class Attributes:
    """What --chown and --chmod set; None keeps what the source has."""

    uid: int | None = None
    gid: int | None = None
    mode: int | None = None

    def of(self, inode: Inode) -> Inode:
        """The inode with these attributes, alone and without children."""
        return replace(
            inode,
            uid=inode.uid if self.uid is None else self.uid,
            gid=inode.gid if self.gid is None else self.gid,
            mode=inode.mode if self.mode is None or inode.target else self.mode,
            nlink=2 if inode.is_dir else 1,
            entries=NO_ENTRIES,
            xattrs=NO_XATTRS,
        )


def find_sources(kernel: Kernel, root: Node | None, path: str) -> list[Found]:
    """What a source names, wildcards put in; raises BuildError if a plain one names nothing."""
    names = clean(path)
    if root is None:
        raise BuildError(f'"/{"/".join(names)}": not found')
    if not has_wildcard(path):
        resolved = nodes.resolve(kernel, root, "/".join(names))
        node = nodes.at(kernel, root, "/".join(resolved))
        if node is None:
            raise BuildError(f'"/{"/".join(names)}": not found')
        return [Found(tuple(names), node)]
    reached = [Found((), root)]
    for pattern in names:
        reached = [
            Found((*found.names, name), child)
            for found in reached
            if nodes.inode(kernel, found.node).is_dir
            for name, child in nodes.children(kernel, found.node)
            if match_name(pattern, name)
        ]
    return reached


def digest(kernel: Kernel, sources: list[Found]) -> str:
    """What a copy of these depends on: names, modes, owners and contents, not moments."""
    sum_ = hashlib.sha256()

    def tell(path: str, node: Node) -> None:
        kernel.disks.budget.step()
        inode = nodes.inode(kernel, node)
        what = inode.content.digest if inode.kind is Kind.FILE else inode.target
        sum_.update(
            f"{path}\0{inode.kind.value}{inode.mode:o}:{inode.uid}:{inode.gid}\0{what}\n".encode()
        )
        if inode.is_dir:
            for name, child in nodes.children(kernel, node):
                tell(f"{path}/{name}", child)

    for found in sources:
        tell("" if nodes.inode(kernel, found.node).is_dir else found.names[-1], found.node)
    return sum_.hexdigest()


class Copier:
    """Copies into one workspace."""

    def __init__(self, space: Workspace, attributes: Attributes) -> None:
        """Give what is copied these attributes."""
        self._space = space
        self._kernel = space.kernel
        self._attributes = attributes
        self._copied: dict[Plain, tuple[str, ...]] = {}

    def copy(self, source: Found, destination: str) -> None:
        """Copy a source to a path, which is absolute; raises BuildError as BuildKit words it."""
        kernel, space = self._kernel, self._space
        self._copied = {}
        inode = nodes.inode(kernel, source.node)
        target = nodes.resolve(kernel, space.root, destination)
        there = space.node(*target)
        if inode.is_dir:
            if there is not None and not kernel.disks.inode(there.real).is_dir:
                path = f"{space.merged}/{'/'.join(target)}"
                raise BuildError(f"cannot copy to non-directory: {path}")
            self._parents(target)
            self._children(source.node, target)
            return
        into = there is not None and kernel.disks.inode(there.real).is_dir
        if into or destination.endswith("/"):
            target = (*target, source.names[-1])
        self._parents(target[:-1])
        self._file(source.node, inode, target)

    def write(self, inode: Inode, destination: str, name: str) -> None:
        """Write a document of the Dockerfile to a path, or into it under its own name."""
        target = nodes.resolve(self._kernel, self._space.root, destination)
        there = self._space.node(*target)
        into = there is not None and self._kernel.disks.inode(there.real).is_dir
        if into or destination.endswith("/"):
            target = (*target, name)
        self._parents(target[:-1])
        self._space.put(self._attributes.of(inode), *target)

    def _parents(self, names: tuple[str, ...]) -> None:
        own = self._attributes
        made = self._space.directory(*names, uid=own.uid or 0, gid=own.gid or 0)
        if made is None:
            blocking = next(
                depth for depth in range(1, len(names) + 1) if self._is_file(names[:depth])
            )
            path = "/".join(names[:blocking])
            raise BuildError(f"mkdir {self._space.merged}/{path}: not a directory")

    def _is_file(self, names: tuple[str, ...]) -> bool:
        node = self._space.node(*names)
        return node is not None and not self._kernel.disks.inode(node.real).is_dir

    def _children(self, source: Node, target: tuple[str, ...]) -> None:
        for name, child in nodes.children(self._kernel, source):
            inode, path = nodes.inode(self._kernel, child), (*target, name)
            if not inode.is_dir:
                self._file(child, inode, path)
                continue
            there = self._space.node(*path)
            if there is not None and not self._kernel.disks.inode(there.real).is_dir:
                where = f"{self._space.merged}/{'/'.join(path)}"
                raise BuildError(f"cannot copy to non-directory: {where}")
            if there is None:
                self._space.put_directory(self._attributes.of(inode), *path)
            self._children(child, path)
            if there is None:
                self._space.touch(inode.mtime, *path)

    def _file(self, source: Node, inode: Inode, target: tuple[str, ...]) -> None:
        real = nodes.real(source)
        if inode.nlink > 1 and real in self._copied:
            self._space.link(self._copied[real], *target)
            return
        if self._is_directory(target):
            where = f"{self._space.merged}/{'/'.join(target)}"
            raise BuildError(f"cannot replace to directory {where} with file")
        now = self._kernel.disks.tick()
        self._space.put(replace(self._attributes.of(inode), ctime=now), *target)
        self._copied[real] = target

    def _is_directory(self, names: tuple[str, ...]) -> bool:
        node = self._space.node(*names)
        return node is not None and self._kernel.disks.inode(node.real).is_dir
