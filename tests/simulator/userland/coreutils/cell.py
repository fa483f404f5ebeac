"""A small machine for single programs: one disk, one terminal, no shell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.budget import Budget, Limits
from webapp.simulator.kernel.content import Blob, Content
from webapp.simulator.kernel.descriptors import Console, Device, Pipe, PipeEnd
from webapp.simulator.kernel.environ import Environ
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.mounts import Mount
from webapp.simulator.kernel.process import Descriptor, Process, Signalled
from webapp.simulator.kernel.scheduler import Scheduler
from webapp.simulator.kernel.state import KernelState
from webapp.simulator.kernel.sys import Sys
from webapp.simulator.userland import programs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.kernel.node import Plain

PASSWD = b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n"
GROUP = b"root:x:0:\nnobody:x:65534:\n"
NOW = 1_795_000_000 * 10**9


@dataclass(frozen=True)
class Ran:
    """What a program left."""

    stdout: bytes
    stderr: bytes
    status: int | None
    """None if it had not ended."""


@dataclass
class Cell:
    """A machine in which programs are run one after the other; `dialect` is gnu or busybox."""

    dialect: str
    cwd: tuple[str, ...] = ("w",)
    uid: int = 0
    umask: int = 0o022
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/bin", "HOME": "/"})
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        kernel = self.kernel = Kernel(KernelState(clock=NOW, boot=NOW - 10**12), self.limits)
        disks = kernel.disks
        self.root: Plain = disks.make_filesystem("ext4", "/dev/vda1", capacity=1 << 36)
        kernel.mount(0, Mount((), self.root, "/dev/vda1", "ext4"))
        etc = disks.directory(self.root, "etc")
        disks.write_file(etc, "passwd", PASSWD)
        disks.write_file(etc, "group", GROUP)
        disks.directory(self.root, "tmp", mode=0o1777)
        disks.directory(self.root, "w")
        dev = disks.directory(self.root, "dev")
        for name, minor in (("null", 3), ("zero", 5)):
            disks.add(dev, name, Inode(Kind.CHAR, 0o666, rdev=(1, minor)))
        folder = disks.directory(self.root, "bin")
        for name in programs.names(self.dialect):
            key = "busybox" if self.dialect == "busybox" else f"gnu:{name}"
            disks.write_file(folder, name, Content.of_blob(Blob(name, 40_000, key)), 0o755)
        kernel.next_pid = 2
        kernel.put(Process(1, 0, "parent", ("parent",), foreground=False, until=Signalled()))
        self.scheduler = Scheduler(kernel, programs.program, kernel.snapshot, self._restore)

    def _restore(self, saved: object) -> None:
        assert isinstance(saved, KernelState)
        self.kernel.restore(saved)

    def run(
        self, argv: Sequence[str], stdin: bytes | None = None, *, tty: bool = False,
        more: bool = False,
    ) -> Ran:  # fmt: skip
        """Run a program to its end, or until nothing more can happen.

        With `more`, somebody could still write into the pipe that is its standard input.
        """
        kernel = self.kernel
        kernel.disks.budget = Budget(self.limits)
        kernel.printed.clear()
        if stdin is None:
            into = kernel.add_opened(Device("null"))
        else:
            kernel.pipes = kernel.pipes.insert(kernel.next_pipe, Pipe((stdin,) if stdin else ()))
            into = kernel.add_opened(PipeEnd(kernel.next_pipe, writes=False))
            if more:
                kernel.add_opened(PipeEnd(kernel.next_pipe, writes=True))
            kernel.next_pipe += 1
        fds = {
            0: Descriptor(into),
            1: Descriptor(kernel.add_opened(Console("stdout", tty=tty))),
            2: Descriptor(kernel.add_opened(Console("stderr", tty=tty))),
        }
        parent = Process(
            1,
            0,
            "parent",
            ("parent",),
            Environ(self.env),
            cwd=self.cwd,
            uid=self.uid,
            gid=self.uid,
            umask=self.umask,
            fds=HashTrieMap(fds),
            foreground=True,
            until=Signalled(),
        )
        kernel.put(parent)
        sys = Sys(kernel, 1)
        try:
            pid = sys.spawn(argv[0] if "/" in argv[0] else f"/bin/{argv[0]}", argv)
        except OsError:
            return Ran(b"", b"not found", 127)
        kernel.put(Process(1, 0, "parent", ("parent",), foreground=False, until=Signalled()))
        self.scheduler.run_foreground()
        status = kernel.processes[pid].status
        if status is None:
            kernel.end_process(pid, 137)
            self.scheduler.settle()
        kernel.processes = kernel.processes.discard(pid)
        out = b"".join(data for stream, data in kernel.printed if stream == "stdout")
        err = b"".join(data for stream, data in kernel.printed if stream == "stderr")
        return Ran(out, err, status)
