"""Values as a Go program would hold them, told by Python's own types where that says enough.

`str`, `bool`, `int`, `float` are themselves; `list` and `tuple` are slices; `dict` is a map with
string keys that may hold anything; `None` is a nil interface. The rest has a class here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Struct:
    """A struct: its fields in the order of Go's declaration, and what it is as JSON.

    `methods` take one string.
    """

    type_name: str
    fields: Mapping[str, Any]
    json: Any = None
    pointer: bool = False
    methods: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    escaped: bool = False
    """Whether its JSON escapes `<`, `>` and `&`, as rows of tables do."""
    partial: bool = False
    """Whether a field that is not there is no error, as in a map."""


@dataclass(frozen=True, slots=True)
class GoMap:
    """A map whose values have one type: `zero` is what a missing key has."""

    items: Mapping[str, Any]
    zero: Any = ""
    type_name: str = "map[string]string"
    nil: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """A slice whose type matters even when it is empty."""

    items: tuple[Any, ...] = ()
    type_name: str = "[]string"
    nil: bool = False


@dataclass(frozen=True, slots=True)
class NilPointer:
    """A pointer to nothing."""

    type_name: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """What a template gets for a key that a map has not."""

    shown: str = field(default="<no value>")


NO_VALUE = NoValue()


def plain(value: Any) -> Any:
    """Slices and maps as Python's own."""
    if isinstance(value, Slice):
        return list(value.items)
    if isinstance(value, GoMap):
        return dict(value.items)
    if isinstance(value, tuple):
        return list(value)
    return value


def type_name(value: Any) -> str:
    """The type of a value as Go's messages name it."""
    match value:
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float64"
        case str():
            return "string"
        case None:
            return "<nil>"
        case Struct():
            return f"*{value.type_name}" if value.pointer else value.type_name
        case GoMap() | Slice():
            return value.type_name
        case NilPointer():
            return f"*{value.type_name}"
        case dict():
            return "map[string]interface {}"
        case _:
            return "[]interface {}"


def truthful(value: Any) -> bool:
    """Whether a template takes the value for true: zero and empty are false, structs true."""
    match value:
        case None | NilPointer() | NoValue():
            return False
        case Struct():
            return True
        case GoMap() | Slice():
            return bool(value.items)
        case _:
            return bool(value)
