"""A scene as a labelled graph that plain `dot` draws, for export."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import graphviz

from webapp.diagrams.metrics import human

if TYPE_CHECKING:
    from webapp.diagrams.scene import Row, Scene


def labelled_dot(scene: Scene) -> str:
    """The scene as DOT: one record a directory, container and stack, an edge a mount."""
    graph = graphviz.Digraph("layerlab")
    graph.attr("graph", rankdir="TB", fontname="sans-serif")
    graph.attr("node", shape="plain", fontname="sans-serif")
    for card in scene.directories:
        lines = [card.title, card.path, *(_line(row) for row in card.rows)]
        graph.node(card.id, _table(lines, "folder"))
    for box in scene.boxes:
        lines = [f"{box.name} ({box.status})"]
        lines += [f"mount {slot.destination}" for slot in box.slots]
        lines += [f"writable layer {human(box.writable.size)}"]
        lines += [_line(row) for row in box.writable.rows]
        graph.node(box.id, _table(lines, "container"))
        for slot in box.slots:
            if slot.directory:
                graph.edge(slot.directory, box.id, label=graphviz.escape(slot.destination))
        if box.stack:
            graph.edge(box.id, box.stack, arrowhead="none")
    for stack in scene.stacks:
        lines = [", ".join(stack.title)] if stack.title else []
        for slab in stack.slabs:
            lines.append(f"{slab.number} {slab.title} {human(slab.size)}")
            lines += [_line(row) for row in slab.rows]
        graph.node(stack.id, _table(lines, "image"))
        if stack.below:
            graph.edge(stack.id, stack.below, arrowhead="none")
    return str(graph.source)


def _line(row: Row) -> str:
    sign = {"added": "+ ", "copied": "^ ", "deleted": "x "}.get(row.mark, "")
    covered = " (covered)" if row.covered_for or row.covered else ""
    return f"  {sign}{row.path} {human(row.size)}{covered}{' (deleted)' if row.struck else ''}"


def _table(lines: list[str], kind: str) -> str:
    color = {"folder": "#bfe3d3", "container": "#ffe6ac", "image": "#cdd9e8"}[kind]
    rows = "".join(
        f'<TR><TD ALIGN="LEFT">{html.escape(_printable(line))}</TD></TR>' for line in lines
    )
    table = 'BORDER="1" CELLBORDER="0" CELLSPACING="2"'
    return f'<<TABLE {table} BGCOLOR="{color}">{rows}</TABLE>>'


def _printable(text: str) -> str:
    """Control characters have no place in a picture."""
    return "".join(char if char.isprintable() else "�" for char in text) or " "
