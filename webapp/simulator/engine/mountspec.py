"""What the daemon checks in ``--mount`` and how it becomes a mount point.

Rules and messages: volume/mounts/linux_parser.go and validate.go of moby 26.1.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.model import Mount, MountPoint

if TYPE_CHECKING:
    from collections.abc import Callable

PROPAGATIONS: Final = ("private", "rprivate", "slave", "rslave", "shared", "rshared")


def _refuse(mount: Mount, why: str) -> None:
    raise ApiError(400, messages.BAD_MOUNT.format(mount.type, why))


def validate(mount: Mount, exists: Callable[[str], bool] | None = None) -> None:
    """Check a mount's configuration; with `exists` a bind mount's source must be there."""
    if not mount.target:
        _refuse(mount, messages.EMPTY_TARGET)
    if posixpath.normpath(mount.target).strip("/") == "" and mount.target.startswith("/"):
        _refuse(mount, messages.ROOT_TARGET)
    # A lone relative path of `-v` is no mount of this kind: it comes by way of Config.Volumes.
    if not mount.target.startswith("/"):
        _refuse(mount, messages.RELATIVE_TARGET.format(mount.target))
    if mount.type == "bind":
        _validate_bind(mount, exists)
    elif mount.type == "volume":
        _validate_volume(mount)
    elif mount.type == "tmpfs":
        if "bind" in mount.given:
            _refuse(mount, messages.FIELD_GIVEN.format("Bind"))
        if "volume" in mount.given:
            _refuse(mount, messages.FIELD_GIVEN.format("Volume"))
        if mount.source:
            _refuse(mount, messages.SOURCE_GIVEN)
    else:
        _refuse(mount, messages.UNKNOWN_TYPE)


def _validate_bind(mount: Mount, exists: Callable[[str], bool] | None) -> None:
    if not mount.source:
        _refuse(mount, messages.SOURCE_EMPTY)
    if mount.propagation and mount.propagation not in PROPAGATIONS:
        _refuse(mount, messages.BAD_PROPAGATION.format(mount.propagation))
    if "volume" in mount.given:
        _refuse(mount, messages.FIELD_GIVEN.format("Volume"))
    if not mount.source.startswith("/"):
        _refuse(mount, messages.RELATIVE_TARGET.format(mount.source))
    if exists is not None and not exists(mount.source):
        _refuse(mount, messages.NO_SOURCE.format(mount.source))


def _validate_volume(mount: Mount) -> None:
    if "bind" in mount.given:
        _refuse(mount, messages.FIELD_GIVEN.format("Bind"))
    if mount.subpath:
        if not mount.source:
            _refuse(mount, messages.SUBPATH_ANONYMOUS)
        if mount.subpath.startswith("/") or posixpath.normpath(mount.subpath).startswith(".."):
            _refuse(mount, messages.SUBPATH_OUTSIDE)
    if mount.readonly and not mount.source:
        _refuse(mount, messages.READONLY_ANONYMOUS)


def point_of(mount: Mount, *, mode: str = "") -> MountPoint:
    """The mount point that a valid configuration stands for."""
    target = "/" + posixpath.normpath(mount.target).lstrip("/")
    rw = not mount.readonly
    if mount.type == "bind":
        return MountPoint(
            "bind", target, posixpath.normpath(mount.source), mode=mode, rw=rw,
            propagation=mount.propagation or "rprivate",
        )
    if mount.type == "tmpfs":
        return MountPoint("tmpfs", target, rw=rw, options=tmpfs_options(mount), mode=mode)
    return MountPoint(
        "volume", target, name=mount.source, driver=mount.driver or "local", mode=mode, rw=rw,
        anonymous=not mount.source, copy_data=not mount.nocopy, subpath=mount.subpath,
    )


def tmpfs_options(mount: Mount) -> str:
    """The options with which a tmpfs of ``--mount`` is mounted."""
    words = ["ro"] if mount.readonly else []
    if mount.tmpfs_mode:
        words.append(f"mode={mount.tmpfs_mode:o}")
    if mount.tmpfs_size:
        words.append(f"size={largest_unit(mount.tmpfs_size)}")
    return ",".join(words)


def largest_unit(size: int) -> str:
    """A size with the largest of g, m, k that leaves it whole."""
    for shift, unit in ((30, "g"), (20, "m"), (10, "k")):
        if size and size % (1 << shift) == 0:
            return f"{size >> shift}{unit}"
    return str(size)
