"""An image as a registry holds it: layers that are laid out only when it is pulled."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine.model import Config, History

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.engine.api import Entry

DAY: Final = 86_400 * 10**9
STOCKTAKING: Final = 1_793_491_200 * 10**9
"""The moment that the catalogue shows (2026-11-01): no image is newer. In nanoseconds."""
PATH: Final = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
BUILDKIT: Final = "buildkit.dockerfile.v0"


@dataclass(frozen=True, slots=True)
class ShippedLayer:
    """A layer; two images that name the same `key` share it. `make` gives its entries.

    `moment` is when its files were made (nanoseconds), so that it is one layer in every image.
    """

    key: str
    make: Callable[[], tuple[Entry, ...]]
    moment: int = STOCKTAKING - 21 * DAY

    @property
    def digest(self) -> str:
        """The digest of the compressed layer, by which a registry names it."""
        return f"sha256:{hashlib.sha256(f'layer:{self.key}'.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Row:
    """One step of how an image was made, with the layer that it gave."""

    created_by: str
    layer: ShippedLayer | None = None
    comment: str = BUILDKIT


@dataclass(frozen=True, slots=True)
class ShippedImage:
    """An image: who it is, how it was made (oldest step first), what it runs."""

    repository: str
    tags: tuple[str, ...]
    config: Config
    rows: tuple[Row, ...]
    age: int = 14
    """Days before the catalogue's moment."""

    @property
    def created(self) -> int:
        """When the image was made, in nanoseconds since 1970."""
        return STOCKTAKING - self.age * DAY

    @property
    def layers(self) -> tuple[ShippedLayer, ...]:
        """The layers, lowest first."""
        return tuple(row.layer for row in self.rows if row.layer is not None)

    @property
    def digest(self) -> str:
        """The digest of the registry's manifest."""
        told = " ".join((self.repository, self.tags[0], *(layer.key for layer in self.layers)))
        return f"sha256:{hashlib.sha256(f'manifest:{told}'.encode()).hexdigest()}"

    def history(self, sizes: tuple[int, ...]) -> tuple[History, ...]:
        """The rows of `docker history`, oldest first; `sizes` are the layers', lowest first."""
        left = iter(sizes)
        return tuple(
            History(
                self.created, row.created_by, row.comment,
                empty=row.layer is None, size=0 if row.layer is None else next(left),
            )
            for row in self.rows
        )
