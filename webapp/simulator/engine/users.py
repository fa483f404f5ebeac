"""Who a process runs as: ``-u`` read against the image's /etc/passwd and /etc/group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.engine import messages, nodes
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.kernel.inode import Kind

if TYPE_CHECKING:
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.node import Node


@dataclass(frozen=True, slots=True)
class User:
    """Numbers of a user and its groups, and its home directory."""

    uid: int = 0
    gid: int = 0
    groups: tuple[int, ...] = ()
    home: str = "/"


def _rows(kernel: Kernel, root: Node, path: str, width: int) -> list[list[str]]:
    node = nodes.at(kernel, root, "/".join(nodes.resolve(kernel, root, path)))
    if node is None or nodes.inode(kernel, node).kind is not Kind.FILE:
        return []
    text = nodes.inode(kernel, node).content.read().decode("utf-8", "replace")
    rows = [line.split(":") for line in text.splitlines()]
    return [row for row in rows if len(row) >= width]


def find_user(kernel: Kernel, root: Node, spec: str) -> User:
    """Read ``user[:group]``, names or numbers; raises ApiError 400."""
    name, colon, group = spec.partition(":")
    name = name or "0"
    users = _rows(kernel, root, "etc/passwd", 6)
    groups = _rows(kernel, root, "etc/group", 3)
    row = next((u for u in users if u[0] == name), None)
    if row is None and name.isdecimal():
        row = next((u for u in users if u[2] == name), None)
    if row is None and not name.isdecimal():
        raise ApiError(400, messages.NO_USER.format(name))
    uid = int(name) if row is None else _number(row[2])
    gid = 0 if row is None else _number(row[3])
    extra: tuple[int, ...] = ()
    if row is not None and not colon:
        extra = tuple(
            _number(g[2]) for g in groups if len(g) > 3 and row[0] in g[3].split(",")
        )
    if group:
        entry = next((g for g in groups if g[0] == group), None)
        if entry is None and not group.isdecimal():
            raise ApiError(400, messages.NO_GROUP.format(group))
        gid = int(group) if entry is None else _number(entry[2])
    home = next((u[5] for u in users if u[2] == str(uid)), "/")
    return User(uid, gid, extra, home or "/")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
