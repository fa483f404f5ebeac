"""Whole trees of files on the host's disk: their digest, copies, and members of a tar as files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import nodes
from webapp.simulator.kernel.inode import NO_ENTRIES, NO_XATTRS, Inode, Kind
from webapp.simulator.kernel.node import Node, Plain
from webapp.simulator.kernel.overlay import OPAQUE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.engine.api import Entry
    from webapp.simulator.kernel.disks import Disks
    from webapp.simulator.kernel.kernel import Kernel

WHITEOUT_PREFIX = ".wh."
OPAQUE_MARK = ".wh..wh..opq"
EMPTY_LAYER = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"
"""The diff id of a layer without any change: the digest of an empty tar."""


def digest(disks: Disks, root: Plain) -> str:
    """The diff id of a layer: a digest of all that a tar of it would hold.

    Paths, kinds, modes, owners, mtimes, contents, targets, whiteouts and which names are one inode
    count; numbers of inodes and ctimes don't.
    """
    if not disks.inode(root).entries:
        return EMPTY_LAYER
    sum_ = hashlib.sha256()
    first: dict[int, str] = {}

    def row(path: str, node: Plain) -> None:
        inode = disks.inode(node)
        if inode.is_whiteout:
            sum_.update(f"{path}\0whiteout\n".encode())
            return
        earlier = first.setdefault(node.ino, path) if inode.nlink > 1 else path
        if not inode.is_dir and earlier != path:
            sum_.update(f"{path}\0link\0{earlier}\n".encode())
            return
        opaque = inode.xattrs.get(OPAQUE) or ""
        what = inode.content.digest if inode.kind is Kind.FILE else inode.target
        sum_.update(
            f"{path}\0{inode.kind.value}\0{inode.mode:o}\0{inode.uid}:{inode.gid}\0{inode.mtime}"
            f"\0{inode.rdev}\0{opaque}\0{what}\n".encode()
        )
        for name in sorted(inode.entries):
            row(f"{path}/{name}", Plain(node.fs, inode.entries[name]))

    for name in disks.names(root):
        row(name, Plain(root.fs, disks.inode(root).entries[name]))
    return f"sha256:{sum_.hexdigest()}"


def copy(kernel: Kernel, source: Node, target: Plain, *, fresh_directories: bool = False) -> None:
    """Copy what is in one directory into another, hard links within it kept.

    Content is shared. Of a layer's changes whiteouts and opaque marks go along. With
    `fresh_directories` those into which something is copied get the present moment as their mtime.
    """
    disks = kernel.disks
    copied: dict[Plain, Plain] = {}

    def into(source: Node, target: Plain) -> None:
        for name, node in nodes.children(kernel, source):
            real = nodes.real(node)
            inode = disks.inode(real)
            if real in copied and not inode.is_dir:
                disks.link(target, name, copied[real])
                continue
            opaque = inode.xattrs.get(OPAQUE)
            marks = NO_XATTRS if opaque is None else NO_XATTRS.insert(OPAQUE, opaque)
            new = disks.add(target, name, replace(
                inode, nlink=2 if inode.is_dir else 1, entries=NO_ENTRIES, xattrs=marks,
                ctime=disks.clock,
            ))
            if disks.inode(new).gid != inode.gid or disks.inode(new).mode != inode.mode:
                disks.store(new, replace(disks.inode(new), gid=inode.gid, mode=inode.mode))
            copied[real] = new
            if inode.is_dir:
                into(node, new)
                fresh = fresh_directories and bool(disks.inode(new).entries)
                moment = disks.clock if fresh else inode.mtime
                disks.store(new, replace(disks.inode(new), mtime=moment))

    into(source, target)


def take_attributes(disks: Disks, target: Plain, like: Inode) -> None:
    """Give a directory the mode and owner of another one."""
    disks.store(target, replace(disks.inode(target), mode=like.mode, uid=like.uid, gid=like.gid))


def unpack(disks: Disks, root: Plain, entries: Iterable[Entry]) -> None:
    """Put members of a layer's tar into its directory: ``.wh.`` names become whiteouts.

    Parents that no member names are made 0755 root:root.
    """
    times: list[tuple[Plain, int]] = []
    for entry in entries:
        *parents, name = entry.path.split("/")
        if not name:
            disks.store(root, replace(
                disks.inode(root), mode=entry.mode, uid=entry.uid, gid=entry.gid
            ))
            times.append((root, entry.mtime))
            continue
        parent = disks.directory(root, *parents)
        if name == OPAQUE_MARK:
            inode = disks.inode(parent)
            disks.store(parent, replace(inode, xattrs=inode.xattrs.insert(OPAQUE, "y")))
            continue
        if name.startswith(WHITEOUT_PREFIX):
            hidden = name.removeprefix(WHITEOUT_PREFIX)
            disks.add(parent, hidden, Inode(Kind.CHAR, 0, mtime=disks.clock, ctime=disks.clock))
            continue
        found = disks.child(parent, name)
        if entry.hard:
            old = disks.at(root, entry.link)
            if old is not None and found is None:
                disks.link(parent, name, old)
            continue
        if found is not None and entry.kind is Kind.DIRECTORY and disks.inode(found).is_dir:
            changed = replace(
                disks.inode(found), mode=entry.mode, uid=entry.uid, gid=entry.gid
            )
            disks.store(found, changed)
        else:
            if found is not None:
                disks.remove_tree(parent, name)
            found = disks.add(parent, name, inode_of(entry, disks.clock))
        if entry.kind is Kind.DIRECTORY:
            times.append((found, entry.mtime))
    for node, moment in times:
        disks.store(node, replace(disks.inode(node), mtime=moment))


def inode_of(entry: Entry, now: int) -> Inode:
    """The inode that a member of a tar becomes."""
    return Inode(
        entry.kind, entry.mode, entry.uid, entry.gid, entry.mtime, now,
        2 if entry.kind is Kind.DIRECTORY else 1, entry.content,
        entry.link if entry.kind is Kind.SYMLINK else "", rdev=entry.rdev,
    )
