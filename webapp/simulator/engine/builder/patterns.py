"""Wildcards in paths of COPY and of .dockerignore (Go's filepath.Match, moby/patternmatcher)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def has_wildcard(text: str) -> bool:
    """Whether a path names more than one file."""
    return any(char in text for char in "*?[\\")


def match_name(pattern: str, name: str) -> bool:
    """Whether a name without a slash is matched; takes time by the product of both lengths."""
    tokens = _tokens(pattern)
    if tokens is None:
        return False
    at = star = back = 0
    seen_star = False
    where = 0
    while where < len(name):
        if at < len(tokens) and tokens[at].any:
            seen_star, star, back = True, at, where
            at += 1
        elif at < len(tokens) and tokens[at].takes(name[where]):
            at += 1
            where += 1
        elif seen_star:
            back += 1
            at, where = star + 1, back
        else:
            return False
    return all(token.any for token in tokens[at:])


@dataclass(frozen=True, slots=True)
class _Token:
    """What one character must be; `any` is a star."""

    any: bool = False
    one: str = ""
    ranges: tuple[tuple[str, str], ...] = ()
    negated: bool = False
    every: bool = False

    def takes(self, char: str) -> bool:
        if self.every:
            return True
        if self.ranges:
            return any(low <= char <= high for low, high in self.ranges) is not self.negated
        return char == self.one


def _tokens(pattern: str) -> list[_Token] | None:
    """The pattern taken apart; None if it is malformed, and then it matches nothing."""
    found: list[_Token] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            found.append(_Token(any=True))
        elif char == "?":
            found.append(_Token(every=True))
        elif char == "[":
            end = _class_end(pattern, at)
            if end is None:
                return None
            found.append(_class(pattern[at:end]))
            at = end + 1
        else:
            if char == "\\":
                if at >= len(pattern):
                    return None
                char = pattern[at]
                at += 1
            found.append(_Token(one=char))
    return found


def _class_end(pattern: str, at: int) -> int | None:
    start = at + (1 if pattern[at : at + 1] == "^" else 0)
    end = pattern.find("]", start + 1)
    return end if end > 0 else None


def _class(inner: str) -> _Token:
    negated = inner.startswith("^")
    rest = inner.removeprefix("^")
    ranges: list[tuple[str, str]] = []
    while rest:
        if len(rest) > 2 and rest[1] == "-":
            ranges.append((rest[0], rest[2]))
            rest = rest[3:]
        else:
            ranges.append((rest[0], rest[0]))
            rest = rest[1:]
    return _Token(ranges=tuple(ranges), negated=negated)


def match_path(pattern: Sequence[str], path: Sequence[str]) -> bool:
    """Whether the names of a path are matched, where ``**`` stands for any number of them."""
    reached = {0}
    for number in range(len(path) + 1):
        for at in range(len(pattern)):
            if at in reached and pattern[at] == "**":
                reached.add(at + 1)
        if number == len(path):
            break
        name, following = path[number], set()
        for at in reached:
            if at < len(pattern):
                if pattern[at] == "**":
                    following.add(at)
                elif match_name(pattern[at], name):
                    following.add(at + 1)
        reached = following
    return len(pattern) in reached
