"""System calls on descriptors: open, read, write, close, dup, pipe."""

from __future__ import annotations

from dataclasses import replace
from enum import Flag, auto

from webapp.simulator.kernel import files
from webapp.simulator.kernel.call import Exited, WouldBlock
from webapp.simulator.kernel.content import EMPTY, Blob, Content, Zeros
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
from webapp.simulator.kernel.events import FileEvent
from webapp.simulator.kernel.file_calls import FileCalls
from webapp.simulator.kernel.generated import generate
from webapp.simulator.kernel.inode import Inode, Kind, Stat
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.process import Descriptor, EndOfInput, Input
from webapp.simulator.kernel.walk import Place, inode_of, permits

DEVICES = {(1, 3): "null", (1, 5): "zero", (1, 7): "full", (1, 8): "random", (1, 9): "random"}
SIGPIPE = 13


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

    # Reading.

    def read(self, fd: int, length: int | None = None) -> bytes:
        """Read up to `length` bytes, all that is there if None; b"" is the end.

        Raises WouldBlock while a pipe or terminal has nothing and may still get something.
        """
        self.kernel.disks.budget.step()
        opened = self._opened(fd)
        if isinstance(opened, OpenDirectory):
            raise OsError(Errno.EISDIR)
        if isinstance(opened, OpenFile):
            return self._read_file(fd, opened, length)
        if isinstance(opened, PipeEnd):
            return self._read_pipe(fd, opened, length)
        if isinstance(opened, Device):
            return self._read_device(opened, length)
        if isinstance(opened, Pty):
            opened = self.kernel.opened.get(opened.target or 0, Device("null"))
            if isinstance(opened, PipeEnd):
                return self._read_pipe(fd, opened, length)
        if isinstance(opened, Console) and self.kernel.terminal.full:
            line = self.prompt_line(fd, "", "input")
            return b"" if line is None else line.encode() + b"\n"
        return b""

    def _read_file(self, fd: int, opened: OpenFile, length: int | None) -> bytes:
        if not opened.readable:
            raise OsError(Errno.EBADF)
        if opened.generated is not None:
            end = None if length is None else opened.offset + length
            data = opened.generated[opened.offset : end]
        else:
            content = self.kernel.disks.inode(opened.inode).content
            part = content.part(opened.offset, length)
            self.kernel.disks.budget.makes(part.size, part.streamed)
            data = part.read()
        self.kernel.disks.budget.wrote(len(data))
        self._store(fd, replace(opened, offset=opened.offset + len(data)))
        return data

    def _read_pipe(self, fd: int, opened: PipeEnd, length: int | None) -> bytes:
        pipe = self.kernel.pipes.get(opened.pipe) or Pipe()
        data = b"".join(pipe.chunks)
        if not data:
            if self.kernel.pipe_writers(opened.pipe):
                raise WouldBlock(Input(fd))
            return b""
        taken = data if length is None else data[:length]
        rest = data[len(taken) :]
        chunks = (rest,) if rest else ()
        self.kernel.pipes = self.kernel.pipes.insert(opened.pipe, Pipe(chunks))
        return taken

    def _read_device(self, opened: Device, length: int | None) -> bytes:
        if opened.name == "null":
            return b""
        count = 1 << 27 if length is None else length
        self.kernel.disks.budget.makes(count, count if opened.name == "random" else 0)
        self.kernel.disks.budget.wrote(count)
        if opened.name == "random":
            seed = f"{self.kernel.clock}:{self.pid}"
            from_stream = Content.of_blob(Blob(seed, count))
            return from_stream.read()
        return b"\0" * count

    def read_all(self, fd: int) -> bytes:
        """Read to the end; raises WouldBlock until nobody can write any more."""
        opened = self._opened(fd)
        end = opened
        if isinstance(end, Pty):
            end = self.kernel.opened.get(end.target or 0, Device("null"))
        if isinstance(end, PipeEnd):
            if self.kernel.pipe_writers(end.pipe):
                raise WouldBlock(EndOfInput(fd))
            return self._read_pipe(fd, end, None)
        data = [self.read(fd)]
        while isinstance(end, Console) and data[-1]:
            data.append(self.read(fd))
        return b"".join(data)

    def read_content(self, fd: int, most: int | None = None) -> Content:
        """Read to the end, or `most` bytes, as extents, so that big files need no bytes."""
        opened = self._opened(fd)
        if isinstance(opened, OpenFile) and opened.generated is None and opened.readable:
            content = self.kernel.disks.inode(opened.inode).content.part(opened.offset, most)
            self._store(fd, replace(opened, offset=opened.offset + content.size))
            return content
        if most and isinstance(opened, Device) and opened.name in {"zero", "full"}:
            return Content((Zeros(most, hole=False),), most)
        if most and isinstance(opened, Device) and opened.name == "random":
            return Content.of_blob(Blob(f"{self.kernel.clock}:{self.pid}", most))
        return Content.of(self.read_all(fd)).part(0, most)

    def prompt_line(self, fd: int, prompt: str, asks: str = "answer") -> str | None:
        """Take the next line typed at the terminal, without its newline; None at its end.

        `prompt` is shown to the learner while this waits; `asks` is ``command`` or ``more`` for a
        shell, ``answer`` for a question, ``input`` for any other read. Where a pipe takes the
        terminal's place, as in a container that nobody is attached to, the line comes from there.
        """
        if fd not in self.process.fds:
            return None  # closed: a shell's input is at its end then
        opened = self._opened(fd)
        if isinstance(opened, Pty):
            opened = self.kernel.opened.get(opened.target or 0, Device("null"))
        if isinstance(opened, PipeEnd):
            return self._pipe_line(fd, opened)
        if isinstance(opened, OpenFile):
            line, newline, _ = self._read_file(fd, opened, None).partition(b"\n")
            self._store(fd, replace(opened, offset=opened.offset + len(line) + len(newline)))
            return line.decode("utf-8", "surrogateescape") if line or newline else None
        if not isinstance(opened, Console):
            return None
        terminal = self.kernel.terminal
        if not terminal.lines:
            if terminal.ended:
                # Ctrl-D is met by the one who reads now, not by the shell around them as well.
                self.kernel.terminal = replace(terminal, ended=False, prompt="", asks="")
                return None
            raise WouldBlock(Input(fd), prompt, asks)
        self.kernel.terminal = replace(terminal, lines=terminal.lines[1:], prompt="", asks="")
        return terminal.lines[0]

    def _pipe_line(self, fd: int, end: PipeEnd) -> str | None:
        pipe = self.kernel.pipes.get(end.pipe) or Pipe()
        line, newline, rest = b"".join(pipe.chunks).partition(b"\n")
        if not newline and self.kernel.pipe_writers(end.pipe):
            raise WouldBlock(EndOfInput(fd) if line else Input(fd))
        chunks = (rest,) if rest else ()
        self.kernel.pipes = self.kernel.pipes.insert(end.pipe, Pipe(chunks))
        return line.decode("utf-8", "surrogateescape") if line or newline else None

    # Writing.

    def write(self, fd: int, data: bytes) -> None:
        """Write all of `data`; raises ENOSPC, EBADF; a pipe nobody reads ends the process."""
        self.kernel.disks.budget.step()
        opened = self._opened(fd)
        if isinstance(opened, OpenFile):
            self.write_content(fd, Content.of(data))
        elif isinstance(opened, PipeEnd):
            if not opened.writes:
                raise OsError(Errno.EBADF)
            if not self.kernel.pipe_readers(opened.pipe):
                raise Exited(128 + SIGPIPE)
            if data:
                self.kernel.write_opened(self.process.fds[fd].opened, data)
        elif isinstance(opened, Device):
            if opened.name == "full":
                raise OsError(Errno.ENOSPC)
        elif isinstance(opened, OpenDirectory):
            raise OsError(Errno.EBADF)
        elif data:
            self.kernel.write_opened(self.process.fds[fd].opened, data)

    def write_content(self, fd: int, content: Content) -> None:
        """Write extents at the descriptor's place; what fits is kept when the disk is full."""
        opened = self._opened(fd)
        if not isinstance(opened, OpenFile):
            # What goes nowhere needs no bytes, and what goes anywhere may not be more than fits.
            made = Content.of(b"\0") if isinstance(opened, Device) and content.size else content
            self.kernel.disks.budget.makes(made.size, made.streamed)
            self.write(fd, made.read())
            return
        if not opened.writable:
            raise OsError(Errno.EBADF)
        disks = self.kernel.disks
        disks.budget.wrote(sum(len(e) for e in content.extents if isinstance(e, bytes)))
        inode = disks.inode(opened.inode)
        offset = inode.content.size if opened.append else opened.offset
        fs = disks.filesystem(opened.inode)
        short = False
        if fs.capacity is not None and fs.used + content.allocated > fs.capacity:
            grown = inode.content.write(offset, content).allocated - inode.content.allocated
            room = max(fs.capacity - fs.used, 0)
            if grown > room:
                short = True
                content = content.part(0, max(content.size - (grown - room), 0))
        if content.size:
            disks.fill(opened.inode, inode.content.write(offset, content), disks.tick())
            self._store(
                fd,
                replace(
                    opened, offset=offset + content.size, written=opened.written + content.size
                ),
            )
            self._tell_written(opened, content.size)
        if short:
            raise OsError(Errno.ENOSPC)

    def _tell_written(self, opened: OpenFile, size: int) -> None:
        namespace = self.process.namespace
        events = self.kernel.events
        last = events[-1] if events else None
        if (
            isinstance(last, FileEvent)
            and last.what in {"written", "created"}
            and last.namespace == namespace
            and last.path == opened.path
        ):
            events[-1] = replace(last, size=last.size + size, append=opened.append)
            return
        events.append(
            FileEvent(
                "written",
                namespace,
                opened.path,
                opened.mount,
                opened.inside,
                size=size,
                append=opened.append,
            )
        )

    def seek(self, fd: int, offset: int) -> None:
        """Set the place of the next read or write in a file; raises ESPIPE for anything else."""
        opened = self._opened(fd)
        if not isinstance(opened, OpenFile):
            raise OsError(Errno.ESPIPE)
        self._store(fd, replace(opened, offset=offset))

    def out(self, text: str) -> None:
        """Write text to standard output."""
        self.write(1, text.encode("utf-8", "surrogateescape"))

    def err(self, text: str) -> None:
        """Write text to standard error."""
        self.write(2, text.encode("utf-8", "surrogateescape"))

    def read_file(self, path: str) -> bytes:
        """The bytes of a file at a path."""
        fd = self.open(path)
        try:
            return self.read(fd)
        finally:
            self.close(fd)

    def write_file(self, path: str, data: bytes, mode: int = 0o666) -> None:
        """Make or replace a file at a path."""
        fd = self.open(path, Open.WRITE | Open.CREATE | Open.TRUNCATE, mode)
        try:
            self.write(fd, data)
        finally:
            self.close(fd)


def _serving(place: Place) -> Plain:
    """The inode that serves a place for reading: no copy-up."""
    return place.node if isinstance(place.node, Plain) else place.node.real
