"""Trees of the caller's filesystem as members of a tar stream, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine.api import Entry
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.sys import Open, Sys
from webapp.simulator.userland.docker.invocation import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from webapp.simulator.kernel.content import Content
    from webapp.simulator.kernel.inode import Stat

_BLOCK = 512
_TRAILER = 1024


def read_tree(
    sys: Sys, path: str, name: str, keep: Callable[[str, bool], bool] | None = None
) -> tuple[Entry, ...]:
    """The file or directory at `path`, named `name` in the stream, parents before children.

    `keep` says, by the path below the top and whether it is a directory, what goes in; what it
    refuses is left out, but a directory is looked into all the same.
    """
    entries: list[Entry] = []
    seen: dict[tuple[int, int], str] = {}

    def add(at: str, below: str, member: str) -> None:
        sys.tick()
        stat = sys.stat(at, follow=False)
        wanted = keep is None or not below or keep(below, stat.is_dir)
        if wanted:
            entries.append(_entry(sys, at, member, stat, seen))
        if stat.is_dir:
            for child in sys.listdir(at):
                inner = f"{below}/{child}" if below else child
                add(f"{at.rstrip('/')}/{child}", inner, f"{member}/{child}" if member else child)

    add(path, "", name)
    return tuple(entries)


def _entry(sys: Sys, path: str, member: str, stat: Stat, seen: dict[tuple[int, int], str]) -> Entry:
    entry = Entry(
        path=member,
        kind=stat.kind,
        mode=stat.mode & 0o7777,
        uid=stat.uid,
        gid=stat.gid,
        mtime=stat.mtime - stat.mtime % 1_000_000_000,
        rdev=stat.rdev,
    )
    if stat.is_link:
        return replace(entry, link=sys.readlink(path))
    if not stat.is_file:
        return entry
    key = (stat.dev, stat.ino)
    if stat.nlink > 1 and key in seen:
        return replace(entry, link=seen[key], hard=True)
    seen[key] = member
    return replace(entry, content=_content(sys, path))


def _content(sys: Sys, path: str) -> Content:
    fd = sys.open(path)
    try:
        return sys.read_content(fd)
    finally:
        sys.close(fd)


def write_tree(sys: Sys, directory: str, entries: Sequence[Entry]) -> None:
    """Unpack members into an existing directory, as the caller; times of directories come last."""
    for entry in entries:
        sys.tick()
        _unpack(sys, directory, entry)
    for entry in entries:
        if entry.kind is Kind.DIRECTORY:
            sys.utime(_joined(directory, entry.path), entry.mtime)


def _joined(directory: str, path: str) -> str:
    return f"{directory.rstrip('/')}/{path}" if path else directory


def _unpack(sys: Sys, directory: str, entry: Entry) -> None:
    path = _joined(directory, entry.path)
    present = sys.stat(path, follow=False) if sys.exists(path, follow=False) else None
    folder = entry.kind is Kind.DIRECTORY
    if present is not None and present.is_dir != folder and entry.path:
        kinds = ("non-directory", "directory") if folder else ("directory", "non-directory")
        raise ClientError(f'cannot overwrite {kinds[0]} "{path}" with {kinds[1]} "{directory}"')
    if folder:
        if present is None:
            sys.mkdir(path)
        sys.chmod(path, entry.mode)
        return
    if present is not None:
        sys.unlink(path)
    if entry.hard:
        sys.link(_joined(directory, entry.link), path)
    elif entry.kind is Kind.SYMLINK:
        sys.symlink(entry.link, path)
        sys.utime(path, entry.mtime, follow=False)
    elif entry.kind is Kind.FILE:
        fd = sys.open(path, Open.WRITE | Open.CREATE | Open.EXCLUSIVE)
        sys.write_content(fd, entry.content)
        sys.close(fd)
        sys.chmod(path, entry.mode)
        sys.utime(path, entry.mtime)
    else:
        sys.mknod(path, entry.kind, entry.mode, entry.rdev)


def rebased(entries: Sequence[Entry], name: str) -> tuple[Entry, ...]:
    """The same tree under another name; an empty one leaves the members at the top."""
    if not entries:
        return ()
    old = entries[0].path

    def moved(path: str) -> str:
        below = path[len(old) :].lstrip("/")
        return f"{name}/{below}" if name and below else name or below

    return tuple(
        replace(entry, path=moved(entry.path), link=moved(entry.link) if entry.hard else entry.link)
        for entry in entries
    )


def tar_size(entries: Sequence[Entry]) -> int:
    """Bytes of the tar stream that these members make."""
    bodies = (-(-entry.content.size // _BLOCK) * _BLOCK for entry in entries)
    return sum(bodies) + _BLOCK * len(entries) + _TRAILER
