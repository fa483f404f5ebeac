"""Puts an image of the catalogue onto the host's disk, as pulling it does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from webapp.simulator.catalog.laying import lay

if TYPE_CHECKING:
    from webapp.simulator.catalog.shipped import ShippedImage, ShippedLayer
    from webapp.simulator.drivers.driver import Fill
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.model import History, Image
    from webapp.simulator.kernel.node import Plain


@dataclass(frozen=True, slots=True)
class LoadedLayer:
    """A layer of a pull: its registry's digest, its chain id here, its size, if it was there."""

    digest: str
    chain_id: str
    size: int
    present: bool


def load_layers(core: Core, store: ImageStore, image: ShippedImage) -> tuple[LoadedLayer, ...]:
    """Lay an image's layers out, lowest first; those that are there already are shared."""
    loaded: list[LoadedLayer] = []
    parent: str | None = None
    for shipped in image.layers:
        known = core.state.layers
        layer = store.register_layer(parent, _filler(core, shipped))
        present = layer.chain_id in known
        loaded.append(LoadedLayer(shipped.digest, layer.chain_id, layer.size, present))
        parent = layer.chain_id
    return tuple(loaded)


def _filler(core: Core, shipped: ShippedLayer) -> Fill:
    """What lays a layer's entries out; its root directory is as old as they are."""

    def fill(root: Plain) -> None:
        disks = core.kernel.disks
        lay(disks, root, shipped.make(), mtime=shipped.moment)
        disks.store(root, replace(disks.inode(root), mtime=shipped.moment))

    return fill


def history(image: ShippedImage, layers: tuple[LoadedLayer, ...]) -> tuple[History, ...]:
    """The rows of `docker history`, oldest first."""
    return image.history(tuple(layer.size for layer in layers))


def load(
    core: Core, store: ImageStore, image: ShippedImage, *, digest: bool = True
) -> tuple[Image, tuple[LoadedLayer, ...]]:
    """Put an image onto the host's disk and enter it, without a name."""
    layers = load_layers(core, store, image)
    comment = image.rows[-1].comment
    entered = store.register_image(
        image.config,
        [layer.chain_id for layer in layers],
        history(image, layers),
        created=image.created,
        comment=comment,
        digest=image.digest if digest else "",
    )
    return entered, layers
