"""System calls that write: files, pipes, devices, the terminal."""

from __future__ import annotations

from dataclasses import replace

from webapp.simulator.kernel.call import Exited
from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.descriptor_calls import Open
from webapp.simulator.kernel.descriptors import (
    Device,
    OpenDirectory,
    OpenFile,
    PipeEnd,
)
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.events import FileEvent
from webapp.simulator.kernel.read_calls import ReadCalls

SIGPIPE = 13


class WriteCalls(ReadCalls):
    """System calls that write to a descriptor."""

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
