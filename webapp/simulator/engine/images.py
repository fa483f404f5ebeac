"""Names, deletion, history and pulling of images: daemon/images of moby 26.1."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why an image cannot be deleted, and by which container if one uses it."""

    message: str
    user: str = ""


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
        image = self._store.find(ref)
        names = self._store.names_of(image)
        rows: Rows = []
        by_name = not self._is_id(ref, image)
        if by_name:
            users = self._store.users(image)
            if len(names) == 1 and users and not force:
                raise ApiError(409, messages.IMAGE_IN_USE.format(
                    ref, short(users[0].id), short(image.id)
                ))
            name = references.parse(ref).tagged().familiar
            self._untag(name if name in names else names[0], rows)
            if self._store.names_of(image):
                return rows
        elif len(names) <= 1:
            self._refuse(image, self._conflict(image, force=force, named=False))
            for name in names:
                self._untag(name, rows)
        self._delete(image, rows, force=force, prune=prune, quiet=by_name)
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

    def _conflict(self, image: Image, *, force: bool, named: bool) -> Conflict | None:
        """What speaks against deleting an image; with `named` its names do as well."""
        if self._children(image):
            return Conflict(messages.IMAGE_HAS_CHILDREN)
        users = self._store.users(image)
        running = next((user for user in users if user.state.running), None)
        if running is not None:
            return Conflict(messages.IMAGE_RUNNING, short(running.id))
        if force:
            return None
        if named and self._store.names_of(image):
            return Conflict(messages.IMAGE_MANY_NAMES)
        return Conflict(messages.IMAGE_STOPPED, short(users[0].id)) if users else None

    def _refuse(self, image: Image, conflict: Conflict | None) -> None:
        if conflict is not None:
            message = conflict.message.format(short(image.id), conflict.user)
            raise ApiError(409, message)

    def _untag(self, name: str, rows: Rows) -> None:
        image = self._core.state.images[self._core.state.references[name]]
        self._store.untag(name)
        rows.append({"Untagged": name})
        repository = references.parse(name).familiar_name
        left = [n for n in self._store.names_of(image) if n.rpartition(":")[0] == repository]
        if image.digest and not left:
            rows.append({"Untagged": f"{repository}@{image.digest}"})

    def _delete(
        self, image: Image, rows: Rows, *, force: bool, prune: bool, quiet: bool
    ) -> None:
        """Delete an image, then the one it was made from if nothing needs that any more.

        With `quiet` what is in use simply stays.
        """
        conflict = self._conflict(image, force=force, named=True)
        if conflict is not None:
            dangling = not self._store.names_of(image) and not self._children(image)
            if quiet and (not dangling or conflict.user):
                return
            self._refuse(image, conflict)
        for name in self._store.names_of(image):
            self._untag(name, rows)
        removed = self._store.delete(image)
        rows.append({"Deleted": image.id})
        rows += [{"Deleted": chain} for chain in removed]
        parent = self._core.state.images.get(image.parent)
        if prune and parent is not None:
            self._delete(parent, rows, force=False, prune=True, quiet=True)

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
            self._delete(image, rows, force=False, prune=True, quiet=True)
        return rows, before - self._layer_bytes()

    def _used(self, image: Image) -> list[Container]:
        return self._store.users(image)

    def _layer_bytes(self) -> int:
        return sum(layer.size for layer in self._core.state.layers.values())
