"""How big each thing of a scene is, and where inside it its parts stand (pixels)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.diagrams.scene import Box, Directory, Scene, Slab, Stack

CARD_WIDTH: Final = 290
CARD_HEAD: Final = 56
CARD_ROW: Final = 19
BOX_WIDTH: Final = 360
BOX_FOLDED: Final = (220, 40)
BOX_HEAD: Final = 36
SLOT: Final = 24
SLOT_GAP: Final = 6
PAD: Final = 12
LAYER_HEAD: Final = 30
ROW: Final = 22
ROW_GAP: Final = 3
LIP: Final = 8
SLAB_GAP: Final = 6
STACK_LEAST: Final = 440
STACK_GAP: Final = 30


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height."""

    width: float
    height: float


def directory(cards: Sequence[Directory]) -> Size:
    """A card: its tab, its title, its path, its rows; all are as high as the fullest."""
    lines = max(max(len(card.rows), 1) + (1 if card.more else 0) for card in cards)
    return Size(CARD_WIDTH, CARD_HEAD + lines * CARD_ROW + 8)


def rows_height(count: int) -> float:
    """A row of file rows with the gaps between them."""
    return count * (ROW + ROW_GAP)


def writable(box: Box) -> float:
    """Height of a writable layer."""
    layer = box.writable
    lines = max(len(layer.rows), 1) + (1 if layer.more else 0)
    return LAYER_HEAD + rows_height(lines) + 6


def slots(box: Box) -> float:
    """Height of a container's mount points."""
    return len(box.slots) * (SLOT + SLOT_GAP)


def box(container: Box) -> Size:
    """A container: its name, its mount points, its writable layer; or one line."""
    if container.folded:
        return Size(*BOX_FOLDED)
    return Size(BOX_WIDTH, BOX_HEAD + slots(container) + writable(container) + PAD)


def slab(layer: Slab) -> float:
    """Height of a layer without its lip."""
    return LAYER_HEAD + rows_height(len(layer.rows)) + (3 if layer.rows else 0)


def stack_height(stack: Stack) -> float:
    """Height of a whole stack."""
    return sum(slab(layer) + LIP + SLAB_GAP for layer in stack.slabs)


def stack_width(stack: Stack, scene: Scene) -> float:
    """As wide as the containers that stand on it directly or on stacks above it."""
    above = {stack.id}
    for _ in scene.stacks:
        above |= {s.id for s in scene.stacks if s.below in above}
    widths = [box(b).width for b in scene.boxes if b.stack in above]
    return max(STACK_LEAST, sum(widths) + STACK_GAP * (len(widths) - 1))


def depth(stack: Stack, scene: Scene) -> int:
    """How many stacks lie between this one and the containers."""
    above = [other for other in scene.stacks if other.below == stack.id]
    return 1 + max(depth(other, scene) for other in above) if above else 0


def rank_height(stack: Stack, scene: Scene) -> float:
    """The height of the highest stack of the same rank: so their tops are on one line."""
    at = depth(stack, scene)
    return max(stack_height(other) for other in scene.stacks if depth(other, scene) == at)
