"""The filesystems of the machine while a command runs, and changes to their inodes."""

from __future__ import annotations

from dataclasses import replace

from rpds import HashTrieMap

from webapp.simulator.kernel.budget import Budget, Limits
from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.filesystem import Filesystem
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.node import Plain

TICK = 50_000
"""Nanoseconds that a writing system call takes."""

NO_FILESYSTEMS: HashTrieMap[int, Filesystem] = HashTrieMap()


class Disks:
    """Filesystems by number, a clock that ticks with every write, and what limits the writing."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Start without any filesystem."""
        self.filesystems = NO_FILESYSTEMS
        self.next_fs = 1
        self.clock = 0
        self.budget = Budget(limits or Limits())

    def tick(self) -> int:
        """Let the time of one writing system call pass and give the new moment."""
        self.clock += TICK
        return self.clock

    def make_filesystem(
        self, kind: str, source: str, *, mode: int = 0o755, capacity: int | None = None
    ) -> Plain:
        """Make an empty filesystem and give its root."""
        id_ = self.next_fs
        self.next_fs += 1
        fs = Filesystem.make(id_, kind, source, mode=mode, now=self.clock, capacity=capacity)
        self.filesystems = self.filesystems.insert(id_, fs)
        return Plain(id_, 2)

    def filesystem(self, node: Plain) -> Filesystem:
        """The filesystem that an inode is in."""
        return self.filesystems[node.fs]

    def inode(self, node: Plain) -> Inode:
        """The inode itself."""
        return self.filesystems[node.fs].inodes[node.ino]

    def exists(self, node: Plain) -> bool:
        """Whether the inode is still there: a filesystem may have been dropped."""
        fs = self.filesystems.get(node.fs)
        return fs is not None and node.ino in fs.inodes

    def child(self, node: Plain, name: str) -> Plain | None:
        """What a directory has under a name."""
        ino = self.filesystems[node.fs].inodes[node.ino].entries.get(name)
        return None if ino is None else Plain(node.fs, ino)

    def names(self, node: Plain) -> list[str]:
        """The names in a directory, sorted."""
        return sorted(self.inode(node).entries)

    def store(self, node: Plain, inode: Inode) -> None:
        """Replace an inode."""
        fs = self.filesystems[node.fs].put(node.ino, inode)
        self.filesystems = self.filesystems.insert(node.fs, fs)

    def fill(self, node: Plain, content: Content, now: int) -> None:
        """Replace what a file holds."""
        fs = self.filesystems[node.fs].with_content(node.ino, content, now)
        self.filesystems = self.filesystems.insert(node.fs, fs)

    def touch(self, node: Plain, mtime: int) -> None:
        """Set an inode's mtime."""
        self.store(node, replace(self.inode(node), mtime=mtime))

    def add(self, parent: Plain, name: str, inode: Inode) -> Plain:
        """Make an inode under a name that must be free."""
        self.budget.made_inode()
        holder = self.inode(parent)
        if holder.mode & 0o2000 and inode.kind is not Kind.SYMLINK:
            setgid = 0o2000 if inode.is_dir else 0
            inode = replace(inode, gid=holder.gid, mode=inode.mode | setgid)
        fs, ino = self.filesystems[parent.fs].add(parent.ino, name, inode, self.clock)
        self.filesystems = self.filesystems.insert(parent.fs, fs)
        return Plain(parent.fs, ino)

    def link(self, parent: Plain, name: str, node: Plain) -> None:
        """Give an inode of the same filesystem one more name."""
        fs = self.filesystems[parent.fs].name(parent.ino, name, node.ino, self.clock)
        fs = fs.link_count(node.ino, 1, self.clock)
        self.filesystems = self.filesystems.insert(parent.fs, fs)

    def unlink(self, parent: Plain, name: str) -> None:
        """Take a name away; an inode without names is freed unless something holds it."""
        node = self.child(parent, name)
        if node is None:
            return
        fs = self.filesystems[parent.fs].unname(parent.ino, name, self.clock)
        by = -2 if fs.inodes[node.ino].is_dir else -1
        fs = fs.link_count(node.ino, by, self.clock)
        self.filesystems = self.filesystems.insert(parent.fs, fs)
        self.release(node)

    def release(self, node: Plain) -> None:
        """Free an inode that has no name left, unless something still holds it."""
        inode = self.filesystems[node.fs].inodes.get(node.ino)
        if inode is None or inode.nlink > 0 or self.held(node):
            return
        fs = self.filesystems[node.fs].forget(node.ino)
        self.filesystems = self.filesystems.insert(node.fs, fs)

    def held(self, node: Plain) -> bool:  # noqa: ARG002
        """Whether an open file, a mount or a process holds an inode; the kernel knows."""
        return False

    def move(self, old: Plain, name: str, new: Plain, new_name: str) -> None:
        """Rename within one filesystem; the new name must be free."""
        node = self.child(old, name)
        if node is None:
            return
        fs = self.filesystems[old.fs].unname(old.ino, name, self.clock)
        fs = fs.name(new.ino, new_name, node.ino, self.clock)
        self.filesystems = self.filesystems.insert(old.fs, fs)

    def remove_tree(self, parent: Plain, name: str) -> None:
        """Delete a name and everything below it."""
        node = self.child(parent, name)
        if node is None:
            return
        if self.inode(node).is_dir:
            for inner in self.names(node):
                self.remove_tree(node, inner)
        self.unlink(parent, name)

    def directory(self, parent: Plain, *names: str, mode: int = 0o755) -> Plain:
        """Give the directory at a path below `parent`, making what is missing."""
        at = parent
        for name in names:
            found = self.child(at, name)
            if found is None:
                new = Inode(Kind.DIRECTORY, mode, mtime=self.clock, ctime=self.clock, nlink=2)
                found = self.add(at, name, new)
            at = found
        return at

    def write_file(
        self, parent: Plain, name: str, data: bytes | Content, mode: int = 0o644
    ) -> Plain:
        """Make or replace a regular file."""
        content = Content.of(data) if isinstance(data, bytes) else data
        found = self.child(parent, name)
        if found is not None:
            self.fill(found, content, self.clock)
            return found
        inode = Inode(Kind.FILE, mode, mtime=self.clock, ctime=self.clock, content=content)
        return self.add(parent, name, inode)

    def at(self, root: Plain, path: str) -> Plain | None:
        """The inode at a path of plain names below `root`; follows no links."""
        node: Plain | None = root
        for name in path.split("/"):
            if not name:
                continue
            if node is None or not self.inode(node).is_dir:
                return None
            node = self.child(node, name)
        return node

    def tree_bytes(self, root: Plain) -> int:
        """Sizes of all regular files and symlinks below a directory, each inode once."""
        seen: set[int] = set()
        total, todo = 0, [root]
        while todo:
            inode = self.inode(node := todo.pop())
            for name in sorted(inode.entries):
                child = Plain(node.fs, inode.entries[name])
                found = self.inode(child)
                if found.is_dir:
                    todo.append(child)
                elif child.ino not in seen:
                    seen.add(child.ino)
                    total += found.size
        return total
