"""What .dockerignore keeps out of a build's context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine.builder.paths import clean
from webapp.simulator.engine.builder.patterns import match_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.engine.api import Entry

NAME = ".dockerignore"


def kept(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The members of a context that its .dockerignore lets through."""
    everything = tuple(entries)
    rules = next((e.content.read().decode("utf-8", "replace")
                  for e in everything if e.path == NAME), None)
    if rules is None:
        return everything
    patterns = _patterns(rules)
    return tuple(e for e in everything if not e.path or not _ignored(e.path, patterns))


def _patterns(rules: str) -> list[tuple[bool, list[str]]]:
    found = []
    for row in rules.splitlines():
        if row.startswith("#") or not row.strip():
            continue
        pattern = row.strip()
        inverted = pattern.startswith("!")
        names = clean(pattern.removeprefix("!").strip())
        if names:
            found.append((inverted, names))
    return found


def _ignored(path: str, patterns: list[tuple[bool, list[str]]]) -> bool:
    """The last pattern that matches the path, or a directory that it is in, decides."""
    names = path.split("/")
    ignored = False
    for inverted, pattern in patterns:
        if ignored is inverted and any(
            match_path(pattern, names[:depth]) for depth in range(1, len(names) + 1)
        ):
            ignored = not inverted
    return ignored
