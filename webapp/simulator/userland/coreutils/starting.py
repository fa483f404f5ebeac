"""Starting other programs from a program: the search along PATH, and taking over by exec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.userland.coreutils.paths import below

if TYPE_CHECKING:
    from webapp.simulator.kernel.sys import Sys

DEFAULT_PATH = "/bin:/usr/bin"


def locate(sys: Sys, name: str, path: str | None = None) -> str:
    """The file that a name leads to along PATH; raises ENOENT, EACCES if none is executable."""
    if "/" in name:
        return name
    refused = OsError(Errno.ENOENT)
    for folder in (sys.getenv("PATH", DEFAULT_PATH) if path is None else path).split(":"):
        place = below(folder or ".", name)
        try:
            stat = sys.stat(place)
        except OsError:
            continue
        if stat.is_file:
            if sys.access(place, 1):
                return place
            refused = OsError(Errno.EACCES)
    raise refused


def spawn(sys: Sys, argv: list[str]) -> int:
    """Start a program along PATH as a child; raises OsError."""
    return sys.spawn(locate(sys, argv[0]), argv)


def exit_status(error: OsError) -> int:
    """What a program that was to start another one ends with: 127 not found, 126 not executable."""
    return 127 if error.errno is Errno.ENOENT else 126
