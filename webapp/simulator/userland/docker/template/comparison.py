"""Go templates' `eq` and `lt`: values of one basic kind, or maps and slices not at all."""

from __future__ import annotations

from typing import Any

from webapp.simulator.userland.docker.template.govalues import NilPointer, NoValue, type_name
from webapp.simulator.userland.docker.template.printing import shown


class FunctionError(Exception):
    """What a function of a template returns as its error."""


def _kind(value: Any) -> str:
    match value:
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float"
        case str():
            return "string"
        case None | NilPointer() | NoValue():
            return "nil"
        case _:
            return ""


def equal(first: Any, *others: Any) -> bool:
    """Whether the first equals any other. Raises FunctionError for what can't be compared."""
    if not others:
        raise FunctionError("missing argument for comparison")
    kind = _kind(first)
    if not kind:
        raise FunctionError(f"non-comparable type {shown(first)}: {type_name(first)}")
    for other in others:
        other_kind = _kind(other)
        if kind != other_kind and "nil" not in {kind, other_kind}:
            raise FunctionError("incompatible types for comparison")
        if kind == other_kind and (kind == "nil" or first == other):
            return True
    return False


def less(first: Any, second: Any) -> bool:
    """Whether the first is less; strings by their bytes."""
    kind = _kind(first)
    if kind not in {"int", "float", "string"}:
        raise FunctionError("invalid type for comparison")
    other = _kind(second)
    if not other:
        raise FunctionError("invalid type for comparison")
    if kind != other:
        raise FunctionError("incompatible types for comparison")
    if isinstance(first, str) and isinstance(second, str):
        return first.encode("utf-8", "surrogateescape") < second.encode("utf-8", "surrogateescape")
    return bool(first < second)
