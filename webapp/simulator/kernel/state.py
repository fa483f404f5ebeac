"""The kernel's tables as a value, between commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.disks import NO_FILESYSTEMS

if TYPE_CHECKING:
    from webapp.simulator.kernel.descriptors import Opened, Pipe
    from webapp.simulator.kernel.filesystem import Filesystem
    from webapp.simulator.kernel.mounts import MountTable
    from webapp.simulator.kernel.overlay import Overlay
    from webapp.simulator.kernel.process import Process

HOST = 0
"""The host's mount namespace."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A process that answers on a TCP port, or a published port that leads to another one.

    Ports are numbered within a network: ``host``, or a container's id.
    """

    pid: int | None = None
    forward: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Terminal:
    """The learner's terminal: typed lines that nobody has read yet, and of what kind it is.

    With `full`, it is a page's terminal and everything on it counts as a terminal; without, it is a
    script's: input counts as one, output does not, and only prompts and shells take lines from it.
    """

    full: bool = False
    lines: tuple[str, ...] = ()
    ended: bool = False
    prompt: str = ""
    """What stands in front of the line that is waited for."""
    asks: str = ""
    """Who waits.

    ``command`` or ``more`` (a shell), ``answer`` (a question), ``input``, or nobody.
    """
    reader: int = 0
    """The process that waits."""


@dataclass(frozen=True, slots=True)
class KernelState:
    """All that the kernel knows, as a value."""

    filesystems: HashTrieMap[int, Filesystem] = NO_FILESYSTEMS
    overlays: HashTrieMap[int, Overlay] = HashTrieMap()
    namespaces: HashTrieMap[int, MountTable] = HashTrieMap()
    processes: HashTrieMap[int, Process] = HashTrieMap()
    opened: HashTrieMap[int, Opened] = HashTrieMap()
    pipes: HashTrieMap[int, Pipe] = HashTrieMap()
    listeners: HashTrieMap[tuple[str, int], Listener] = HashTrieMap()
    hostnames: HashTrieMap[str, str] = HashTrieMap()
    """By container id; the host's own under the empty string."""
    visible_pids: HashTrieMap[str, int] = HashTrieMap()
    """The last number given in each container."""
    addresses: HashTrieMap[str, str] = HashTrieMap()
    """Which network an IP address leads to."""
    terminal: Terminal = Terminal()
    clock: int = 0
    boot: int = 0
    next_fs: int = 1
    next_overlay: int = 1
    next_namespace: int = HOST + 1
    next_pid: int = 1
    next_opened: int = 1
    next_pipe: int = 1
