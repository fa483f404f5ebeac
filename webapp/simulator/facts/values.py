"""What a fact is: one frozen value for each thing that a lesson can state about a world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Relation = Literal["exactly", "at least", "at most"]
Comparison = Literal["is", "contains", "doesn't contain", "starts with", "ends with"]
OutputComparison = Literal["is", "contains", "matches"]
State = Literal["running", "stopped"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and how it bounds a count."""

    relation: Relation
    number: int

    def admits(self, count: int) -> bool:
        """Whether `count` is such an amount."""
        if self.relation == "exactly":
            return count == self.number
        return count >= self.number if self.relation == "at least" else count <= self.number


@dataclass(frozen=True, slots=True)
class ContainerExists:
    """A container of this name is there, or is not."""

    container: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ContainerState:
    """A container is there and runs, or is there and does not."""

    container: str
    state: State


@dataclass(frozen=True, slots=True)
class ContainerImage:
    """A container was made from the image that this reference names now."""

    container: str
    image: str


@dataclass(frozen=True, slots=True)
class Mounts:
    """Something is mounted in a container at a path.

    `source` is the name of the volume or the path on the host; None admits any. `writable` None
    admits both.
    """

    container: str
    kind: Literal["volume", "anonymous volume", "host", "tmpfs"]
    source: str | None
    path: str
    writable: bool | None = None


@dataclass(frozen=True, slots=True)
class MountsNothing:
    """A container is there and nothing is mounted in it at a path, or anywhere (None)."""

    container: str
    path: str | None


@dataclass(frozen=True, slots=True)
class MountsFrom:
    """A container was made with the mounts of another one (`--volumes-from`)."""

    container: str
    other: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """In what a path is looked up: a container, an image, a volume, or the host (name "")."""

    kind: Literal["container", "image", "volume", "host"]
    name: str


@dataclass(frozen=True, slots=True)
class FileExists:
    """A path can be seen there, or cannot, though what it is looked up in is there."""

    where: Whereabouts
    path: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file holds; one line feed at its end does not count."""

    where: Whereabouts
    path: str
    comparison: Comparison
    text: str


@dataclass(frozen=True, slots=True)
class ComesFrom:
    """Who serves a path of a container.

    `number` is that of an image's layer, `source` the volume's name or the directory of the host.
    """

    container: str
    path: str
    kind: Literal["layer", "image", "writable layer", "volume", "host", "tmpfs"]
    source: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class WritableLayerHolds:
    """What a container's writable layer itself holds at a path; "deleted" is a whiteout."""

    container: str
    path: str
    what: Literal["entry", "deleted", "nothing"]


@dataclass(frozen=True, slots=True)
class WritableLayerEmpty:
    """A container's writable layer holds nothing, so that `docker diff` prints nothing."""

    container: str


@dataclass(frozen=True, slots=True)
class VolumeExists:
    """A volume of this name is there, or is not."""

    volume: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class VolumeEmpty:
    """A volume is there and holds nothing."""

    volume: str


@dataclass(frozen=True, slots=True)
class VolumeUsers:
    """How many containers use a volume, running or not; one that is not there has none."""

    volume: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class ImageExists:
    """An image of this reference is there, or is not."""

    image: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ImageLayers:
    """How many layers an image has; one that is not there has none."""

    image: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Count:
    """How many things of a sort there are."""

    amount: Amount
    what: Literal[
        "containers exist",
        "containers run",
        "containers are stopped",
        "volumes exist",
        "volumes are unused",
        "images exist",
    ]


@dataclass(frozen=True, slots=True)
class NothingLeftBehind:
    """Every container runs and every volume is used by a container."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a command prints at the host's prompt, stdout and stderr together."""

    command: str
    comparison: OutputComparison
    text: str


Fact = (
    ContainerExists
    | ContainerState
    | ContainerImage
    | Mounts
    | MountsNothing
    | MountsFrom
    | FileExists
    | FileText
    | ComesFrom
    | WritableLayerHolds
    | WritableLayerEmpty
    | VolumeExists
    | VolumeEmpty
    | VolumeUsers
    | ImageExists
    | ImageLayers
    | Count
    | NothingLeftBehind
    | Output
)
