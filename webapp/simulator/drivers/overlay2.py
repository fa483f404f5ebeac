"""The overlay2 storage driver: one directory a layer, put together by overlay mounts.

On disk as daemon/graphdriver/overlay2/overlay.go of moby 26.1 lays it: ``diff`` (the layer's own
changes), ``link`` (a short name, which is a symlink in ``l/``), ``lower`` (the short names of the
layers below, topmost first), ``work``, and ``merged`` while a container is mounted.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.mounts import Mount
from webapp.simulator.kernel.node import Merged, Node, Plain
from webapp.simulator.kernel.overlay import root_of
from webapp.simulator.kernel.state import HOST

if TYPE_CHECKING:
    from webapp.simulator.drivers.driver import Fill
    from webapp.simulator.kernel.kernel import Kernel

LINK_LENGTH = 26
DIRECTORY_MODE = 0o710
NO_SUPERBLOCK = 0
"""Number of an overlay that isn't mounted: enough for looking, no good for writing."""


class Overlay2:
    """Layers below ``ROOT/overlay2``."""

    name = "overlay2"

    def __init__(self, kernel: Kernel, root: Plain, path: str) -> None:
        """Work below `root`, the inode of Docker's root directory, which stands at `path`."""
        self._kernel = kernel
        self._root = root
        self._path = f"{path}/{self.name}"

    # Making.

    def make_layer(self, directory: str, parent: str | None, fill: Fill) -> None:
        """Make a read-only layer: the root directory takes mode and owner of the one below."""
        fill(self._make(directory, parent))
        self._commit(directory)

    def make_writable(self, directory: str, parent: str | None, fill_init: Fill) -> None:
        """Make an upper directory and, below it, a committed ``-init`` layer."""
        init = f"{directory}-init"
        self.make_layer(init, parent, fill_init)
        self._make(directory, init)

    def _make(self, directory: str, parent: str | None) -> Plain:
        disks = self._kernel.disks
        disks.tick()
        layer = disks.directory(self._home(), directory, mode=DIRECTORY_MODE)
        diff = disks.directory(layer, "diff")
        disks.write_file(layer, "link", self.link(directory).encode())
        target = f"../{directory}/diff"
        disks.add(
            disks.directory(self._home(), "l", mode=0o700),
            self.link(directory),
            Inode(Kind.SYMLINK, 0o777, mtime=disks.clock, ctime=disks.clock, target=target),
        )
        if parent is not None:
            below = self._below(parent)
            short = ":".join(f"l/{self.link(name)}" for name in below)
            disks.write_file(layer, "lower", short.encode())
            disks.directory(layer, "work", mode=0o700)
            root = disks.inode(self.changes(parent))
            own = replace(disks.inode(diff), mode=root.mode, uid=root.uid, gid=root.gid)
            disks.store(diff, own)
        return diff

    def _commit(self, directory: str) -> None:
        self._kernel.disks.write_file(self._layer(directory), "committed", b"", mode=0o600)

    # Mounting.

    def mount(self, directory: str) -> Node:
        """Mount the layers at ``merged``, in the host's mount table too."""
        kernel, layer = self._kernel, self._layer(directory)
        disks = kernel.disks
        work = disks.directory(layer, "work", mode=0o700)
        # A new mount empties its workdir: what an earlier one left there is of no use.
        disks.remove_tree(work, "work")
        below = self._lower_names(directory)
        lowers = tuple(self.changes(name) for name in below)
        overlay = kernel.make_overlay(lowers, self.changes(directory), work)
        root = root_of(overlay)
        disks.directory(layer, "merged")
        here = f"{self._path}/{directory}"
        lowerdir = ":".join(f"{self._path}/l/{self.link(name)}" for name in below)
        options = (
            "rw", "relatime", f"lowerdir={lowerdir}", f"upperdir={here}/diff",
            f"workdir={here}/work",
        )
        at = tuple(self.merged_path(directory)[1:].split("/"))
        kernel.mount(HOST, Mount(at, root, "overlay", "overlay", options))
        return root

    def unmount(self, directory: str) -> None:
        """Unmount ``merged`` and remove it; the upper directory stays."""
        kernel = self._kernel
        at = tuple(self.merged_path(directory)[1:].split("/"))
        mount = kernel.table(HOST).top(at)
        if mount is None:
            return
        kernel.unmount(HOST, at)
        if isinstance(mount.root, Merged):
            kernel.overlays = kernel.overlays.discard(mount.root.overlay)
        layer = kernel.disks.child(self._home(), directory)
        if layer is not None and kernel.disks.child(layer, "merged") is not None:
            kernel.disks.unlink(layer, "merged")

    def remove(self, directory: str) -> None:
        """Delete a layer's directory and its short name, and a container's ``-init`` too."""
        self.unmount(directory)
        disks, home = self._kernel.disks, self._home()
        links = disks.directory(home, "l", mode=0o700)
        for name in (directory, f"{directory}-init"):
            if disks.child(home, name) is not None:
                if disks.child(links, self.link(name)) is not None:
                    disks.unlink(links, self.link(name))
                disks.remove_tree(home, name)

    # Looking.

    def view(self, directory: str) -> Node:
        """The layer's own directory over those of its lowers."""
        layers = (directory, *self._lower_names(directory))
        return Merged(NO_SUPERBLOCK, (), None, tuple(self.changes(name) for name in layers))

    def below(self, directory: str) -> Node:
        """The ``-init`` layer over the image's."""
        lowers = tuple(self.changes(name) for name in self._lower_names(directory))
        return Merged(NO_SUPERBLOCK, (), None, lowers)

    def changes(self, directory: str) -> Plain:
        """The layer's ``diff``."""
        diff = self._kernel.disks.child(self._layer(directory), "diff")
        if diff is None:
            raise OsError(Errno.ENOENT, self.changes_path(directory))
        return diff

    def size(self, directory: str) -> int:
        """Bytes in ``diff``."""
        return self._kernel.disks.tree_bytes(self.changes(directory))

    def merged_path(self, directory: str) -> str:
        """``ROOT/overlay2/<directory>/merged``."""
        return f"{self._path}/{directory}/merged"

    def changes_path(self, directory: str) -> str:
        """``ROOT/overlay2/<directory>/diff``."""
        return f"{self._path}/{directory}/diff"

    def describe(self, directory: str) -> dict[str, str] | None:
        """LowerDir (where there is one), MergedDir, UpperDir, WorkDir."""
        here = f"{self._path}/{directory}"
        lowers = self._lower_names(directory)
        data = {}
        if lowers:
            data["LowerDir"] = ":".join(self.changes_path(name) for name in lowers)
        return data | {
            "MergedDir": f"{here}/merged",
            "UpperDir": f"{here}/diff",
            "WorkDir": f"{here}/work",
        }

    def status(self) -> tuple[tuple[str, str], ...]:
        """As engines from 23.0 on show it on ext4."""
        return (
            ("Backing Filesystem", "extfs"),
            ("Supports d_type", "true"),
            ("Using metacopy", "false"),
            ("Native Overlay Diff", "true"),
            ("userxattr", "false"),
        )

    # Names.

    def link(self, directory: str) -> str:
        """A layer's short name: 26 letters of base32."""
        digest = hashlib.sha256(f"link:{directory}".encode()).digest()
        return base64.b32encode(digest).decode()[:LINK_LENGTH]

    def _home(self) -> Plain:
        return self._kernel.disks.directory(self._root, self.name, mode=DIRECTORY_MODE)

    def _layer(self, directory: str) -> Plain:
        layer = self._kernel.disks.child(self._home(), directory)
        if layer is None:
            raise OsError(Errno.ENOENT, f"{self._path}/{directory}")
        return layer

    def _lower_names(self, directory: str) -> tuple[str, ...]:
        """The directories below a layer, topmost first, as its file ``lower`` has them."""
        disks = self._kernel.disks
        lower = disks.child(self._layer(directory), "lower")
        if lower is None:
            return ()
        links = disks.directory(self._home(), "l", mode=0o700)
        names = []
        for short in disks.inode(lower).content.read().decode().split(":"):
            link = disks.child(links, short.removeprefix("l/"))
            if link is not None:
                names.append(disks.inode(link).target.split("/")[1])
        return tuple(names)

    def _below(self, parent: str) -> tuple[str, ...]:
        return (parent, *self._lower_names(parent))
