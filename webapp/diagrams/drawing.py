"""A placed scene as what the template draws: every part with its place, its words, its classes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.diagrams import shape
from webapp.diagrams.layout import Layout, Rect

if TYPE_CHECKING:
    from webapp.diagrams.scene import Box, Copy, Scene, Stack

MARGIN_LEFT: Final = 52
MARGIN_TOP: Final = 66
MARGIN_BOTTOM: Final = 22
MARGIN_RIGHT: Final = 32
OUTLINE: Final = 12
CORNER: Final = 14


@dataclass(frozen=True, slots=True)
class Label:
    """A heading over a rank."""

    kind: str
    x: float
    y: float
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """A copy-up: from a row of a slab to a row of a writable layer."""

    path: str
    x: float
    y: float
    size: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template needs besides the scene."""

    scene: Scene
    places: dict[str, Rect]
    wires: dict[str, str]
    labels: tuple[Label, ...]
    arrows: tuple[Arrow, ...]
    outline: str
    width: float
    height: float


def arrange(scene: Scene, layout: Layout) -> Drawing:
    """Shift a layout into the host's frame and find the place of every part inside the boxes."""
    dx, dy = MARGIN_LEFT, MARGIN_TOP
    places = {id_: Rect(r.x + dx, r.y + dy, r.width, r.height) for id_, r in layout.nodes.items()}
    _trim(scene, places)
    _inside(scene, places)
    width = max(layout.width + MARGIN_LEFT + MARGIN_RIGHT, 640)
    height = layout.height + MARGIN_TOP + MARGIN_BOTTOM
    return Drawing(
        scene,
        places,
        layout.wires,
        _labels(scene, places),
        _arrows(scene, places),
        _outline(scene, places),
        width,
        height,
    )


def _trim(scene: Scene, places: dict[str, Rect]) -> None:
    """Give boxes and stacks their own heights: Graphviz was told one for the whole rank."""
    heights = {box.id: shape.box(box).height for box in scene.boxes}
    heights |= {stack.id: shape.stack_height(stack) for stack in scene.stacks}
    for id_, height in heights.items():
        rect = places[id_]
        places[id_] = Rect(rect.x, rect.y, rect.width, height)


def _inside(scene: Scene, places: dict[str, Rect]) -> None:
    for card in scene.directories:
        rect = places[card.id]
        for number, row in enumerate(card.rows):
            y = rect.y + shape.CARD_HEAD + number * shape.CARD_ROW
            places[row.id] = Rect(rect.x, y, rect.width, shape.CARD_ROW)
    for container in scene.boxes:
        if not container.folded:
            _inside_box(container, places)
    for stack in scene.stacks:
        _inside_stack(stack, places)


def _inside_box(container: Box, places: dict[str, Rect]) -> None:
    rect = places[container.id]
    x, width = rect.x + shape.PAD, rect.width - 2 * shape.PAD
    y = rect.y + shape.BOX_HEAD
    for slot in container.slots:
        places[slot.id] = Rect(x, y, width, shape.SLOT)
        y += shape.SLOT + shape.SLOT_GAP
    places[container.writable.id] = Rect(x, y, width, shape.writable(container))
    y += shape.LAYER_HEAD
    for row in container.writable.rows:
        places[row.id] = Rect(x + 8, y, width - 16, shape.ROW)
        y += shape.ROW + shape.ROW_GAP


def _inside_stack(stack: Stack, places: dict[str, Rect]) -> None:
    rect = places[stack.id]
    y = rect.y
    for slab in stack.slabs:
        height = shape.slab(slab)
        places[slab.id] = Rect(rect.x, y, rect.width, height)
        inner = y + shape.LAYER_HEAD - 2
        for row in slab.rows:
            places[row.id] = Rect(rect.x + 8, inner, rect.width - 16, shape.ROW)
            inner += shape.ROW + shape.ROW_GAP
        y += height + shape.LIP + shape.SLAB_GAP


def _labels(scene: Scene, places: dict[str, Rect]) -> tuple[Label, ...]:
    labels: list[Label] = []
    if scene.directories:
        tops = [places[d.id] for d in scene.directories]
        labels.append(Label("directories", min(r.x for r in tops), min(r.y for r in tops) - 10))
    if scene.boxes:
        rects = [places[b.id] for b in scene.boxes]
        labels.append(
            Label("containers", min(r.x for r in rects) - OUTLINE, min(r.y for r in rects) - 14)
        )
    for stack in scene.stacks:
        rect = places[stack.id]
        labels.append(Label("image", rect.right, rect.y - 9, stack.title))
    return tuple(labels)


def _arrows(scene: Scene, places: dict[str, Rect]) -> tuple[Arrow, ...]:
    arrows: list[Arrow] = []
    for number, copy in enumerate(scene.copies):
        under = max((places[b.id].bottom for b in scene.boxes), default=0.0) + 15
        arrow = _arrow(copy, places, number, under + 22 * number)
        if arrow is not None:
            arrows.append(arrow)
    return tuple(arrows)


def _arrow(copy: Copy, places: dict[str, Rect], number: int, under: float) -> Arrow | None:
    source, target = places.get(copy.source), places.get(copy.target)
    if source is None or target is None:
        return None
    x1, y1 = source.x + 4, source.y + min(source.height, shape.ROW) / 2
    x2, y2 = target.x + 2, target.y + target.height / 2
    bend = min(x1, x2) - 30 - 8 * number
    path = f"M{x1:g},{y1:g} C{bend:g},{y1 - 12:g} {bend:g},{y2 + 12:g} {x2:g},{y2:g}"
    return Arrow(path, target.x + 6, under, copy.size)


def _outline(scene: Scene, places: dict[str, Rect]) -> str:
    """One line around the container that is seen from and every layer below it."""
    box = next((b for b in scene.boxes if b.name == scene.seen_from and not b.folded), None)
    if box is None or box.stack not in places:
        return ""
    top = places[box.id]
    by_id = {stack.id: stack for stack in scene.stacks}
    stacks: list[Rect] = []
    at: str | None = box.stack
    while at:
        stacks.append(places[at])
        at = by_id[at].below
    lefts = [top.x - OUTLINE, *(r.x - OUTLINE for r in stacks)]
    rights = [top.right + OUTLINE, *(r.right + OUTLINE for r in stacks)]
    steps = [top.y - 6, *(r.y - 26 for r in stacks), stacks[-1].bottom + 4]
    # Two lines that nearly meet read as a mistake: let them be one.
    for upper, lower in itertools.pairwise(range(len(lefts))):
        if abs(lefts[upper] - lefts[lower]) < 2 * CORNER:
            lefts[upper] = lefts[lower] = min(lefts[upper], lefts[lower])
        if abs(rights[upper] - rights[lower]) < 2 * CORNER:
            rights[upper] = rights[lower] = max(rights[upper], rights[lower])
    down: list[tuple[float, float]] = []
    up: list[tuple[float, float]] = []
    for (y0, y1), x0, x1 in zip(itertools.pairwise(steps), lefts, rights, strict=True):
        down += [(x1, y0), (x1, y1)]
        up += [(x0, y0), (x0, y1)]
    return _rounded([*down, *reversed(up)])


def _rounded(points: list[tuple[float, float]]) -> str:
    """A closed line through these points, level or upright between them, with round corners."""
    bends = [
        point
        for before, point, after in zip(
            [points[-1], *points], points, [*points[1:], points[0]], strict=False
        )
        if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1])
    ]
    parts: list[str] = []
    for number, (x, y) in enumerate(bends):
        xa, ya = _towards((x, y), bends[number - 1])
        xb, yb = _towards((x, y), bends[(number + 1) % len(bends)])
        parts.append(f"{'L' if parts else 'M'}{xa:g},{ya:g} Q{x:g},{y:g} {xb:g},{yb:g}")
    return " ".join([*parts, "z"])


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Where the round of a corner ends, on the way to the next one."""
    way = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    share = min(CORNER, way / 2) / way if way else 0
    return (
        round(corner[0] + (other[0] - corner[0]) * share, 1),
        round(corner[1] + (other[1] - corner[1]) * share, 1),
    )
