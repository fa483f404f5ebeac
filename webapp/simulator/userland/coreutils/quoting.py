"""How GNU programs write a file name into a message (gnulib, quotearg)."""

from __future__ import annotations

_COMPATIBLE = frozenset(
    "%+,-./:]_@ '{}#~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
_SPECIAL = frozenset("!\"$&()*;<=>[^`|?\\' ")
_LETTERS = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v"}


def _control(char: str) -> bool:
    return ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or 0xDC80 <= ord(char) <= 0xDCFF


def _escape(char: str) -> str:
    letter = _LETTERS.get(char)
    if letter is not None:
        return "\\" + letter
    raw = char.encode("utf-8", "surrogateescape")
    return "".join(f"\\{byte:03o}" for byte in raw)


def needs_quotes(text: str, *, colon: bool = False) -> bool:
    """Whether a shell would read `text` as anything but itself."""
    if not text or text[0] in "#~" or text in {"{", "}"}:
        return True
    return any(c in _SPECIAL or _control(c) or (colon and c == ":") for c in text)


def shell_always(text: str) -> str:
    """Quote as ``'x'``, ``"it's"``, and with escapes what cannot be shown."""
    if "'" in text and all(c in _COMPATIBLE for c in text):
        return f'"{text}"'
    made = ["'"]
    escaped = False
    for char in text:
        if _control(char):
            made.append(_escape(char) if escaped else "'$'" + _escape(char))
            escaped = True
            continue
        if escaped:
            made.append("''")
            escaped = False
        made.append("'\\''" if char == "'" else char)
    return "".join(made) + "'"


def shell(text: str, *, colon: bool = True) -> str:
    """Quote only where a shell would need it."""
    return shell_always(text) if needs_quotes(text, colon=colon) else text


def curly(text: str) -> str:
    """Quote as a UTF-8 locale does: ``‘x’``."""
    inner = "".join("\\\\" if c == "\\" else _escape(c) if _control(c) else c for c in text)
    return f"‘{inner}’"


class Name(str):
    """A file name in a message: the format ``q`` is 'x', ``n`` x or 'x y', ``c`` ‘x’."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """Write the name as the message wants it."""
        if spec == "q":
            return shell_always(str(self))
        if spec == "n":
            return shell(str(self))
        if spec == "c":
            return curly(str(self))
        return str(self)
