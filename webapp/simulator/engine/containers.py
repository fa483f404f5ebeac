"""Making, naming and removing containers.

Order of steps and messages: daemon/create.go, daemon/delete.go, daemon/rename.go of moby 26.1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import imagedb, initlayer, messages, mountpoints, names, nodes
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.finding import find_container
from webapp.simulator.engine.model import Config, Container, CreateRequest, Image, MountPoint
from webapp.simulator.engine.verify import merged, verify
from webapp.simulator.engine.volumespec import clean
from webapp.simulator.kernel import overlay as ov
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.node import Merged, Node

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.lifetimes import Lifetimes
    from webapp.simulator.engine.volumes import VolumeStore

SHORT = 12

STEPS = 250
"""What making and starting a container counts as: it takes as long as so many system calls."""


class Containers:
    """Containers by id."""

    def __init__(
        self, core: Core, images: ImageStore, volumes: VolumeStore, lifetimes: Lifetimes
    ) -> None:
        """Keep them in the state of `core`."""
        self._core = core
        self._images = images
        self._volumes = volumes
        self._lifetimes = lifetimes

    def create(self, request: CreateRequest) -> tuple[str, tuple[str, ...]]:
        """Create a container; gives its id and warnings."""
        core = self._core
        core.kernel.disks.budget.step(STEPS)
        verify(core, request.config, request.host)
        image = self._images.find(request.config.image)
        config = merged(request.config, image.config)
        words = (*(config.entrypoint or ()), *(config.cmd or ()))
        if not words:
            raise ApiError(400, messages.NO_COMMAND)
        id_ = core.new_id("container")
        name = self._name(request.name)
        container = self._enter(id_, name, request, config, image, words)
        try:
            self._equip(container)
        except ApiError:
            self._lifetimes.discard(id_, volumes=True, why="failed")
            raise
        core.tell(Event("container-created", container=name, image=request.config.image))
        return id_, ()

    def _enter(
        self, id_: str, name: str, request: CreateRequest, config: Config, image: Image,
        words: tuple[str, ...],
    ) -> Container:
        core = self._core
        number = 1 + max((c.number for c in core.containers()), default=0)
        config = replace(config, hostname=config.hostname or id_[:SHORT])
        core.kernel.disks.tick()
        top = core.state.layers[image.layers[-1]].directory if image.layers else None
        directory = core.new_id("mount")
        below = None if top is None else core.driver.view(top)
        core.driver.make_writable(
            directory, top, lambda root: initlayer.fill(core, below, root)
        )
        container = Container(
            id_, name, number, core.now, image.id, request.config.image, words[0], words[1:],
            config, request.host, (), core.state.driver, directory, image.layers,
        )
        imagedb.write_mount(core, container)
        home = core.directory("containers", id_, mode=0o710)
        core.kernel.disks.directory(home, "checkpoints", mode=0o700)
        core.kernel.disks.directory(home, "mounts", mode=0o710)
        return core.put(container)

    def _equip(self, container: Container) -> None:
        """Find the mount points out, make working directory and volumes, fill these."""
        core, points = self._core, mountpoints.Points()
        try:
            mountpoints.add_points(core, self._volumes, container, points)
            with_root = core.driver.mount(container.directory)
            try:
                if container.config.workdir:
                    self._make_workdir(with_root, container.config.workdir)
                mountpoints.add_anonymous(core, self._volumes, container, points, with_root)
                mountpoints.populate(core, self._volumes, container, points, with_root)
            finally:
                core.driver.unmount(container.directory)
        finally:
            found = tuple(points.values())
            found += tuple(
                MountPoint("tmpfs", clean(path), options=options, listed=False)
                for path, options in container.host.tmpfs
            )
            core.put(replace(container, mounts=found))

    def _make_workdir(self, root: Node, path: str) -> None:
        kernel = self._core.kernel
        at = root
        done: list[str] = []
        for name in nodes.resolve(kernel, root, path):
            done.append(name)
            found = nodes.child(kernel, at, name)
            if found is None and isinstance(at, Merged):
                now = kernel.disks.tick()
                inode = Inode(Kind.DIRECTORY, 0o755, mtime=now, ctime=now, nlink=2)
                kernel.context = None
                found = ov.make(kernel, at, name, inode)
            if found is None or not nodes.inode(kernel, found).is_dir:
                raise ApiError(500, messages.WORKDIR_IS_FILE.format(clean(path)))
            at = found

    def _name(self, wanted: str) -> str:
        core = self._core
        taken = {container.name: container.id for container in core.containers()}
        if not wanted:
            number = core.state.counter
            name = names.made_up(core.state.seed, number)
            while name in taken:
                number += 1
                name = names.made_up(core.state.seed, number)
            return name
        name = wanted.removeprefix("/")
        if not names.is_allowed(name):
            raise ApiError(400, messages.BAD_NAME.format(wanted))
        if name in taken:
            raise ApiError(409, messages.NAME_TAKEN.format(name, taken[name]))
        return name

    def rename(self, ref: str, name: str) -> None:
        """Give a container another name; raises 400, 404, 409."""
        core = self._core
        if not ref or not name:
            raise ApiError(400, messages.RENAME_EMPTY)
        container = find_container(core, ref)
        if container.name == name.removeprefix("/"):
            raise ApiError(400, messages.RENAME_SAME)
        try:
            new = self._name(name if name.startswith("/") else f"/{name}")
        except ApiError as error:
            raise ApiError(error.status, messages.NEW_NAME.format(error.message)) from None
        core.put(replace(container, name=new))
        core.tell(Event("container-renamed", container=container.name, to=new))

    def remove(self, ref: str, *, force: bool = False, volumes: bool = False) -> None:
        """Remove a container, killing it first with `force`; raises 404, 409."""
        container = find_container(self._core, ref)
        if container.state.running and not force:
            paused = container.state.status == "paused"
            message = messages.REMOVE_PAUSED if paused else messages.REMOVE_RUNNING
            raise ApiError(409, message.format(container.name))
        # A removal is under way, so --rm starts none of its own: volumes stay unless asked for.
        self._core.put(replace(container, host=replace(container.host, auto_remove=False)))
        self._lifetimes.end(container.id)
        self._lifetimes.discard(container.id, volumes=volumes, why="asked")

    def newest_first(self) -> list[Container]:
        """All containers, newest first."""
        return list(reversed(self._core.containers()))

    def sizes(self, container: Container) -> tuple[int, int]:
        """(bytes in the writable layer, those and the image's)."""
        core = self._core
        own = core.driver.size(container.directory)
        layers = core.state.layers
        return own, own + sum(layers[chain].size for chain in container.layers if chain in layers)
