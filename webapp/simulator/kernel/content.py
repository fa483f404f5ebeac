"""What a file holds: a row of extents, so that big files are cheap to keep and to share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

_CHUNK = 32


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that an image ships and that nobody needs to hold: a digest stands for them.

    `program` names the program of ours that runs when the file is executed.
    """

    digest: str
    size: int
    program: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` bytes of a blob from `offset` on."""

    blob: Blob
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Zeros:
    """A run of `length` zero bytes; `hole` when nothing on the disk backs it."""

    length: int
    hole: bool = True


@dataclass(frozen=True, slots=True)
class Generated:
    """A file of /proc or /sys: its bytes are made by the kernel when it is opened."""

    key: str


Extent = bytes | Piece | Zeros


def _length(extent: Extent) -> int:
    return len(extent) if isinstance(extent, bytes) else extent.length


def _cut(extent: Extent, start: int, end: int) -> Extent:
    if isinstance(extent, bytes):
        return extent[start:end]
    if isinstance(extent, Zeros):
        return Zeros(end - start, extent.hole)
    return Piece(extent.blob, extent.offset + start, end - start)


@lru_cache(maxsize=64)
def _stream_block(digest: str, block: int) -> bytes:
    return hashlib.sha256(f"{digest}:{block}".encode()).digest()


def _bytes_of(extent: Extent) -> bytes:
    if isinstance(extent, bytes):
        return extent
    if isinstance(extent, Zeros):
        return b"\0" * extent.length
    magic = b"\x7fELF\x02\x01\x01\0" if extent.blob.program else b""
    first, last = extent.offset // _CHUNK, (extent.offset + extent.length - 1) // _CHUNK
    data = b"".join(_stream_block(extent.blob.digest, n) for n in range(first, last + 1))
    if first == 0 and magic:
        data = magic + data[len(magic) :]
    skip = extent.offset - first * _CHUNK
    return data[skip : skip + extent.length]


@dataclass(frozen=True, slots=True)
class Content:
    """An immutable row of extents; every change gives a new one that shares what it can."""

    extents: tuple[Extent, ...] = ()
    size: int = 0
    generated: Generated | None = None

    @classmethod
    def of(cls, data: bytes) -> Content:
        """Hold `data` as it is."""
        return cls((data,), len(data)) if data else EMPTY

    @classmethod
    def of_blob(cls, blob: Blob) -> Content:
        """Stand for all of `blob`."""
        return cls((Piece(blob, 0, blob.size),), blob.size)

    @property
    def program(self) -> str | None:
        """The program that this content is the executable of, or None."""
        if self.extents and isinstance(self.extents[0], Piece) and self.extents[0].offset == 0:
            return self.extents[0].blob.program
        return None

    @property
    def allocated(self) -> int:
        """Bytes that are backed by the disk: all but holes."""
        return sum(_length(e) for e in self.extents if not (isinstance(e, Zeros) and e.hole))

    @property
    def streamed(self) -> int:
        """Bytes that are made from a digest, block by block, when they are read."""
        return sum(e.length for e in self.extents if isinstance(e, Piece))

    def read(self, offset: int = 0, length: int | None = None) -> bytes:
        """Give the bytes from `offset` on, `length` of them or all that are left."""
        return b"".join(_bytes_of(e) for e in self.part(offset, length).extents)

    def part(self, offset: int, length: int | None = None) -> Content:
        """Give the range as a content of its own, without making its bytes."""
        end = self.size if length is None else min(self.size, offset + length)
        if offset >= end:
            return EMPTY
        if offset == 0 and end == self.size:
            return Content(self.extents, self.size)
        kept: list[Extent] = []
        at = 0
        for extent in self.extents:
            stop = at + _length(extent)
            if stop > offset and at < end:
                kept.append(_cut(extent, max(offset - at, 0), min(end, stop) - at))
            at = stop
        return Content(tuple(kept), end - offset)

    def join(self, other: Content) -> Content:
        """Give this content followed by `other`; small neighbours are merged into one extent."""
        if not other.size:
            return self
        if not self.size:
            return Content(other.extents, other.size)
        extents = list(self.extents)
        for extent in other.extents:
            last = extents[-1]
            if isinstance(last, bytes) and isinstance(extent, bytes) and len(last) < 1 << 16:
                extents[-1] = last + extent
            elif isinstance(last, Zeros) and isinstance(extent, Zeros) and last.hole == extent.hole:
                extents[-1] = Zeros(last.length + extent.length, last.hole)
            else:
                extents.append(extent)
        return Content(tuple(extents), self.size + other.size)

    def write(self, offset: int, data: Content) -> Content:
        """Give the content with `data` put over it at `offset`; a gap becomes a hole."""
        if not data.size:
            return self
        if offset == self.size:
            return self.join(data)
        return self.truncate(offset).join(data).join(self.part(offset + data.size))

    def truncate(self, size: int) -> Content:
        """Give the content cut or, with a hole, lengthened to `size` bytes."""
        if size <= self.size:
            return self.part(0, size)
        return self.join(Content((Zeros(size - self.size),), size - self.size))

    @property
    def digest(self) -> str:
        """A SHA-256, in hex, that is equal for equal contents however they came about.

        A file that is one whole blob answers with the digest that the blob was given.
        """
        if len(self.extents) == 1 and isinstance(self.extents[0], Piece):
            piece = self.extents[0]
            if piece.offset == 0 and piece.length == piece.blob.size:
                return piece.blob.digest
        sum_ = hashlib.sha256()
        for extent in self.extents:
            if isinstance(extent, bytes):
                sum_.update(extent)
            elif isinstance(extent, Zeros):
                sum_.update(f"\0zeros:{extent.length}\0".encode())
            else:
                sum_.update(f"\0{extent.blob.digest}:{extent.offset}:{extent.length}\0".encode())
        return sum_.hexdigest()


EMPTY = Content()
