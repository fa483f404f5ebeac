"""Making an image of a container's writable layer: daemon/commit.go of moby 26.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine import changes, references, trees
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.model import History

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.model import Container


def commit(
    core: Core, images: ImageStore, container: Container, repo: str, *, message: str, author: str,
    instructions: Sequence[str],
) -> str:
    """Copy the writable layer into a new layer and register an image on it; gives its id.

    What is in volumes and bind mounts stays out, their mount points come along as directories.
    """
    if repo:
        try:
            references.parse(repo)
        except references.ReferenceError as error:
            raise ApiError(400, str(error)) from None
    config = changes.apply(container.config, instructions)
    core.kernel.disks.tick()
    source = core.driver.changes(container.directory)
    parent = container.layers[-1] if container.layers else None
    layers, size = container.layers, 0
    # A layer without any change is left out, as if nothing had been committed but settings.
    empty = not core.kernel.disks.inode(source).entries
    if not empty:
        layer = images.register_layer(
            parent, lambda root: trees.copy(core.kernel, source, root)
        )
        layers, size = (*layers, layer.chain_id), layer.size
    image = core.state.images.get(container.image)
    row = History(
        core.now, " ".join(container.config.cmd or ()), message, empty, size, author
    )
    new = images.register_image(
        config, layers, (*(image.history if image else ()), row), created=core.now,
        parent=container.image if image else "", author=author, comment=message,
    )
    name = images.tag(new, repo) if repo else ""
    core.tell(Event(
        "image-committed", image=name or new.id, container=container.name, size=size,
        text=new.id,
    ))
    return new.id
