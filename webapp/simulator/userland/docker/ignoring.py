"""`.dockerignore`: which files of a build's context stay at home."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

import re2


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line: a pattern in re2's terms, and whether it lets files back in."""

    pattern: str
    back: bool


@dataclass(frozen=True, slots=True)
class Ignored:
    """The rules of a `.dockerignore`; the last that fits a path decides."""

    rules: tuple[_Rule, ...]

    def keeps(self, path: str) -> bool:
        """Whether a path below the context's top goes along."""
        parts = path.split("/")
        parents = ["/".join(parts[: end + 1]) for end in range(len(parts))]
        left_out = False
        for rule in self.rules:
            if left_out == rule.back and any(re2.fullmatch(rule.pattern, at) for at in parents):
                left_out = not rule.back
        return not left_out


def read_rules(text: str) -> Ignored:
    """The rules in a file's text; empty lines and those that begin with `#` don't count."""
    rules = []
    for number, line in enumerate(text.split("\n")):
        kept = line.lstrip("\ufeff") if number == 0 else line
        if kept.startswith("#"):
            continue
        kept = kept.strip()
        if not kept or kept == "!":
            continue
        back = kept.startswith("!")
        kept = kept.removeprefix("!").strip()
        clean = posixpath.normpath(kept).lstrip("/")
        if clean not in {"", "."}:
            rules.append(_Rule(_regular(clean), back))
    return Ignored(tuple(rules))


def _regular(pattern: str) -> str:
    """A pattern as a regular expression: `*` and `?` within a name, `**` across directories."""
    out, at = "", 0
    while at < len(pattern):
        char = pattern[at]
        if pattern.startswith("**", at):
            at += 2
            if pattern.startswith("/", at):
                at += 1
            out += ".*" if at >= len(pattern) else "(.*/)?"
            continue
        if char == "*":
            out += "[^/]*"
        elif char == "?":
            out += "[^/]"
        elif char == "[" and "]" in pattern[at:]:
            end = pattern.index("]", at)
            out += pattern[at : end + 1]
            at = end
        elif char == "\\" and at + 1 < len(pattern):
            at += 1
            out += re2.escape(pattern[at])
        else:
            out += re2.escape(char)
        at += 1
    return out
