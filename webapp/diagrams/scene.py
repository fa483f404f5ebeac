"""What a picture shows, as values.

Directories, containers, layers, and what the last command did.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A file in a layer or directory.

    `mark` is ``added``, ``copied``, ``deleted``, ``written`` or "". `touched` means that the last
    command did this. `struck` rows were deleted by a layer above. `covered_for` names the
    containers for
    which something covers the file; `covered` says that a higher layer of the image covers it for
    everybody.
    """

    id: str
    path: str
    size: int
    kind: str = "-"
    mark: str = ""
    touched: bool = False
    struck: bool = False
    covered: bool = False
    covered_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory outside every image.

    `kind` is ``volume``, ``bind``, ``left``, ``host`` or ``tmpfs``.
    """

    id: str
    kind: str
    title: str
    path: str
    place: str
    rows: tuple[Row, ...]
    more: int
    size: int
    touched: bool = False
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A mount point of a container, and the id of the directory that is seen there."""

    id: str
    destination: str
    kind: str
    directory: str
    readonly: bool
    place: str
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Writable:
    """A container's writable layer."""

    id: str
    size: int
    place: str
    rows: tuple[Row, ...]
    more: int
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A container; `folded` ones are one line. `stack` is the id of the stack that it stands on."""

    id: str
    name: str
    status: str
    slots: tuple[Slot, ...]
    writable: Writable
    stack: str
    folded: bool = False
    seen_from: bool = False
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Slab:
    """A read-only layer: its number counted from the lowest of its image."""

    id: str
    number: int
    title: str
    size: int
    place: str
    rows: tuple[Row, ...]
    unchanged: int
    touched: bool = False
    base: bool = False
    folded: int = 1
    """How many layers one slab stands for; `number` is the highest of them."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers that always occur together, the highest first.

    `below` is the stack that they stand on.
    """

    id: str
    title: tuple[str, ...]
    slabs: tuple[Slab, ...]
    below: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """An arrow: a file was copied up from a row (or, if that isn't shown, a slab) to a row."""

    source: str
    target: str
    size: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture."""

    directories: tuple[Directory, ...] = ()
    boxes: tuple[Box, ...] = ()
    stacks: tuple[Stack, ...] = ()
    copies: tuple[Copy, ...] = ()
    host: bool = True
    seen_from: str = ""
    more_containers: int = 0
    more_images: tuple[str, ...] = ()
