"""A bare machine with a shell on it, and the few programs that its scripts call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.content import Blob, Content
from webapp.simulator.kernel.descriptors import Console, Pipe, PipeEnd
from webapp.simulator.kernel.environ import Environ
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.mounts import Mount
from webapp.simulator.kernel.process import Descriptor, Process, Until, Wait
from webapp.simulator.kernel.scheduler import Scheduler
from webapp.simulator.kernel.state import HOST, KernelState
from webapp.simulator.userland.shell.dialect import DIALECTS
from webapp.simulator.userland.shell.startup import shell_program

if TYPE_CHECKING:
    from webapp.simulator.kernel.budget import Limits
    from webapp.simulator.kernel.sys import Program, Sys

SECOND = 10**9


def _cat(sys: Sys) -> int:
    status = 0
    for path in sys.args or ("-",):
        try:
            sys.write(1, sys.read_all(0) if path == "-" else sys.read_file(path))
        except OsError as error:
            sys.err(f"cat: {path}: {error.strerror}\n")
            status = 1
    return status


def _env(sys: Sys) -> int:
    sys.out("".join(f"{name}={sys.env[name]}\n" for name in sorted(sys.env)))
    return 0


def _sleep(sys: Sys) -> int | Wait:
    end = sys.started + int(float(sys.args[0]) * SECOND)
    return 0 if sys.now >= end else Wait("asleep", Until(end))


def _wc(sys: Sys) -> int:
    sys.out(f"{sys.read_all(0).count(10)}\n")
    return 0


def _sort(sys: Sys) -> int:
    data = sys.read_file(sys.args[0]) if sys.args else sys.read_all(0)
    lines = data.decode().splitlines()
    sys.out("".join(f"{line}\n" for line in sorted(lines)))
    return 0


def _echo(sys: Sys) -> int:
    sys.out(" ".join(sys.args) + "\n")
    return 0


def _mkdir(sys: Sys) -> int:
    for path in sys.args:
        sys.mkdir(path)
    return 0


def _rm(sys: Sys) -> int:
    for path in sys.args:
        if not path.startswith("-"):
            sys.unlink(path)
    return 0


def _chmod(sys: Sys) -> int:
    sys.chmod(sys.args[1], int(sys.args[0], 8))
    return 0


def _args(sys: Sys) -> int:
    sys.out("".join(f"<{word}>" for word in sys.args) + "\n")
    return 0


PROGRAMS: dict[str, Program] = {
    "cat": _cat,
    "echo": _echo,
    "env": _env,
    "sleep": _sleep,
    "wc": _wc,
    "sort": _sort,
    "mkdir": _mkdir,
    "rm": _rm,
    "chmod": _chmod,
    "args": _args,
} | {name: shell_program(dialect) for name, dialect in DIALECTS.items()}


@dataclass(frozen=True)
class Ran:
    """What a shell left behind."""

    stdout: str
    stderr: str
    status: int | None


class Desk:
    """A kernel with a root directory, and whoever is started on it."""

    def __init__(
        self, state: KernelState | None = None, limits: Limits | None = None, shell: str = "dash"
    ) -> None:
        self.kernel = Kernel(state or KernelState(hostnames=HashTrieMap({"": "host"})), limits)
        self.scheduler = Scheduler(self.kernel, PROGRAMS.get, self._save, self._restore)
        if state is None:
            self._furnish(shell)

    def _furnish(self, shell: str) -> None:
        disks = self.kernel.disks
        root = disks.make_filesystem("ext4", "/dev/sda1")
        for path in ("bin", "etc", "tmp", "root", "w"):
            disks.directory(root, path)
        binary = disks.directory(root, "bin")
        names = {name: name for name in PROGRAMS} | {"sh": shell}
        for name, key in names.items():
            content = Content.of_blob(Blob(f"program {name}", 100, key))
            disks.write_file(binary, name, content, 0o755)
        devices = disks.directory(root, "dev")
        disks.add(devices, "null", Inode(Kind.CHAR, 0o666, rdev=(1, 3)))
        etc = disks.directory(root, "etc")
        disks.write_file(etc, "passwd", b"root:x:0:0:root:/root:/bin/bash\n")
        self.kernel.mount(HOST, Mount((), root, "/dev/sda1", "ext4"))

    def _save(self) -> object:
        return self.kernel.snapshot(), len(self.kernel.printed), len(self.kernel.events)

    def _restore(self, saved: object) -> None:
        assert isinstance(saved, tuple)
        state, printed, events = saved
        self.kernel.restore(state)
        del self.kernel.printed[printed:]
        del self.kernel.events[events:]

    def start(self, *argv: str, stdin: str | None = "", cwd: str = "w", shell: str = "") -> int:
        """Start a shell; `stdin` None stands for the terminal."""
        kernel = self.kernel
        fds: dict[int, Descriptor] = {}
        if stdin is None:
            fds[0] = Descriptor(kernel.add_opened(Console("stdin", tty=True)))
        else:
            number = kernel.next_pipe
            kernel.next_pipe += 1
            kernel.pipes = kernel.pipes.insert(number, Pipe((stdin.encode(),) if stdin else ()))
            fds[0] = Descriptor(kernel.add_opened(PipeEnd(number, writes=False)))
        fds[1] = Descriptor(kernel.add_opened(Console("stdout", tty=kernel.terminal.full)))
        fds[2] = Descriptor(kernel.add_opened(Console("stderr", tty=False)))
        key = shell or argv[0]
        env = {"PATH": "/bin", "HOME": "/root"}
        pid = kernel.new_pid()
        kernel.put(
            Process(
                pid,
                0,
                key,
                argv,
                env=Environ(env),
                cwd=(cwd,),
                fds=HashTrieMap(fds),
                exe=f"/bin/{key}",
            )
        )
        return pid

    def type(self, *lines: str) -> None:
        """Type lines at the terminal and run until the next one is asked for."""
        terminal = self.kernel.terminal
        self.kernel.terminal = replace(terminal, lines=terminal.lines + lines, asks="", prompt="")
        self.scheduler.run_foreground()

    def printed(self, stream: str) -> str:
        """What was shown so far."""
        return b"".join(d for s, d in self.kernel.printed if s == stream).decode(
            "utf-8", "surrogateescape"
        )

    def status(self, pid: int) -> int | None:
        """The exit status of a process that has ended."""
        process = self.kernel.processes.get(pid)
        return None if process is None else process.status


def run(shell: str, *argv: str, stdin: str = "", limits: Limits | None = None) -> Ran:
    """Run a shell to its end; its name is the program's unless a word of `argv` says otherwise."""
    desk = Desk(limits=limits, shell=shell)
    # A parent keeps the exit status until somebody has asked for it.
    parent = desk.kernel.new_pid()
    desk.kernel.put(Process(parent, 0, "none", ("none",), until=Until(1 << 62)))
    pid = desk.start(*argv, stdin=stdin, shell=shell)
    desk.kernel.put(replace(desk.kernel.processes[pid], ppid=parent))
    desk.scheduler.run_foreground()
    return Ran(desk.printed("stdout"), desk.printed("stderr"), desk.status(pid))
