"""Which images there are to be had, and by which names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from webapp.simulator.catalog import alpine, distributions, httpd, nginx
from webapp.simulator.catalog.busybox import BUSYBOX
from webapp.simulator.engine import references
from webapp.simulator.engine.references import DOCKER_IO, parse

if TYPE_CHECKING:
    from webapp.simulator.catalog.shipped import ShippedImage

IMAGES: Final[tuple[ShippedImage, ...]] = (
    BUSYBOX,
    *alpine.IMAGES,
    *distributions.IMAGES,
    *nginx.IMAGES,
    *httpd.IMAGES,
)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, ShippedImage]:
    return {
        f"{DOCKER_IO}/library/{image.repository}:{tag}": image
        for image in IMAGES
        for tag in image.tags
    }


@lru_cache(maxsize=1)
def _by_digest() -> dict[str, ShippedImage]:
    return {f"{DOCKER_IO}/library/{i.repository}@{i.digest}": i for i in IMAGES}


def find(name: str) -> ShippedImage | None:
    """The image that a registry would give for a name as it is typed, or None."""
    try:
        reference = parse(name).tagged()
    except references.ReferenceError:
        return None
    if reference.digest:
        return _by_digest().get(f"{reference.domain}/{reference.path}@{reference.digest}")
    return _by_name().get(reference.canonical)


def names() -> list[str]:
    """All names with tags, as people write them, sorted."""
    return sorted(f"{image.repository}:{tag}" for image in IMAGES for tag in image.tags)
