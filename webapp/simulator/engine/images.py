"""Names, deletion, history and pulling of images: daemon/images of moby 26.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.simulator.engine import messages, references
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.imagejson import SECOND

if TYPE_CHECKING:
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.model import Container, Image

SHORT = 12
Rows = list[dict[str, Any]]


def short(id_: str) -> str:
    """The twelve digits by which people call an image or a container."""
    return id_.removeprefix("sha256:")[:SHORT]


class Images:
    """Images as clients deal with them."""

    def __init__(self, core: Core, store: ImageStore) -> None:
        """Work on what `store` keeps."""
        self._core = core
        self._store = store

    def tag(self, source: str, target: str) -> None:
        """Give an image one more name."""
        image = self._store.find(source)
        name = self._store.tag(image, target)
        self._core.tell(Event("image-tagged", image=source, to=name, text=image.id))

    def all(self, *, intermediate: bool) -> list[Image]:
        """Images, newest first: of those without a name only what nothing is built on, or all."""
        state = self._core.state
        parents = {image.parent for image in state.images.values()}
        named = set(state.references.values())
        found = [
            image for image in state.images.values()
            if intermediate or image.id in named or image.id not in parents
        ]
        return sorted(found, key=lambda image: (-image.created, image.id))

    def history(self, ref: str) -> Rows:
        """GET /images/{name}/history, newest first."""
        image = self._store.find(ref)
        layers = iter(image.layers)
        rows: Rows = []
        for number, row in enumerate(image.history, 1):
            size = 0
            if not row.empty:
                chain = next(layers, None)
                layer = None if chain is None else self._core.state.layers.get(chain)
                size = row.size if layer is None else layer.size
            last = number == len(image.history)
            rows.append({
                "Id": image.id if last else "<missing>",
                "Created": row.created // SECOND,
                "CreatedBy": row.created_by,
                "Tags": self._store.names_of(image) if last else None,
                "Size": size,
                "Comment": row.comment,
            })
        self._name_parents(image, rows)
        rows.reverse()
        return rows

    def _name_parents(self, image: Image, rows: Rows) -> None:
        """Rows of images that this one was made from, and that are still here, have their ids."""
        images = self._core.state.images
        parent = images.get(image.parent)
        while parent is not None:
            row = len(parent.history) - 1
            if 0 <= row < len(rows) and rows[row]["Id"] == "<missing>":
                rows[row]["Id"] = parent.id
                rows[row]["Tags"] = self._store.names_of(parent) or None
            parent = images.get(parent.parent)

    # Deleting.

    def remove(self, ref: str, *, force: bool, prune: bool) -> Rows:
        """Untag or delete: a name is taken away, and the image with its last one."""
        store = self._store
        image = store.find(ref)
        names = store.names_of(image)
        rows: Rows = []
        if self._is_id(ref, image):
            if len({references.parse(name).familiar_name for name in names}) > 1 and not force:
                raise ApiError(409, messages.IMAGE_MANY_NAMES.format(short(image.id)))
            self._check_use(image, force=force, ref=short(image.id))
            for name in names:
                self._untag(name, rows)
        else:
            name = references.parse(ref).tagged().familiar
            if len(names) == 1 and not force:
                users = store.users(image)
                if users:
                    raise ApiError(409, messages.IMAGE_IN_USE.format(
                        ref, short(users[0].id), short(image.id)
                    ))
            self._untag(name if name in names else names[0], rows)
            if store.names_of(image):
                return rows
            if force and (store.users(image) or self._children(image)):
                return rows
        self._delete(image, rows, prune=prune)
        return rows

    def _is_id(self, ref: str, image: Image) -> bool:
        digits = ref.removeprefix("sha256:")
        if not image.id.removeprefix("sha256:").startswith(digits):
            return False
        try:
            name = references.parse(ref).tagged().familiar
        except references.ReferenceError:
            return True
        return name not in self._core.state.references

    def _children(self, image: Image) -> list[Image]:
        return [other for other in self._core.state.images.values() if other.parent == image.id]

    def _check_use(self, image: Image, *, force: bool, ref: str) -> None:
        for user in self._store.users(image):
            if user.state.running:
                raise ApiError(409, messages.IMAGE_RUNNING.format(ref, short(user.id)))
            if not force:
                raise ApiError(409, messages.IMAGE_STOPPED.format(ref, short(user.id)))

    def _untag(self, name: str, rows: Rows) -> None:
        self._store.untag(name)
        rows.append({"Untagged": name})
        digest = ""
        for image in self._core.state.images.values():
            if image.digest and self._core.state.references.get(name) == image.id:
                digest = image.digest
        if digest:
            rows.append({"Untagged": f"{references.parse(name).familiar_name}@{digest}"})

    def _delete(self, image: Image, rows: Rows, *, prune: bool) -> None:
        """Delete an image, then those it was made from that have no name and no other use."""
        children = self._children(image)
        if children:
            if not rows:
                raise ApiError(409, messages.IMAGE_HAS_CHILDREN.format(short(image.id)))
            return
        removed = self._store.delete(image)
        rows.append({"Deleted": image.id})
        rows += [{"Deleted": chain} for chain in removed]
        parent = self._core.state.images.get(image.parent)
        if not prune or parent is None or self._store.names_of(parent):
            return
        if not self._store.users(parent) and not self._children(parent):
            self._delete(parent, rows, prune=prune)

    def prune(self, *, everything: bool) -> tuple[Rows, int]:
        """Remove dangling images, or all that no container uses; gives rows and bytes."""
        rows: Rows = []
        before = self._layer_bytes()
        for image in self.all(intermediate=False):
            if image.id not in self._core.state.images or self._used(image):
                continue
            names = self._store.names_of(image)
            if names and not everything:
                continue
            for name in names:
                self._untag(name, rows)
            if not self._children(image):
                self._delete(image, rows, prune=True)
        return rows, before - self._layer_bytes()

    def _used(self, image: Image) -> list[Container]:
        return self._store.users(image)

    def _layer_bytes(self) -> int:
        return sum(layer.size for layer in self._core.state.layers.values())
