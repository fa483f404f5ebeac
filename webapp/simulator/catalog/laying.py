"""Lays entries out as inodes below a directory of a simulated disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.inode import Inode, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.engine.api import Entry
    from webapp.simulator.kernel.disks import Disks
    from webapp.simulator.kernel.node import Plain


def lay(disks: Disks, root: Plain, entries: Iterable[Entry], *, mtime: int = 0) -> None:
    """Make every entry below `root`, parents first; an entry without a time gets `mtime`.

    Parents that no entry names are made with mode 0755. Directories keep the times that entries
    gave them, whatever is put into them later.
    """
    made: dict[str, Plain] = {"": root}
    times: dict[str, int] = {}
    for entry in entries:
        if not entry.path:
            continue
        parent, _, name = entry.path.rpartition("/")
        holder = made.get(parent)
        if holder is None:
            holder = made[parent] = disks.directory(root, *parent.split("/"))
        if entry.hard:
            disks.link(holder, name, made[entry.link])
            continue
        is_dir = entry.kind is Kind.DIRECTORY
        when = entry.mtime or mtime or disks.clock
        there = disks.child(holder, name)
        if is_dir and there is not None:
            made[entry.path] = there
            continue
        inode = Inode(
            entry.kind,
            entry.mode,
            entry.uid,
            entry.gid,
            when,
            when,
            2 if is_dir else 1,
            entry.content,
            entry.link if entry.kind is Kind.SYMLINK else "",
            rdev=entry.rdev,
        )
        made[entry.path] = disks.add(holder, name, inode)
        if is_dir:
            times[entry.path] = when
    for path, when in times.items():
        disks.touch(made[path], when)
