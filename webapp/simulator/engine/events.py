"""What a command did, in the terms of the course: the story, the picture and reports read these."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    `type` is one of TYPES. Whatever does not apply is empty. `container`, `volume` and `image`
    are names; `path` is the path as the one who did it sees it, `host_path` where the bytes are
    on the
    host's disk. `where` says what kind of place that is: ``writable`` (a container's layer),
    ``volume``,
    ``bind``, ``tmpfs``, ``host``. `layer` is the number of an image's layer, 1 the lowest, that a
    file came
    from or that covers it. `size` is in bytes.
    """

    type: str
    container: str = ""
    image: str = ""
    volume: str = ""
    path: str = ""
    to: str = ""
    host_path: str = ""
    where: str = ""
    kind: str = ""
    layer: int = 0
    size: int = 0
    append: bool = False
    count: int = 0
    names: tuple[str, ...] = ()
    text: str = ""
    extra: dict[str, Any] = field(default_factory=dict, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The event with its type and what applies."""
        out: dict[str, Any] = {"type": self.type}
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name not in {"type", "extra"} and value not in ("", 0, False, ()):
                out[item.name] = list(value) if isinstance(value, tuple) else value
        return out


TYPES = {
    "file-created": "a file or directory was made",
    "file-written": "bytes were written into a file",
    "file-copied-up": "a file was copied whole from a lower layer into the writable layer",
    "file-deleted": "a file or directory was deleted, and nothing is left of it here",
    "whiteout-written": "a file of a lower layer was deleted: a whiteout covers it",
    "directory-opaque": "a directory was made anew over one of a lower layer, which it hides",
    "file-renamed": "a file or directory got another name",
    "attributes-changed": "mode, owner or time of a file changed",
    "container-created": "a container was made: a writable layer on an image",
    "container-started": "a container's main process was started and its root mounted",
    "container-stopped": "a container's main process ended; its writable layer stays",
    "container-removed": "a container was removed, and its writable layer with it",
    "container-renamed": "a container got another name",
    "image-pulled": "an image was taken from the registry",
    "image-built": "an image was built",
    "image-committed": "an image was made of a container's writable layer",
    "image-tagged": "an image got another name",
    "image-untagged": "a name was taken from an image",
    "image-removed": "an image was deleted",
    "layer-created": "a read-only layer was made",
    "layer-shared": "a layer that was there already is used once more",
    "layer-removed": "a read-only layer was deleted from the disk",
    "volume-created": "a volume was made",
    "volume-filled": "an empty volume was filled from the image",
    "volume-removed": "a volume was deleted with all that was in it",
    "volume-left": "a volume stays though no container uses it any more",
    "mount-bound": "a directory of the host appears at a path in a container",
    "mount-covers": "a mount covers files of the image at its path",
    "host-directory-created": "a missing host directory was made for a bind mount",
    "not-simulated": "something that exists in life and not here",
    "interrupted": "a command was ended as by Ctrl-C, or by a limit",
}
