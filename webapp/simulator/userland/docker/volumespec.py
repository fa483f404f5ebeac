"""What `-v`/`--volume` and `--tmpfs` take, as far as the client looks at it.

The client only splits `[SOURCE:]TARGET[:MODE]`: what has no source is a path of the container's
configuration, the rest is handed on as it was typed and judged by the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.mountspec import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable


class VolumeSpecError(ValueError):
    """A value of `-v` that the client refuses."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """The values of all `-v`, sorted into what the API calls Binds and Volumes."""

    binds: tuple[str, ...]
    anonymous: tuple[str, ...]


def parse_volumes(specs: Iterable[str], directory: str) -> Volumes:
    """Split the values of `-v`; the same text twice counts once."""
    binds: list[str] = []
    anonymous: list[str] = []
    for spec in dict.fromkeys(specs):
        source = source_of(spec)
        if not source:
            anonymous.append(spec)
        elif source.startswith(("/", ".", "~")):
            host, _, rest = spec.partition(":")
            binds.append(f"{absolute(host, directory)}:{rest}")
        else:
            binds.append(spec)
    return Volumes(tuple(binds), tuple(anonymous))


def source_of(spec: str) -> str:
    """The source of one `-v`, empty when the volume is anonymous."""
    if not spec:
        raise VolumeSpecError("invalid empty volume spec")
    if len(spec.encode()) <= 2:
        return ""
    sections = _sections(spec)
    for number, section in enumerate(sections):
        if not section:
            raise VolumeSpecError(f"invalid spec: {spec}: empty section between colons")
        if number == 2 and len(sections) > 3:
            raise VolumeSpecError(f"invalid spec: {spec}: too many colons")
    return sections[0] if len(sections) > 1 else ""


def _sections(spec: str) -> list[str]:
    """Split at colons, but for one behind a single letter: that is taken for a Windows drive."""
    sections = [""]
    for char in spec:
        drive = len(sections[-1]) == 1 and sections[-1].isalpha()
        if char == ":" and not drive:
            sections.append("")
        else:
            sections[-1] += char
    return sections


def parse_tmpfs(specs: Iterable[str]) -> dict[str, str]:
    """`--tmpfs PATH[:OPTIONS]` by path; the last of one path holds."""
    table = {}
    for spec in specs:
        path, _, options = spec.partition(":")
        table[path] = options
    return table
