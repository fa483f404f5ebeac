"""Changes to files and directories at a place, on a plain filesystem or through an overlay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel import overlay as ov
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind, Stat
from webapp.simulator.kernel.node import Merged, Node, Plain
from webapp.simulator.kernel.walk import Place, Walked, inode_of

if TYPE_CHECKING:
    from webapp.simulator.kernel.content import Content
    from webapp.simulator.kernel.kernel import Kernel

FAST_SYMLINK = 60
BLOCK = 4096


def stat(kernel: Kernel, node: Node) -> Stat:
    """What stat(2) tells of a node; a file keeps its number when it is copied up."""
    plain = node.real if isinstance(node, Merged) else node
    inode = kernel.disks.inode(plain)
    fs = kernel.disks.filesystem(plain)
    ino, dev, nlink = plain.ino, plain.fs, inode.nlink
    if isinstance(node, Merged):
        dev = 1000 + node.overlay
        merged = len(node.lowers) + (node.upper is not None) > 1
        nlink = 1 if inode.is_dir and merged else nlink
        origin = inode.xattrs.get(ov.ORIGIN)
        ino = int(origin.partition(":")[2]) if origin else ino
    size = inode.size
    if inode.is_dir and fs.kind == "tmpfs":
        size = 40 + 20 * len(inode.entries)
    blocks = 0
    if inode.kind is Kind.FILE:
        blocks = -(-inode.content.allocated // BLOCK) * 8
    elif inode.is_dir:
        blocks = 0 if fs.kind in {"tmpfs", "proc", "sysfs"} else 8
    elif inode.kind is Kind.SYMLINK and size >= FAST_SYMLINK:
        blocks = 8
    return Stat(
        inode.kind,
        inode.mode,
        inode.uid,
        inode.gid,
        size,
        inode.mtime,
        inode.ctime,
        nlink,
        ino,
        dev,
        inode.rdev,
        blocks,
    )


def names(kernel: Kernel, node: Node) -> list[str]:
    """The names in a directory, sorted."""
    return ov.names(kernel, node) if isinstance(node, Merged) else kernel.disks.names(node)


def writable(place: Place) -> None:
    """Refuse to change anything in a read-only mount."""
    if place.mount.readonly:
        raise OsError(Errno.EROFS)


def make(kernel: Kernel, walked: Walked, inode: Inode) -> Place:
    """Make a new file or directory where a walk ended; raises EEXIST, EROFS."""
    parent = walked.parent
    if walked.found is not None:
        raise OsError(Errno.EEXIST)
    writable(parent)
    now = kernel.disks.tick()
    inode = replace(inode, mtime=now, ctime=now, nlink=2 if inode.is_dir else 1)
    node: Node
    if isinstance(parent.node, Merged):
        node = ov.make(kernel, parent.node, walked.name, inode)
    else:
        if kernel.disks.inode(parent.node).nlink == 0:
            raise OsError(Errno.ENOENT)
        node = kernel.disks.add(parent.node, walked.name, inode)
    inside = (*parent.inside, walked.name)
    kernel.note("created", inside, kind=inode.kind.value, size=inode.size)
    return Place(walked.path, parent.mount, inside, node)


def own(kernel: Kernel, place: Place, *, truncate: bool = False) -> Plain:
    """Give the inode to change for a place, copying it up first where it is in a lowerdir."""
    writable(place)
    if isinstance(place.node, Merged):
        # Somebody may have copied it up since this place was found.
        node = ov.fresh(kernel, place.node.overlay, place.node.path) or place.node
        done = ov.copy_up(kernel, node, truncate=truncate)
        return done.real
    return place.node


def set_attributes(
    kernel: Kernel,
    place: Place,
    *,
    mode: int | None = None,
    uid: int | None = None,
    gid: int | None = None,
    mtime: int | None = None,
) -> None:
    """Change mode, owner or mtime."""
    node = own(kernel, place)
    now = kernel.disks.tick()
    inode = kernel.disks.inode(node)
    changed = replace(
        inode,
        mode=inode.mode if mode is None else mode,
        uid=inode.uid if uid is None else uid,
        gid=inode.gid if gid is None else gid,
        mtime=inode.mtime if mtime is None else mtime,
        ctime=now,
    )
    kernel.disks.store(node, changed)
    kernel.note("attributes", place.inside, kind=inode.kind.value)


def set_content(kernel: Kernel, place: Place, content: Content, *, truncate: bool) -> None:
    """Replace what a file holds."""
    node = own(kernel, place, truncate=truncate)
    before = kernel.disks.inode(node).content.size
    kernel.disks.fill(node, content, kernel.disks.tick())
    kernel.note("written", place.inside, size=max(content.size - before, 0))


def unlink(kernel: Kernel, walked: Walked, *, directory: bool) -> None:
    """Remove a name; raises ENOENT, EISDIR, ENOTDIR, ENOTEMPTY, EBUSY, EROFS."""
    found = walked.found
    if found is None:
        raise OsError(Errno.ENOENT)
    if found.path == walked.parent.path or not walked.name:
        raise OsError(Errno.EBUSY)
    # The mount of the directory is asked before what is mounted on the name (fs/namei.c).
    writable(walked.parent)
    inode = inode_of(kernel, found.node)
    if found.mount is not walked.parent.mount or _covered(kernel, found):
        raise OsError(Errno.EBUSY)
    if directory:
        if not inode.is_dir:
            raise OsError(Errno.ENOTDIR)
        if names(kernel, found.node):
            raise OsError(Errno.ENOTEMPTY)
    elif inode.is_dir:
        raise OsError(Errno.EISDIR)
    kernel.disks.tick()
    parent = walked.parent.node
    if isinstance(parent, Merged) and isinstance(found.node, Merged):
        ov.remove(kernel, parent, walked.name, found.node)
    elif isinstance(parent, Plain):
        kernel.disks.unlink(parent, walked.name)
    kernel.note("removed", found.inside, kind=inode.kind.value, size=inode.size)


def _covered(kernel: Kernel, place: Place) -> bool:
    namespace = kernel.context[0] if kernel.context else 0
    return kernel.is_mount_point(namespace, place.path)


def link(kernel: Kernel, old: Place, walked: Walked) -> None:
    """Give a file one more name; raises EXDEV across mounts, EPERM for directories, EEXIST."""
    if walked.found is not None:
        raise OsError(Errno.EEXIST)
    if old.mount is not walked.parent.mount:
        raise OsError(Errno.EXDEV)
    if inode_of(kernel, old.node).is_dir:
        raise OsError(Errno.EPERM)
    writable(walked.parent)
    kernel.disks.tick()
    parent = walked.parent.node
    if isinstance(parent, Merged) and isinstance(old.node, Merged):
        ov.link(kernel, old.node, parent, walked.name)
    elif isinstance(parent, Plain) and isinstance(old.node, Plain):
        kernel.disks.link(parent, walked.name, old.node)
    inode = inode_of(kernel, old.node)
    kernel.note("created", (*walked.parent.inside, walked.name), kind=inode.kind.value, size=0)


def rename(kernel: Kernel, old: Walked, new: Walked) -> None:
    """Rename as rename(2) does; raises ENOENT, EXDEV, EBUSY, EINVAL, EISDIR, ENOTDIR, ENOTEMPTY."""
    if old.parent.mount is not new.parent.mount:
        raise OsError(Errno.EXDEV)
    if not old.name or not new.name:
        raise OsError(Errno.EBUSY)
    # The mount is asked before the name is looked up (fs/namei.c, do_renameat2).
    writable(old.parent)
    if old.found is None:
        raise OsError(Errno.ENOENT)
    namespace = kernel.context[0] if kernel.context else 0
    if kernel.is_mount_point(namespace, old.path) or kernel.is_mount_point(namespace, new.path):
        raise OsError(Errno.EBUSY)
    inode = inode_of(kernel, old.found.node)
    if new.path[: len(old.path)] == old.path and len(new.path) > len(old.path):
        raise OsError(Errno.EINVAL)
    if new.found is None and new.slash and not inode.is_dir:
        raise OsError(Errno.ENOTDIR)
    over = new.found
    if over is not None:
        if _same(old.found.node, over.node):
            return
        target = inode_of(kernel, over.node)
        if inode.is_dir and not target.is_dir:
            raise OsError(Errno.ENOTDIR)
        if target.is_dir and not inode.is_dir:
            raise OsError(Errno.EISDIR)
        if target.is_dir and names(kernel, over.node):
            raise OsError(Errno.ENOTEMPTY)
    kernel.disks.tick()
    source, parent = old.found.node, new.parent.node
    if isinstance(source, Merged) and isinstance(parent, Merged):
        onto = over.node if over is not None and isinstance(over.node, Merged) else None
        ov.rename(kernel, source, parent, new.name, onto)
    elif isinstance(old.parent.node, Plain) and isinstance(parent, Plain):
        if over is not None:
            kernel.disks.unlink(parent, new.name)
        kernel.disks.move(old.parent.node, old.name, parent, new.name)
    kernel.note(
        "renamed", old.found.inside, kind=inode.kind.value, to=(*new.parent.inside, new.name)
    )


def _same(one: Node, other: Node) -> bool:
    one_real = one.real if isinstance(one, Merged) else one
    return one_real == (other.real if isinstance(other, Merged) else other)
