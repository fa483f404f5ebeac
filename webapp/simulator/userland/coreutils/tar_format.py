"""The ustar format over extents: headers are bytes, bodies are whatever the files hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.content import Content, Zeros
from webapp.simulator.kernel.inode import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 512
RECORD = 20 * BLOCK
_TYPES = {
    Kind.FILE: "0", Kind.SYMLINK: "2", Kind.CHAR: "3", Kind.BLOCK: "4", Kind.DIRECTORY: "5",
    Kind.FIFO: "6",
}  # fmt: skip
_KINDS = {code: kind for kind, code in _TYPES.items()} | {
    "\0": Kind.FILE,
    "1": Kind.FILE,
    "7": Kind.FILE,
}


class NotAnArchive(Exception):
    """The bytes are no ustar header."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; `link` is what a link leads to, with `hard` an earlier name."""

    name: str
    kind: Kind
    mode: int = 0o644
    uid: int = 0
    gid: int = 0
    size: int = 0
    mtime: int = 0
    """Seconds since 1970."""
    link: str = ""
    hard: bool = False
    user: str = ""
    group: str = ""
    rdev: tuple[int, int] = (0, 0)
    content: Content = Content()


def _field(text: str, size: int) -> bytes:
    return text.encode("utf-8", "surrogateescape")[:size].ljust(size, b"\0")


def _octal(number: int, size: int) -> bytes:
    return f"{number:0{size - 1}o}".encode()[: size - 1] + b"\0"


def _long(name: str, kind: str) -> Content:
    data = name.encode("utf-8", "surrogateescape") + b"\0"
    head = _header(Member("././@LongLink", Kind.FILE, 0, size=len(data)), kind)
    return Content.of(head + data + b"\0" * (-len(data) % BLOCK))


def _header(member: Member, kind: str) -> bytes:
    device = member.kind in {Kind.CHAR, Kind.BLOCK}
    head = b"".join((
        _field(member.name, 100), _octal(member.mode, 8), _octal(member.uid, 8),
        _octal(member.gid, 8), _octal(member.size, 12), _octal(max(member.mtime, 0), 12),
        b" " * 8, kind.encode(), _field(member.link, 100), b"ustar  \0", _field(member.user, 32),
        _field(member.group, 32), _octal(member.rdev[0], 8) if device else b"\0" * 8,
        _octal(member.rdev[1], 8) if device else b"\0" * 8,
    )).ljust(BLOCK, b"\0")  # fmt: skip
    total = f"{sum(head):06o}".encode() + b"\0 "
    return head[:148] + total + head[156:]


def encode(members: list[Member], *, records: bool = True) -> Content:
    """An archive of these members; with `records`, filled up to a whole one."""
    made = Content()
    for member in members:
        kind = "1" if member.hard else _TYPES[member.kind]
        if len(member.link.encode("utf-8", "surrogateescape")) > 100:
            made = made.join(_long(member.link, "K"))
        if len(member.name.encode("utf-8", "surrogateescape")) > 100:
            made = made.join(_long(member.name, "L"))
        made = made.join(Content.of(_header(member, kind))).join(member.content)
        made = made.join(Content.of(b"\0" * (-member.content.size % BLOCK)))
    end = 2 * BLOCK + (-(made.size + 2 * BLOCK) % RECORD if records else 0)
    return made.join(Content((Zeros(end, hole=False),), end))


def _text(data: bytes) -> str:
    return data.split(b"\0")[0].decode("utf-8", "surrogateescape")


def _number(data: bytes) -> int:
    text = data.strip(b" \0")
    try:
        return int(text, 8) if text else 0
    except ValueError:
        raise NotAnArchive from None


def decode(archive: Content) -> Iterator[Member]:
    """The members of an archive, in order; raises NotAnArchive."""
    at = 0
    name = link = None
    while at + BLOCK <= archive.size:
        head = archive.read(at, BLOCK)
        if not head.strip(b"\0"):
            return
        plain = head[:148] + b" " * 8 + head[156:]
        if head[257:262] != b"ustar" or _number(head[148:156]) != sum(plain):
            raise NotAnArchive
        at += BLOCK
        size = _number(head[124:136])
        code = chr(head[156])
        hard = code == "1"
        body = archive.part(at, size) if code in "0\0007LK" else Content()
        at += -(-body.size // BLOCK) * BLOCK
        if code in "LK":
            text = _text(body.read())
            name, link = (text, link) if code == "L" else (name, text)
            continue
        kind = _KINDS.get(code)
        if kind is None:
            continue
        prefix = _text(head[345:500]) if head[257:265] == b"ustar\00000" else ""
        own = _text(head[:100])
        full = name or (f"{prefix}/{own}" if prefix else own)
        yield Member(
            full,
            kind,
            _number(head[100:108]),
            _number(head[108:116]),
            _number(head[116:124]),
            size,
            _number(head[136:148]),
            link or _text(head[157:257]),
            hard,
            _text(head[265:297]),
            _text(head[297:329]),
            (_number(head[329:337]), _number(head[337:345])),
            body,
        )
        name = link = None
