"""The overlay filesystem: lookup through the layers, copy-up, whiteouts, opaque directories.

Behaviour: Documentation/filesystems/overlayfs.rst and fs/overlayfs/ of Linux 6.x, with the
options that Docker's overlay2 mounts with (index=off, redirect_dir=off, metacopy=off).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from webapp.simulator.kernel.content import EMPTY
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.node import Merged, Plain

if TYPE_CHECKING:
    from webapp.simulator.kernel.disks import Disks

OPAQUE = "trusted.overlay.opaque"
ORIGIN = "trusted.overlay.origin"
IMPURE = "trusted.overlay.impure"

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlay:
    """A superblock: directories held by inode, lowerdirs topmost first."""

    id: int
    lowers: tuple[Plain, ...]
    upper: Plain | None
    work: Plain | None
    whiteout: Plain | None = None
    """The character device 0/0 that all whiteouts of this mount are links to."""


class Layers(Protocol):
    """What the overlay needs of the machine: its disks, its superblocks, an ear for events."""

    @property
    def disks(self) -> Disks:
        """The filesystems that the layers are on."""

    def overlay(self, id_: int) -> Overlay:
        """A superblock by number."""

    def put_overlay(self, overlay: Overlay) -> None:
        """Replace a superblock."""

    def note(
        self, what: str, inside: Path, *, kind: str = "-", size: int = 0, lower: Plain | None = None
    ) -> None:
        """Hear that something happened in the overlay at a path."""


def root_of(overlay: Overlay) -> Merged:
    """The root directory of an overlay."""
    return Merged(overlay.id, (), overlay.upper, overlay.lowers)


def _opaque(inode: Inode) -> bool:
    return inode.xattrs.get(OPAQUE) == "y"


def _below(disks: Disks, lowers: tuple[Plain, ...], name: str) -> tuple[Plain, ...]:
    """What shows of `name` through a row of lower directories.

    One file, or directories to merge.
    """
    found: list[Plain] = []
    for lower in lowers:
        child = disks.child(lower, name)
        if child is None:
            continue
        inode = disks.inode(child)
        if inode.is_whiteout:
            break
        if not inode.is_dir:
            if not found:
                found.append(child)
            break
        found.append(child)
        if _opaque(inode):
            break
    return tuple(found)


def lookup(layers: Layers, parent: Merged, name: str) -> Merged | None:
    """What a merged directory has under a name, or None."""
    disks = layers.disks
    path = (*parent.path, name)
    upper = None if parent.upper is None else disks.child(parent.upper, name)
    if upper is not None:
        inode = disks.inode(upper)
        if inode.is_whiteout:
            return None
        if not inode.is_dir or _opaque(inode):
            return Merged(parent.overlay, path, upper)
    below = _below(disks, parent.lowers, name)
    if upper is not None:
        dirs = below if below and disks.inode(below[0]).is_dir else ()
        return Merged(parent.overlay, path, upper, dirs)
    return Merged(parent.overlay, path, None, below) if below else None


def has_lower(layers: Layers, parent: Merged, name: str) -> bool:
    """Whether a lowerdir shows something under this name once the upperdir is out of the way."""
    return bool(_below(layers.disks, parent.lowers, name))


def names(layers: Layers, node: Merged) -> list[str]:
    """The names in a merged directory, sorted."""
    disks = layers.disks
    seen: dict[str, bool] = {}
    for layer in ((node.upper,) if node.upper else ()) + node.lowers:
        inode = disks.inode(layer)
        for name, ino in inode.entries.items():
            if name not in seen:
                seen[name] = not disks.inode(Plain(layer.fs, ino)).is_whiteout
    return sorted(name for name, there in seen.items() if there)


def fresh(layers: Layers, overlay_id: int, path: Path) -> Merged | None:
    """Look a path up again from the overlay's root."""
    node: Merged | None = root_of(layers.overlay(overlay_id))
    for name in path:
        if node is None:
            return None
        node = lookup(layers, node, name)
    return node


def writable_parent(layers: Layers, overlay_id: int, path: Path) -> Merged:
    """The directory at `path`, copied up with all its parents."""
    node = fresh(layers, overlay_id, path)
    if node is None:
        raise OsError(Errno.ENOENT)
    return copy_up(layers, node)


def copy_up(layers: Layers, node: Merged, *, truncate: bool = False) -> Merged:
    """Give the node with an inode in the upperdir, copying attributes and all data if it has none.

    `truncate` is for an open that cuts the file to nothing: then no data is copied.
    """
    if node.upper is not None:
        return node
    overlay = layers.overlay(node.overlay)
    if overlay.upper is None:
        raise OsError(Errno.EROFS)
    parent = writable_parent(layers, node.overlay, node.path[:-1])
    if parent.upper is None:
        raise OsError(Errno.EROFS)
    disks, lower = layers.disks, node.lowers[0]
    inode = disks.inode(lower)
    xattrs = inode.xattrs.discard(OPAQUE)
    if inode.is_dir or inode.nlink == 1:
        xattrs = xattrs.insert(ORIGIN, f"{lower.fs}:{lower.ino}")
    copy = replace(
        inode,
        nlink=2 if inode.is_dir else 1,
        entries=inode.entries.__class__(),
        xattrs=xattrs,
        content=EMPTY if truncate else inode.content,
    )
    holder = disks.inode(parent.upper)
    upper = disks.add(parent.upper, node.path[-1], copy)
    # A copy-up restores the parent's times and marks it: what was moved there is not new.
    changed = disks.inode(parent.upper)
    disks.store(
        parent.upper,
        replace(
            changed, mtime=holder.mtime, mode=holder.mode, xattrs=changed.xattrs.insert(IMPURE, "y")
        ),
    )
    if disks.inode(upper).mode != inode.mode or disks.inode(upper).gid != inode.gid:
        disks.store(upper, replace(disks.inode(upper), mode=inode.mode, gid=inode.gid))
    layers.note("copied-up", node.path, kind=inode.kind.value, size=copy.content.size, lower=lower)
    return Merged(node.overlay, node.path, upper, node.lowers if inode.is_dir else ())


def whiteout(layers: Layers, parent: Merged, name: str, lower: Plain | None) -> None:
    """Enter a whiteout in the upper directory of `parent`, which must be copied up."""
    disks, overlay = layers.disks, layers.overlay(parent.overlay)
    if parent.upper is None or overlay.work is None:
        raise OsError(Errno.EROFS)
    device = overlay.whiteout
    if device is None or not disks.exists(device) or disks.inode(device).nlink == 0:
        number = disks.filesystem(overlay.work).next_ino
        new = Inode(Kind.CHAR, 0, mtime=disks.clock, ctime=disks.clock)
        device = disks.add(overlay.work, f"#{number:x}", new)
        layers.put_overlay(replace(overlay, whiteout=device))
    disks.link(parent.upper, name, device)
    layers.note("whiteout", (*parent.path, name), kind="c", lower=lower)


def make(layers: Layers, parent: Merged, name: str, inode: Inode) -> Merged:
    """Make a file or directory; over a whiteout, a directory becomes opaque."""
    disks = layers.disks
    parent = copy_up(layers, parent)
    if parent.upper is None:
        raise OsError(Errno.EROFS)
    covered = disks.child(parent.upper, name) is not None
    if covered:
        disks.unlink(parent.upper, name)
        if inode.is_dir:
            inode = replace(inode, xattrs=inode.xattrs.insert(OPAQUE, "y"))
    upper = disks.add(parent.upper, name, inode)
    if covered and inode.is_dir:
        layers.note("opaque", (*parent.path, name), kind="d")
    return Merged(parent.overlay, (*parent.path, name), upper)


def remove(layers: Layers, parent: Merged, name: str, node: Merged) -> None:
    """Delete a name, leaving a whiteout if a lowerdir has it; a directory must look empty."""
    disks = layers.disks
    parent = copy_up(layers, parent)
    if parent.upper is None:
        raise OsError(Errno.EROFS)
    below = _below(disks, parent.lowers, name)
    if node.upper is not None:
        # The upper directory may still hold whiteouts of what was deleted in it.
        disks.remove_tree(parent.upper, name)
    if below:
        whiteout(layers, parent, name, below[0])


def link(layers: Layers, node: Merged, parent: Merged, name: str) -> Merged:
    """Give a file a second name, which copies it up whole."""
    disks = layers.disks
    parent = copy_up(layers, parent)
    node = copy_up(layers, node)
    if parent.upper is None or node.upper is None:
        raise OsError(Errno.EROFS)
    if disks.child(parent.upper, name) is not None:
        disks.unlink(parent.upper, name)
    disks.link(parent.upper, name, node.upper)
    return Merged(node.overlay, (*parent.path, name), node.upper)


def rename(layers: Layers, old: Merged, parent: Merged, name: str, over: Merged | None) -> None:
    """Rename within one overlay; `over` is what the new name names now (checked by the caller).

    Raises EXDEV for a directory that comes from a lowerdir, merged or not (redirect_dir=off).
    """
    disks = layers.disks
    inode = disks.inode(old.real)
    if inode.is_dir and old.lowers:
        raise OsError(Errno.EXDEV)
    parent = copy_up(layers, parent)
    source = writable_parent(layers, old.overlay, old.path[:-1])
    old = copy_up(layers, old)
    if parent.upper is None or source.upper is None or old.upper is None:
        raise OsError(Errno.EROFS)
    below_old = _below(disks, source.lowers, old.path[-1])
    if over is not None and over.upper is not None:
        disks.remove_tree(parent.upper, name)
    elif disks.child(parent.upper, name) is not None:
        disks.unlink(parent.upper, name)
    disks.move(source.upper, old.path[-1], parent.upper, name)
    if inode.is_dir and parent.lowers and not _opaque(inode):
        moved = disks.inode(old.upper)
        disks.store(old.upper, replace(moved, xattrs=moved.xattrs.insert(OPAQUE, "y")))
        layers.note("opaque", (*parent.path, name), kind="d")
    if below_old:
        whiteout(layers, source, old.path[-1], below_old[0])
