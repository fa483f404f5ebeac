"""System calls on processes: fork, exec, wait, kill, and what a process knows of itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.call import Exited, Replaced
from webapp.simulator.kernel.environ import Environ
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.events import NotSimulated
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.walk import inode_of, permits
from webapp.simulator.kernel.write_calls import WriteCalls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from webapp.simulator.kernel.network import Request, Response
    from webapp.simulator.kernel.process import Process

UNSIMULATED = "unsimulated"
"""Key of the program that says that a file which the image ships has no program of ours."""

SHEBANG_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Image:
    """What execve(2) would run: a program's key and its argument vector."""

    program: str
    argv: tuple[str, ...]
    exe: str


class ProcessCalls(WriteCalls):
    """System calls about processes."""

    # What the process knows of itself.

    @property
    def argv(self) -> tuple[str, ...]:
        """The argument vector, the program's name first."""
        return self.process.argv

    @property
    def args(self) -> tuple[str, ...]:
        """The arguments without the program's name."""
        return self.process.argv[1:]

    @property
    def name(self) -> str:
        """The last part of the name that it was called by."""
        return self.process.argv[0].rsplit("/", 1)[-1] if self.process.argv else ""

    @property
    def state(self) -> object | None:
        """What the program saved by `Wait`; None when it is called for the first time."""
        return self.process.state

    @property
    def env(self) -> Environ:
        """The environment."""
        return self.process.env

    def getenv(self, name: str, default: str = "") -> str:
        """One variable of the environment."""
        return self.process.env.get(name) or default

    @property
    def now(self) -> int:
        """The simulated time in nanoseconds since 1970."""
        return self.kernel.clock

    @property
    def started(self) -> int:
        """When this program was started (nanoseconds): `sleep` waits from here."""
        return self.process.started

    @property
    def uid(self) -> int:
        """The user id."""
        return self.process.uid

    @property
    def gid(self) -> int:
        """The group id."""
        return self.process.gid

    @property
    def hostname(self) -> str:
        """The host's name, or the container's."""
        return self.kernel.hostnames.get(self.process.container or "", "host")

    def umask(self, mask: int | None = None) -> int:
        """Set the file mode mask, if one is given, and give the old one."""
        old = self.process.umask
        if mask is not None:
            self.update(replace(self.process, umask=mask & 0o777))
        return old

    def getpid(self) -> int:
        """The process's number as it sees it itself."""
        return self.visible_pid(self.pid)

    def visible_pid(self, pid: int) -> int:
        """A process's number within this process's PID namespace; 0 if it isn't visible."""
        process = self.kernel.processes.get(pid)
        if process is None:
            return 0
        if self.process.container is None:
            return pid
        return process.vpid if process.container == self.process.container else 0

    def processes(self) -> list[Process]:
        """The processes that this one can see, oldest first."""
        container = self.process.container
        everything = (self.kernel.processes[pid] for pid in sorted(self.kernel.processes))
        return [p for p in everything if not p.ended and container in {None, p.container}]

    # Starting and ending.

    def resolve(self, path: str, argv: Sequence[str], depth: int = 0) -> Image:
        """Find what execve(2) of a path would run; raises ENOENT, EACCES, ENOEXEC, ELOOP."""
        place = self.find(path)
        inode = inode_of(self.kernel, place.node)
        if inode.kind is not Kind.FILE or "noexec" in place.mount.options:
            raise OsError(Errno.EACCES)
        if not inode.mode & 0o111 or not permits(inode, self.who, 1):
            raise OsError(Errno.EACCES)
        content = inode.content
        if content.program is not None:
            return Image(content.program, tuple(argv), self.absolute(place.path))
        head = content.read(0, 256)
        if head.startswith(b"#!"):
            if depth >= SHEBANG_DEPTH:
                raise OsError(Errno.ELOOP)
            words = head[2:].split(b"\n")[0].decode("utf-8", "surrogateescape").split(None, 1)
            if not words:
                raise OsError(Errno.ENOEXEC)
            inner = (words[0], *(w.strip() for w in words[1:]), path, *argv[1:])
            return self.resolve(words[0], inner, depth + 1)
        if content.extents and not isinstance(content.extents[0], bytes):
            return Image(UNSIMULATED, tuple(argv), self.absolute(place.path))
        raise OsError(Errno.ENOEXEC)

    def exec(self, path: str, argv: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """Become another program; returns only by raising OsError, or Replaced to the scheduler."""
        image = self.resolve(path, argv)
        process = self.process
        closing = [fd for fd in sorted(process.fds) if process.fds[fd].cloexec]
        for fd in closing:
            self.close(fd)
        new_env = process.env if env is None else Environ(env)
        self.update(
            replace(
                self.process,
                program=image.program,
                argv=image.argv,
                env=new_env,
                exe=image.exe,
                state=None,
                started=self.kernel.clock,
                handled=frozenset(),
            )
        )
        raise Replaced

    def fork(
        self,
        state: object,
        fds: Mapping[int, int] | None = None,
        *,
        close: Sequence[int] = (),
        background: bool = False,
    ) -> int:
        """Start a copy of this process whose program goes on from `state`; give its number.

        `fds` maps the child's descriptors to the parent's; the others are inherited, but those in
        `close`. A `background` child doesn't get Ctrl-C.
        """
        # Whoever waits is looked at again and again: a crowd costs more than its members.
        self.kernel.disks.budget.started()
        self.kernel.disks.budget.step(len(self.kernel.processes))
        parent = self.process
        table = parent.fds
        for child_fd, fd in sorted((fds or {}).items()):
            if fd not in parent.fds:
                raise OsError(Errno.EBADF)
            table = table.insert(child_fd, replace(parent.fds[fd], cloexec=False))
        for fd in close:
            table = table.discard(fd)
        pid = self.kernel.new_pid()
        self.kernel.put(
            replace(
                parent,
                pid=pid,
                ppid=parent.pid,
                fds=table,
                state=state,
                until=None,
                started=self.kernel.clock,
                pending=(),
                init=False,
                foreground=parent.foreground and not background,
                vpid=self.kernel.new_visible_pid(parent.container),
            )
        )
        return pid

    def spawn(
        self,
        path: str,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        fds: Mapping[int, int] | None = None,
        *,
        close: Sequence[int] = (),
        background: bool = False,
    ) -> int:
        """Start the program in a file as a child (fork and exec in one) and give its number.

        Raises what `resolve` raises, before anything is started.
        """
        image = self.resolve(path, argv)
        pid = self.fork(None, fds, close=close, background=background)
        child = self.kernel.processes[pid]
        kept = child.fds
        for fd in sorted(child.fds):
            if child.fds[fd].cloexec:
                kept = kept.remove(fd)
        self.kernel.put(
            replace(
                child,
                program=image.program,
                argv=image.argv,
                exe=image.exe,
                fds=kept,
                env=child.env if env is None else Environ(env),
                handled=frozenset(),
            )
        )
        return pid

    def exit(self, status: int) -> None:
        """End the process at once."""
        raise Exited(status & 0xFF)

    def poll(self, pid: int) -> int | None:
        """The exit status of a child that has ended, else None; raises ECHILD if it isn't one."""
        child = self.kernel.processes.get(pid)
        if child is None or child.ppid != self.pid:
            raise OsError(Errno.ECHILD)
        return child.status

    def reap(self, pid: int) -> int | None:
        """Like `poll`, and forgets a child that has ended."""
        status = self.poll(pid)
        if status is not None:
            self.kernel.processes = self.kernel.processes.remove(pid)
        return status

    def children(self) -> list[int]:
        """The numbers of all children, ended or not."""
        everything = self.kernel.processes
        return [pid for pid in sorted(everything) if everything[pid].ppid == self.pid]

    # Signals.

    def handle(self, *signals: int) -> None:
        """Say which signals the program takes itself; the others do what they do by default."""
        self.update(replace(self.process, handled=frozenset(signals)))

    def ignore(self, *signals: int) -> None:
        """Say which signals pass unnoticed; inherited by children."""
        self.update(replace(self.process, ignored=frozenset(signals)))

    def signals(self) -> tuple[int, ...]:
        """Take the handled signals that have arrived."""
        pending = self.process.pending
        if pending:
            self.update(replace(self.process, pending=()))
        return pending

    def kill(self, pid: int, signal: int) -> None:
        """Send a signal to a process by the number that this one sees; raises ESRCH, EPERM."""
        for process in self.processes():
            if self.visible_pid(process.pid) == pid:
                if self.uid not in {0, process.uid}:
                    raise OsError(Errno.EPERM)
                if self._is_own_init(process) and signal not in process.handled:
                    return
                within = process.init and process.container == self.process.container
                if within and signal not in process.handled:
                    return  # not even SIGKILL reaches PID 1 from within (pid_namespaces(7))
                self.kernel.signal(process.pid, signal)
                me = self.kernel.processes.get(self.pid)
                if me is None or me.ended:  # it has killed itself, and may be gone already
                    raise Exited(0 if me is None else me.status or 0)
                return
        raise OsError(Errno.ESRCH)

    def _is_own_init(self, process: Process) -> bool:
        """PID 1 gets from its own namespace only what it handles, not even SIGKILL (signal(7))."""
        return process.init and process.container == self.process.container

    # Sockets.

    def connect(self, path: str) -> object:
        """Connect to a daemon's unix socket and give the daemon; raises ENOENT, ECONNREFUSED."""
        place = self.find(path)
        inode = inode_of(self.kernel, place.node)
        if inode.kind is not Kind.SOCKET:
            raise OsError(Errno.ECONNREFUSED)
        if not permits(inode, self.who, 2):
            raise OsError(Errno.EACCES)
        daemon = self.kernel.sockets.get(inode.target)
        if daemon is None:
            raise OsError(Errno.ECONNREFUSED)
        return daemon

    def listen(self, port: int) -> None:
        """Answer on a TCP port of this process's network; raises EADDRINUSE."""
        self.kernel.listen(self.process.container or "host", port, self.pid)

    def request(self, host: str, port: int, request: Request) -> Response:
        """Send an HTTP request; raises ECONNREFUSED, EHOSTUNREACH (no such host)."""
        return self.kernel.request(self.process.container or "host", host, port, request)

    # Honesty.

    def not_simulated(self, what: str) -> int:
        """Say that something exists in life and not here; gives the exit status 127."""
        self.err(f"layerlab: not simulated: {what}\n")
        self.kernel.events.append(NotSimulated(what))
        return 127
