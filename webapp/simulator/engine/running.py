"""Starting, stopping and signalling containers, and running more processes in them.

Order of steps and messages: daemon/start.go, daemon/stop.go, daemon/kill.go, daemon/exec.go.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine import logs, messages, mounting, network, processes
from webapp.simulator.engine.api import ExecRequest, Streams
from webapp.simulator.engine.covering import tell_mounts
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.finding import find_container
from webapp.simulator.engine.runtime import RuncError, exec_failed, exit_code_of, start_failed
from webapp.simulator.engine.seen import NamespaceMade
from webapp.simulator.engine.signals import signal_number
from webapp.simulator.engine.verify import verify
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.kernel import SIGKILL
from webapp.simulator.kernel.process import Process, Until
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.walk import find, inode_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.lifetimes import Lifetimes
    from webapp.simulator.engine.model import Container
    from webapp.simulator.engine.volumes import VolumeStore
    from webapp.simulator.kernel.node import Node

SECOND: Final = 10**9
STOP_TIMEOUT: Final = 10
FOREVER: Final = 600
"""Seconds after which even a stop without a timeout kills."""
LONG_RUN: Final = 10 * SECOND
"""A container that ran this long is started again at once by its restart policy."""


class Running:
    """Containers while they run."""

    def __init__(
        self, core: Core, volumes: VolumeStore, net: network.Network, lifetimes: Lifetimes,
        settle: Callable[[], None],
    ) -> None:
        """Work on the state of `core`; `settle` lets every other process run as far as it can."""
        self._core = core
        self._volumes = volumes
        self._network = net
        self._lifetimes = lifetimes
        self._settle = settle

    # Starting.

    def start(self, ref: str, streams: Streams) -> int:
        """Start a container and give the number of its main process."""
        core = self._core
        container = find_container(core, ref)
        if container.state.status == "paused":
            raise ApiError(409, messages.PAUSED_START)
        if container.state.running:
            return container.state.pid
        verify(core, None, container.host)
        core.kernel.context = None
        try:
            return self._start(container, streams)
        except RuncError as error:
            raise self._failed(container, start_failed(error)) from None
        except ApiError as error:
            raise self._failed(container, error) from None

    def _failed(self, container: Container, error: ApiError) -> ApiError:
        core = self._core
        self._lifetimes.dismantle(core.state.containers[container.id])
        state = replace(
            container.state, error=error.message, exit_code=exit_code_of(error.message)
        )
        core.put(replace(container, state=state))
        for point in container.mounts:
            if point.type == "volume":
                self._volumes.release(point.name)
        if container.host.auto_remove:
            self._lifetimes.discard(container.id, volumes=True, why="rm")
        return error

    def _start(self, container: Container, streams: Streams) -> int:
        core, kernel = self._core, self._core.kernel
        root = core.driver.mount(container.directory)
        container = core.put(self._network.join(container))
        self._write_files(container)
        user = processes.user_of(core, container, root)
        container = core.put(replace(container, mounts=tuple(
            replace(point, held=True) for point in container.mounts
        )))
        sources = mounting.sources(core, self._volumes, container)
        rootfs = mounting.Rootfs(core, container, root)
        first = container.state.started == 0
        container = core.put(replace(container, namespace=rootfs.namespace))
        rootfs.mount_system({source.destination for source in sources})
        if first:
            tell_mounts(core, container, sources)
        for source in sources:
            rootfs.add(source)
        rootfs.make_workdir(container.config.workdir)
        if container.host.readonly_rootfs:
            rootfs.make_readonly()
        core.kernel.events.append(NamespaceMade(rootfs.namespace, container))
        return self._run(container, rootfs.namespace, streams, processes.Launch(
            (container.path, *container.args),
            processes.environment(container, user, tty=container.config.tty),
            container.config.workdir, user, container.config.tty, container.host.privileged,
            foreground=container.config.tty and streams.stdout in kernel.opened, init=True,
        ))

    def _run(
        self, container: Container, namespace: int, streams: Streams, what: processes.Launch
    ) -> int:
        core, kernel = self._core, self._core.kernel
        kernel.visible_pids = kernel.visible_pids.discard(container.id)
        kernel.hostnames = kernel.hostnames.insert(container.id, container.config.hostname)
        logs.make(core, container.id)
        fds = processes.container_streams(core, container, streams)
        pid = processes.launch(core, container, namespace, what, fds)
        kernel.disks.tick()
        core.put(replace(container, state=replace(
            container.state, status="running", pid=pid, exit_code=0, error="",
            started=core.now, killed=False,
        )))
        core.tell(Event("container-started", container=container.name, image=container.image_ref))
        self._end_unexecutable(pid)
        return pid

    def _end_unexecutable(self, pid: int) -> None:
        process = self._core.kernel.processes[pid]
        if not process.program:
            self._core.kernel.end_process(pid, 1)

    def _write_files(self, container: Container) -> None:
        core = self._core
        home = core.directory("containers", container.id, mode=0o710)
        resolv = _read_host(core, "/etc/resolv.conf")
        texts = {
            "hostname": f"{container.config.hostname}\n",
            "hosts": network.hosts_file(container),
            "resolv.conf": network.resolv_file(resolv.decode("utf-8", "replace")),
        }
        for name, text in texts.items():
            if name == "hosts" or core.kernel.disks.child(home, name) is None:
                core.kernel.disks.write_file(home, name, text.encode())

    # Ending.

    def init_ended(self, process: Process, status: int) -> None:
        """A main process has ended: clear up, and start it again if its policy says so."""
        core = self._core
        container = core.state.containers.get(process.container or "")
        if container is None or container.state.pid != process.pid:
            return
        self._lifetimes.init_ended(process, status)
        policy = container.host.restart
        again = policy in {"always", "unless-stopped"} or (policy == "on-failure" and status != 0)
        now = core.state.containers.get(container.id)
        if now is None or container.state.killed or not again:
            return
        tried = now.restart_count + 1
        if policy == "on-failure" and 0 < container.host.restart_max < tried:
            return
        if core.now - container.state.started < LONG_RUN:
            core.put(replace(now, state=replace(now.state, status="restarting")))
            return
        core.put(replace(now, restart_count=tried))
        self.start(now.id, Streams())

    def stop(self, ref: str, timeout: int | None, signal: str) -> None:
        """Ask the main process to end, then make it; nothing if it isn't running."""
        core = self._core
        container = find_container(core, ref)
        if not container.state.running:
            return
        try:
            number = signal_number(signal or container.config.stop_signal or "TERM")
        except ApiError as error:
            refused = messages.CANNOT_STOP.format(ref, error.message)
            raise ApiError(error.status, refused) from None
        container = core.put(replace(container, state=replace(container.state, killed=True)))
        if container.state.status == "restarting":
            core.put(replace(container, state=replace(container.state, status="exited")))
            return
        seconds = STOP_TIMEOUT if timeout is None else timeout
        deadline = core.now + (FOREVER if seconds < 0 else seconds) * SECOND
        pid = container.state.pid
        core.kernel.signal(pid, number)
        while True:
            self._settle()
            if self._is_over(pid):
                return
            moment = self._next_moment()
            if moment is None or moment > deadline:
                break
            core.kernel.disks.clock = max(core.now, moment)
        core.kernel.disks.clock = max(core.now, deadline)
        core.kernel.signal(pid, SIGKILL)

    def _is_over(self, pid: int) -> bool:
        process = self._core.kernel.processes.get(pid)
        return process is None or process.ended

    def _next_moment(self) -> int | None:
        moments = [
            process.until.time
            for process in self._core.kernel.processes.values()
            if not process.ended and isinstance(process.until, Until)
        ]
        return min(moments) if moments else None

    def kill(self, ref: str, signal: str) -> None:
        """Send a signal to the main process."""
        core = self._core
        try:
            number = signal_number(signal or "KILL")
            container = self._running(ref)
        except ApiError as error:
            refused = messages.CANNOT_KILL.format(ref, error.message)
            raise ApiError(error.status, refused) from None
        if number == SIGKILL:
            core.put(replace(container, state=replace(container.state, killed=True)))
        core.kernel.signal(container.state.pid, number)
        self._settle()

    def restart(self, ref: str, timeout: int | None, signal: str) -> None:
        """Stop and start; with --rm the container stays."""
        core = self._core
        container = find_container(core, ref)
        kept = container.host
        core.put(replace(container, host=replace(kept, auto_remove=False)))
        self.stop(container.id, timeout, signal)
        core.put(replace(core.state.containers[container.id], host=kept))
        self.start(container.id, Streams())

    def pause(self, ref: str) -> None:
        """Mark a running container as paused."""
        container = self._running(ref)
        if container.state.status == "paused":
            raise ApiError(409, messages.ALREADY_PAUSED.format(container.id))
        self._core.put(replace(container, state=replace(container.state, status="paused")))

    def unpause(self, ref: str) -> None:
        """Mark a paused container as running."""
        container = find_container(self._core, ref)
        if container.state.status != "paused":
            raise ApiError(409, messages.NOT_PAUSED.format(container.id))
        self._core.put(replace(container, state=replace(container.state, status="running")))

    # More processes, more clients.

    def _running(self, ref: str) -> Container:
        container = find_container(self._core, ref)
        if not container.state.running:
            raise ApiError(409, messages.NOT_RUNNING.format(container.id))
        return container

    def attach(self, ref: str, streams: Streams) -> int:
        """Show a client what the main process writes from now on; gives its number."""
        container = self._running(ref)
        processes.attach(self._core, container, streams)
        return container.state.pid

    def exec(self, ref: str, request: ExecRequest, streams: Streams, parent: int) -> int:
        """Start one more process as a child of `parent` and give its number."""
        core = self._core
        container = self._running(ref)
        if container.state.status == "paused":
            raise ApiError(409, messages.PAUSED.format(ref))
        if container.namespace is None:
            raise ApiError(409, messages.NOT_RUNNING.format(container.id))
        mount = core.kernel.table(container.namespace).top(())
        root: Node = core.driver.view(container.directory) if mount is None else mount.root
        user = processes.user_of(core, container, root, request.user)
        what = processes.Launch(
            request.argv,
            processes.environment(container, user, tty=request.tty, extra=request.env),
            request.workdir or container.config.workdir, user, request.tty,
            request.privileged or container.host.privileged,
            foreground=request.tty and streams.stdout is not None, parent=parent,
        )
        core.kernel.context = None
        fds = processes.exec_streams(core, streams, tty=request.tty)
        try:
            pid = processes.launch(core, container, container.namespace, what, fds)
        except RuncError as error:
            raise exec_failed(error) from None
        self._end_unexecutable(pid)
        return pid

    def top(self, ref: str) -> list[tuple[str, ...]]:
        """Rows of `docker top`: UID PID PPID C STIME TTY TIME CMD."""
        container = self._running(ref)
        everything = self._core.kernel.processes
        rows: list[tuple[str, ...]] = []
        for pid in sorted(everything):
            process = everything[pid]
            if process.container != container.id or process.ended:
                continue
            user = "root" if process.uid == 0 else str(process.uid)
            seconds = process.started // SECOND % 86_400
            start = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
            tty = "pts/0" if container.config.tty and process.init else "?"
            rows.append((
                user, str(pid), str(process.ppid), "0", start, tty, "00:00:00",
                " ".join(process.argv),
            ))
        return rows


def _read_host(core: Core, path: str) -> bytes:
    try:
        place = find(core.kernel, HOST, (), path)
    except OsError:
        return b""
    return inode_of(core.kernel, place.node).content.read()
