"""Looking at a tree below a node, on a plain filesystem or through layers, mounts left aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel import overlay as ov
from webapp.simulator.kernel.node import Merged, Node, Plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.simulator.kernel.inode import Inode
    from webapp.simulator.kernel.kernel import Kernel


def real(node: Node) -> Plain:
    """The inode that serves a node."""
    return node.real if isinstance(node, Merged) else node


def inode(kernel: Kernel, node: Node) -> Inode:
    """The inode's value."""
    return kernel.disks.inode(real(node))


def child(kernel: Kernel, node: Node, name: str) -> Node | None:
    """What a directory has under a name."""
    if not inode(kernel, node).is_dir:
        return None
    if isinstance(node, Merged):
        return ov.lookup(kernel, node, name)
    return kernel.disks.child(node, name)


def names(kernel: Kernel, node: Node) -> list[str]:
    """The names in a directory, sorted."""
    return ov.names(kernel, node) if isinstance(node, Merged) else kernel.disks.names(node)


def children(kernel: Kernel, node: Node) -> Iterator[tuple[str, Node]]:
    """Names and nodes in a directory, sorted."""
    for name in names(kernel, node):
        found = child(kernel, node, name)
        if found is not None:
            yield name, found


def at(kernel: Kernel, root: Node, path: str) -> Node | None:
    """The node at a path of plain names below `root`; follows no links."""
    node: Node | None = root
    for name in path.split("/"):
        if name and node is not None:
            node = child(kernel, node, name)
    return node


def resolve(kernel: Kernel, root: Node, path: str, links: int = 40) -> tuple[str, ...]:
    """Names from `root` to where a path leads, links followed within `root` (securejoin).

    What doesn't exist is kept as it is written.
    """
    done: list[str] = []
    todo = [name for name in reversed(path.split("/")) if name and name != "."]
    while todo:
        name = todo.pop()
        if name == "..":
            del done[-1:]
            continue
        node = at(kernel, root, "/".join((*done, name)))
        if node is not None and links > 0:
            target = inode(kernel, node).target
            if target:
                links -= 1
                if target.startswith("/"):
                    done.clear()
                todo.extend(part for part in reversed(target.split("/")) if part and part != ".")
                continue
        done.append(name)
    return tuple(done)
