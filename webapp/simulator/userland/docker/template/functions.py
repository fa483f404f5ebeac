"""The functions of templates: Go's own, and those that the client adds."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker.template import gojson
from webapp.simulator.userland.docker.template.comparison import FunctionError, equal, less
from webapp.simulator.userland.docker.template.goformat import sprintf
from webapp.simulator.userland.docker.template.govalues import (
    GoMap,
    NilPointer,
    plain,
    truthful,
    type_name,
)
from webapp.simulator.userland.docker.template.printing import joined, spaced

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_PADDING = 10_000


@dataclass(frozen=True, slots=True)
class Function:
    """A function: the types of its parameters (the last repeats when `variadic`), and itself."""

    parameters: tuple[str, ...]
    call: Callable[..., Any]
    variadic: bool = False


def _index(item: Any, *keys: Any) -> Any:
    for key in keys:
        if isinstance(item, NilPointer) or item is None:
            raise FunctionError("index of untyped nil" if item is None else "index of nil pointer")
        zero = item.zero if isinstance(item, GoMap) else None
        held = plain(item)
        if isinstance(held, dict):
            if not isinstance(key, str):
                raise FunctionError(f"value has type {type_name(key)}; should be string")
            item = held.get(key, zero)
        elif isinstance(held, list | str):
            item = _at(held, key)
        else:
            raise FunctionError(f"can't index item of type {type_name(item)}")
    return item


def _position(key: Any, most: int) -> int:
    if key is None:
        raise FunctionError("cannot index slice/array with nil")
    if isinstance(key, bool) or not isinstance(key, int):
        raise FunctionError(f"cannot index slice/array with type {type_name(key)}")
    if not 0 <= key <= most:
        raise FunctionError(f"index out of range: {key}")
    return key


def _at(held: list[Any] | str, key: Any) -> Any:
    if isinstance(held, str):
        data = held.encode("utf-8", "surrogateescape")
        return data[_position(key, len(data) - 1)]
    return held[_position(key, len(held) - 1)]


def _slice(item: Any, *bounds: Any) -> Any:
    held = plain(item)
    if not isinstance(held, list | str):
        raise FunctionError(f"can't slice item of type {type_name(item)}")
    if len(bounds) > 3:
        raise FunctionError(f"too many slice indexes: {len(bounds)}")
    if isinstance(held, str):
        if len(bounds) == 3:
            raise FunctionError("cannot 3-index slice a string")
        data = held.encode("utf-8", "surrogateescape")
        start, end = _bounds(bounds, len(data))
        return data[start:end].decode("utf-8", "surrogateescape")
    start, end = _bounds(bounds, len(held))
    return held[start:end]


def _bounds(bounds: tuple[Any, ...], length: int) -> tuple[int, int]:
    start, end = 0, length
    if bounds:
        start = _position(bounds[0], length)
    if len(bounds) > 1:
        end = _position(bounds[1], length)
    if start > end:
        raise FunctionError(f"invalid slice index: {start} > {end}")
    return start, end


def _len(item: Any) -> int:
    held = plain(item)
    if isinstance(held, str):
        return len(held.encode("utf-8", "surrogateescape"))
    if isinstance(held, list | dict):
        return len(held)
    if held is None:
        raise FunctionError("reflect: call of reflect.Value.Type on zero Value")
    if isinstance(held, NilPointer):
        raise FunctionError("len of nil pointer")
    raise FunctionError(f"len of type {type_name(item)}")


def _title(text: str) -> str:
    out, inside = "", False
    for char in text:
        letter = char.isalnum() or char in "_'"
        out += char if inside or not letter else char.title()
        inside = letter
    return out


def _pad(text: str, before: int, behind: int) -> str:
    if not text:
        return text
    if before < 0 or behind < 0:
        raise FunctionError("strings: negative Repeat count")
    return " " * min(before, _MOST_PADDING) + text + " " * min(behind, _MOST_PADDING)


def _truncate(text: str, length: int) -> str:
    data = text.encode("utf-8", "surrogateescape")
    if len(data) < length:
        return text
    if length < 0:
        raise FunctionError(f"slice bounds out of range [:{length}]")
    return data[:length].decode("utf-8", "surrogateescape")


def _split(text: str, separator: str) -> list[str]:
    return text.split(separator) if separator else list(text)


def _not_equal(first: Any, second: Any) -> bool:
    return not equal(first, second)


def _at_most(first: Any, second: Any) -> bool:
    return less(first, second) or equal(first, second)


def _above(first: Any, second: Any) -> bool:
    return not _at_most(first, second)


def _at_least(first: Any, second: Any) -> bool:
    return not less(first, second)


def _negated(value: Any) -> bool:
    return not truthful(value)


def _printed(*values: Any) -> str:
    return joined(values)


def _printed_line(*values: Any) -> str:
    return spaced(values)


def _print_formatted(form: str, *values: Any) -> str:
    return sprintf(form, values)


FUNCTIONS = MappingProxyType(
    {
        "eq": Function(("any", "any"), equal, variadic=True),
        "ne": Function(("any", "any"), _not_equal),
        "lt": Function(("any", "any"), less),
        "le": Function(("any", "any"), _at_most),
        "gt": Function(("any", "any"), _above),
        "ge": Function(("any", "any"), _at_least),
        "not": Function(("any",), _negated),
        "index": Function(("any", "any"), _index, variadic=True),
        "slice": Function(("any", "any"), _slice, variadic=True),
        "len": Function(("any",), _len),
        "print": Function(("any",), _printed, variadic=True),
        "println": Function(("any",), _printed_line, variadic=True),
        "printf": Function(("string", "any"), _print_formatted, variadic=True),
        "json": Function(("any",), gojson.compact),
        "split": Function(("string", "string"), _split),
        "join": Function(
            ("[]string", "string"), lambda items, by: by.join(str(item) for item in plain(items))
        ),
        "title": Function(("string",), _title),
        "lower": Function(("string",), str.lower),
        "upper": Function(("string",), str.upper),
        "pad": Function(("string", "int", "int"), _pad),
        "truncate": Function(("string", "int"), _truncate),
    }
)

# `and` and `or` do not evaluate what they don't need, so the evaluator has them.
LAZY = frozenset(("and", "or"))
NOT_KEPT = frozenset(("call", "html", "js", "urlquery"))


def _first_of(name: Any, *_: Any) -> Any:
    return name


# A table's header runs through the same template: these leave the column's name as it is.
HEADER_FUNCTIONS = MappingProxyType(
    {
        **FUNCTIONS,
        "json": Function(("string",), _first_of),
        "split": Function(("string", "string"), _first_of),
        "join": Function(("string", "string"), _first_of),
        "title": Function(("string",), _first_of),
        "lower": Function(("string",), _first_of),
        "upper": Function(("string",), _first_of),
        "truncate": Function(("string", "int"), _first_of),
    }
)
