"""RUN: a process of the image's own, on the layers so far, without a network.

What BuildKit's executor gives it: /proc, /sys and /dev, a hosts file and a resolv.conf that leave
no trace but their directories, the host name ``buildkitsandbox``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rpds import HashTrieMap

from webapp.simulator.catalog.host import make_dev
from webapp.simulator.engine import messages
from webapp.simulator.engine.users import User, find_user
from webapp.simulator.kernel.descriptors import Device, Opened, Pipe, PipeEnd
from webapp.simulator.kernel.environ import Environ
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.mounts import Mount
from webapp.simulator.kernel.process import Descriptor, Process
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.sys import Sys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from webapp.simulator.engine.builder.workspace import Workspace
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.node import Node, Plain

HOSTNAME: Final = "buildkitsandbox"
_HOSTS: Final = f"127.0.0.1\tlocalhost {HOSTNAME}\n::1\tlocalhost ip6-localhost ip6-loopback\n"
_RESOLVER: Final = "nameserver 192.168.1.1\n"
_QUIET: Final = ("rw", "nosuid", "nodev", "noexec", "relatime")
_DEV: Final = ("rw", "nosuid", "size=65536k", "mode=755")
SCRIPTS: Final = "pipes"
"""Where in /dev a heredoc that is a script stands."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be run: words, environment, where and as whom; `script` is (name, text)."""

    argv: tuple[str, ...]
    env: Mapping[str, str]
    workdir: str
    user: str
    script: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Ran:
    """How it went: what was written, in order, and the exit status."""

    output: bytes
    status: int


def run(space: Workspace, task: Task, run_to_end: Callable[[int], int]) -> Ran:
    """Run a task to its end; raises ApiError if the image doesn't have its user."""
    user = find_user(space.kernel, space.root, task.user)
    sandbox = _Sandbox(space)
    try:
        return sandbox.run(task, user, run_to_end)
    finally:
        sandbox.close()


class _Sandbox:
    """A namespace of mounts over a workspace, and the one process that starts in it."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._kernel = kernel = space.kernel
        kernel.context = None
        self._name = f"build-{space.overlay.id}"
        self._stubs: list[tuple[str, ...]] = []
        self._etc = self._moment("etc")
        self._filesystems: list[int] = []
        self._opened: list[int] = []
        self._namespace = kernel.make_namespace()
        kernel.hostnames = kernel.hostnames.insert(self._name, HOSTNAME)
        options = ("rw", "relatime", f"upperdir={space.merged.removesuffix('merged')}diff")
        kernel.mount(self._namespace, Mount((), space.root, "overlay", "overlay", options))
        for name in ("proc", "sys", "dev"):
            space.directory(name)
            shown = kernel.table(HOST).top((name,))
            if shown is not None and name != "dev":
                self._mount((name,), shown.root, shown.kind)
        self._dev = _devices(kernel)
        self._mount(("dev",), self._dev, "tmpfs", _DEV)
        files = kernel.disks.make_filesystem("ext4", "/dev/vda1")
        self._filesystems = [self._dev.fs, files.fs]
        for name, text in (("hosts", _HOSTS), ("resolv.conf", _RESOLVER)):
            file = kernel.disks.write_file(files, name, text.encode())
            if space.node("etc", name) is None:
                space.directory("etc")
                now = kernel.disks.clock
                space.put(Inode(Kind.FILE, 0o755, mtime=now, ctime=now), "etc", name)
                self._stubs.append(("etc", name))
            self._mount(("etc", name), file, "ext4")

    def _moment(self, *names: str) -> int | None:
        node = self._space.node(*names)
        return None if node is None else self._kernel.disks.inode(node.real).mtime

    def _mount(
        self, at: tuple[str, ...], root: Node, kind: str, options: tuple[str, ...] = _QUIET
    ) -> None:
        self._kernel.mount(self._namespace, Mount(at, root, kind, kind, options))

    def run(
        self, task: Task, user: User, run_to_end: Callable[[int], int]
    ) -> Ran:
        kernel = self._kernel
        workdir = task.workdir or "/"
        names = tuple(name for name in workdir.split("/") if name)
        self._space.directory(*names)
        if task.script is not None:
            holder = kernel.disks.directory(self._dev, SCRIPTS)
            kernel.disks.write_file(holder, task.script[0], task.script[1].encode(), 0o755)
        pid, reader = self._start(task, user, names)
        try:
            _resolve(kernel, pid, task.argv)
        except LookupError as error:
            message = f"unable to start container process: {error.args[0]}"
            return Ran(f"runc run failed: {message}\n".encode(), 1)
        status = run_to_end(pid)
        return Ran(self._written(reader), status)

    def _start(
        self, task: Task, user: User, cwd: tuple[str, ...]
    ) -> tuple[int, int]:
        """Enter the process, with a pipe that takes what it writes; gives both numbers."""
        kernel = self._kernel
        pipe = kernel.next_pipe
        kernel.next_pipe += 1
        kernel.pipes = kernel.pipes.insert(pipe, Pipe())
        reader, writer = self._open(PipeEnd(pipe, False)), self._open(PipeEnd(pipe, True))
        null = self._open(Device("null"))
        fds = {0: Descriptor(null), 1: Descriptor(writer), 2: Descriptor(writer)}
        env = {"HOME": user.home, **task.env}
        pid = kernel.new_pid()
        # Somebody must be its parent, or nothing would be left of it to tell its status.
        parent = min((p for p in kernel.processes if not kernel.processes[p].ended), default=0)
        kernel.put(Process(
            pid, parent, "", task.argv, Environ(env), cwd,
            uid=user.uid, gid=user.gid, groups=user.groups,
            namespace=self._namespace, container=self._name, privileged=False, init=True,
            vpid=kernel.new_visible_pid(self._name), fds=HashTrieMap(fds),
            started=kernel.clock, foreground=False,
        ))
        return pid, reader

    def _open(self, opened: Opened) -> int:
        number = self._kernel.add_opened(opened)
        self._opened.append(number)
        return number

    def _written(self, reader: int) -> bytes:
        kernel = self._kernel
        end = kernel.opened[reader]
        assert isinstance(end, PipeEnd)
        pipe = kernel.pipes.get(end.pipe)
        return b"" if pipe is None else b"".join(pipe.chunks)

    def close(self) -> None:
        """End what still runs, take mounts and stand-ins away."""
        kernel = self._kernel
        for pid in sorted(kernel.processes):
            if kernel.processes[pid].container == self._name:
                kernel.end_process(pid, 137)
        for pid in sorted(kernel.processes):
            if kernel.processes[pid].container == self._name:
                kernel.processes = kernel.processes.remove(pid)
        for number in self._opened:
            kernel.drop_opened(number)
        kernel.drop_namespace(self._namespace)
        kernel.hostnames = kernel.hostnames.discard(self._name)
        kernel.visible_pids = kernel.visible_pids.discard(self._name)
        kernel.context = None
        for fs in self._filesystems:
            kernel.disks.filesystems = kernel.disks.filesystems.discard(fs)
        for names in self._stubs:
            self._space.remove(*names)
        if self._etc is not None and self._stubs:
            self._space.touch(self._etc, "etc")


def _devices(kernel: Kernel) -> Plain:
    """A /dev as a container has it: no console, a multiplexer of terminals."""
    dev, disks = make_dev(kernel), kernel.disks
    disks.unlink(dev, "console")
    disks.add(dev, "ptmx", Inode(Kind.SYMLINK, 0o777, mtime=disks.clock, target="pts/ptmx"))
    queues = disks.directory(dev, "mqueue")
    disks.store(queues, replace(disks.inode(queues), mode=0o1777))
    return dev


def _resolve(kernel: Kernel, pid: int, argv: Sequence[str]) -> None:
    """Make the process what its first word names; raises LookupError in the runtime's words."""
    sys = Sys(kernel, pid)
    word = argv[0]
    places = [word] if "/" in word else [
        f"{directory or '.'}/{word}" for directory in sys.getenv("PATH").split(":")
    ]
    refused = False
    for place in places:
        try:
            if sys.stat(place).is_dir:
                if "/" in word:
                    raise LookupError(messages.IS_DIRECTORY.format(word))
                continue
            image = sys.resolve(place, argv)
        except OsError as error:
            refused = refused or error.errno is Errno.EACCES
            if "/" in word and error.errno is Errno.ENOEXEC:
                raise LookupError("exec format error") from None
            continue
        process = kernel.processes[pid]
        kernel.put(replace(process, program=image.program, argv=image.argv, exe=image.exe))
        return
    if refused:
        raise LookupError(messages.NOT_EXECUTABLE.format(word))
    if "/" in word:
        raise LookupError(messages.STAT_FAILED.format(word, "no such file or directory"))
    raise LookupError(messages.NOT_FOUND.format(word))

