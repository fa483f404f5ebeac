"""What a FROM stands on: an image of the daemon's, or layers fetched from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.catalog import loading, registry
from webapp.simulator.engine.builder.errors import BuildError
from webapp.simulator.engine.builder.state import StageState
from webapp.simulator.engine.errors import NotInCatalogue
from webapp.simulator.engine.model import Config
from webapp.simulator.engine.references import Reference, ReferenceError as BadReferenceError, parse

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore


def reference(name: str) -> Reference:
    """The parsed name of a base image; raises BuildError."""
    try:
        return parse(name).tagged()
    except BadReferenceError as error:
        raise BuildError(f'failed to parse stage name "{name}": {error}') from None


def stand_on(core: Core, store: ImageStore, name: str) -> StageState:
    """Begin a stage on an image; one from the catalogue gives its layers and gets no name here."""
    familiar = reference(name).familiar
    image = store.look(familiar)
    if image is not None:
        return StageState.on(image.config, image.layers, image.history, image.created)
    shipped = registry.find(familiar)
    if shipped is None:
        raise NotInCatalogue(familiar)
    layers = loading.load_layers(core, store, shipped)
    rows = loading.history(shipped, layers)
    chains = [layer.chain_id for layer in layers]
    return StageState.on(shipped.config, chains, rows, shipped.created)


def scratch() -> StageState:
    """Begin a stage on nothing."""
    return StageState.on(Config(), (), (), 0)
