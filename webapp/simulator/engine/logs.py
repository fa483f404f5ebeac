"""What containers write, kept as the json-file logging driver keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from webapp.simulator.engine.imagejson import moment, parse_moment
from webapp.simulator.kernel.content import Content

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.kernel.node import Plain


def log_name(id_: str) -> str:
    """The name of a container's log in its directory."""
    return f"{id_}-json.log"


def make(core: Core, id_: str) -> None:
    """Make an empty log, if there is none."""
    home = core.directory("containers", id_, mode=0o710)
    if core.kernel.disks.child(home, log_name(id_)) is None:
        core.kernel.disks.write_file(home, log_name(id_), b"", mode=0o640)


def _log(core: Core, id_: str) -> Plain | None:
    return core.kernel.disks.at(core.root, f"containers/{id_}/{log_name(id_)}")


def append(core: Core, id_: str, stream: str, data: bytes) -> None:
    """Note what a container wrote, an object a line; nothing if it has no log."""
    node = _log(core, id_)
    if node is None:
        return
    disks = core.kernel.disks
    lines = "".join(
        json.dumps(
            {
                "log": line.decode("utf-8", "replace"), "stream": stream,
                "time": moment(core.now),
            },
            separators=(",", ":"),
        ) + "\n"
        for line in data.splitlines(keepends=True)
    )
    disks.budget.wrote(len(lines))
    content = disks.inode(node).content.join(Content.of(lines.encode()))
    disks.fill(node, content, core.now)


def read(core: Core, id_: str) -> list[tuple[int, str, bytes]]:
    """What a container wrote: (moment, stream, bytes), oldest first."""
    node = _log(core, id_)
    if node is None:
        return []
    rows = []
    for line in core.kernel.disks.inode(node).content.read().split(b"\n"):
        try:
            row = json.loads(line)
        except ValueError:
            continue
        rows.append((parse_moment(row["time"]), row["stream"], row["log"].encode()))
    return rows
