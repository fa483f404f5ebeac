"""Whether a fact is true of a world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import re2

from webapp.simulator.asking import ask
from webapp.simulator.facts import values as v
from webapp.simulator.facts.sight import Sight
from webapp.simulator.machine import Machine

if TYPE_CHECKING:
    from webapp.simulator.engine.model import Container, MountPoint
    from webapp.simulator.kernel.walk import Place
    from webapp.simulator.world import World

LARGEST: Final = 4_194_304
"""The most bytes of a file that are compared."""

_TYPES: Final = {
    "volume": "volume",
    "anonymous volume": "volume",
    "host": "bind",
    "tmpfs": "tmpfs",
}


def holds(fact: v.Fact, world: World) -> bool:
    """Whether `fact` is true of `world`; commands in it run on a fork, so nothing changes.

    What is not there makes every fact about it false, save that it is absent; a count of it is 0.
    """
    sight = Sight(world)
    if isinstance(fact, v.Output):
        return _prints(fact, world)
    if isinstance(fact, v.FileExists | v.FileText):
        return _file(fact, sight)
    if isinstance(
        fact,
        v.VolumeExists | v.VolumeEmpty | v.VolumeUsers | v.ImageExists | v.ImageLayers | v.Count,
    ):
        return _things(fact, sight)
    if isinstance(fact, v.NothingLeftBehind):
        running = all(container.state.running for container in sight.survey.containers())
        return running and all(sight.survey.users(name) for name in sight.engine.volumes)
    return _container(fact, sight)


_OfContainer = (
    v.ContainerExists
    | v.ContainerState
    | v.ContainerImage
    | v.Mounts
    | v.MountsNothing
    | v.MountsFrom
    | v.ComesFrom
    | v.WritableLayerHolds
    | v.WritableLayerEmpty
)


def _container(fact: _OfContainer, sight: Sight) -> bool:
    container = sight.survey.container(fact.container)
    if isinstance(fact, v.ContainerExists):
        return (container is None) == fact.negated
    if container is None:
        return False
    if isinstance(fact, v.ContainerState):
        return container.state.running == (fact.state == "running")
    if isinstance(fact, v.ContainerImage):
        image = sight.image(fact.image)
        return image is not None and image.id == container.image
    if isinstance(fact, v.Mounts):
        return any(_is_mount(fact, mount, sight) for mount in container.mounts)
    if isinstance(fact, v.MountsNothing):
        return not any(fact.path in {None, mount.destination} for mount in container.mounts)
    if isinstance(fact, v.MountsFrom):
        named = [given.partition(":")[0] for given in container.host.volumes_from]
        other = sight.survey.container(fact.other)
        return fact.other in named or (
            other is not None and any(len(name) > 3 and other.id.startswith(name) for name in named)
        )
    if isinstance(fact, v.WritableLayerHolds):
        return sight.in_upper(container, fact.path) == fact.what
    if isinstance(fact, v.WritableLayerEmpty):
        return not Machine(sight.world).engine.diff(container.id)
    return _serves(fact, container, sight)


def _is_mount(fact: v.Mounts, mount: MountPoint, sight: Sight) -> bool:
    if mount.type != _TYPES[fact.kind] or mount.destination != fact.path:
        return False
    if fact.writable is not None and mount.rw != fact.writable:
        return False
    if fact.kind == "anonymous volume":
        volume = sight.engine.volumes.get(mount.name)
        return volume is not None and volume.anonymous
    named = mount.name if fact.kind == "volume" else mount.source
    return fact.source is None or named == fact.source


def _serves(fact: v.ComesFrom, container: Container, sight: Sight) -> bool:
    place = sight.in_container(container, fact.path)
    if place is None:
        return False
    mount = sight.mounted(container, place)
    if fact.kind == "volume":
        return mount is not None and mount.type == "volume" and mount.name == fact.source
    if fact.kind == "host":
        return mount is not None and mount.type == "bind" and mount.source == fact.source
    if fact.kind == "tmpfs":
        return mount is not None and mount.type == "tmpfs"
    if mount is not None or place.mount.at:
        return False
    layer = sight.layer(container, place)
    if fact.kind == "layer":
        return layer == fact.number
    return layer > 0 if fact.kind == "image" else layer == 0


def _look(
    where: v.Whereabouts, path: str, sight: Sight, *, follow: bool
) -> tuple[bool, Place | None]:
    """Whether what a path is looked up in is there, and what the path leads to."""
    if where.kind == "container":
        container = sight.survey.container(where.name)
        if container is None:
            return False, None
        return True, sight.in_container(container, path, follow=follow)
    if where.kind == "image":
        image = sight.image(where.name)
        return (
            (False, None) if image is None else (True, sight.in_image(image, path, follow=follow))
        )
    if where.kind == "volume":
        there = where.name in sight.engine.volumes
        return there, sight.in_volume(where.name, path, follow=follow) if there else None
    return True, sight.on_host(path, follow=follow)


def _file(fact: v.FileExists | v.FileText, sight: Sight) -> bool:
    if isinstance(fact, v.FileExists):
        there, place = _look(fact.where, fact.path, sight, follow=False)
        return there and (place is None) == fact.negated
    _, place = _look(fact.where, fact.path, sight, follow=True)
    if place is None or sight.inode(place).is_dir:
        return False
    content = sight.inode(place).content
    start = max(0, content.size - LARGEST) if fact.comparison == "ends with" else 0
    text = content.read(start, LARGEST).decode("utf-8", "replace").removesuffix("\n")
    if fact.comparison == "is":
        return text == fact.text
    if fact.comparison == "starts with":
        return text.startswith(fact.text)
    if fact.comparison == "ends with":
        return text.endswith(fact.text)
    return (fact.text in text) == (fact.comparison == "contains")


_OfThings = v.VolumeExists | v.VolumeEmpty | v.VolumeUsers | v.ImageExists | v.ImageLayers | v.Count


def _things(fact: _OfThings, sight: Sight) -> bool:
    if isinstance(fact, v.VolumeExists):
        return (fact.volume in sight.engine.volumes) != fact.negated
    if isinstance(fact, v.VolumeEmpty):
        place = sight.in_volume(fact.volume, "/")
        return place is not None and not sight.inode(place).entries
    if isinstance(fact, v.VolumeUsers):
        return fact.amount.admits(len(sight.survey.users(fact.volume)))
    if isinstance(fact, v.ImageExists):
        return (sight.image(fact.image) is None) == fact.negated
    if isinstance(fact, v.ImageLayers):
        image = sight.image(fact.image)
        return fact.amount.admits(0 if image is None else len(image.layers))
    return fact.amount.admits(_count(fact, sight))


def _count(fact: v.Count, sight: Sight) -> int:
    if fact.what == "images exist":
        return len(sight.engine.images)
    if fact.what == "volumes exist":
        return len(sight.engine.volumes)
    if fact.what == "volumes are unused":
        return sum(not sight.survey.users(name) for name in sight.engine.volumes)
    states = [container.state.running for container in sight.survey.containers()]
    if fact.what == "containers exist":
        return len(states)
    return states.count(fact.what == "containers run")


def _prints(fact: v.Output, world: World) -> bool:
    output = ask(world, fact.command).output
    if fact.comparison == "is":
        return output.removesuffix("\n") == fact.text
    if fact.comparison == "contains":
        return fact.text in output
    return re2.search(fact.text, output) is not None
