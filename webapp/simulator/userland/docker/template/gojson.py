"""JSON as Go's encoder writes it, without escaping `<`, `>` and `&`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from webapp.simulator.userland.docker.template.govalues import (
    GoMap,
    NilPointer,
    NoValue,
    Slice,
    Struct,
)

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def _string(text: str) -> str:
    return '"' + "".join(_char(char) for char in text) + '"'


def _char(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char < " ":
        return f"\\u{ord(char):04x}"
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char


def number(value: float) -> str:
    """A float as Go's encoder writes it: no exponent between 1e-6 and 1e21."""
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    text = repr(value)
    mantissa, found, exponent = text.partition("e")
    if not found:
        return text
    if -7 < int(exponent) < 21:
        return f"{value:.20f}".rstrip("0")
    return f"{mantissa}e{int(exponent):+03d}"


def _scalar(value: Any) -> str | None:
    if isinstance(value, GoMap | Slice) and value.nil:
        return "null"
    match value:
        case None | NilPointer() | NoValue():
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return number(value)
        case str():
            return _string(value)
        case _:
            return None


def _parts(value: Any) -> tuple[str, list[tuple[str, Any]]]:
    """The brackets, and the members with what stands before each."""
    if isinstance(value, Struct):
        value = value.fields if value.json is None else value.json
    if isinstance(value, GoMap):
        value = {key: value.items[key] for key in sorted(value.items)}
    if isinstance(value, Slice):
        value = value.items
    if isinstance(value, dict):
        return "{}", [(f"{_string(str(key))}:", member) for key, member in value.items()]
    return "[]", [("", member) for member in value]


def compact(value: Any) -> str:
    """JSON on one line, as the template function `json` gives it."""
    if isinstance(value, Struct) and value.escaped:
        return _escaped(compact(replace(value, escaped=False)))
    scalar = _scalar(value)
    if scalar is not None:
        return scalar
    brackets, members = _parts(value)
    inner = ",".join(head + compact(member) for head, member in members)
    return brackets[0] + inner + brackets[1]


def _escaped(text: str) -> str:
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def indented(value: Any, unit: str = "    ", margin: str = "") -> str:
    """JSON over several lines, as `docker inspect` prints it; empty members stay on one."""
    scalar = _scalar(value)
    if scalar is not None:
        return scalar
    brackets, members = _parts(value)
    if not members:
        return brackets
    deeper = margin + unit
    lines = [
        f"{deeper}{head}{' ' if head else ''}{indented(member, unit, deeper)}"
        for head, member in members
    ]
    return brackets[0] + "\n" + ",\n".join(lines) + "\n" + margin + brackets[1]
