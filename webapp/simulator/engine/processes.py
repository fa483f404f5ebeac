"""Starting processes in containers: what they run, as whom, with which descriptors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.engine import messages, users
from webapp.simulator.engine.runtime import RuncError
from webapp.simulator.kernel.descriptors import ContainerOutput, Device, Opened, Pipe, PipeEnd, Pty
from webapp.simulator.kernel.environ import Environ
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.process import Descriptor, EndOfInput, Input, Process
from webapp.simulator.kernel.sys import Image, Sys
from webapp.simulator.kernel.walk import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from webapp.simulator.engine.api import Streams
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Container
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.node import Node

DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Launch:
    """A process to be started in a container."""

    argv: tuple[str, ...]
    env: Mapping[str, str]
    workdir: str
    user: users.User
    tty: bool
    privileged: bool
    foreground: bool
    parent: int = 0
    init: bool = False


def environment(
    container: Container, user: users.User, *, tty: bool, extra: Sequence[str] = ()
) -> dict[str, str]:
    """A process's environment: the daemon's own, the container's, and what an exec adds."""
    env = {"PATH": DEFAULT_PATH, "HOSTNAME": container.config.hostname}
    if tty:
        env["TERM"] = "xterm"
    for variable in (*container.config.env, *extra):
        name, equals, value = variable.partition("=")
        if equals:
            env[name] = value
        else:
            env.pop(name, None)
    env.setdefault("HOME", user.home)
    return env


def launch(core: Core, container: Container, namespace: int, what: Launch,
           fds: Sequence[int]) -> int:
    """Start a process and give its number; raises RuncError if it cannot be started.

    A file that the kernel cannot execute is found out by the process itself: it says so and ends.
    """
    kernel = core.kernel
    cwd = what.workdir or "/"
    if not cwd.startswith("/"):
        raise RuncError(messages.RELATIVE_CWD)
    try:
        # The slash refuses what is no directory.
        place = find(kernel, namespace, (), f"{cwd}/")
    except OsError as error:
        raise RuncError(messages.CHDIR.format(cwd, error.strerror.lower())) from None
    kernel.disks.budget.started()
    pid = kernel.new_pid()
    process = Process(
        pid, what.parent, "", what.argv, Environ(what.env), place.path,
        uid=what.user.uid, gid=what.user.gid,
        # The daemon puts the group itself among the supplementary ones.
        groups=tuple(dict.fromkeys((what.user.gid, *what.user.groups))), namespace=namespace,
        container=container.id, privileged=what.privileged, init=what.init,
        started=core.now, foreground=what.foreground,
    )
    kernel.put(process)
    fault = ""
    try:
        image = _executable(kernel, pid, what.argv[0], what.argv)
    except RuncError:
        kernel.processes = kernel.processes.remove(pid)
        raise
    except OsError as error:
        image = Image("", what.argv, what.argv[0])
        fault = f"exec {what.argv[0]}: {_exec_fault(error)}\n"
    kernel.context = None
    table = HashTrieMap({fd: Descriptor(number) for fd, number in enumerate(fds)})
    kernel.put(replace(
        process, program=image.program, argv=image.argv, exe=image.exe, fds=table,
        vpid=kernel.new_visible_pid(container.id),
    ))
    if fault:
        kernel.write_opened(fds[2], fault.encode())
        kernel.put(replace(kernel.processes[pid], until=None))
    return pid


def _exec_fault(error: OsError) -> str:
    return "exec format error" if error.errno is Errno.ENOEXEC else error.strerror.lower()


def _executable(kernel: Kernel, pid: int, name: str, argv: Sequence[str]) -> Image:
    """Find what would run; raises RuncError as Go's LookPath does, OsError as execve(2) does."""
    caller = Sys(kernel, pid)
    if "/" in name:
        path = name
        try:
            stat = caller.stat(name)
        except OsError as error:
            if error.errno is Errno.EACCES:
                raise RuncError(messages.NOT_EXECUTABLE.format(name)) from None
            why = error.strerror.lower()
            raise RuncError(messages.STAT_FAILED.format(name, why)) from None
        if stat.is_dir:
            raise RuncError(messages.IS_DIRECTORY.format(name))
        if not caller.access(name, 1):
            raise RuncError(messages.NOT_EXECUTABLE.format(name))
    else:
        places = caller.getenv("PATH", DEFAULT_PATH).split(":")
        path = next((p for p in (f"{d}/{name}" for d in places) if _runs(caller, p)), "")
        if not name or not path:
            raise RuncError(messages.NOT_FOUND.format(name))
    return caller.resolve(path, argv)


def _runs(caller: Sys, path: str) -> bool:
    try:
        return not caller.stat(path).is_dir and caller.access(path, 1)
    except OsError:
        return False


def container_streams(core: Core, container: Container, streams: Streams) -> tuple[int, int, int]:
    """Descriptions for a main process: input from the client, output to the log and the client."""
    kernel, tty = core.kernel, container.config.tty
    stdin = _input(kernel, streams.stdin, tty=tty, is_open=container.config.open_stdin)
    shown = streams.stdout if tty else streams.stderr
    stream = "stdout" if tty else "stderr"
    out = kernel.add_opened(ContainerOutput(container.id, "stdout", streams.stdout, tty))
    err = kernel.add_opened(ContainerOutput(container.id, stream, shown, tty))
    return stdin, out, err


def exec_streams(core: Core, streams: Streams, *, tty: bool) -> tuple[int, int, int]:
    """Descriptions for a process of ``docker exec``."""
    kernel = core.kernel
    stdin = _input(kernel, streams.stdin, tty=tty, is_open=streams.stdin is not None)
    out = kernel.add_opened(Pty(streams.stdout, tty))
    err = kernel.add_opened(Pty(streams.stdout if tty else streams.stderr, tty))
    return stdin, out, err


def _input(kernel: Kernel, stdin: int | None, *, tty: bool, is_open: bool) -> int:
    if not tty and not is_open:
        return kernel.add_opened(Device("null"))
    source = stdin if is_open and stdin is not None else silent_input(kernel)
    return kernel.add_opened(Pty(source, tty))


def silent_input(kernel: Kernel) -> int:
    """The end of a pipe into which nobody writes but somebody could: reading it waits."""
    pipe = kernel.next_pipe
    kernel.next_pipe += 1
    kernel.pipes = kernel.pipes.insert(pipe, Pipe())
    kernel.add_opened(PipeEnd(pipe, writes=True))
    return kernel.add_opened(PipeEnd(pipe, writes=False))


def attach(core: Core, container: Container, streams: Streams) -> None:
    """Let a client see what a running container's main process writes, and type into it."""
    kernel = core.kernel
    process = kernel.processes[container.state.pid]
    for fd in sorted(process.fds):
        number = process.fds[fd].opened
        opened: Opened | None = kernel.opened.get(number)
        if isinstance(opened, ContainerOutput):
            shown = streams.stdout if opened.stream == "stdout" else streams.stderr
            kernel.opened = kernel.opened.insert(number, replace(opened, attached=shown))
        elif isinstance(opened, Pty) and fd == 0 and streams.stdin is not None:
            kernel.opened = kernel.opened.insert(number, replace(opened, target=streams.stdin))
            _wake(kernel, container, number)
    if container.config.tty:
        kernel.put(replace(kernel.processes[process.pid], foreground=True))


def _wake(kernel: Kernel, container: Container, opened: int) -> None:
    """Let those go on that waited for input where nobody could type."""
    for pid in sorted(kernel.processes):
        process = kernel.processes[pid]
        if process.container != container.id or not isinstance(process.until, Input | EndOfInput):
            continue
        descriptor = process.fds.get(process.until.fd)
        if descriptor is not None and descriptor.opened == opened:
            kernel.put(replace(process, until=None))


def user_of(core: Core, container: Container, root: Node, spec: str = "") -> users.User:
    """Who runs in a container: `spec`, or the container's own user."""
    return users.find_user(core.kernel, root, spec or container.config.user)
