"""A Dockerfile's text as a row of instructions, by BuildKit's rules (frontend/dockerfile/parser).

Comments, the `escape` directive, lines that go on, heredocs; not yet what an instruction means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from webapp.simulator.engine.builder.errors import BuildError
from webapp.simulator.engine.builder.lexer import unquote

_DIRECTIVE: Final = re.compile(r"#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.+?)\s*")
_COMMENT: Final = re.compile(r"[ \t\r]*#.*")
_HEREDOC: Final = re.compile(r"(\d*)<<(-?)([^<]*)")
_WITH_HEREDOC: Final = {"add", "copy", "run"}
_LONGEST: Final = 65_535


@dataclass(frozen=True, slots=True)
class Heredoc:
    """A document written below an instruction; `expand` unless its name was quoted."""

    name: str
    expand: bool
    content: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction: its word, its flags, the rest of its line, and where it stands.

    `line` is the whole of it, lines that go on joined. `lines` are the first and the last line.
    """

    word: str
    flags: tuple[str, ...]
    rest: str
    line: str
    lines: tuple[int, int]
    heredocs: tuple[Heredoc, ...] = ()


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """The instructions of a Dockerfile and its escape character."""

    instructions: tuple[Instruction, ...]
    escape: str


def read(text: str) -> Dockerfile:
    """Split a Dockerfile into instructions; raises BuildError."""
    if not text:
        raise BuildError("the Dockerfile cannot be empty")
    rows = text.removeprefix("\ufeff").split("\n")
    if rows[-1] == "":
        rows.pop()
    rows = [row.removesuffix("\r") for row in rows]
    escape = _escape(rows)
    more = re.compile(rf"([^{re.escape(escape)}]){re.escape(escape)}[ \t]*$"
                      rf"|^{re.escape(escape)}[ \t]*$")
    found: list[Instruction] = []
    at = 0
    while at < len(rows):
        first = at + 1
        row = "" if _COMMENT.fullmatch(rows[at]) else rows[at].lstrip(" \t\r")
        line, goes_on = _cut(more, row)
        at += 1
        if not goes_on and not line.strip():
            continue
        while goes_on and at < len(rows):
            row = rows[at]
            at += 1
            if _COMMENT.fullmatch(row) or not row.strip():
                continue
            part, goes_on = _cut(more, row)
            line += part
        if not line.strip():
            found.append(Instruction("", (), "", "", (first, at)))
            continue
        if len(line) > _LONGEST:
            message = f"dockerfile line greater than maximum allowed size of {_LONGEST}"
            raise BuildError(message, (first, at))
        word, flags, rest = _split(line, escape, (first, at))
        heredocs: list[Heredoc] = []
        if word.lower() in _WITH_HEREDOC and "<<" in rest:
            for name, expand, chomp in heredoc_names(rest, escape):
                content, at = _document(rows, at, name, first, chomp=chomp)
                heredocs.append(Heredoc(name, expand, content))
        found.append(
            Instruction(word, flags, rest, line.strip(), (first, at), tuple(heredocs))
        )
    if not found:
        raise BuildError("file with no instructions", (1, max(len(rows), 1)))
    return Dockerfile(tuple(found), escape)


def _escape(rows: list[str]) -> str:
    """The character that the directive `escape` names, if it stands among the first lines."""
    for row in rows:
        match = _DIRECTIVE.fullmatch(row.strip())
        if match is None:
            break
        if match[1].lower() == "escape":
            if match[2] not in {"\\", "`"}:
                raise BuildError(f"invalid ESCAPE '{match[2]}' is not allowed. Must be ` or \\")
            return match[2]
    return "\\"


def _cut(more: re.Pattern[str], line: str) -> tuple[str, bool]:
    """The line without the character that lets it go on, and whether that was there."""
    match = more.search(line)
    if match is None:
        return line, False
    return line[: match.start()] + (match[1] or ""), True


def _split(line: str, escape: str, lines: tuple[int, int]) -> tuple[str, tuple[str, ...], str]:
    """The instruction's word, the flags behind it, and the rest."""
    word, *behind = line.strip().split(None, 1)
    rest = behind[0] if behind else ""
    flags: list[str] = []
    while rest.startswith("--"):
        flag, rest = _flag(rest, escape)
        if flag == "--":
            break
        flags.append(flag)
    if word.startswith("--"):
        raise BuildError(f"unknown instruction: {word}", lines)
    return word, tuple(flags), rest.strip()


def _flag(rest: str, escape: str) -> tuple[str, str]:
    """Take one flag off, in which quotes and escapes may stand."""
    taken, quote, at = "", "", 0
    while at < len(rest):
        char = rest[at]
        if quote:
            if char == quote:
                quote = ""
            elif char == escape and at + 1 < len(rest):
                at += 1
                taken += rest[at]
            else:
                taken += char
        elif char in " \t":
            break
        elif char in "'\"":
            quote = char
        elif char == escape and at + 1 < len(rest):
            at += 1
            taken += rest[at]
        else:
            taken += char
        at += 1
    return taken, rest[at:].lstrip()


def heredoc_names(rest: str, escape: str) -> list[tuple[str, bool, bool]]:
    """The heredocs that a line opens: (name, whether to expand it, whether to take tabs off)."""
    found = []
    for word in rest.split():
        match = _HEREDOC.fullmatch(word)
        if match is None or not match[3] or match[1]:
            continue
        name = unquote(match[3], escape)
        found.append((name, name == match[3], bool(match[2])))
    return found


def _document(
    rows: list[str], at: int, name: str, first: int, *, chomp: bool
) -> tuple[str, int]:
    """The lines up to the one that ends the document, and the line behind it."""
    kept: list[str] = []
    while at < len(rows):
        row = rows[at].lstrip("\t") if chomp else rows[at]
        at += 1
        if row == name:
            return "".join(f"{line}\n" for line in kept), at
        kept.append(row)
    raise BuildError("unterminated heredoc", (first, at))
