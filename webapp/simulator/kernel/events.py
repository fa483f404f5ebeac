"""What the kernel saw happen to files while a command ran; the engine turns it into the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.simulator.kernel.mounts import Mount, Path
    from webapp.simulator.kernel.node import Plain


@dataclass(frozen=True, slots=True)
class FileEvent:
    """Something happened to a file.

    `what` is one of ``created``, ``written``, ``copied-up``, ``whiteout``, ``opaque``, ``removed``,
    ``renamed``, ``attributes``. `namespace` and `path` say who saw it under which name, `mount`
    what it is mounted in and `inside` the path within that mount. `size` is the bytes concerned:
    written, or copied up. `lower` is the inode that a copy-up or a whiteout is about.
    """

    what: str
    namespace: int
    path: Path
    mount: Mount
    inside: Path
    kind: str = "-"
    size: int = 0
    append: bool = False
    lower: Plain | None = None
    to: Path | None = None


@dataclass(frozen=True, slots=True)
class NotSimulated:
    """A program, flag or image exists in life and not here."""

    what: str


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A command that would not have ended was ended as by Ctrl-C, or a limit was reached."""

    why: str


KernelEvent = FileEvent | NotSimulated | Interrupted
