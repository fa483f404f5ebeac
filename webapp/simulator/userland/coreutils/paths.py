"""Paths as text: the last name, and putting a name below a directory."""

from __future__ import annotations


def last_name(path: str) -> str:
    """The last name of a path without trailing slashes; ``/`` for the root."""
    stripped = path.rstrip("/")
    return stripped.rsplit("/", 1)[-1] if stripped else path[:1]


def below(directory: str, name: str) -> str:
    """The path of a name in a directory."""
    if not directory:
        return name
    return directory + name.lstrip("/") if directory.endswith("/") else f"{directory}/{name}"


def basename(path: str) -> str:
    """As basename(1)."""
    return last_name(path) if path else ""


def dirname(path: str) -> str:
    """As dirname(1)."""
    stripped = path.rstrip("/")
    if not stripped:
        return "/" if path else "."
    head, slash, _ = stripped.rpartition("/")
    if not slash:
        return "."
    return head.rstrip("/") or "/"
