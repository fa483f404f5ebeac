"""A look at a world that changes nothing: where a path leads, in whatever it is looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.mounts import Mount
from webapp.simulator.kernel.node import Merged, Plain
from webapp.simulator.kernel.overlay import OPAQUE, root_of
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.walk import Place, find, inode_of
from webapp.simulator.survey import ROOT, Survey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.engine.model import Container, Image, MountPoint
    from webapp.simulator.kernel.inode import Inode
    from webapp.simulator.world import World


class Sight:
    """Questions about one world; what it mounts to look at stays in a working copy of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.engine = world.engine
        self.survey = Survey(world)
        self._kernel = Kernel(world.kernel)
        self._namespaces: dict[str, int] = {}

    # What there is.

    def image(self, reference: str) -> Image | None:
        """The image that a reference names; without a tag that is `latest`."""
        tagged = reference if ":" in reference.rpartition("/")[2] else f"{reference}:latest"
        image_id = self.engine.references.get(tagged)
        return None if image_id is None else self.engine.images.get(image_id)

    # Where paths lead.

    def inode(self, place: Place) -> Inode:
        """What is at a place."""
        return inode_of(self._kernel, place.node)

    def on_host(self, path: str, *, follow: bool = True) -> Place | None:
        """What a path of the host leads to."""
        return self._find(HOST, path, follow=follow)

    def in_volume(self, volume: str, path: str, *, follow: bool = True) -> Place | None:
        """What a path below a volume's directory leads to."""
        if volume not in self.engine.volumes:
            return None
        return self.on_host(f"{ROOT}/volumes/{volume}/_data{path}", follow=follow)

    def in_image(self, image: Image, path: str, *, follow: bool = True) -> Place | None:
        """What a path leads to in all layers of an image together."""
        if image.id not in self._namespaces:
            self._namespaces[image.id] = self._look_alike(self._lowers(image.layers), None)
        return self._find(self._namespaces[image.id], path, follow=follow)

    def in_container(self, container: Container, path: str, *, follow: bool = True) -> Place | None:
        """What a path leads to in a container; one that is stopped is looked at as if mounted."""
        if container.state.running and container.namespace is not None:
            return self._find(container.namespace, path, follow=follow)
        if container.id not in self._namespaces:
            init = self.survey.directory(
                f"{ROOT}/{self.engine.driver}/{container.directory}-init/diff"
            )
            lowers = ([init] if init else []) + self._lowers(container.layers)
            namespace = self._look_alike(lowers, self.upper(container))
            for mount in sorted(container.mounts, key=lambda mount: mount.destination.count("/")):
                self._mount(namespace, mount)
            self._namespaces[container.id] = namespace
        return self._find(self._namespaces[container.id], path, follow=follow)

    def _find(self, namespace: int, path: str, *, follow: bool) -> Place | None:
        try:
            return find(self._kernel, namespace, (), path, follow=follow)
        except OsError:
            return None

    # Layers.

    def upper(self, container: Container) -> Plain | None:
        """The directory of a container's writable layer."""
        return self.survey.writable_root(container)

    def in_upper(self, container: Container, path: str) -> str:
        """What the writable layer itself holds at a path: ``entry``, ``deleted`` or ``nothing``."""
        node = self.upper(container)
        hidden = False
        for name in path.split("/"):
            if not name or node is None:
                continue
            hidden = hidden or self._kernel.disks.inode(node).xattrs.get(OPAQUE) == "y"
            node = self._kernel.disks.child(node, name)
            if node is not None and self._kernel.disks.inode(node).is_whiteout:
                return "deleted"
        if node is not None:
            return "entry"
        below = any(self._kernel.disks.at(low, path) for low in self._lowers(container.layers))
        return "deleted" if hidden and below else "nothing"

    def layer(self, container: Container, place: Place) -> int:
        """The number of the image's layer that serves a place, 1 the lowest; 0 if none does."""
        if not isinstance(place.node, Merged) or place.node.upper is not None:
            return 0
        lowers = self._lowers(container.layers)
        for number, low in zip(range(len(lowers), 0, -1), lowers, strict=True):
            if self._kernel.disks.at(low, "/".join(place.inside)) == place.node.real:
                return number
        return 0

    def mounted(self, container: Container, place: Place) -> MountPoint | None:
        """The mount point of a container that a place is in, or None for its own root."""
        at = "/" + "/".join(place.mount.at)
        if at == "/":
            return None
        mounts = [mount for mount in container.mounts if mount.destination == at]
        same = [mount for mount in container.mounts if mount.source == place.mount.origin != ""]
        return next(iter(mounts + same), None)

    def _lowers(self, chain: Sequence[str]) -> list[Plain]:
        """The directories of an image's layers, topmost first."""
        return [root for chain_id in reversed(chain) if (root := self.survey.layer_root(chain_id))]

    def _look_alike(self, lowers: Sequence[Plain], upper: Plain | None) -> int:
        overlay = self._kernel.make_overlay(tuple(lowers), upper, None)
        namespace = self._kernel.make_namespace()
        self._kernel.mount(namespace, Mount((), root_of(overlay), "overlay", "overlay"))
        return namespace

    def _mount(self, namespace: int, mount: MountPoint) -> None:
        source = self.on_host(mount.source) if mount.type in {"volume", "bind"} else None
        at = tuple(name for name in mount.destination.split("/") if name)
        if source is not None:
            # A mount point holds whatever the host's path leads to now, as at the next start.
            self._kernel.mount(
                namespace, replace(source.mount, at=at, root=source.node, origin=mount.source)
            )
