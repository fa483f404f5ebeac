"""Values as Go's `fmt` prints them with `%v`."""

from __future__ import annotations

from typing import Any

from webapp.simulator.userland.docker.template.govalues import (
    GoMap,
    NilPointer,
    NoValue,
    Slice,
    Struct,
)

# Go prints where a struct lies that is held by a pointer inside another value; no two runs agree.
_ADDRESS = "0xc000134000"


def text_of(value: Any) -> str:
    """A value where a template prints it: nothing there reads `<no value>`."""
    if value is None or isinstance(value, NoValue):
        return "<no value>"
    return shown(value, top=True)


def shown(value: Any, *, top: bool = False) -> str:
    """`%v` of a value."""
    match value:
        case None | NilPointer():
            return "<nil>"
        case NoValue():
            return value.shown
        case bool():
            return "true" if value else "false"
        case float():
            return decimal(value)
        case Struct():
            if value.pointer and not top:
                return _ADDRESS
            return "{" + " ".join(shown(member) for member in value.fields.values()) + "}"
        case GoMap():
            return _map(dict(value.items))
        case dict():
            return _map(value)
        case Slice():
            return "[" + " ".join(shown(member) for member in value.items) + "]"
        case list() | tuple():
            return "[" + " ".join(shown(member) for member in value) + "]"
        case _:
            return str(value)


def _map(items: dict[str, Any]) -> str:
    return "map[" + " ".join(f"{key}:{shown(items[key])}" for key in sorted(items)) + "]"


def decimal(value: float) -> str:
    """A float as `%v` has it: the shortest form, an exponent below 1e-4 and from 1e21."""
    if value in {float("inf"), float("-inf")}:
        return "+Inf" if value > 0 else "-Inf"
    if value != value:  # noqa: PLR0124 - that is how one knows that it is no number
        return "NaN"
    size = abs(value)
    if value == int(value) and size < 1e21:
        return str(int(value))
    text = repr(value)
    mantissa, found, exponent = text.partition("e")
    if found:
        if int(exponent) >= 21 or int(exponent) < -4:
            return f"{mantissa}e{int(exponent):+03d}"
        return f"{value:f}".rstrip("0")
    return text


def joined(values: tuple[Any, ...]) -> str:
    """Go's `Sprint`: a blank between two neighbours when neither is a string."""
    out = ""
    for number, value in enumerate(values):
        if number and not isinstance(value, str) and not isinstance(values[number - 1], str):
            out += " "
        out += shown(value, top=True)
    return out


def spaced(values: tuple[Any, ...]) -> str:
    """Go's `Sprintln`: a blank between all, and a newline."""
    return " ".join(shown(value, top=True) for value in values) + "\n"
