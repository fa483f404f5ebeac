"""Whom --chown names: numbers for the names that an image's files have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine import nodes

if TYPE_CHECKING:
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.node import Node


def _rows(kernel: Kernel, root: Node | None, path: str) -> list[list[str]]:
    """The rows of /etc/passwd or /etc/group, divided at their colons."""
    if root is None:
        return []
    node = nodes.at(kernel, root, "/".join(nodes.resolve(kernel, root, path)))
    if node is None:
        return []
    text = nodes.inode(kernel, node).content.read().decode("utf-8", "replace")
    return [row.split(":") for row in text.split("\n") if row.count(":") > 1]


def owner(kernel: Kernel, root: Node | None, text: str) -> tuple[int, int]:
    """The numbers that --chown sets; a name that nobody has counts as root, as BuildKit has it."""
    name, colon, group = text.partition(":")
    uid, gid = 0, 0
    row = next((p for p in _rows(kernel, root, "etc/passwd") if p[0] == name), None)
    if name.isdigit():
        uid = gid = int(name)
    elif row is not None:
        uid, gid = int(row[2]), int(row[3])
    if colon:
        found = next((g for g in _rows(kernel, root, "etc/group") if g[0] == group), None)
        gid = int(group) if group.isdigit() else 0 if found is None else int(found[2])
    return uid, gid
