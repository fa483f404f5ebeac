"""Which mount points a new container gets, in the daemon's order, and what fills their volumes.

Order of precedence and messages: daemon/volumes.go and daemon/create_unix.go of moby 26.1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import messages, nodes, trees
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.finding import find_container
from webapp.simulator.engine.model import Container, Mount, MountPoint
from webapp.simulator.engine.mountspec import point_of, validate
from webapp.simulator.engine.volumes import VolumeStore, mountpoint
from webapp.simulator.engine.volumespec import clean, parse_bind, parse_volumes_from
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.node import Node, Plain

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core

Points = dict[str, MountPoint]


def add_points(core: Core, volumes: VolumeStore, container: Container, points: Points) -> None:
    """Enter the mount points of --volumes-from, -v with a source and --mount into `points`.

    Volumes are made as they are met: one that was made stays when a later mount is refused.
    """
    host = container.host
    for spec in host.volumes_from:
        _inherit(core, spec, points)
    tmpfs = {clean(path) for path, _ in host.tmpfs}
    taken: set[str] = set()
    for raw in host.binds:
        point = parse_bind(raw, host.volume_driver)
        if point.destination in taken or point.destination in tmpfs:
            raise ApiError(400, messages.DUPLICATE.format(point.destination))
        if point.type == "volume":
            point = _with_volume(volumes, point, None)
        else:
            point = replace(point, create_source=True)
        taken.add(point.destination)
        points[point.destination] = point
    for mount in host.mounts:
        validate(mount)
        point = point_of(mount)
        if point.destination in taken:
            raise ApiError(400, messages.DUPLICATE.format(mount.target))
        if point.type == "volume":
            point = _with_volume(volumes, point, mount)
        taken.add(point.destination)
        points[point.destination] = point


def _inherit(core: Core, spec: str, points: Points) -> None:
    name, writable = parse_volumes_from(spec)
    try:
        source = find_container(core, name)
    except ApiError as error:
        raise ApiError(400, error.message) from None
    for point in source.mounts:
        if not point.listed:
            continue
        if point.type == "tmpfs":
            # The daemon looks the tmpfs up as a volume without a name.
            raise ApiError(404, messages.NO_VOLUME.format(""))
        points[point.destination] = replace(
            point, rw=point.rw and writable, mode="", copy_data=False,
            held=not point.sourced,
        )


def _with_volume(volumes: VolumeStore, point: MountPoint, mount: Mount | None) -> MountPoint:
    volume = volumes.create(
        point.name,
        driver=point.driver,
        options=None if mount is None else dict(mount.driver_options),
        labels=None if mount is None else dict(mount.labels),
    )
    return replace(
        point, name=volume.name, source=mountpoint(volume.name), mode=point.mode or "z",
        sourced=True,
    )


def add_anonymous(
    core: Core, volumes: VolumeStore, container: Container, points: Points, root: Node
) -> None:
    """Make a volume for each destination declared by VOLUME or ``-v /x`` that has nothing yet."""
    kernel = core.kernel
    tmpfs = {clean(path) for path, _ in container.host.tmpfs}
    for destination in container.config.volumes:
        if destination in points or clean(destination) in tmpfs:
            continue
        inside = nodes.resolve(kernel, root, destination)
        node = nodes.at(kernel, root, "/".join(inside))
        if node is not None and not nodes.inode(kernel, node).is_dir:
            path = f"{core.driver.merged_path(container.directory)}/{'/'.join(inside)}"
            raise ApiError(500, messages.FILE_AT_MOUNT.format(path))
        volume = volumes.create("", driver=container.host.volume_driver)
        points[destination] = MountPoint(
            "volume", destination, mountpoint(volume.name), volume.name, "local",
            anonymous=True, copy_data=True,
        )


def populate(
    core: Core, volumes: VolumeStore, container: Container, points: Points, root: Node
) -> None:
    """Fill empty volumes from what the image has at their destinations."""
    kernel = core.kernel
    for point in points.values():
        if point.type != "volume" or not point.copy_data:
            continue
        inside = nodes.resolve(kernel, root, point.destination)
        source = nodes.at(kernel, root, "/".join(inside))
        if source is None:
            continue
        try:
            target = volumes.acquire(point.name)
        except ApiError as error:
            raise ApiError(
                error.status, messages.VOLUME_POPULATE.format(error.message)
            ) from None
        if target is not None and point.subpath:
            target = nodes.at(kernel, target, point.subpath)
        if isinstance(target, Plain) and not kernel.disks.names(target):
            if not nodes.inode(kernel, source).is_dir:
                path = f"{core.driver.merged_path(container.directory)}/{'/'.join(inside)}"
                raise ApiError(500, messages.NOT_A_DIRECTORY_SOURCE.format(path))
            _fill(core, container, point, source, target)
        volumes.release(point.name)


def _fill(
    core: Core, container: Container, point: MountPoint, source: Node, target: Plain
) -> None:
    kernel = core.kernel
    kernel.disks.tick()
    like = nodes.inode(kernel, source)
    trees.take_attributes(kernel.disks, target, like)
    if not nodes.names(kernel, source):
        kernel.disks.touch(target, like.mtime)
        return
    trees.copy(kernel, source, target, fresh_directories=True)
    core.tell(Event(
        "volume-filled", container=container.name, volume=point.name, path=point.destination,
        host_path=point.source, where="volume", size=kernel.disks.tree_bytes(target),
        count=count_files(core, target),
    ))


def count_files(core: Core, root: Node) -> int:
    """How many files (whatever is no directory) are below a directory."""
    total = 0
    for _, node in nodes.children(core.kernel, root):
        if nodes.inode(core.kernel, node).kind is Kind.DIRECTORY:
            total += count_files(core, node)
        else:
            total += 1
    return total
