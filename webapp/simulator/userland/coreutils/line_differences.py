"""The shortest way from one row of lines to another (Myers, 1986), bounded in steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Change:
    """Lines `left` to `left_end` of the one are replaced by `right` to `right_end` of the other."""

    left: int
    left_end: int
    right: int
    right_end: int


def changes(one: Sequence[bytes], two: Sequence[bytes], tick: Callable[[], None]) -> list[Change]:
    """All changes in order; `tick` is called once a step."""
    head = 0
    while head < len(one) and head < len(two) and one[head] == two[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(two)) - head and one[-1 - tail] == two[-1 - tail]:
        tail += 1
    left, right = one[head : len(one) - tail], two[head : len(two) - tail]
    made: list[Change] = []
    x = y = 0
    for match_x, match_y in [*_matches(left, right, tick), (len(left), len(right))]:
        if match_x > x or match_y > y:
            made.append(Change(head + x, head + match_x, head + y, head + match_y))
        x, y = match_x + 1, match_y + 1
    return made


def _matches(
    one: Sequence[bytes], two: Sequence[bytes], tick: Callable[[], None]
) -> list[tuple[int, int]]:
    """The pairs of equal lines on a shortest edit path."""
    trail: list[dict[int, int]] = []
    reach = {1: 0}
    for edits in range(len(one) + len(two) + 1):
        trail.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            tick()
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            y = x - k
            while x < len(one) and y < len(two) and one[x] == two[y]:
                x, y = x + 1, y + 1
            reach[k] = x
            if x >= len(one) and y >= len(two):
                return _back(trail, len(one), len(two))
    return []


def _back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """Walk the path back; `trail` holds how far each diagonal reached before each edit."""
    pairs: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, 0, -1):
        reach = trail[edits]
        k = x - y
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        old = reach[before]
        start = old if down else old + 1
        while x > start:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = old, old - before
    while x > 0:
        x, y = x - 1, y - 1
        pairs.append((x, y))
    pairs.reverse()
    return pairs
