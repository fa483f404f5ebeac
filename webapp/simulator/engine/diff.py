"""What a container changed against what it stands on.

Rules: pkg/archive/changes.go of moby 26.1 (the driver's naive comparison of two whole trees).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine import nodes
from webapp.simulator.kernel.node import Merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Container
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.node import Node

Change = tuple[str, str]
ADDED, CHANGED, DELETED = "A", "C", "D"


def changes(core: Core, container: Container) -> list[Change]:
    """Changes of the writable layer: parents first, sorted."""
    new, old = core.driver.view(container.directory), core.driver.below(container.directory)
    return list(_compare(core.kernel, "", new, old))


def _compare(kernel: Kernel, path: str, new: Node, old: Node | None) -> Iterator[Change]:
    """Changes below a directory; `old` is None where it is new."""
    if isinstance(new, Merged) and isinstance(old, Merged) and new.lowers == old.lowers:
        # The container's own layer has nothing here: the same directories show in both.
        return
    before = [] if old is None else nodes.names(kernel, old)
    for name in sorted({*nodes.names(kernel, new), *before}):
        here = f"{path}/{name}"
        node = nodes.child(kernel, new, name)
        was = None if old is None else nodes.child(kernel, old, name)
        if node is None:
            yield DELETED, here
        elif was is None:
            yield ADDED, here
            if nodes.inode(kernel, node).is_dir:
                yield from _compare(kernel, here, node, None)
        else:
            yield from _changed(kernel, here, node, was)


def _changed(kernel: Kernel, path: str, node: Node, was: Node) -> Iterator[Change]:
    new, old = nodes.inode(kernel, node), nodes.inode(kernel, was)
    inner: list[Change] = []
    if new.is_dir:
        inner = list(_compare(kernel, path, node, was if old.is_dir else None))
    differs = (new.kind, new.mode, new.uid, new.gid, new.rdev) != (
        old.kind, old.mode, old.uid, old.gid, old.rdev
    ) or (not new.is_dir and (new.mtime, new.size) != (old.mtime, old.size))
    if differs or inner:
        yield CHANGED, path
    yield from inner

