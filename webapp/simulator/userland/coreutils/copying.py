"""What cp, mv and install share: copying data, attributes and special files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind, Stat
from webapp.simulator.kernel.sys import Open, Sys

if TYPE_CHECKING:
    from webapp.simulator.userland.coreutils.command import Run


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a copy is to keep and how it treats what is in the way."""

    recursive: bool = False
    links: bool = False
    """Hard links within the source stay hard links."""
    follow: str = ""
    """Symbolic links that are followed: ``all``, ``operands`` or none."""
    mode: bool = False
    owner: bool = False
    times: bool = False
    force: bool = False
    ask: bool = False
    keep: bool = False
    update: bool = False
    hard: bool = False
    soft: bool = False
    verbose: bool = False


@dataclass(slots=True)
class Copy:
    """One run of a copying program: its wishes, and what it has copied so far."""

    run: Run
    wishes: Wishes
    made: set[tuple[int, int]] = field(default_factory=set)
    """Directories that this run has made, by device and inode."""
    copied: dict[tuple[int, int], str] = field(default_factory=dict)
    """Where files with several names have been copied to."""

    @property
    def sys(self) -> Sys:
        """The system calls."""
        return self.run.sys

    def tell(self, source: str, target: str) -> None:
        """Under -v, say what was copied."""
        if self.wishes.verbose:
            self.sys.out(f"'{source}' -> '{target}'\n")

    def lstat(self, path: str) -> Stat | None:
        """What is at a path, or None where nothing is."""
        try:
            return self.sys.stat(path, follow=False)
        except OsError:
            return None


def identity(stat: Stat) -> tuple[int, int]:
    """Device and inode: equal for two names of one file."""
    return stat.dev, stat.ino


def pour(sys: Sys, source: int, target: int) -> None:
    """Copy what is left of one descriptor to another, as extents; closes both."""
    try:
        sys.write_content(target, sys.read_content(source))
    finally:
        sys.close(source)
        sys.close(target)


def special(sys: Sys, stat: Stat, target: str) -> None:
    """Make a FIFO or device like `stat`."""
    mask = sys.umask(0)
    try:
        sys.mknod(target, stat.kind, stat.mode, stat.rdev)
    finally:
        sys.umask(mask)


def preserve(copy: Copy, stat: Stat, target: str) -> list[tuple[str, OsError]]:
    """Give `target` the times, owner and mode that are wanted; tells what could not be given."""
    sys, wishes = copy.sys, copy.wishes
    failed: list[tuple[str, OsError]] = []
    link = stat.kind is Kind.SYMLINK
    if wishes.times:
        try:
            sys.utime(target, stat.mtime, follow=not link)
        except OsError as error:
            failed.append(("times", error))
    mode = stat.mode
    if wishes.owner:
        try:
            sys.chown(target, stat.uid, stat.gid, follow=not link)
        except OsError as error:
            mode &= 0o1777
            failed.append(("ownership", error))
    if wishes.mode and not link:
        try:
            sys.chmod(target, mode)
        except OsError as error:
            failed.append(("permissions", error))
    return failed


def open_new(sys: Sys, target: str, mode: int, *, exclusive: bool = False) -> int:
    """Open a file to be filled anew."""
    how = Open.WRITE | Open.CREATE | (Open.EXCLUSIVE if exclusive else Open.TRUNCATE)
    return sys.open(target, how, mode & 0o7777)
