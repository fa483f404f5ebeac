"""What servers share: finding the file that a path means, its type, its log's descriptor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.simulator.kernel.errno import Errno, OsError
from webapp.simulator.kernel.sys import Open

if TYPE_CHECKING:
    from webapp.simulator.kernel.inode import Stat
    from webapp.simulator.kernel.sys import Sys

TYPES: Final = {
    "html": "text/html", "htm": "text/html", "css": "text/css", "js": "application/javascript",
    "txt": "text/plain", "json": "application/json", "xml": "text/xml", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "ico": "image/x-icon", "pdf": "application/pdf", "zip": "application/zip",
}
_HEX: Final = b"0123456789abcdefABCDEF"
_STREAMS: Final = {
    "/dev/stdout": 1, "/dev/fd/1": 1, "/proc/self/fd/1": 1,
    "/dev/stderr": 2, "/dev/fd/2": 2, "/proc/self/fd/2": 2, "stderr": 2,
}


def split_path(target: str) -> str:
    """The path of a request: without its query, percent signs read, dots resolved."""
    path = _decoded(target.partition("?")[0])
    names: list[str] = []
    for name in path.split("/"):
        if name == "..":
            del names[-1:]
        elif name not in {"", "."}:
            names.append(name)
    slash = "/" if path.endswith("/") and names else ""
    return "/" + "/".join(names) + slash


def _decoded(path: str) -> str:
    out = bytearray()
    data = path.encode("utf-8", "surrogateescape")
    at = 0
    while at < len(data):
        pair = data[at + 1 : at + 3]
        if data[at] == 0x25 and len(pair) == 2 and all(c in _HEX for c in pair):
            out.append(int(pair, 16))
            at += 3
        else:
            out.append(data[at])
            at += 1
    return out.decode("utf-8", "surrogateescape")


def type_of(path: str, default: str) -> str:
    """The media type by a name's ending."""
    name = path.rsplit("/", 1)[-1]
    return TYPES.get(name.rsplit(".", 1)[-1].lower(), default) if "." in name else default


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to be sent."""

    path: str
    stat: Stat
    body: bytes


def open_file(sys: Sys, path: str) -> Opened:
    """Read a regular file; raises OsError, for a directory with EISDIR."""
    stat = sys.stat(path)
    if stat.is_dir:
        raise OsError(Errno.EISDIR)
    return Opened(path, stat, sys.read_file(path))


def account(sys: Sys, name: str) -> tuple[int, int] | None:
    """The numbers of a user and its group by /etc/passwd; None if it has no such user."""
    try:
        text = sys.read_file("/etc/passwd").decode("utf-8", "replace")
    except OsError:
        return None
    for row in text.split("\n"):
        fields = row.split(":")
        if len(fields) > 3 and fields[0] == name and fields[2].isdecimal():
            return int(fields[2]), int(fields[3]) if fields[3].isdecimal() else 0
    return None


def log_descriptor(sys: Sys, path: str) -> int:
    """The descriptor of a log: a stream where its links lead to one; raises OsError."""
    at = path
    for _ in range(8):
        if at in _STREAMS:
            return _STREAMS[at]
        try:
            target = sys.readlink(at)
        except OsError:
            break
        at = target if target.startswith("/") else f"{at.rsplit('/', 1)[0]}/{target}"
    return sys.open(path, Open.WRITE | Open.CREATE | Open.APPEND, 0o644)
