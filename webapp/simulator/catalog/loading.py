"""Puts an image of the catalogue onto the host's disk, as pulling it does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.catalog.stamping import Stamp, press, stamp_of

if TYPE_CHECKING:
    from webapp.simulator.catalog.shipped import ShippedImage
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
        stamp = stamp_of(shipped)
        known = core.state.layers.get(_chained(parent, stamp.diff_id))
        layer = known or store.register_layer(parent, _filler(core, stamp))
        loaded.append(
            LoadedLayer(shipped.digest, layer.chain_id, layer.size, present=known is not None)
        )
        parent = layer.chain_id
    return tuple(loaded)


def _chained(parent: str | None, diff_id: str) -> str:
    """The chain id of a layer on top of another one (OCI image specification, "ChainID")."""
    if parent is None:
        return diff_id
    return f"sha256:{hashlib.sha256(f'{parent} {diff_id}'.encode()).hexdigest()}"


def _filler(core: Core, stamp: Stamp) -> Fill:
    """What lays a layer out in its directory."""

    def fill(root: Plain) -> None:
        press(core.kernel.disks, root, stamp)

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
