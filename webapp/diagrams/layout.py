"""Where everything goes: Graphviz places the boxes and routes the lines, we know the rest."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import graphviz

from webapp.diagrams import shape
from webapp.diagrams.placing import LayoutFailed, place

if TYPE_CHECKING:
    from webapp.diagrams.scene import Box, Scene

MOST_NODES: Final = 40
MOST_EDGES: Final = 60



@dataclass(frozen=True, slots=True)
class Rect:
    """A place in the picture, from its left upper corner (pixels, y downwards)."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """Rectangles by node id, paths of wires by mount point id, and the whole size."""

    nodes: dict[str, Rect]
    wires: dict[str, str]
    width: float
    height: float


def lay_out(scene: Scene) -> Layout:
    """Place a scene; equal scenes cost one layout. Raises LayoutFailed."""
    boxes = len(scene.directories) + len(scene.boxes) + len(scene.stacks)
    if boxes > MOST_NODES or sum(len(b.slots) for b in scene.boxes) > MOST_EDGES:
        raise LayoutFailed("more boxes or lines than a picture may have")
    return _placed(dot(scene))


def dot(scene: Scene) -> str:
    """The graph of empty boxes that Graphviz is given."""
    graph = graphviz.Digraph("scene")
    graph.attr(
        "graph",
        rankdir="TB",
        splines="true",
        nodesep="0.36",
        ranksep="0.56",
        nslimit="4",
        nslimit1="4",
        mclimit="2",
    )
    graph.attr("node", shape="plain", label="")
    graph.attr("edge", arrowhead="none")
    for card in scene.directories:
        size = shape.directory(scene.directories)
        graph.node(card.id, _table([("card", size.width, size.height)]))
    for container in scene.boxes:
        graph.node(container.id, _box_table(container, scene))
    for stack in scene.stacks:
        width, height = shape.stack_width(stack, scene), shape.rank_height(stack, scene)
        graph.node(stack.id, _table([("top", width, height)]))
    _rank(graph, [card.id for card in scene.directories])
    _rank(graph, [container.id for container in scene.boxes])
    _hold(graph, scene)
    for container in scene.boxes:
        for number, slot in enumerate(container.slots):
            if slot.directory:
                port = container.id if container.folded else f"{container.id}:{slot.id}"
                side = ":n" if number == 0 or container.folded else ":e"
                graph.edge(f"{slot.directory}:card:s", port + side, comment=slot.id)
    return str(graph.source)


def _table(cells: list[tuple[str, float, float]]) -> str:
    fixed = 'FIXEDSIZE="TRUE"'
    rows = "".join(
        f'<TR><TD PORT="{port}" {fixed} WIDTH="{width:.0f}" HEIGHT="{height:.0f}"></TD></TR>'
        for port, width, height in cells
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{rows}</TABLE>>'


def _box_table(container: Box, scene: Scene) -> str:
    size = shape.box(container)
    # Graphviz centres the boxes of a rank; boxes of one height have their tops on one line.
    spare = max(shape.box(other).height for other in scene.boxes) - size.height
    if container.folded:
        return _table([("head", size.width, size.height + spare)])
    cells = [("head", size.width, float(shape.BOX_HEAD))]
    cells += [(slot.id, size.width, float(shape.SLOT + shape.SLOT_GAP)) for slot in container.slots]
    cells.append(("rw", size.width, shape.writable(container) + shape.PAD + spare))
    return _table(cells)


def _rank(graph: graphviz.Digraph, ids: list[str]) -> None:
    """Keep nodes on one rank in this order: `ordering=out` and statement order do not hold it."""
    if not ids:
        return
    with graph.subgraph() as row:
        row.attr(rank="same")
        for id_ in ids:
            row.node(id_)
        for left, right in itertools.pairwise(ids):
            row.edge(left, right, style="invis", weight="8")


def _hold(graph: graphviz.Digraph, scene: Scene) -> None:
    """Hold the ranks below each other: directories, containers, stacks."""
    below = [b.id for b in scene.boxes] or [s.id for s in scene.stacks]
    if scene.directories and below:
        for number, card in enumerate(scene.directories):
            graph.edge(card.id, below[min(number, len(below) - 1)], style="invis", weight="1")
    for container in scene.boxes:
        if container.stack:
            graph.edge(f"{container.id}", f"{container.stack}", style="invis", weight="20")
    for stack in scene.stacks:
        if stack.below:
            graph.edge(stack.id, stack.below, style="invis", weight="20")


@lru_cache(maxsize=512)
def _placed(source: str) -> Layout:
    return _read(json.loads(place(source)))


def _read(answer: dict[str, Any]) -> Layout:
    left, lower, right, upper = (float(n) for n in answer["bb"].split(","))
    nodes: dict[str, Rect] = {}
    for item in answer.get("objects", ()):
        if "pos" not in item:
            continue
        x, y = (float(n) for n in item["pos"].split(","))
        width, height = float(item["width"]) * 72, float(item["height"]) * 72
        nodes[item["name"]] = Rect(
            round(x - width / 2 - left, 1),
            round(upper - y - height / 2, 1),
            round(width, 1),
            round(height, 1),
        )
    wires: dict[str, str] = {}
    for edge in answer.get("edges", ()):
        if "comment" in edge and "pos" in edge:
            wires[edge["comment"]] = _path(edge["pos"], left, upper)
    return Layout(nodes, wires, right - left, upper - lower)


def _path(pos: str, left: float, upper: float) -> str:
    """Turn Graphviz's spline into an SVG path."""
    points = []
    for word in pos.split():
        if word[0] in "es":
            continue
        x, y = (float(n) for n in word.split(","))
        points.append(f"{round(x - left, 1):g},{round(upper - y, 1):g}")
    return f"M{points[0]} C{' '.join(points[1:])}"
