"""Places in the picture: where bytes can be, and what a learner can click.

A lesson names them, the picture draws them, and a fact about the world points to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_.-]+"
IMAGE: Final = r"[a-z0-9][a-z0-9_./-]*(?::[A-Za-z0-9_][A-Za-z0-9_.-]*)?"
PATH: Final = r"/\S*"


@dataclass(frozen=True, slots=True)
class WritableLayer:
    """The upper directory of one container."""

    container: str

    def __str__(self) -> str:
        return f"writable layer of {self.container}"


@dataclass(frozen=True, slots=True)
class ImageLayer:
    """One read-only layer of an image; the lowest has the number 1."""

    image: str
    number: int

    def __str__(self) -> str:
        return f"layer {self.number} of {self.image}"


@dataclass(frozen=True, slots=True)
class Image:
    """All layers of an image together."""

    image: str

    def __str__(self) -> str:
        return f"image {self.image}"


@dataclass(frozen=True, slots=True)
class Volume:
    """The directory that Docker keeps for a volume."""

    name: str

    def __str__(self) -> str:
        return f"volume {self.name}"


@dataclass(frozen=True, slots=True)
class HostPath:
    """A file or directory of the host that is yours."""

    path: str

    def __str__(self) -> str:
        return f"host {self.path}"


@dataclass(frozen=True, slots=True)
class MountPoint:
    """A directory of a container over which something is mounted."""

    container: str
    path: str

    def __str__(self) -> str:
        return f"mount {self.path} of {self.container}"


@dataclass(frozen=True, slots=True)
class Container:
    """A container as a whole."""

    name: str

    def __str__(self) -> str:
        return f"container {self.name}"


@dataclass(frozen=True, slots=True)
class Nowhere:
    """No place at all: the bytes are gone, or never were."""

    def __str__(self) -> str:
        return "nowhere"


Place = WritableLayer | ImageLayer | Image | Volume | HostPath | MountPoint | Container | Nowhere

_WRITABLE: Final = re.compile(rf"writable layer of ({NAME})")
_LAYER: Final = re.compile(rf"layer ([1-9][0-9]{{0,2}}) of ({IMAGE})")
_IMAGE: Final = re.compile(rf"image ({IMAGE})")
_VOLUME: Final = re.compile(rf"volume ({NAME})")
_HOST: Final = re.compile(rf"host ({PATH})")
_MOUNT: Final = re.compile(rf"mount ({PATH}) of ({NAME})")
_CONTAINER: Final = re.compile(rf"container ({NAME})")

FORMS: Final = (
    "writable layer of CONTAINER",
    "layer N of IMAGE",
    "image IMAGE",
    "volume VOLUME",
    "host PATH",
    "mount PATH of CONTAINER",
    "container CONTAINER",
    "nowhere",
)
"""How each place is written, for documents and messages."""


def parse_place(text: str) -> Place | None:
    """The place that `text` names, or None; `str` of a place is what this reads."""
    if match := _WRITABLE.fullmatch(text):
        return WritableLayer(match[1])
    if match := _LAYER.fullmatch(text):
        return ImageLayer(match[2], int(match[1]))
    if match := _IMAGE.fullmatch(text):
        return Image(match[1])
    if match := _VOLUME.fullmatch(text):
        return Volume(match[1])
    if match := _HOST.fullmatch(text):
        return HostPath(match[1])
    if match := _MOUNT.fullmatch(text):
        return MountPoint(match[2], match[1])
    if match := _CONTAINER.fullmatch(text):
        return Container(match[1])
    return Nowhere() if text == "nowhere" else None
