"""Taking images from the catalogue, as from a registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from webapp.simulator.catalog import loading, registry
from webapp.simulator.engine import references
from webapp.simulator.engine.api import Pulled, PullStep
from webapp.simulator.engine.errors import ApiError, NotInCatalogue
from webapp.simulator.engine.events import Event

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore

SHORT: Final = 12


def pull(core: Core, images: ImageStore, name: str) -> Pulled:
    """Lay an image's layers out and name it; raises NotInCatalogue, ApiError 400."""
    try:
        reference = references.parse(name).tagged()
    except references.ReferenceError as error:
        raise ApiError(400, str(error)) from None
    shipped = registry.find(name)
    if shipped is None:
        raise NotInCatalogue(name)
    before = core.state.references.get(reference.familiar)
    image, layers = loading.load(core, images, shipped)
    if not reference.digest:
        images.tag(image, reference.familiar)
    steps = tuple(
        PullStep(layer.digest.removeprefix("sha256:")[:SHORT], layer.size, layer.present)
        for layer in layers
    )
    newer = before != image.id
    if newer:
        core.tell(Event(
            "image-pulled", image=reference.familiar, size=image.size, count=len(layers),
            text=image.id,
        ))
    return Pulled(reference.familiar, shipped.digest, steps, newer)
