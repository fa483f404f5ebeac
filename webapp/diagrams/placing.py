"""Asks Graphviz to place a graph: in this process where its wheel is, by its program elsewhere."""

from __future__ import annotations

import threading
from typing import Final

import graphviz

try:
    import pygraphviz
except ImportError:  # No wheel for this system: `dot` must be installed.
    pygraphviz = None

# libgvc keeps global state: one layout at a time in a process.
_LOCK: Final = threading.Lock()


class LayoutFailed(Exception):
    """Graphviz could not lay a scene out."""


def place(source: str) -> bytes | str:
    """Give a DOT source's layout in Graphviz's `json0` form; raises LayoutFailed."""
    if pygraphviz is None:
        return _by_program(source)
    with _LOCK:
        try:
            graph = pygraphviz.AGraph(string=source)
            try:
                placed: bytes = graph.draw(format="json0", prog="dot")
            finally:
                graph.close()
        except (pygraphviz.DotError, OSError, ValueError) as fault:
            raise LayoutFailed(str(fault)) from fault
    return placed


def _by_program(source: str) -> bytes:
    try:
        return bytes(graphviz.Source(source).pipe(format="json0", engine="dot"))
    except (graphviz.ExecutableNotFound, graphviz.CalledProcessError) as fault:
        raise LayoutFailed(str(fault)) from fault
