"""Field splitting, and putting pieces of text together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from webapp.simulator.userland.shell.pattern import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.userland.shell.limits import Allowance

DEFAULT_IFS = " \t\n"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of expanded text: was it quoted, and does IFS divide it."""

    text: str
    quoted: bool
    split: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """The place between two positional parameters, which always divides."""


Piece: TypeAlias = Chunk | Break
Field: TypeAlias = tuple[Run, ...]


def split_fields(pieces: Iterable[Piece], ifs: str, allowance: Allowance) -> list[Field]:
    """Divide pieces into fields by the rules of POSIX, 2.6.5."""
    blanks = frozenset(character for character in ifs if character in DEFAULT_IFS)
    signs = frozenset(ifs) - blanks
    fields: list[Field] = []
    runs: list[Run] = []
    begun = False
    after_blank = False

    def end() -> None:
        nonlocal begun
        allowance.spend_fields()
        fields.append(tuple(runs))
        runs.clear()
        begun = False

    for piece in pieces:
        if isinstance(piece, Break):
            if begun:
                end()
            after_blank = False
            continue
        if not piece.split or not ifs:
            if piece.text or piece.quoted:
                runs.append((piece.text, piece.quoted))
                begun = True
                after_blank = False
            continue
        start = 0
        text = piece.text
        for position, character in enumerate(text):
            if character in blanks or character in signs:
                if position > start:
                    runs.append((text[start:position], piece.quoted))
                    begun = True
                    after_blank = False
                start = position + 1
                if character in blanks:
                    if begun:
                        end()
                        after_blank = True
                elif after_blank:
                    after_blank = False
                else:
                    end()
        if start < len(text):
            runs.append((text[start:], piece.quoted))
            begun = True
            after_blank = False
    if begun:
        end()
    return fields


def join_pieces(pieces: Iterable[Piece], separator: str = " ") -> tuple[Run, ...]:
    """Put pieces together where nothing is split; breaks become `separator`."""
    return tuple(
        (separator, True) if isinstance(piece, Break) else (piece.text, piece.quoted)
        for piece in pieces
    )


def text_of(runs: Iterable[Run]) -> str:
    """The text of a field."""
    return "".join(text for text, _ in runs)
