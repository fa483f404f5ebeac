"""What the daemon reads in ``-v``: [SOURCE:]TARGET[:MODE], and in ``--volumes-from``.

Rules and messages: volume/mounts/linux_parser.go of moby 26.1.
"""

from __future__ import annotations

import posixpath
from typing import Final

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.model import Mount, MountPoint
from webapp.simulator.engine.mountspec import point_of, validate

_CLASSES: Final = (
    frozenset({"ro", "rw"}),
    frozenset({"z", "Z"}),
    frozenset({"private", "rprivate", "slave", "rslave", "shared", "rshared"}),
    frozenset({"nocopy"}),
    frozenset({"consistent", "cached", "delegated"}),
)
_PROPAGATION: Final = _CLASSES[2]


def is_mode(text: str) -> bool:
    """Whether this is a list of modes, at most one of each class; the empty one is."""
    if not text:
        return True
    seen: set[int] = set()
    for word in text.split(","):
        found = next((n for n, words in enumerate(_CLASSES) if word in words), None)
        if found is None or found in seen:
            return False
        seen.add(found)
    return True


def parse_bind(raw: str, volume_driver: str = "") -> MountPoint:
    """Read one of HostConfig.Binds; raises ApiError 400."""
    parts = raw.split(":")
    mode = ""
    if not parts[0] or len(parts) > 3 or (len(parts) == 2 and is_mode(parts[1])):
        raise ApiError(400, messages.BAD_SPEC.format(raw))
    source, target = ("", parts[0]) if len(parts) == 1 else (parts[0], parts[1])
    if len(parts) == 3:
        mode = parts[2]
    if not is_mode(mode):
        raise ApiError(400, messages.BAD_MODE.format(mode))
    words = mode.split(",")
    given: set[str] = set()
    if volume_driver or "nocopy" in words:
        given.add("volume")
    propagation = next((word for word in words if word in _PROPAGATION), "")
    if propagation:
        given.add("bind")
    spec = Mount(
        "bind" if source.startswith("/") else "volume", source, target, "ro" in words,
        propagation=propagation, nocopy="nocopy" in words, driver=volume_driver,
        given=frozenset(given),
    )
    try:
        validate(spec)
    except ApiError as error:
        raise ApiError(400, f"{messages.BAD_SPEC.format(raw)}: {error.message}") from None
    return point_of(spec, mode=mode)


def parse_volumes_from(spec: str) -> tuple[str, bool]:
    """Read one of HostConfig.VolumesFrom: a container, and whether it may be written to."""
    if not spec:
        raise ApiError(400, messages.NO_VOLUMES_FROM)
    name, colon, mode = spec.partition(":")
    words = mode.split(",") if mode else []
    if colon and (not is_mode(mode) or "nocopy" in words or set(words) & _PROPAGATION):
        raise ApiError(400, messages.BAD_MODE.format(mode))
    return name, "ro" not in words


def clean(path: str) -> str:
    """A path without doubled slashes, dots and a slash at its end (Go's path.Clean)."""
    cleaned = posixpath.normpath(path)
    return "/" + cleaned.lstrip("/") if cleaned.startswith("/") else cleaned
