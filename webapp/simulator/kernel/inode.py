"""One inode: what a file is, whoever names it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rpds import HashTrieMap

from webapp.simulator.kernel.content import EMPTY, Content


class Kind(Enum):
    """The file types of inode(7), by the letter that `ls -l` shows."""

    FILE = "-"
    DIRECTORY = "d"
    SYMLINK = "l"
    CHAR = "c"
    BLOCK = "b"
    FIFO = "p"
    SOCKET = "s"


NO_ENTRIES: HashTrieMap[str, int] = HashTrieMap()
NO_XATTRS: HashTrieMap[str, str] = HashTrieMap()


@dataclass(frozen=True, slots=True)
class Inode:
    """An immutable inode; `mode` holds the twelve permission bits, times are nanoseconds."""

    kind: Kind
    mode: int
    uid: int = 0
    gid: int = 0
    mtime: int = 0
    ctime: int = 0
    nlink: int = 1
    content: Content = EMPTY
    target: str = ""
    entries: HashTrieMap[str, int] = NO_ENTRIES
    rdev: tuple[int, int] = (0, 0)
    xattrs: HashTrieMap[str, str] = NO_XATTRS

    @property
    def is_dir(self) -> bool:
        """Whether this is a directory."""
        return self.kind is Kind.DIRECTORY

    @property
    def is_whiteout(self) -> bool:
        """Whether overlay reads this as "deleted here": a character device 0/0."""
        return self.kind is Kind.CHAR and self.rdev == (0, 0)

    @property
    def size(self) -> int:
        """st_size as ext4 has it: a directory one block, a symlink its target's length."""
        if self.kind is Kind.FILE:
            return self.content.size
        if self.kind is Kind.SYMLINK:
            return len(self.target.encode("utf-8", "surrogateescape"))
        return 4096 if self.is_dir else 0


@dataclass(frozen=True, slots=True)
class Stat:
    """What stat(2) answers: numbers for programs, nothing of how they are stored."""

    kind: Kind
    mode: int
    uid: int
    gid: int
    size: int
    mtime: int
    ctime: int
    nlink: int
    ino: int
    dev: int
    rdev: tuple[int, int]
    blocks: int
    """512-byte blocks that the disk really holds."""

    @property
    def is_dir(self) -> bool:
        """Whether this is a directory."""
        return self.kind is Kind.DIRECTORY

    @property
    def is_file(self) -> bool:
        """Whether this is a regular file."""
        return self.kind is Kind.FILE

    @property
    def is_link(self) -> bool:
        """Whether this is a symbolic link."""
        return self.kind is Kind.SYMLINK
