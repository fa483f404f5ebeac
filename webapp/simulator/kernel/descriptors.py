"""Open file descriptions: what a descriptor reads from and writes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from webapp.simulator.kernel.mounts import Mount, Path
    from webapp.simulator.kernel.node import Node, Plain


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open regular file, by the inode that served it when it was opened.

    An overlay file opened for reading before a copy-up goes on reading the lower file
    (overlayfs.rst, "Non-standard behavior").
    """

    inode: Plain
    path: Path
    mount: Mount
    inside: Path
    readable: bool
    writable: bool
    append: bool = False
    offset: int = 0
    written: int = 0
    generated: bytes | None = None


@dataclass(frozen=True, slots=True)
class OpenDirectory:
    """An open directory."""

    node: Node
    path: Path


@dataclass(frozen=True, slots=True)
class PipeEnd:
    """One end of a pipe."""

    pipe: int
    writes: bool


@dataclass(frozen=True, slots=True)
class Console:
    """The learner's terminal.

    `stream` is where output is shown: ``stdin``, ``stdout``, ``stderr``.
    """

    stream: str
    tty: bool


@dataclass(frozen=True, slots=True)
class ContainerOutput:
    """What a container's main process writes to: kept in its log, and shown to who is attached.

    `attached` is the open description of the client that looks on.
    """

    container: str
    stream: str
    attached: int | None
    tty: bool


@dataclass(frozen=True, slots=True)
class Pty:
    """The terminal of a container under `-t`: passes everything to another description."""

    target: int | None
    tty: bool = True


@dataclass(frozen=True, slots=True)
class Device:
    """A character device: ``null``, ``zero``, ``full``, ``random``."""

    name: str


Opened = OpenFile | OpenDirectory | PipeEnd | Console | ContainerOutput | Pty | Device


CHUNK: Final = 8192


@dataclass(frozen=True, slots=True)
class Pipe:
    """Bytes on their way from one process to another."""

    chunks: tuple[bytes, ...] = ()

    def with_data(self, data: bytes) -> Pipe:
        """Give the pipe with more in it; small writes share a chunk, or many would be slow."""
        if self.chunks and len(self.chunks[-1]) < CHUNK:
            return Pipe((*self.chunks[:-1], self.chunks[-1] + data))
        return Pipe((*self.chunks, data))
