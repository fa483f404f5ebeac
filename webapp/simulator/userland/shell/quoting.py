"""Writing text so that a shell reads it back as one word."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")
_BASH_SPECIAL = re.compile(r"([^A-Za-z0-9_@%+=:./\-])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\a": "\\a", "\b": "\\b", "\f": "\\f"}
_NAMED |= {"\v": "\\v", "\x1b": "\\E", "\\": "\\\\", "'": "\\'"}


def single_quoted(text: str) -> str:
    r"""Text between single quotes, the quotes in it written ``'\\''``."""
    return "'" + text.replace("'", "'\\''") + "'"


def quote(text: str) -> str:
    """Text as it is if it is plain, else between single quotes."""
    return text if _PLAIN.fullmatch(text) else single_quoted(text)


def dash_quoted(text: str) -> str:
    """Text as dash's ``export -p`` writes it: single quotes in double ones."""
    pieces = text.split("'")
    made = [f"'{pieces[0]}'" if pieces[0] or len(pieces) == 1 else ""]
    run = 0
    for piece in pieces[1:]:
        run += 1
        if piece:
            made.append('"' + "'" * run + '"')
            made.append(f"'{piece}'")
            run = 0
    if run:
        made.append('"' + "'" * run + '"')
    return "".join(made)


def double_quoted(text: str) -> str:
    """Text as bash's ``declare -p`` and ``export -p`` write it."""
    if _CONTROL.search(text):
        return ansi_quoted(text)
    return '"' + re.sub(r'([$`"\\])', r"\\\1", text) + '"'


def ansi_quoted(text: str) -> str:
    """Text as ``$'…'``."""
    made = "".join(
        _NAMED.get(character)
        or (f"\\{ord(character):03o}" if _CONTROL.match(character) else character)
        for character in text
    )
    return f"$'{made}'"


def quote_for_reuse(text: str, *, gnu: bool = False) -> str:
    """Text as ``printf %q`` writes it: bash with backslashes, GNU in quotes."""
    if not text:
        return "''"
    if _CONTROL.search(text):
        return ansi_quoted(text)
    if gnu:
        return quote(text)
    return _BASH_SPECIAL.sub(r"\\\1", text)


def trace_quoted(text: str, *, bash: bool) -> str:
    """A word as ``set -x`` shows it."""
    if not bash:
        return dash_quoted(text) if text == "" or not _PLAIN.fullmatch(text) else text
    if not text:
        return "''"
    if _CONTROL.search(text):
        return ansi_quoted(text)
    return text if re.fullmatch(r"[A-Za-z0-9_@%+=:,./~^{}\-]+", text) else single_quoted(text)
