"""Options with which a tmpfs is mounted into a container, and how the kernel shows them.

Valid options: volume/mounts and github.com/moby/sys/mount of moby 26.1; shown as in mm/shmem.c.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.volumes import size_in_bytes
from webapp.simulator.kernel.generated import MEMORY_KB

_FLAGS: Final = frozenset(
    "ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime"
    " diratime nodiratime bind rbind relatime norelatime strictatime nostrictatime".split()
)
_KEYS: Final = frozenset({"size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol"})
_PAGE: Final = 4096
DEFAULT_MODE: Final = 0o1777


@dataclass(frozen=True, slots=True)
class Tmpfs:
    """A tmpfs to be mounted; `mode` None keeps that of the directory it covers."""

    readonly: bool
    options: tuple[str, ...]
    capacity: int
    mode: int | None
    uid: int
    gid: int


def parse(text: str) -> Tmpfs:
    """Read ``--tmpfs``'s options; raises ApiError 400 for what isn't one."""
    flags = {"suid": "nosuid", "dev": "nodev", "exec": "noexec"}
    values: dict[str, str] = {}
    readonly = False
    for word in text.split(",") if text else ():
        key, equals, value = word.partition("=")
        if equals and key in _KEYS:
            values[key] = value
        elif not equals and word in _FLAGS:
            readonly = word == "ro" or (readonly and word != "rw")
            bare = word.removeprefix("no")
            if bare in flags:
                flags[bare] = word
        else:
            raise ApiError(400, messages.BAD_TMPFS.format(word))
    size = size_in_bytes(values["size"]) if "size" in values else None
    capacity = MEMORY_KB * 512 if size is None else -(-size // _PAGE) * _PAGE
    mode = int(values["mode"], 8) if values.get("mode", "").isdecimal() else None
    uid, gid = (int(values[k]) if values.get(k, "").isdecimal() else 0 for k in ("uid", "gid"))
    shown = ["ro" if readonly else "rw"]
    shown += [word for word in flags.values() if word.startswith("no")]
    shown.append("relatime")
    if size is not None:
        shown.append(f"size={capacity >> 10}k")
    if mode is not None and mode != DEFAULT_MODE:
        shown.append(f"mode={mode:o}")
    shown += [f"{key}={value}" for key, value in (("uid", uid), ("gid", gid)) if value]
    return Tmpfs(readonly, tuple(shown), capacity, mode, uid, gid)
