"""System calls on descriptors: open, read, write, close, dup, pipe."""

from __future__ import annotations

from dataclasses import replace
from enum import Flag, auto

from webapp.simulator.kernel import files
from webapp.simulator.kernel.content import EMPTY
from webapp.simulator.kernel.descriptors import (
    Console,
    ContainerOutput,
    Device,
    OpenDirectory,
    Opened,
    OpenFile,
    Pipe,
    PipeEnd,
    Pty,
)
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.file_calls import FileCalls
from webapp.simulator.kernel.generated import generate
from webapp.simulator.kernel.inode import Inode, Kind, Stat
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.process import Descriptor
from webapp.simulator.kernel.walk import Place, inode_of, permits

DEVICES = {(1, 3): "null", (1, 5): "zero", (1, 7): "full", (1, 8): "random", (1, 9): "random"}


class Open(Flag):
    """How a file is opened (open(2))."""

    READ = auto()
    WRITE = auto()
    CREATE = auto()
    TRUNCATE = auto()
    APPEND = auto()
    EXCLUSIVE = auto()
    NOFOLLOW = auto()
    DIRECTORY = auto()


class DescriptorCalls(FileCalls):
    """System calls that take or give a file descriptor."""

    # Descriptors.

    def _opened(self, fd: int) -> Opened:
        descriptor = self.process.fds.get(fd)
        if descriptor is None:
            raise OsError(Errno.EBADF)
        return self.kernel.opened[descriptor.opened]

    def _store(self, fd: int, opened: Opened) -> None:
        number = self.process.fds[fd].opened
        self.kernel.opened = self.kernel.opened.insert(number, opened)

    def _install(self, opened: Opened, at: int | None = None, *, cloexec: bool = False) -> int:
        number = self.kernel.add_opened(opened)
        fds = self.process.fds
        fd = next(n for n in range(len(fds) + 1) if n not in fds) if at is None else at
        self.update(replace(self.process, fds=fds.insert(fd, Descriptor(number, cloexec))))
        return fd

    def fds(self) -> list[int]:
        """The descriptors that are open, sorted."""
        return sorted(self.process.fds)

    def dup2(self, fd: int, to: int, *, cloexec: bool = False) -> int:
        """Make `to` stand for what `fd` stands for, closing what it stood for."""
        descriptor = self.process.fds.get(fd)
        if descriptor is None:
            raise OsError(Errno.EBADF)
        if fd == to:
            return to
        old = self.process.fds.get(to)
        fds = self.process.fds.insert(to, Descriptor(descriptor.opened, cloexec))
        self.update(replace(self.process, fds=fds))
        if old is not None:
            self.kernel.drop_opened(old.opened)
        return to

    def dup(self, fd: int, least: int = 0, *, cloexec: bool = False) -> int:
        """Give the lowest free descriptor from `least` on that stands for what `fd` does."""
        fds = self.process.fds
        free = next(n for n in range(least, least + len(fds) + 1) if n not in fds)
        return self.dup2(fd, free, cloexec=cloexec)

    def close(self, fd: int) -> None:
        """Close a descriptor; raises EBADF."""
        descriptor = self.process.fds.get(fd)
        if descriptor is None:
            raise OsError(Errno.EBADF)
        self.update(replace(self.process, fds=self.process.fds.remove(fd)))
        self.kernel.drop_opened(descriptor.opened)

    def pipe(self) -> tuple[int, int]:
        """Make a pipe and give its reading and its writing end."""
        number = self.kernel.next_pipe
        self.kernel.next_pipe += 1
        self.kernel.pipes = self.kernel.pipes.insert(number, Pipe())
        return self._install(PipeEnd(number, False)), self._install(PipeEnd(number, True))

    def isatty(self, fd: int) -> bool:
        """Whether a descriptor stands for a terminal."""
        descriptor = self.process.fds.get(fd)
        if descriptor is None:
            return False
        opened = self.kernel.opened[descriptor.opened]
        return isinstance(opened, (Console, ContainerOutput, Pty)) and opened.tty

    def fstat(self, fd: int) -> Stat:
        """stat(2) of what a descriptor stands for."""
        opened = self._opened(fd)
        if isinstance(opened, OpenFile):
            return files.stat(self.kernel, opened.inode)
        if isinstance(opened, OpenDirectory):
            return files.stat(self.kernel, opened.node)
        kind = Kind.FIFO if isinstance(opened, PipeEnd) else Kind.CHAR
        return Stat(kind, 0o600, 0, 0, 0, 0, 0, 1, 1, 1, (1, 3), 0)

    # Opening.

    def open(
        self, path: str, how: Open = Open.READ, mode: int = 0o666, *, at: int | None = None
    ) -> int:
        """Open a file and give its descriptor (`at` one, or the lowest free one).

        Writing copies a file up at once, whole, or empty if it is truncated.
        """
        walked = self.walk(path, follow=not Open.NOFOLLOW & how)
        writes = bool(how & Open.WRITE)
        place = walked.found
        if place is None:
            if walked.path[:-1] == ("proc", "self", "fd") and walked.name.isdigit():
                return self._open_again(int(walked.name), at)
            if not how & Open.CREATE:
                raise OsError(Errno.ENOENT)
            if walked.slash:
                raise OsError(Errno.EISDIR)
            place = self._create(path, mode)
        elif how & Open.CREATE and how & Open.EXCLUSIVE:
            raise OsError(Errno.EEXIST)
        else:
            self._check_open(place, how)
        self.kernel.context = (self.process.namespace, place.mount)
        inode = inode_of(self.kernel, place.node)
        if inode.is_dir:
            return self._install(OpenDirectory(place.node, place.path), at)
        if inode.kind is Kind.CHAR:
            return self._install(self._device(inode, place), at)
        if how & Open.TRUNCATE and writes and inode.kind is Kind.FILE:
            files.set_content(self.kernel, place, EMPTY, truncate=True)
            place = self.find(path)
        plain = files.own(self.kernel, place) if writes else _serving(place)
        generated = None
        if inode.content.generated is not None:
            generated = generate(self.kernel, self.process, inode.content.generated.key)
        opened = OpenFile(
            plain,
            place.path,
            place.mount,
            place.inside,
            bool(how & Open.READ),
            writes,
            bool(how & Open.APPEND),
            generated=generated,
        )
        return self._install(opened, at)

    def _open_again(self, fd: int, at: int | None) -> int:
        """Open /proc/self/fd/N, which /dev/stdout and its kin are links to."""
        if fd not in self.process.fds:
            raise OsError(Errno.ENOENT)
        return self.dup(fd) if at is None else self.dup2(fd, at)

    def _create(self, path: str, mode: int) -> Place:
        process = self.process
        inode = Inode(Kind.FILE, mode & ~process.umask & 0o7777, process.uid, process.gid)
        return self._make(path, inode, follow=True)

    def _check_open(self, place: Place, how: Open) -> None:
        inode = inode_of(self.kernel, place.node)
        if inode.is_dir:
            if how & Open.WRITE:
                raise OsError(Errno.EISDIR)
        elif how & Open.DIRECTORY:
            raise OsError(Errno.ENOTDIR)
        if inode.kind is Kind.SYMLINK:
            raise OsError(Errno.ELOOP)
        if inode.kind is Kind.SOCKET:
            raise OsError(Errno.ENXIO)
        if how & Open.WRITE and inode.kind is Kind.FILE and place.mount.readonly:
            raise OsError(Errno.EROFS)
        for flag, bit in ((Open.READ, 4), (Open.WRITE, 2)):
            if how & flag and not permits(inode, self.who, bit):
                raise OsError(Errno.EACCES)

    def _device(self, inode: Inode, place: Place) -> Opened:
        name = DEVICES.get(inode.rdev)
        if name is not None:
            return Device(name)
        if place.path in {("dev", "tty"), ("dev", "console")}:
            return Console("stdout", tty=True)
        raise OsError(Errno.ENXIO)


def _serving(place: Place) -> Plain:
    """The inode that serves a place for reading: no copy-up."""
    return place.node if isinstance(place.node, Plain) else place.node.real
