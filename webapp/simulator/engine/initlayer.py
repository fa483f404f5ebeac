"""The ``-init`` layer between an image and a container: places for what the runtime mounts.

As daemon/initlayer/setup_unix.go of moby 26.1: files are made anew, directories where they lack.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine import nodes
from webapp.simulator.kernel.inode import NO_ENTRIES, NO_XATTRS, Inode, Kind

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.kernel.node import Node, Plain

_DIRECTORIES: Final = ("dev/pts", "dev/shm", "proc", "sys")
_FILES: Final = (".dockerenv", "etc/resolv.conf", "etc/hosts", "etc/hostname", "dev/console")
_MTAB: Final = "etc/mtab"


def fill(core: Core, image: Node | None, root: Plain) -> None:
    """Fill the layer that stands on `image` (None: on nothing at all)."""
    disks = core.kernel.disks
    for path in _DIRECTORIES:
        there = None if image is None else nodes.at(core.kernel, image, path)
        if there is None:
            *parents, name = path.split("/")
            _make(core, _parents(core, image, root, parents), name, Inode(Kind.DIRECTORY, 0o755))
    for path in _FILES:
        *parents, name = path.split("/")
        _make(core, _parents(core, image, root, parents), name, Inode(Kind.FILE, 0o755))
    holder = _parents(core, image, root, ["etc"])
    if disks.child(holder, "mtab") is None:
        core.make_symlink(holder, "mtab", "/proc/mounts")


def _parents(core: Core, image: Node | None, root: Plain, names: list[str]) -> Plain:
    """Directories as a copy-up makes them: with the attributes of those below."""
    disks, at = core.kernel.disks, root
    for depth, name in enumerate(names, 1):
        found = disks.child(at, name)
        if found is None:
            below = None if image is None else nodes.at(core.kernel, image, "/".join(names[:depth]))
            inode = Inode(Kind.DIRECTORY, 0o755, mtime=core.now, ctime=core.now, nlink=2)
            if below is not None and nodes.inode(core.kernel, below).is_dir:
                like = nodes.inode(core.kernel, below)
                inode = replace(like, entries=NO_ENTRIES, xattrs=NO_XATTRS, nlink=2)
            found = disks.add(at, name, inode)
        at = found
    return at


def _make(core: Core, parent: Plain, name: str, inode: Inode) -> None:
    if core.kernel.disks.child(parent, name) is None:
        nlink = 2 if inode.is_dir else 1
        core.kernel.disks.add(
            parent, name, replace(inode, mtime=core.now, ctime=core.now, nlink=nlink)
        )
