"""Volumes of the local driver: directories below ``ROOT/volumes``.

Rules and messages: volume/local and volume/service of moby 26.1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from webapp.simulator.engine import messages, names
from webapp.simulator.engine.core import ROOT, Core
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.imagejson import ZERO_TIME, whole_moment
from webapp.simulator.engine.model import ANONYMOUS, Container, MountPoint, Pairs, Volume
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.filesystem import NAME_MAX
from webapp.simulator.kernel.mounts import Mount
from webapp.simulator.kernel.node import Node, Plain
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.walk import find

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCAL: Final = "local"
HOME: Final = f"{ROOT}/volumes"
DATA: Final = "_data"
_NEEDS: Final = (("type", "device"), ("device", "type"), ("o", "type"), ("o", "device"))
_OPTIONS: Final = ("type", "o", "device", "size")


def mountpoint(name: str) -> str:
    """The path on the host of what is in a volume."""
    return f"{HOME}/{name}/{DATA}"


def _pairs(values: Mapping[str, str] | None) -> Pairs | None:
    return None if not values else tuple(sorted(values.items()))


class VolumeStore:
    """Volumes by name; their data is on the host's disk."""

    def __init__(self, core: Core) -> None:
        """Keep them in the state of `core`."""
        self._core = core

    # Making.

    def create(
        self,
        name: str,
        *,
        driver: str = LOCAL,
        options: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Volume:
        """Make a volume, or give the one that has this name; without a name an anonymous one."""
        core = self._core
        driver = driver or LOCAL
        if not name:
            name = core.new_id("volume")
            labels = {**(labels or {}), ANONYMOUS: ""}
        there = core.state.volumes.get(name)
        if there is not None and driver == LOCAL:
            return there
        if driver != LOCAL:
            raise ApiError(404, messages.NO_PLUGIN.format(name, driver, driver))
        _check_name(name)
        _check_options(name, options or {})
        core.kernel.disks.tick()
        volume = Volume(name, core.now, _pairs(labels), _pairs(options))
        home = core.directory("volumes", mode=0o701)
        own = core.kernel.disks.directory(home, name, mode=0o701)
        core.kernel.disks.directory(own, DATA)
        if options:
            self._write_options(own, dict(options))
        core.change(volumes=core.state.volumes.insert(name, volume))
        core.tell(Event(
            "volume-created", volume=name, host_path=mountpoint(name), where="volume",
            text="anonymous" if volume.anonymous else "named",
        ))
        return volume

    def _write_options(self, own: Plain, options: dict[str, str]) -> None:
        text = (
            f'{{"MountType":"{options.get("type", "")}","MountOpts":"{options.get("o", "")}",'
            f'"MountDevice":"{options.get("device", "")}","Quota":{{"Size":0}}}}'
        )
        self._core.kernel.disks.write_file(own, "opts.json", text.encode(), 0o600)

    # Looking.

    def find(self, name: str) -> Volume:
        """A volume by its whole name; 404 "get x: no such volume"."""
        volume = self._core.state.volumes.get(name)
        if volume is None:
            raise ApiError(404, messages.NO_VOLUME.format(name))
        return volume

    def all(self) -> list[Volume]:
        """All volumes in the natural order of their names."""
        volumes = self._core.state.volumes
        return sorted(volumes.values(), key=lambda volume: names.natural(volume.name))

    def users(self, name: str) -> list[Container]:
        """The containers that the daemon counts as users of a volume, oldest first."""
        return [
            container for container in self._core.containers()
            if any(point.name == name and point.held for point in container.mounts)
        ]

    def size(self, name: str) -> int:
        """Bytes of files in a volume; 0 if its directory is gone."""
        node = self.data(name)
        return self._core.kernel.disks.tree_bytes(node) if isinstance(node, Plain) else 0

    def data(self, name: str) -> Node | None:
        """The directory with a volume's files, through what is mounted on it; None if gone."""
        try:
            return find(self._core.kernel, HOST, (), mountpoint(name)).node
        except OsError:
            return None

    def inspect(self, volume: Volume) -> dict[str, Any]:
        """GET /volumes/{name}."""
        try:
            there = find(self._core.kernel, HOST, (), f"{HOME}/{volume.name}") is not None
        except OsError:
            there = False
        return {
            "CreatedAt": whole_moment(volume.created) if there else ZERO_TIME,
            "Driver": volume.driver,
            "Labels": None if volume.labels is None else dict(volume.labels),
            "Mountpoint": mountpoint(volume.name),
            "Name": volume.name,
            "Options": None if volume.options is None else dict(volume.options),
            "Scope": "local",
        }

    # Removing.

    def remove(self, name: str, *, force: bool = False) -> None:
        """Delete a volume with all that is in it; `force` only forgives one that isn't there."""
        core = self._core
        if force and name not in core.state.volumes:
            return
        volume = self.find(name)
        users = self.users(name)
        if users:
            ids = ", ".join(container.id for container in users)
            raise ApiError(409, messages.VOLUME_IN_USE.format(name, ids))
        self._delete(volume)

    def remove_unused(self, name: str) -> bool:
        """Delete a volume unless somebody uses it; whether it was deleted."""
        volume = self._core.state.volumes.get(name)
        if volume is None or self.users(name):
            return False
        self._delete(volume)
        return True

    def _delete(self, volume: Volume) -> None:
        core = self._core
        size = self.size(volume.name)
        core.kernel.disks.tick()
        self.release(volume.name)
        core.kernel.disks.remove_tree(core.directory("volumes", mode=0o701), volume.name)
        core.change(volumes=core.state.volumes.remove(volume.name))
        core.tell(Event(
            "volume-removed", volume=volume.name, host_path=mountpoint(volume.name), size=size,
            where="volume",
        ))

    # Volumes that have a device of their own.

    def acquire(self, name: str) -> Node | None:
        """The directory to mount for a volume; one with options is mounted on the host first."""
        volume = self._core.state.volumes.get(name)
        if volume is not None and volume.options:
            self._mount(volume, dict(volume.options))
        return self.data(name)

    def _mount(self, volume: Volume, options: dict[str, str]) -> None:
        kernel = self._core.kernel
        at = tuple(mountpoint(volume.name)[1:].split("/"))
        if kernel.table(HOST).top(at) is not None:
            return
        kind, device, words = options["type"], options["device"], options.get("o", "")
        flags = [word for word in words.split(",") if word]
        readonly = "ro" in flags
        if kind == "tmpfs":
            mode, capacity = 0o1777, None
            for word in flags:
                key, _, value = word.partition("=")
                if key == "size":
                    capacity = size_in_bytes(value)
                elif key == "mode":
                    mode = int(value, 8)
            root: Node = kernel.disks.make_filesystem("tmpfs", device, mode=mode, capacity=capacity)
            shown: tuple[str, ...] = ("ro" if readonly else "rw", "relatime")
            if capacity is not None:
                capacity = -(-capacity // 4096) * 4096
                shown = (*shown, f"size={capacity >> 10}k")
            if mode != 0o1777:
                shown = (*shown, f"mode={mode:o}")
            kernel.mount(HOST, Mount(at, root, device, "tmpfs", shown, readonly))
            return
        path = mountpoint(volume.name)
        if not set(flags) & {"bind", "rbind"}:
            failed = messages.VOLUME_MOUNT.format(path, device, "flags: 0x0", "no such device")
            raise ApiError(500, failed)
        try:
            place = find(kernel, HOST, (), device)
        except OsError as error:
            failed = messages.VOLUME_MOUNT.format(
                path, device, "flags: 0x1000", error.strerror.lower()
            )
            raise ApiError(500, failed) from None
        mount = replace(
            place.mount, at=at, root=place.node, readonly=readonly or place.mount.readonly,
            origin=device,
        )
        kernel.mount(HOST, mount)

    def release(self, name: str) -> None:
        """Unmount what was mounted for a volume, once no running container uses it."""
        kernel = self._core.kernel
        volume = self._core.state.volumes.get(name)
        if volume is None or not volume.options:
            return
        if any(container.state.running for container in self.users(name)):
            return
        at = tuple(mountpoint(name)[1:].split("/"))
        if kernel.table(HOST).top(at) is not None:
            kernel.unmount(HOST, at)


def size_in_bytes(text: str) -> int | None:
    """A size as tmpfs takes it: digits and k, m or g; None for what it doesn't take."""
    units = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
    digits, unit = (text[:-1], text[-1].lower()) if text[-1:].isalpha() else (text, "")
    if not digits.isdecimal() or (unit and unit not in units):
        return None
    return int(digits) * units.get(unit, 1) or None


def is_left_behind(point: MountPoint) -> bool:
    """Whether a mount point's volume stays when its container is removed with its volumes."""
    return point.type == "volume" and not point.anonymous


def _check_name(name: str) -> None:
    if len(name) == 1:
        raise ApiError(400, messages.VOLUME_NAME_SHORT.format(name))
    if not names.is_allowed(name):
        raise ApiError(400, messages.VOLUME_NAME.format(name, name))
    if len(name) > NAME_MAX:
        raise ApiError(500, messages.VOLUME_NAME_LONG.format(name, f"{HOME}/{name}"))


def _check_options(name: str, options: Mapping[str, str]) -> None:
    for key in sorted(options):
        if key not in _OPTIONS:
            raise ApiError(400, messages.VOLUME_OPTION.format(name, key))
    for key, needed in _NEEDS:
        if key in options and needed not in options:
            raise ApiError(400, messages.VOLUME_NEEDS.format(name, needed))
    if "size" in options:
        raise ApiError(500, messages.VOLUME_QUOTA.format(name))
