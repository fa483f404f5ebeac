"""Layers and images that the daemon keeps, and the names of images."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from webapp.simulator.engine import imagedb, messages, references, trees
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.imagejson import config_json, moment
from webapp.simulator.engine.model import Config, Container, History, Image, Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.drivers.driver import Fill
    from webapp.simulator.engine.core import Core

SHORT = 12


class ImageStore:
    """Layers by chain id, images by id, references by familiar name."""

    def __init__(self, core: Core) -> None:
        """Keep them in the state of `core`."""
        self._core = core

    # Layers.

    def register_layer(self, parent: str | None, fill: Fill) -> Layer:
        """Make a layer on top of the one with the chain id `parent`; one that is there is shared.

        `fill` puts the layer's changes into an empty directory.
        """
        core = self._core
        below = None if parent is None else core.state.layers[parent]
        directory = core.new_id("layer")
        core.driver.make_layer(directory, None if below is None else below.directory, fill)
        diff_id = trees.digest(core.kernel.disks, core.driver.changes(directory))
        chain_id = diff_id if parent is None else _chained(parent, diff_id)
        there = core.state.layers.get(chain_id)
        if there is not None:
            core.driver.remove(directory)
            core.tell(Event("layer-shared", names=(chain_id,), size=there.size))
            return there
        layer = Layer(chain_id, diff_id, parent, directory, core.driver.size(directory))
        core.change(layers=core.state.layers.insert(chain_id, layer))
        imagedb.write_layer(core, layer)
        core.tell(Event("layer-created", names=(chain_id,), size=layer.size))
        return layer

    def _drop_layers(self, chain: Sequence[str]) -> list[str]:
        """Remove the layers of a chain, from the top down to the first that somebody needs."""
        core, removed = self._core, []
        cached = self._cached()
        for chain_id in reversed(chain):
            if chain_id in cached:
                break
            images, containers = core.state.images.values(), core.state.containers.values()
            if any(chain_id in image.layers for image in images):
                break
            if any(chain_id in container.layers for container in containers):
                break
            layer = core.state.layers.get(chain_id)
            if layer is None:
                continue
            core.driver.remove(layer.directory)
            core.change(layers=core.state.layers.remove(chain_id))
            imagedb.remove_layer(core, layer)
            core.tell(Event("layer-removed", names=(chain_id,), size=layer.size))
            removed.append(chain_id)
        return removed

    def _cached(self) -> set[str]:
        """Chain ids of the layers that the builder's cache keeps, with all below them."""
        layers, found = self._core.state.layers, set[str]()
        for chain in self._core.state.build_cache.values():
            at: str | None = chain
            while at is not None and at not in found:
                found.add(at)
                layer = layers.get(at)
                at = None if layer is None else layer.parent
        return found

    def chain(self, chain_id: str) -> tuple[str, ...]:
        """A layer's chain id and those of all below it, lowest first."""
        found: list[str] = []
        layer = self._core.state.layers.get(chain_id)
        while layer is not None:
            found.append(layer.chain_id)
            layer = None if layer.parent is None else self._core.state.layers.get(layer.parent)
        return tuple(reversed(found))

    def release(self, chain: Sequence[str]) -> list[str]:
        """Remove what nobody needs of a chain of layers; gives chain ids, topmost first."""
        return self._drop_layers(chain)

    # Images.

    def register_image(
        self,
        config: Config,
        layers: Sequence[str],
        history: Sequence[History],
        *,
        created: int,
        parent: str = "",
        author: str = "",
        comment: str = "",
        architecture: str = "amd64",
        digest: str = "",
    ) -> Image:
        """Enter an image of the layers with these chain ids, lowest first, and give it.

        Its id is the digest of its configuration, as Docker's is; one that is there is kept.
        """
        core = self._core
        diff_ids = [core.state.layers[chain].diff_id for chain in layers]
        document = image_document(
            config, diff_ids, history, created=created, author=author, comment=comment,
            architecture=architecture,
        )
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
        id_ = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        there = core.state.images.get(id_)
        if there is not None:
            return there
        size = sum(core.state.layers[chain].size for chain in layers)
        image = Image(
            id_, config, tuple(layers), tuple(history), created, size, parent, author, comment,
            architecture, "linux", digest,
        )
        core.change(images=core.state.images.insert(id_, image))
        imagedb.write_image(core, image, text)
        return image

    def find(self, ref: str) -> Image:
        """An image by name, id, or the beginning of its id; 404 "No such image: x:latest"."""
        found = self.look(ref)
        if found is None:
            try:
                name = references.parse(ref).tagged().familiar
            except references.ReferenceError:
                name = ref
            raise ApiError(404, messages.NO_IMAGE.format(name))
        return found

    def look(self, ref: str) -> Image | None:
        """An image by name, id, or the beginning of its id; None if there is none."""
        state = self._core.state
        try:
            parsed: references.Reference | None = references.parse(ref)
        except references.ReferenceError:
            parsed = None
        if parsed is not None:
            id_ = state.references.get(parsed.tagged().familiar)
            if id_ is None and parsed.digest:
                id_ = self._by_digest(parsed.digest)
            if id_ is not None:
                return state.images.get(id_)
        digits = ref.removeprefix("sha256:")
        if not digits or any(digit not in "0123456789abcdef" for digit in digits):
            return None
        found = [i for i in sorted(state.images) if i.removeprefix("sha256:").startswith(digits)]
        return state.images[found[0]] if len(found) == 1 else None

    def _by_digest(self, digest: str) -> str | None:
        images = self._core.state.images
        return next((i for i in sorted(images) if images[i].digest == digest), None)

    def names_of(self, image: Image) -> list[str]:
        """The references of an image, sorted."""
        references = self._core.state.references
        return sorted(name for name in references if references[name] == image.id)

    def users(self, image: Image) -> list[Container]:
        """The containers made from an image, oldest first."""
        return [c for c in self._core.containers() if c.image == image.id]

    def tag(self, image: Image, target: str) -> str:
        """Give an image one more name, taking it from another; raises 400. Gives the name."""
        try:
            reference = references.parse(target)
        except references.ReferenceError as error:
            raise ApiError(400, str(error)) from None
        if reference.digest:
            raise ApiError(400, messages.DIGEST_TAG)
        name = reference.tagged().familiar
        core = self._core
        core.change(references=core.state.references.insert(name, image.id))
        imagedb.write_references(core)
        return name

    def untag(self, name: str) -> None:
        """Take a name away."""
        core = self._core
        image = core.state.references[name]
        core.change(references=core.state.references.remove(name))
        imagedb.write_references(core)
        core.tell(Event("image-untagged", image=name, text=image))

    def delete(self, image: Image) -> list[str]:
        """Delete an image and the layers that only it needs; gives these, topmost first."""
        core = self._core
        core.change(images=core.state.images.remove(image.id))
        imagedb.remove_image(core, image)
        core.tell(Event("image-removed", image=image.id[len("sha256:") :][:SHORT], text=image.id))
        return self._drop_layers(image.layers)


def image_document(
    config: Config,
    diff_ids: Sequence[str],
    history: Sequence[History],
    *,
    created: int,
    author: str,
    comment: str,
    architecture: str,
) -> dict[str, Any]:
    """An image's configuration as the OCI image specification has it."""
    document: dict[str, Any] = {
        "architecture": architecture,
        "config": config_json(config, of_image=True),
        "created": moment(created),
        "history": [_history(row) for row in history],
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": list(diff_ids)},
    }
    if author:
        document["author"] = author
    if comment:
        document["comment"] = comment
    return document


def _history(row: History) -> dict[str, Any]:
    document: dict[str, Any] = {"created": moment(row.created), "created_by": row.created_by}
    if row.author:
        document["author"] = row.author
    if row.comment:
        document["comment"] = row.comment
    if row.empty:
        document["empty_layer"] = True
    return document


def _chained(parent: str, diff_id: str) -> str:
    return f"sha256:{hashlib.sha256(f'{parent} {diff_id}'.encode()).hexdigest()}"
