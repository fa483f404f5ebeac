"""Telling what a container's mounts bring into it and what they hide of its image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine import nodes
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.mountpoints import count_files
from webapp.simulator.engine.volumes import HOME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Container
    from webapp.simulator.engine.mounting import Source


def tell_mounts(core: Core, container: Container, sources: Sequence[Source]) -> None:
    """Tell of bind mounts, and of mounts at places where the image has files that differ."""
    below = core.driver.below(container.directory)
    own = {point.destination: point for point in container.mounts}
    for source in sources:
        point = own.get(source.destination)
        if point is None:
            continue
        where = "tmpfs" if source.memory is not None else point.type
        host_path = "" if source.memory is not None else source.path
        if where in {"bind", "volume"}:
            core.tell(Event(
                "mount-bound", container=container.name, path=point.destination,
                host_path=host_path, where=where, volume=_volume(host_path),
                text="ro" if source.readonly else "rw",
            ))
        inside = "/".join(nodes.resolve(core.kernel, below, point.destination))
        image = nodes.at(core.kernel, below, inside)
        if image is None or not nodes.inode(core.kernel, image).is_dir:
            continue
        hidden = nodes.names(core.kernel, image)
        shown = [] if source.node is None else nodes.names(core.kernel, source.node)
        if hidden and (where != "volume" or hidden != shown):
            core.tell(Event(
                "mount-covers", container=container.name, path=point.destination,
                host_path=host_path, where=where, volume=_volume(host_path),
                count=count_files(core, image), names=tuple(hidden),
            ))


def _volume(path: str) -> str:
    return path[len(HOME) + 1 :].partition("/")[0] if path.startswith(f"{HOME}/") else ""
