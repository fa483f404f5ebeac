"""Layers of the catalogue as inodes made once, to be stamped onto a disk in no time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.engine import trees
from webapp.simulator.kernel.disks import Disks
from webapp.simulator.kernel.inode import Inode, Kind

if TYPE_CHECKING:
    from webapp.simulator.catalog.shipped import ShippedLayer
    from webapp.simulator.kernel.node import Plain


@dataclass(frozen=True, slots=True)
class Stamp:
    """Inodes numbered from 0 on, of which 0 is the layer's root, and what names what.

    Inodes of directories have no entries here: `names` has them.
    """

    inodes: tuple[Inode, ...]
    names: tuple[tuple[int, tuple[tuple[str, int], ...]], ...]
    used: int
    diff_id: str


@lru_cache(maxsize=64)
def stamp_of(layer: ShippedLayer) -> Stamp:
    """Make a layer's inodes and its digest."""
    moment = layer.moment
    inodes = [Inode(Kind.DIRECTORY, 0o755, mtime=moment, ctime=moment, nlink=2)]
    names: dict[int, dict[str, int]] = {0: {}}
    places = {"": 0}
    for entry in layer.make():
        parent, _, name = entry.path.rpartition("/")
        holder = places[parent]
        if entry.hard:
            number = places[entry.link]
            inodes[number] = replace(inodes[number], nlink=inodes[number].nlink + 1)
        else:
            number = len(inodes)
            is_dir = entry.kind is Kind.DIRECTORY
            when = entry.mtime or moment
            inodes.append(Inode(
                entry.kind, entry.mode, entry.uid, entry.gid, when, when, 2 if is_dir else 1,
                entry.content, "" if entry.kind is not Kind.SYMLINK else entry.link,
                rdev=entry.rdev,
            ))
            if is_dir:
                names[number] = {}
                inodes[holder] = replace(inodes[holder], nlink=inodes[holder].nlink + 1)
        places[entry.path] = number
        names[holder][name] = number
    rows = tuple((number, tuple(held.items())) for number, held in names.items())
    used = sum(inode.content.allocated for inode in inodes)
    made = Stamp(tuple(inodes), rows, used, "")
    return replace(made, diff_id=_digest(made))


def _digest(stamp: Stamp) -> str:
    disks = Disks()
    root = disks.make_filesystem("ext4", "layer")
    press(disks, root, stamp)
    return trees.digest(disks, root)


def press(disks: Disks, root: Plain, stamp: Stamp) -> None:
    """Put a layer into an empty directory."""
    fs = disks.filesystem(root)
    first = fs.next_ino - 1
    table = {first + n: inode for n, inode in enumerate(stamp.inodes) if n}
    for number, held in stamp.names:
        ino = first + number if number else root.ino
        entries = HashTrieMap({name: first + child for name, child in held})
        table[ino] = replace(stamp.inodes[number], entries=entries)
    changed = replace(
        fs,
        inodes=fs.inodes.update(table),
        next_ino=first + len(stamp.inodes),
        used=fs.used + stamp.used,
    )
    disks.filesystems = disks.filesystems.insert(root.fs, changed)
