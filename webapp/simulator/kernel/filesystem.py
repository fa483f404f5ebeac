"""A filesystem of one disk (or of memory) as a persistent value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind

if TYPE_CHECKING:
    from webapp.simulator.kernel.content import Content

ROOT_INO = 2
NAME_MAX = 255


@dataclass(frozen=True, slots=True)
class Filesystem:
    """Inodes by number; `used` counts bytes of file data, `capacity` bounds them if set."""

    id: int
    kind: str
    source: str
    inodes: HashTrieMap[int, Inode]
    next_ino: int = ROOT_INO + 1
    used: int = 0
    capacity: int | None = None

    @classmethod
    def make(
        cls,
        id_: int,
        kind: str,
        source: str,
        *,
        mode: int = 0o755,
        now: int = 0,
        capacity: int | None = None,
    ) -> Filesystem:
        """Give a filesystem that holds an empty root directory."""
        root = Inode(Kind.DIRECTORY, mode, mtime=now, ctime=now, nlink=2)
        inodes = HashTrieMap({ROOT_INO: root})
        return cls(id_, kind, source, inodes, capacity=capacity)

    def inode(self, ino: int) -> Inode:
        """Look an inode up; a number that isn't in use is a fault of the caller."""
        return self.inodes[ino]

    def child(self, ino: int, name: str) -> int | None:
        """The inode number that directory `ino` has under `name`, or None."""
        return self.inodes[ino].entries.get(name)

    def put(self, ino: int, inode: Inode) -> Filesystem:
        """Replace an inode; raises ENOSPC when its data no longer fits."""
        old = self.inodes.get(ino)
        before = 0 if old is None else old.content.allocated
        after = inode.content.allocated
        used = self.used + after - before
        if self.capacity is not None and after > before and used > self.capacity:
            raise OsError(Errno.ENOSPC)
        return replace(self, inodes=self.inodes.insert(ino, inode), used=used)

    def add(self, parent: int, name: str, inode: Inode, now: int) -> tuple[Filesystem, int]:
        """Make a new inode, name it in a directory and give both; sets the directory's mtime."""
        if len(name.encode("utf-8", "surrogateescape")) > NAME_MAX:
            raise OsError(Errno.ENAMETOOLONG)
        ino = self.next_ino
        fs = replace(self.put(ino, inode), next_ino=ino + 1)
        return fs.name(parent, name, ino, now), ino

    def name(self, parent: int, name: str, ino: int, now: int) -> Filesystem:
        """Enter `name` for an inode in a directory; counts of links are the caller's."""
        holder = self.inodes[parent]
        nlink = holder.nlink + (1 if self.inodes[ino].is_dir else 0)
        changed = replace(
            holder, entries=holder.entries.insert(name, ino), mtime=now, ctime=now, nlink=nlink
        )
        return replace(self, inodes=self.inodes.insert(parent, changed))

    def unname(self, parent: int, name: str, now: int) -> Filesystem:
        """Take `name` out of a directory, leaving the inode that it named."""
        holder = self.inodes[parent]
        child = self.inodes[holder.entries[name]]
        nlink = holder.nlink - (1 if child.is_dir else 0)
        changed = replace(
            holder, entries=holder.entries.remove(name), mtime=now, ctime=now, nlink=nlink
        )
        return replace(self, inodes=self.inodes.insert(parent, changed))

    def link_count(self, ino: int, by: int, now: int) -> Filesystem:
        """Add `by` to an inode's count of links."""
        inode = self.inodes[ino]
        return replace(
            self,
            inodes=self.inodes.insert(ino, replace(inode, nlink=inode.nlink + by, ctime=now)),
        )

    def forget(self, ino: int) -> Filesystem:
        """Free an inode that nothing names or holds any more."""
        inode = self.inodes[ino]
        return replace(
            self,
            inodes=self.inodes.remove(ino),
            used=self.used - inode.content.allocated,
        )

    def with_content(self, ino: int, content: Content, now: int) -> Filesystem:
        """Replace what a file holds; sets its mtime; raises ENOSPC."""
        return self.put(ino, replace(self.inodes[ino], content=content, mtime=now, ctime=now))

    def names(self, ino: int) -> list[str]:
        """The names in a directory, sorted: the order must not come from a hash."""
        return sorted(self.inodes[ino].entries)
