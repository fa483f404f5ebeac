"""System calls that read: files, pipes, devices, the terminal."""

from __future__ import annotations

from dataclasses import replace

from webapp.simulator.kernel.call import WouldBlock
from webapp.simulator.kernel.content import Blob, Content, Zeros
from webapp.simulator.kernel.descriptor_calls import DescriptorCalls
from webapp.simulator.kernel.descriptors import (
    Console,
    Device,
    OpenDirectory,
    OpenFile,
    Pipe,
    PipeEnd,
    Pty,
)
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.process import EndOfInput, Input


class ReadCalls(DescriptorCalls):
    """System calls that read from a descriptor."""

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
