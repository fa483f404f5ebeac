"""Entries as a tar stream, and back: what `docker cp` writes to `-` and reads from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from webapp.simulator.engine.api import Entry
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.userland.coreutils.tar_format import Member, decode, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.simulator.kernel.content import Content

_SECOND: Final = 10**9


def packed(entries: Sequence[Entry]) -> Content:
    """The archive that the daemon sends: a directory's name ends in a slash."""
    return encode([_member(entry) for entry in entries if entry.path], records=False)


def _member(entry: Entry) -> Member:
    slash = "/" if entry.kind is Kind.DIRECTORY else ""
    content = entry.content
    if entry.hard or entry.kind is not Kind.FILE:
        content = type(content)()
    return Member(
        entry.path + slash,
        entry.kind,
        entry.mode,
        entry.uid,
        entry.gid,
        content.size,
        entry.mtime // _SECOND,
        entry.link,
        entry.hard,
        rdev=entry.rdev,
        content=content,
    )


def unpacked(archive: Content) -> tuple[Entry, ...]:
    """The members of an archive; raises NotAnArchive."""
    entries = []
    for member in decode(archive):
        path = _plain(member.name)
        if path:
            link = _plain(member.link) if member.hard else member.link
            entries.append(
                Entry(
                    path,
                    member.kind,
                    member.mode,
                    member.uid,
                    member.gid,
                    member.mtime * _SECOND,
                    member.content,
                    link,
                    member.hard,
                    member.rdev,
                )
            )
    return tuple(entries)


def _plain(name: str) -> str:
    return "/".join(part for part in name.split("/") if part not in {"", "."})
