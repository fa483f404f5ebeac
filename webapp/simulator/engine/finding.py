"""Finding a container by what a client calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.model import Container


def find_container(core: Core, ref: str) -> Container:
    """A container by id, name or the beginning of its id; raises 404 "No such container: x"."""
    if not ref:
        raise ApiError(400, messages.EMPTY_CONTAINER)
    containers = core.state.containers
    exact = containers.get(ref)
    if exact is not None:
        return exact
    name = ref.removeprefix("/")
    for container in core.containers():
        if container.name == name:
            return container
    found = [container for container in core.containers() if container.id.startswith(ref)]
    if len(found) > 1:
        raise ApiError(400, messages.AMBIGUOUS_CONTAINER.format(ref))
    if not found:
        raise ApiError(404, messages.NO_CONTAINER.format(ref))
    return found[0]
