"""What a path leads to: an inode of a filesystem, or a place in an overlay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """An inode of an ordinary filesystem."""

    fs: int
    ino: int


@dataclass(frozen=True, slots=True)
class Merged:
    """A file or directory seen through an overlay.

    `upper` is its inode in the upperdir, `lowers` those of the lowerdirs that show through, topmost
    first: for a directory all that are merged, for anything else at most one.
    """

    overlay: int
    path: tuple[str, ...]
    upper: Plain | None
    lowers: tuple[Plain, ...] = ()

    @property
    def real(self) -> Plain:
        """The inode that serves it now: the upper one, or else the topmost lower one."""
        return self.lowers[0] if self.upper is None else self.upper


Node = Plain | Merged
