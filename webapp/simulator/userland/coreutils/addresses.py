"""Addresses of the web: their parts, and which machine of ours a name leads to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError

if TYPE_CHECKING:
    from webapp.simulator.userland.coreutils.command import Run

_URL = re.compile(r"(?:([a-zA-Z][\w+.-]*)://)?([^/:?#]*)(?::(\d*))?([^#]*)")
ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")
_LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})


@dataclass(frozen=True, slots=True)
class Url:
    """The parts of an address; `scheme` is empty if none was given."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        return self.host if self.port == 80 else f"{self.host}:{self.port}"


def split_url(text: str) -> Url:
    """Take an address apart; the port is 80 if none is given."""
    match = _URL.fullmatch(text)
    assert match is not None
    scheme, host, port, path = match.groups()
    number = int(port) if port else 443 if (scheme or "").lower() == "https" else 80
    if not path.startswith("/"):
        path = "/" + path
    return Url((scheme or "").lower(), host, number, path)


def resolved(run: Run, host: str) -> str:
    """The address of a name, by /etc/hosts; names of the world outside lead nowhere."""
    if host in _LOCAL or ADDRESS.fullmatch(host):
        return host
    try:
        text = run.sys.read_file("/etc/hosts").decode("utf-8", "replace")
    except OsError:
        text = ""
    for line in text.split("\n"):
        words = line.split("#")[0].split()
        if host in words[1:]:
            return words[0]
    if host == run.sys.hostname:
        return "127.0.0.1"
    raise LookupError(host)
