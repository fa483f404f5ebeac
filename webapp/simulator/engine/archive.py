"""Copying into and out of containers: ``docker cp`` and ``docker export``.

A copy sees what the container sees, but for its tmpfs mounts: volumes and bind mounts are mounted
for it, whether the container runs or not. Behaviour: daemon/containerfs_linux.go and
daemon/archive_unix.go of moby 26.1.
"""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.engine import messages, mounting, nodes
from webapp.simulator.engine.api import Entry, PathStat
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.runtime import RuncError, start_failed
from webapp.simulator.engine.seen import NamespaceMade
from webapp.simulator.engine.trees import inode_of
from webapp.simulator.engine.users import find_user
from webapp.simulator.kernel import files, walk
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Container
    from webapp.simulator.engine.volumes import VolumeStore
    from webapp.simulator.kernel.node import Node
    from webapp.simulator.kernel.walk import Place


class Archive:
    """Trees of files that go into containers and come out of them."""

    def __init__(self, core: Core, volumes: VolumeStore) -> None:
        """Work on the state of `core`."""
        self._core = core
        self._volumes = volumes

    @contextmanager
    def _inside(self, container: Container) -> Iterator[int]:
        """A mount namespace with the container's root, volumes and bind mounts."""
        core = self._core
        kernel = core.kernel
        context, kernel.context = kernel.context, None
        running = container.state.running
        mount = None
        if running and container.namespace is not None:
            mount = kernel.table(container.namespace).top(())
        root = core.driver.mount(container.directory) if mount is None else mount.root
        rootfs = mounting.Rootfs(core, container, root)
        try:
            kernel.events.append(NamespaceMade(rootfs.namespace, container))
            try:
                for source in mounting.sources(core, self._volumes, container):
                    if source.memory is None and source.node is not None:
                        rootfs.add(source)
            except RuncError as error:
                raise start_failed(error) from None
            yield rootfs.namespace
        finally:
            kernel.drop_namespace(rootfs.namespace)
            if mount is None:
                core.driver.unmount(container.directory)
            for point in container.mounts:
                if point.type == "volume":
                    self._volumes.release(point.name)
            kernel.context = context

    def _missing(self, ref: str, path: str, error: OsError) -> ApiError:
        if error.errno is Errno.ENOENT:
            return ApiError(404, messages.NO_FILE_IN.format(path, ref))
        if error.errno is Errno.ENOTDIR:
            return ApiError(400, messages.LSTAT_FAILED.format(path, error.strerror.lower()))
        return ApiError(500, error.strerror.lower())

    # Out.

    def stat(self, container: Container, ref: str, path: str) -> PathStat:
        """What a path is, links in its directories followed, itself not."""
        with self._inside(container) as namespace:
            try:
                place = walk.find(
                    self._core.kernel, namespace, (), _absolute(path),
                    follow=path.endswith(("/", "/.")),
                )
            except OsError as error:
                raise self._missing(ref, path, error) from None
            inode = walk.inode_of(self._core.kernel, place.node)
            target = inode.target
            if target:
                target = _resolved(self._core, namespace, place.path, target)
            name = posixpath.basename(path.rstrip("/")) or "/"
            return PathStat(name, inode.kind, inode.mode, inode.size, inode.mtime, target)

    def get(self, container: Container, ref: str, path: str) -> tuple[Entry, ...]:
        """A path's tree; names start with its base name."""
        with self._inside(container) as namespace:
            try:
                place = walk.find(
                    self._core.kernel, namespace, (), _absolute(path),
                    follow=path.endswith(("/", "/.")),
                )
            except OsError as error:
                raise self._missing(ref, path, error) from None
            base = place.path[-1] if place.path else ""
            return tuple(self._pack(namespace, place, base, {}))

    def _pack(
        self, namespace: int, place: Place, name: str, seen: dict[object, str]
    ) -> Iterator[Entry]:
        kernel = self._core.kernel
        inode = walk.inode_of(kernel, place.node)
        if name or not inode.is_dir:
            yield _entry(nodes.real(place.node), inode, name, seen)
        if not inode.is_dir:
            return
        for inner in files.names(kernel, place.node):
            below = walk.step(kernel, namespace, place, inner)
            if below is not None:
                yield from self._pack(
                    namespace, below, f"{name}/{inner}" if name else inner, seen
                )

    def export(self, container: Container) -> tuple[Entry, ...]:
        """All of the container's layers together, without what is mounted into them."""
        root = self._core.driver.view(container.directory)
        return tuple(self._pack_node(root, "", {}))

    def _pack_node(self, node: Node, path: str, seen: dict[object, str]) -> Iterator[Entry]:
        kernel = self._core.kernel
        for name, child in nodes.children(kernel, node):
            here = f"{path}/{name}" if path else name
            inode = nodes.inode(kernel, child)
            yield _entry(nodes.real(child), inode, here, seen)
            if inode.is_dir:
                yield from self._pack_node(child, here, seen)

    # In.

    def put(
        self, container: Container, ref: str, path: str, entries: Sequence[Entry], *,
        no_overwrite: bool, copy_owner: bool,
    ) -> None:
        """Unpack into an existing directory."""
        kernel = self._core.kernel
        with self._inside(container) as namespace:
            try:
                place = walk.find(kernel, namespace, (), _absolute(path))
            except OsError as error:
                raise self._missing(ref, path, error) from None
            if not walk.inode_of(kernel, place.node).is_dir:
                raise ApiError(400, messages.EXTRACTION)
            _check_writable(container, place)
            if copy_owner and container.config.user:
                root = walk.root_place(kernel, namespace).node
                user = find_user(kernel, root, container.config.user)
                entries = [replace(entry, uid=user.uid, gid=user.gid) for entry in entries]
            base = "/" + "/".join(place.path)
            try:
                for entry in entries:
                    self._put_entry(namespace, base, entry, no_overwrite=no_overwrite)
            except OsError as error:
                raise ApiError(500, error.strerror.lower()) from None

    def _put_entry(self, namespace: int, base: str, entry: Entry, *, no_overwrite: bool) -> None:
        kernel = self._core.kernel
        path = f"{base.rstrip('/')}/{entry.path}".rstrip("/") or "/"
        is_dir = entry.kind is Kind.DIRECTORY
        walked = self._walk(namespace, base, path)
        found = walked.found
        if found is not None:
            there = walk.inode_of(kernel, found.node).is_dir
            if no_overwrite and there and not is_dir:
                raise ApiError(400, messages.FILE_OVER_DIRECTORY.format(path, base))
            if no_overwrite and is_dir and not there:
                raise ApiError(400, messages.DIRECTORY_OVER_FILE.format(path, base))
            if is_dir and there:
                files.set_attributes(
                    kernel, found, mode=entry.mode, uid=entry.uid, gid=entry.gid,
                    mtime=entry.mtime,
                )
                return
            if not there:
                files.unlink(kernel, walked, directory=False)
                walked = self._walk(namespace, base, path)
        if entry.hard:
            old = walk.find(
                kernel, namespace, (), f"{base.rstrip('/')}/{entry.link}", follow=False
            )
            files.link(kernel, old, walked)
            return
        made = files.make(kernel, walked, inode_of(entry, self._core.now))
        kernel.disks.touch(nodes.real(made.node), entry.mtime)

    def _walk(self, namespace: int, base: str, path: str) -> walk.Walked:
        """Find a place within `base`, making directories that no member of the tar has named."""
        kernel = self._core.kernel
        parent = posixpath.dirname(path)
        if len(parent) > len(base):
            above = self._walk(namespace, base, parent)
            if above.found is None:
                files.make(kernel, above, Inode(Kind.DIRECTORY, 0o755))
        walked = walk.walk(kernel, namespace, (), path, follow=False)
        kernel.context = (namespace, walked.parent.mount)
        return walked


def _absolute(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _resolved(core: Core, namespace: int, path: tuple[str, ...], target: str) -> str:
    """Where a link leads, as an absolute path; what cannot be followed is joined as it is."""
    start = "/" + "/".join(path[:-1])
    joined = posixpath.normpath(posixpath.join(start, target))
    try:
        found = walk.walk(core.kernel, namespace, (), joined)
    except OsError:
        return joined
    return "/" + "/".join(found.path)


def _check_writable(container: Container, place: Place) -> None:
    """Refuse read-only mounts, and the layers of a container made with --read-only."""
    path = "/" + "/".join(place.path)
    for point in container.mounts:
        if point.type == "tmpfs":
            continue
        if path == point.destination or path.startswith(f"{point.destination}/"):
            if not point.rw:
                raise ApiError(400, messages.READONLY_VOLUME)
            return
    if container.host.readonly_rootfs:
        raise ApiError(400, messages.READONLY_ROOTFS)


def _entry(real: object, inode: Inode, path: str, seen: dict[object, str]) -> Entry:
    """One member of a tar; the second name of an inode becomes a hard link."""
    first = path
    if not inode.is_dir and inode.nlink > 1:
        first = seen.setdefault(real, path)
    hard = first != path
    return Entry(
        path, inode.kind, inode.mode, inode.uid, inode.gid, inode.mtime, inode.content,
        first if hard else inode.target, hard, inode.rdev,
    )
