"""What a layer holds, entry by entry: short ways to write tables of files down."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from webapp.simulator.engine.api import Entry
from webapp.simulator.kernel.content import Blob, Content
from webapp.simulator.kernel.inode import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable


def directory(path: str, mode: int = 0o755, uid: int = 0, gid: int = 0) -> Entry:
    """A directory."""
    return Entry(path, Kind.DIRECTORY, mode, uid, gid)


def directories(paths: str, mode: int = 0o755) -> list[Entry]:
    """Directories of one mode, their paths parted by blanks."""
    return [directory(path, mode) for path in paths.split()]


def text(path: str, content: str, mode: int = 0o644, uid: int = 0, gid: int = 0) -> Entry:
    """A file whose bytes matter."""
    return Entry(path, Kind.FILE, mode, uid, gid, content=Content.of(content.encode()))


def blob(path: str, size: int, build: str = "", program: str | None = None,
         mode: int | None = None) -> Entry:
    """A file whose bytes nobody needs; `build` tells files of one path in two images apart."""
    if mode is None:
        mode = 0o644 if program is None else 0o755
    digest = hashlib.sha256(f"{build}:{path}:{size}".encode()).hexdigest()
    return Entry(path, Kind.FILE, mode, content=Content.of_blob(Blob(digest, size, program)))


def symlink(path: str, target: str) -> Entry:
    """A symbolic link."""
    return Entry(path, Kind.SYMLINK, 0o777, link=target)


def hard_link(path: str, to: str) -> Entry:
    """One more name of a file that comes earlier."""
    return Entry(path, Kind.FILE, 0o755, link=to, hard=True)


def shared_out(paths: Iterable[str], total: int, build: str) -> list[Entry]:
    """Files that together hold `total` bytes, the first the most: what makes an image big."""
    names = list(paths)
    weights = [len(names) + 1 - n for n in range(len(names))]
    sizes = [total * weight // sum(weights) for weight in weights]
    sizes[0] += total - sum(sizes)
    return [blob(path, size, build) for path, size in zip(names, sizes, strict=True)]


def size_of(entries: Iterable[Entry]) -> int:
    """Bytes of files and symbolic links, hard links once: the size that Docker tells of a layer."""
    total = 0
    for entry in entries:
        if entry.kind is Kind.SYMLINK:
            total += len(entry.link.encode())
        elif entry.kind is Kind.FILE and not entry.hard:
            total += entry.content.size
    return total


def rooted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries as a tar has them: by path, with all parents, of two for one path the last."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found[entry.path] = entry
    for path in list(found):
        while "/" in path:
            path = path.rsplit("/", 1)[0]  # noqa: PLW2901
            found.setdefault(path, directory(path))
    first = sorted(found, key=lambda path: path.split("/"))
    plain = [found[path] for path in first if not found[path].hard]
    return (*plain, *(found[path] for path in first if found[path].hard))
