"""Paths as an image's configuration writes them."""

from __future__ import annotations


def clean(path: str) -> list[str]:
    """The names of a path without dots and empty names; ``..`` does not leave the root."""
    names: list[str] = []
    for name in path.split("/"):
        if name == "..":
            del names[-1:]
        elif name not in {"", "."}:
            names.append(name)
    return names


def joined(base: str, path: str) -> str:
    """A path that is absolute, or else starts at `base`; without dots."""
    start = path if path.startswith("/") else f"{base}/{path}"
    return "/" + "/".join(clean(start))
