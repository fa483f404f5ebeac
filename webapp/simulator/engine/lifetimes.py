"""How containers end and go: what stays, and what goes with them.

Behaviour: daemon/monitor.go, daemon/delete.go and daemon/mounts.go of moby 26.1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import imagedb
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.volumes import VolumeStore, mountpoint
from webapp.simulator.kernel.kernel import SIGKILL

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.model import Container
    from webapp.simulator.engine.network import Network
    from webapp.simulator.kernel.process import Process


class Lifetimes:
    """Ends containers and takes them away."""

    def __init__(
        self, core: Core, images: ImageStore, volumes: VolumeStore, network: Network
    ) -> None:
        """Work on the state of `core`."""
        self._core = core
        self._images = images
        self._volumes = volumes
        self._network = network

    def end(self, id_: str, signal: int = SIGKILL) -> None:
        """End a container's main process, if it has one, by a signal."""
        container = self._core.state.containers.get(id_)
        if container is not None and container.state.running:
            self._core.kernel.end_process(container.state.pid, 128 + signal)

    def init_ended(self, process: Process, status: int) -> None:
        """A container's main process has ended: its mounts go, its layer and volumes stay."""
        core = self._core
        container = core.state.containers.get(process.container or "")
        if container is None or container.state.pid != process.pid:
            return
        self.dismantle(container)
        ended = replace(
            container,
            state=replace(
                container.state, status="exited", exit_code=status, pid=0, finished=core.now
            ),
            namespace=None, ip="", ports=(),
        )
        core.put(ended)
        core.change(exit_codes=core.state.exit_codes.insert(container.id, status))
        for point in container.mounts:
            if point.type == "volume":
                self._volumes.release(point.name)
        core.tell(Event("container-stopped", container=container.name, count=status))
        if container.host.auto_remove:
            self.discard(container.id, volumes=True, why="rm")

    def dismantle(self, container: Container) -> None:
        """Take a container's mounts and ports away."""
        core = self._core
        if container.namespace is not None and container.namespace in core.kernel.namespaces:
            core.kernel.drop_namespace(container.namespace)
        core.driver.unmount(container.directory)
        self._network.leave(container)

    def discard(self, id_: str, *, volumes: bool, why: str) -> None:
        """Delete a container that isn't running, and with `volumes` its anonymous volumes.

        `why` is ``rm``, ``asked`` or ``failed`` (it was never there for anybody to see).
        """
        core = self._core
        container = core.state.containers[id_]
        core.driver.remove(container.directory)
        imagedb.remove_mount(core, container)
        core.kernel.disks.remove_tree(core.directory("containers", mode=0o710), id_)
        core.change(containers=core.state.containers.remove(id_))
        core.kernel.visible_pids = core.kernel.visible_pids.discard(id_)
        core.kernel.hostnames = core.kernel.hostnames.discard(id_)
        self._images.release(container.layers)
        if why != "failed":
            core.tell(Event("container-removed", container=container.name, text=why))
        held = [point for point in container.mounts if point.type == "volume" and point.held]
        for name in dict.fromkeys(point.name for point in held):
            points = [point for point in held if point.name == name]
            if volumes and any(point.anonymous for point in points):
                self._volumes.remove_unused(name)
            elif name in core.state.volumes and not self._volumes.users(name):
                core.tell(Event(
                    "volume-left", volume=name, container=container.name,
                    host_path=mountpoint(name), where="volume",
                ))
