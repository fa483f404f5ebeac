"""The mount namespace of a container: its root, what every container has, and its mount points.

Order, defaults and messages: daemon/oci_linux.go and daemon/volumes_linux.go of moby 26.1,
libcontainer/rootfs_linux.go of runc 1.1.15.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine import messages, tmpfs
from webapp.simulator.engine.core import ROOT, Core
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.runtime import RuncError
from webapp.simulator.engine.volumespec import clean
from webapp.simulator.kernel import files
from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.mounts import Mount, Path
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.walk import find, inode_of, walk

if TYPE_CHECKING:
    from webapp.simulator.engine.model import Container, MountPoint
    from webapp.simulator.engine.volumes import VolumeStore
    from webapp.simulator.kernel.node import Node, Plain

_QUIET: Final = ("rw", "nosuid", "nodev", "noexec", "relatime")
_DEVICES: Final = {
    "full": (1, 7), "null": (1, 3), "random": (1, 8), "tty": (5, 0), "urandom": (1, 9),
    "zero": (1, 5),
}
_DEVICE_LINKS: Final = (
    ("fd", "/proc/self/fd"), ("ptmx", "pts/ptmx"), ("stderr", "/proc/self/fd/2"),
    ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"),
)
_DEV: Final = ("rw", "nosuid", "size=65536k", "mode=755")
_PTS: Final = ("rw", "nosuid", "noexec", "relatime", "gid=5", "mode=620", "ptmxmode=666")
_SHARED_MEMORY: Final = 64 << 20
NETWORK_FILES: Final = ("resolv.conf", "hostname", "hosts")


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be mounted at a destination; `node` None is a source that could not be found."""

    destination: str
    path: str
    node: Node | None
    mount: Mount | None
    readonly: bool
    fault: str = ""
    memory: tmpfs.Tmpfs | None = None


def sources(core: Core, volumes: VolumeStore, container: Container) -> list[Source]:
    """Find, or make, all that is mounted into a container, parents first; raises ApiError."""
    # What both --tmpfs and --mount ask for is mounted twice.
    memory = [(clean(path), options) for path, options in container.host.tmpfs]
    memory += [
        (point.destination, point.options) for point in container.mounts
        if point.type == "tmpfs" and point.listed
    ]
    covered = {destination for destination, _ in memory}
    found = [
        _source(core, volumes, point) for point in container.mounts
        if point.type != "tmpfs" and point.destination not in covered
    ]
    for destination, options in memory:
        parsed = tmpfs.parse(options)
        found.append(Source(
            destination, "tmpfs", None, None, readonly=parsed.readonly, memory=parsed
        ))
    taken = {source.destination for source in found}
    home = f"{ROOT}/containers/{container.id}"
    found += [
        _from_host(core, f"/etc/{name}", f"{home}/{name}")
        for name in NETWORK_FILES if f"/etc/{name}" not in taken
    ]
    return sorted(found, key=lambda source: source.destination.count("/"))


def _source(core: Core, volumes: VolumeStore, point: MountPoint) -> Source:
    if point.type == "volume":
        volumes.find(point.name)
        node = volumes.acquire(point.name)
        if node is None:
            raise ApiError(500, messages.VOLUME_GONE.format(point.source))
        path = f"{point.source}/{point.subpath}" if point.subpath else point.source
        source = _from_host(core, point.destination, path, readonly=not point.rw)
        if source.node is None:
            missing = _first_missing(core, point.source, point.subpath)
            raise ApiError(500, messages.SUBPATH_MISSING.format(path, missing))
        return source
    if point.create_source:
        _make_source(core, point.source)
    return _from_host(core, point.destination, point.source, readonly=not point.rw)


def _first_missing(core: Core, path: str, below: str) -> str:
    """The first directory that isn't there on the way from `path` down."""
    for name in below.split("/"):
        path = f"{path}/{name}"
        try:
            find(core.kernel, HOST, (), path)
        except OsError:
            break
    return path


def _make_source(core: Core, path: str) -> None:
    """Make a missing directory of the host, and its parents; a file in the way is runc's affair."""
    kernel = core.kernel
    done: list[str] = []
    made = ""
    kernel.context = None
    for name in path.strip("/").split("/"):
        done.append(name)
        here = "/" + "/".join(done)
        try:
            walked = walk(kernel, HOST, (), here)
            if walked.found is None:
                files.make(kernel, walked, Inode(Kind.DIRECTORY, 0o755))
                made = here
            elif not inode_of(kernel, walked.found.node).is_dir:
                return
        except OsError as error:
            if error.errno is Errno.ENOTDIR:
                return
            why = error.strerror.lower()
            raise ApiError(500, messages.MAKE_SOURCE.format(path, here, why)) from None
    if made:
        core.tell(Event("host-directory-created", path=path, host_path=path, where="bind"))


def _from_host(core: Core, destination: str, path: str, *, readonly: bool = False) -> Source:
    try:
        place = find(core.kernel, HOST, (), path)
    except OsError as error:
        return Source(destination, path, None, None, readonly, error.strerror.lower())
    return Source(destination, path, place.node, place.mount, readonly or place.mount.readonly)


class Rootfs:
    """Builds the mount namespace of one container."""

    def __init__(self, core: Core, container: Container, root: Node) -> None:
        """Begin a namespace with `root`, the container's layers put together, as ``/``."""
        self._core = core
        self._kernel = core.kernel
        self._container = container
        self._merged = core.driver.merged_path(container.directory)
        self.namespace = core.kernel.make_namespace()
        shown = core.kernel.table(HOST).top(tuple(self._merged[1:].split("/")))
        mount = Mount((), root, "overlay", "overlay") if shown is None else shown
        self._kernel.mount(self.namespace, replace(mount, at=(), root=root))

    def mount_system(self, taken: set[str]) -> None:
        """Mount /proc, /dev and /sys, but where a mount point of the container's own stands."""
        self._share("proc", "proc", _QUIET, taken)
        if "/dev" not in taken:
            self._mount(("dev",), self._devices(), "tmpfs", "tmpfs", _DEV)
            self._mount_in_dev("pts", "devpts", _PTS, taken)
        self._share("sys", "sysfs", ("ro", *_QUIET[1:]), taken)
        if "/dev" not in taken:
            self._mount_in_dev("mqueue", "mqueue", _QUIET, taken)
            self._mount_in_dev("shm", "tmpfs", (*_QUIET, "size=65536k"), taken)

    def _share(self, name: str, kind: str, options: tuple[str, ...], taken: set[str]) -> None:
        """Mount what the host has mounted: its files answer each process for itself."""
        shared = self._kernel.table(HOST).top((name,))
        if f"/{name}" not in taken and shared is not None:
            readonly = options[0] == "ro"
            self._mount((name,), shared.root, kind, kind, options, readonly=readonly)

    def _mount_in_dev(
        self, name: str, kind: str, options: tuple[str, ...], taken: set[str]
    ) -> None:
        if f"/dev/{name}" in taken:
            return
        mode = 0o755 if name == "pts" else 0o1777
        source = "shm" if name == "shm" else kind
        capacity = _SHARED_MEMORY if name == "shm" else None
        root = self._kernel.disks.make_filesystem(kind, source, mode=mode, capacity=capacity)
        self._mount(("dev", name), root, source, kind, options)

    def _devices(self) -> Plain:
        disks = self._kernel.disks
        dev = disks.make_filesystem("tmpfs", "tmpfs", capacity=_SHARED_MEMORY)
        for name in sorted(_DEVICES):
            disks.add(dev, name, Inode(Kind.CHAR, 0o666, mtime=disks.clock, rdev=_DEVICES[name]))
        for name, target in _DEVICE_LINKS:
            self._core.make_symlink(dev, name, target)
        for name in ("mqueue", "pts", "shm"):
            disks.directory(dev, name)
        if self._container.config.tty:
            disks.add(dev, "console", Inode(Kind.CHAR, 0o600, mtime=disks.clock, rdev=(136, 0)))
        return dev

    def _mount(
        self, at: Path, root: Node, source: str, kind: str, options: tuple[str, ...], *,
        readonly: bool = False,
    ) -> None:
        self._kernel.mount(self.namespace, Mount(at, root, source, kind, options, readonly))

    def add(self, source: Source) -> None:
        """Mount one source, making its mount point where it is missing; raises RuncError."""
        target = source.destination if source.destination.startswith("/") else (
            f"/{source.destination}"
        )
        try:
            self._add(source, target)
        except RuncError as error:
            raise RuncError(
                messages.MOUNTING.format(source.path, target, error.message)
            ) from None

    def _add(self, source: Source, target: str) -> None:
        if target.startswith("/proc/"):
            unsafe = messages.INSIDE_PROC.format(target, self._merged + target)
            raise RuncError(messages.DESTINATION.format(target, unsafe))
        if source.memory is not None:
            self._add_memory(source.memory, target)
            return
        if source.node is None or source.mount is None:
            missing = messages.SOURCE_STAT.format(source.path, source.fault)
            raise RuncError(messages.DESTINATION.format(target, missing))
        is_dir = inode_of(self._kernel, source.node).is_dir
        at = self._target(target, directory=is_dir)
        if not is_dir and self._is_dir(at):
            raise RuncError(messages.BIND_FAILED.format(source.path, target))
        word = "ro" if source.readonly else "rw"
        self._kernel.mount(self.namespace, replace(
            source.mount, at=at, root=source.node, origin=source.path,
            options=(word, *source.mount.options[1:]), readonly=source.readonly,
        ))

    def _add_memory(self, memory: tmpfs.Tmpfs, target: str) -> None:
        mode = tmpfs.DEFAULT_MODE if memory.mode is None else memory.mode
        try:
            place = find(self._kernel, self.namespace, (), target)
            mode = inode_of(self._kernel, place.node).mode if memory.mode is None else mode
        except OsError:
            pass
        at = self._target(target, directory=True)
        disks = self._kernel.disks
        root = disks.make_filesystem("tmpfs", "tmpfs", mode=mode, capacity=memory.capacity)
        disks.store(root, replace(disks.inode(root), uid=memory.uid, gid=memory.gid))
        self._mount(at, root, "tmpfs", "tmpfs", memory.options, readonly=memory.readonly)

    def _is_dir(self, at: Path) -> bool:
        node = find(self._kernel, self.namespace, (), "/" + "/".join(at)).node
        return inode_of(self._kernel, node).is_dir

    def _target(self, target: str, *, directory: bool) -> Path:
        """Where a destination leads, links followed; what is missing is made on the way."""
        kernel = self._kernel
        done: Path = ()
        names = [name for name in target.split("/") if name and name != "."]
        for number, name in enumerate(names, 1):
            last = number == len(names)
            wants_dir = directory or not last
            frame = messages.PARENT_OF_FILE if not directory and not last else "{}"
            try:
                walked = walk(kernel, self.namespace, (), "/" + "/".join((*done, name)))
                kernel.context = None
                if walked.found is None:
                    kind = Kind.DIRECTORY if wants_dir else Kind.FILE
                    files.make(kernel, walked, Inode(kind, 0o755))
                    done = walked.path
                    continue
            except OsError as error:
                path = f"{self._merged}/{'/'.join((*done, name))}"
                what = messages.MKDIRAT if wants_dir else messages.TARGET_OF_FILE
                failed = frame.format(what.format(path, error.strerror.lower()))
                raise RuncError(messages.DESTINATION.format(target, failed)) from None
            done = walked.found.path
            if wants_dir and not inode_of(kernel, walked.found.node).is_dir:
                path = f"{self._merged}/{'/'.join(done)}"
                failed = frame.format(messages.CANNOT_MKDIR.format(path))
                raise RuncError(messages.DESTINATION.format(target, failed))
        return done

    def make_workdir(self, path: str) -> None:
        """Make the working directory once more: a mount may have covered the one of the layer."""
        if path:
            self._target(path, directory=True)

    def make_readonly(self) -> None:
        """Make the root read-only; what is mounted in it stays as it is."""
        kernel = self._kernel
        table = kernel.table(self.namespace).change((), readonly=True)
        kernel.namespaces = kernel.namespaces.insert(self.namespace, table)
