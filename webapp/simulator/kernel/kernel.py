"""The kernel's tables while a command runs: a working copy of the value that they are between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.descriptors import (
    ContainerOutput,
    Opened,
    OpenFile,
    PipeEnd,
    Pty,
)
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.events import FileEvent
from webapp.simulator.kernel.holding import HeldDisks
from webapp.simulator.kernel.mounts import Mount, MountTable, Path
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.overlay import Overlay
from webapp.simulator.kernel.state import KernelState, Listener

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.kernel.budget import Limits
    from webapp.simulator.kernel.network import Request, Response
    from webapp.simulator.kernel.process import Process

SIGKILL = 9
_HARMLESS = {17, 18, 23, 28}
"""SIGCHLD, SIGCONT, SIGURG, SIGWINCH: ignored unless handled."""


def _nobody(_pid: int, _request: Request) -> Response:
    raise OsError(Errno.ECONNREFUSED)


class Kernel:
    """A working copy of the kernel's tables.

    `snapshot` and `restore` turn it into a value and back.
    """

    def __init__(self, state: KernelState, limits: Limits | None = None) -> None:
        """Work from `state`, within `limits`."""
        self.disks = HeldDisks(self, limits)
        self.events: list[object] = []
        """KernelEvents and, in between, what a daemon adds of its own.

        In the order of happening.
        """
        self.printed: list[tuple[str, bytes]] = []
        self.context: tuple[int, Mount] | None = None
        self.container_output: Callable[[str, str, bytes], None] = lambda _c, _s, _d: None
        self.init_ended: Callable[[Process, int], None] = lambda _p, _s: None
        self.answer: Callable[[int, Request], Response] = _nobody
        self.sockets: dict[str, object] = {}
        self.orphans: dict[int, int] = {}
        """How those ended whose parents were gone: nobody else keeps it."""
        self._ends: tuple[object, frozenset[tuple[int, bool]]] = (None, frozenset())
        self.restore(state)

    def restore(self, state: KernelState) -> None:
        """Take over everything from `state`."""
        self.disks.filesystems = state.filesystems
        self.disks.next_fs = state.next_fs
        self.disks.clock = state.clock
        self.overlays = state.overlays
        self.namespaces = state.namespaces
        self.processes = state.processes
        self.opened = state.opened
        self.pipes = state.pipes
        self.listeners = state.listeners
        self.hostnames = state.hostnames
        self.visible_pids = state.visible_pids
        self.addresses = state.addresses
        self.terminal = state.terminal
        self.boot = state.boot
        self.next_overlay = state.next_overlay
        self.next_namespace = state.next_namespace
        self.next_pid = state.next_pid
        self.next_opened = state.next_opened
        self.next_pipe = state.next_pipe

    def snapshot(self) -> KernelState:
        """Give everything as a value."""
        return KernelState(
            self.disks.filesystems,
            self.overlays,
            self.namespaces,
            self.processes,
            self.opened,
            self.pipes,
            self.listeners,
            self.hostnames,
            self.visible_pids,
            self.addresses,
            self.terminal,
            self.disks.clock,
            self.boot,
            self.disks.next_fs,
            self.next_overlay,
            self.next_namespace,
            self.next_pid,
            self.next_opened,
            self.next_pipe,
        )

    @property
    def clock(self) -> int:
        """The simulated time in nanoseconds since 1970."""
        return self.disks.clock

    # Overlay superblocks.

    def overlay(self, id_: int) -> Overlay:
        """A superblock by number."""
        return self.overlays[id_]

    def put_overlay(self, overlay: Overlay) -> None:
        """Enter or replace a superblock."""
        self.overlays = self.overlays.insert(overlay.id, overlay)

    def make_overlay(
        self, lowers: tuple[Plain, ...], upper: Plain | None, work: Plain | None
    ) -> Overlay:
        """Put layers together; the directory `work` of the workdir is made as mount(2) makes it."""
        inner = None if work is None else self.disks.directory(work, "work", mode=0)
        overlay = Overlay(self.next_overlay, lowers, upper, inner)
        self.next_overlay += 1
        self.put_overlay(overlay)
        return overlay

    # Events.

    def note(
        self,
        what: str,
        inside: Path,
        *,
        kind: str = "-",
        size: int = 0,
        lower: Plain | None = None,
        append: bool = False,
        to: Path | None = None,
    ) -> None:
        """Record that something happened to a file of the mount that is being worked in."""
        if self.context is None:
            return
        namespace, mount = self.context
        target = None if to is None else mount.at + to
        path = mount.at + inside
        self.events.append(
            FileEvent(what, namespace, path, mount, inside, kind, size, append, lower, target)
        )

    # Mount namespaces.

    def table(self, namespace: int) -> MountTable:
        """The mount table of a namespace."""
        return self.namespaces[namespace]

    def mount(self, namespace: int, mount: Mount) -> None:
        """Mount something in a namespace."""
        table = self.namespaces.get(namespace) or MountTable()
        self.namespaces = self.namespaces.insert(namespace, table.add(mount))

    def unmount(self, namespace: int, at: Path) -> None:
        """Take the topmost mount at a path away and free what only it held."""
        table = self.namespaces[namespace]
        gone = table.top(at)
        self.namespaces = self.namespaces.insert(namespace, table.remove(at))
        if gone is not None and isinstance(gone.root, Plain):
            self._let_go(gone.root, gone.kind)

    def make_namespace(self) -> int:
        """Make an empty mount namespace."""
        number = self.next_namespace
        self.next_namespace += 1
        self.namespaces = self.namespaces.insert(number, MountTable())
        return number

    def drop_namespace(self, namespace: int) -> None:
        """Forget a mount namespace and free what only its mounts held."""
        table = self.namespaces[namespace]
        self.namespaces = self.namespaces.remove(namespace)
        for mount in table.order:
            if isinstance(mount.root, Plain):
                self._let_go(mount.root, mount.kind)

    def _let_go(self, root: Plain, kind: str) -> None:
        """A tmpfs goes with its last mount; elsewhere only an inode without names goes."""
        if kind in {"tmpfs", "devpts", "mqueue"} and root.ino == 2:
            if not any(m.root == root for t in self.namespaces.values() for m in t.order):
                self.disks.filesystems = self.disks.filesystems.discard(root.fs)
        else:
            self.disks.release(root)

    # Processes and open files.

    def put(self, process: Process) -> None:
        """Enter or replace a process."""
        self.processes = self.processes.insert(process.pid, process)

    def add_opened(self, opened: Opened) -> int:
        """Enter an open file description and give its number."""
        number = self.next_opened
        self.next_opened += 1
        self.opened = self.opened.insert(number, opened)
        return number

    def references(self, opened: int) -> bool:
        """Whether any process (or a pty) still holds an open file description."""
        for process in self.processes.values():
            if not process.ended and any(d.opened == opened for d in process.fds.values()):
                return True
        return any(isinstance(o, Pty) and o.target == opened for o in self.opened.values())

    def _still_held(self) -> set[int]:
        """The open file descriptions that some process (or a pty) holds."""
        held = {o.target for o in self.opened.values() if isinstance(o, Pty) and o.target}
        for process in self.processes.values():
            if not process.ended:
                held.update(d.opened for d in process.fds.values())
        return held

    def drop_opened(self, opened: int) -> None:
        """Forget an open file description if nobody holds it, and what only it held."""
        if self.references(opened):
            return
        self._forget(opened)

    def _forget(self, opened: int) -> None:
        """Close an open file description that nobody holds."""
        gone = self.opened.get(opened)
        if gone is None:
            return
        self.opened = self.opened.remove(opened)
        if isinstance(gone, OpenFile):
            self.disks.release(gone.inode)
        elif isinstance(gone, Pty) and gone.target is not None:
            self.drop_opened(gone.target)
        elif isinstance(gone, PipeEnd) and not (
            self.pipe_writers(gone.pipe) or self.pipe_readers(gone.pipe)
        ):
            self.pipes = self.pipes.discard(gone.pipe)

    def pipe_writers(self, pipe: int) -> bool:
        """Whether anybody can still write into a pipe."""
        return (pipe, True) in self._pipe_ends()

    def pipe_readers(self, pipe: int) -> bool:
        """Whether anybody can still read from a pipe."""
        return (pipe, False) in self._pipe_ends()

    def _pipe_ends(self) -> frozenset[tuple[int, bool]]:
        """The ends of pipes that are open, as (pipe, writes)."""
        # Asked for every process that waits at a pipe, while none of the files changes.
        if self._ends[0] is not self.opened:
            ends = (o for o in self.opened.values() if isinstance(o, PipeEnd))
            self._ends = (self.opened, frozenset((end.pipe, end.writes) for end in ends))
        return self._ends[1]

    def new_pid(self) -> int:
        """A process number that was never used."""
        pid = self.next_pid
        self.next_pid += 1
        return pid

    def new_visible_pid(self, container: str | None) -> int:
        """The next process number within a container; 0 on the host, which sees the real ones."""
        if container is None:
            return 0
        number = (self.visible_pids.get(container) or 0) + 1
        self.visible_pids = self.visible_pids.insert(container, number)
        return number

    def signal(self, pid: int, signal: int) -> None:
        """Let a signal reach a process (signal(7)).

        Taken, ignored, dropped by PID 1, or its end.
        """
        process = self.processes.get(pid)
        if process is None or process.ended or signal == 0:
            return
        if signal != SIGKILL:
            if signal in process.handled:
                self.put(replace(process, pending=(*process.pending, signal)))
                return
            if signal in process.ignored or signal in _HARMLESS or process.init:
                return
        self.end_process(pid, 128 + signal)

    def end_process(self, pid: int, status: int) -> None:
        """Close everything a process holds and leave its exit status."""
        process = self.processes.get(pid)
        if process is None or process.ended:
            return
        held = sorted({d.opened for d in process.fds.values()})
        self.put(replace(process, fds=HashTrieMap(), status=status, until=None, state=None))
        others = self._still_held()
        for opened in held:
            if opened not in others:
                self._forget(opened)
        self.listeners = _without(self.listeners, pid)
        for child in sorted(self.processes):
            orphan = self.processes[child]
            if orphan.ppid == pid:
                if orphan.ended:
                    self.processes = self.processes.remove(child)
                else:
                    self.put(replace(orphan, ppid=0))
        if process.ppid not in self.processes:
            self.processes = self.processes.remove(pid)
            self.orphans[pid] = status
        if process.init:
            for other in sorted(self.processes):
                if self.processes[other].container == process.container and other != pid:
                    self.end_process(other, 128 + SIGKILL)
            self.init_ended(process, status)

    # Networks.

    def listen(self, network: str, port: int, pid: int) -> None:
        """Let a process answer on a port; raises EADDRINUSE."""
        if (network, port) in self.listeners:
            raise OsError(Errno.EADDRINUSE)
        self.listeners = self.listeners.insert((network, port), Listener(pid))

    def request(self, network: str, host: str, port: int, request: Request) -> Response:
        """Carry a request from a network to whoever answers there."""
        if host not in {"localhost", "127.0.0.1", "0.0.0.0", "::1"}:
            found = self.addresses.get(host)
            if found is None:
                raise OsError(Errno.EHOSTUNREACH)
            network = found
        listener = self.listeners.get((network, port))
        if listener is not None and listener.forward is not None:
            listener = self.listeners.get(listener.forward)
        if listener is None or listener.pid is None:
            raise OsError(Errno.ECONNREFUSED)
        return self.answer(listener.pid, request)

    def write_out(self, stream: str, data: bytes) -> None:
        """Show bytes on the learner's terminal."""
        self.disks.budget.printed(len(data))
        self.printed.append((stream, data))

    def write_opened(self, number: int | None, data: bytes) -> None:
        """Write to a description that a container's output is passed on to."""
        opened = None if number is None else self.opened.get(number)
        if isinstance(opened, PipeEnd):
            self.disks.budget.wrote(len(data))
            pipe = self.pipes.get(opened.pipe)
            if pipe is not None:
                self.pipes = self.pipes.insert(opened.pipe, pipe.with_data(data))
        elif isinstance(opened, Pty):
            self.write_opened(opened.target, data)
        elif isinstance(opened, ContainerOutput):
            self.container_output(opened.container, opened.stream, data)
            self.write_opened(opened.attached, data)
        elif isinstance(opened, OpenFile):
            if number is not None and opened.writable:
                self._write_file(number, opened, data)
        elif opened is not None and hasattr(opened, "stream"):
            self.write_out(opened.stream, data)

    def _write_file(self, number: int, opened: OpenFile, data: bytes) -> None:
        """Write at the place that an open file description has come to."""
        disks = self.disks
        disks.budget.wrote(len(data))
        content = disks.inode(opened.inode).content
        offset = content.size if opened.append else opened.offset
        filled = content.write(offset, Content.of(data))
        disks.fill(opened.inode, filled, disks.tick())
        place = replace(
            opened, offset=offset + len(data), written=opened.written + len(data)
        )
        self.opened = self.opened.insert(number, place)

    def is_mount_point(self, namespace: int, path: Path) -> bool:
        """Whether something is mounted at exactly this path."""
        return self.namespaces[namespace].top(path) is not None


def _without(
    listeners: HashTrieMap[tuple[str, int], Listener], pid: int
) -> HashTrieMap[tuple[str, int], Listener]:
    for key in sorted(listeners):
        if listeners[key].pid == pid:
            listeners = listeners.remove(key)
    return listeners
