"""What the daemon makes below its root directory when it starts there for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from webapp.simulator.kernel.content import Blob, Content
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Inode, Kind

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core

_DIRECTORIES: Final = (
    ("buildkit", 0o711), ("containers", 0o710), ("image", 0o700), ("network", 0o750),
    ("overlay2", 0o710), ("plugins", 0o700), ("runtimes", 0o700), ("swarm", 0o700),
    ("tmp", 0o700), ("volumes", 0o701),
)
_METADATA_BYTES: Final = 32_768


def prepare(core: Core) -> None:
    """Lay out what is missing; nothing on a host without the directory itself."""
    disks = core.kernel.disks
    try:
        root = core.root
    except OsError:
        return
    if disks.child(root, "volumes") is not None:
        return
    for name, mode in _DIRECTORIES:
        disks.directory(root, name, mode=mode)
    disks.write_file(root, "engine-id", _engine_id(core).encode(), 0o600)
    volumes = disks.directory(root, "volumes")
    metadata = Content.of_blob(Blob("volumes-metadata", _METADATA_BYTES))
    disks.write_file(volumes, "metadata.db", metadata, 0o600)
    clock = disks.clock
    disks.add(volumes, "backingFsBlockDev", Inode(Kind.BLOCK, 0o600, mtime=clock, rdev=(254, 1)))
    disks.directory(root, "overlay2", "l", mode=0o700)


def _engine_id(core: Core) -> str:
    digits = core.new_id("engine")
    return "-".join((digits[:8], digits[8:12], f"4{digits[13:16]}", f"8{digits[17:20]}",
                     digits[20:32]))
