"""Values of flags by type, with the errors of the client and of Go's number parsers."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.mountspec import MountSpecError, parse_mount
from webapp.simulator.userland.docker.quoting import quoted
from webapp.simulator.userland.docker.units import SizeError, ram_in_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.docker.commands.model import Flag

_TRUE = frozenset(("1", "t", "T", "true", "TRUE", "True"))
_FALSE = frozenset(("0", "f", "F", "false", "FALSE", "False"))
_BLANKS = " \t\n\v\f\r"
_INTEGER = re.compile(r"[+-]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]*|[1-9][0-9]*)")
_DURATION = re.compile(r"(\d+\.?\d*|\.\d+)([^\d.]*)")
_NANOSECONDS = MappingProxyType(
    {
        "ns": 1,
        "us": 1_000,
        "µs": 1_000,
        "μs": 1_000,
        "ms": 1_000_000,
        "s": 1_000_000_000,
        "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    }
)


class InvalidValueError(ValueError):
    """A value that a flag refuses, with the reason as the client words it."""


def truth(text: str) -> bool:
    """A boolean as Go's ParseBool reads it."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise InvalidValueError(f"strconv.ParseBool: parsing {quoted(text)}: invalid syntax")


def whole_number(text: str, bits: int = 64, *, signed: bool = True) -> int:
    """An integer as Go reads it with base 0: decimal, 0x, 0b, 0o or a leading 0."""
    name = "ParseInt" if signed else "ParseUint"
    if not _INTEGER.fullmatch(text) or (not signed and text[:1] in "+-"):
        raise InvalidValueError(f"strconv.{name}: parsing {quoted(text)}: invalid syntax")
    digits = text.lstrip("+-").lower()
    if digits[:2] in {"0x", "0b", "0o"}:
        number = int(digits, 0)
    else:
        number = int(digits, 8 if digits.startswith("0") and digits != "0" else 10)
    if text.startswith("-"):
        number = -number
    low, high = (-(1 << bits - 1), 1 << bits - 1) if signed else (0, 1 << bits)
    if not low <= number < high:
        raise InvalidValueError(f"strconv.{name}: parsing {quoted(text)}: value out of range")
    return number


def duration(text: str) -> int:
    """A Go duration such as `1m30s`, in nanoseconds."""
    bad = InvalidValueError(f"time: invalid duration {quoted(text)}")
    body = text[1:] if text[:1] in {"+", "-"} else text
    if body == "0":
        return 0
    if not body:
        raise bad
    total = Fraction(0)
    at = 0
    while at < len(body):
        match = _DURATION.match(body, at)
        if match is None:
            raise bad
        number, unit = match.groups()
        if not unit:
            raise InvalidValueError(f"time: missing unit in duration {quoted(text)}")
        if unit not in _NANOSECONDS:
            raise InvalidValueError(
                f"time: unknown unit {quoted(unit)} in duration {quoted(text)}",
            )
        total += Fraction(Decimal(number)) * _NANOSECONDS[unit]
        at = match.end()
    return int(-total if text.startswith("-") else total)


def nano_cpus(text: str) -> int:
    """`--cpus 1.5` in billionths."""
    try:
        number = Fraction(text) if "/" in text else Fraction(Decimal(text))
    except (ValueError, InvalidOperation, ZeroDivisionError, OverflowError):
        raise InvalidValueError(f"failed to parse {text} as a rational number") from None
    number *= 10**9
    if number.denominator != 1:
        raise InvalidValueError("value is too precise")
    return int(number)


def _decimal(text: str) -> None:
    try:
        Decimal(text)
    except InvalidOperation:
        message = f"strconv.ParseFloat: parsing {quoted(text)}: invalid syntax"
        raise InvalidValueError(message) from None


def _bytes(text: str) -> None:
    try:
        ram_in_bytes(text)
    except SizeError as error:
        raise InvalidValueError(str(error)) from None


def _filter(text: str) -> None:
    if text and "=" not in text:
        raise InvalidValueError("bad format of filter (expected name=value)")


def _mount(text: str) -> None:
    try:
        parse_mount(text, "/")
    except MountSpecError as error:
        raise InvalidValueError(str(error)) from None


def _attach(text: str) -> None:
    if text.lower() not in {"stdin", "stdout", "stderr"}:
        raise InvalidValueError("valid streams are STDIN, STDOUT and STDERR")


def _environment(text: str) -> None:
    if not text.partition("=")[0]:
        raise InvalidValueError(f"invalid environment variable: {text}")


def _label(text: str) -> None:
    key = text.partition("=")[0].lstrip(_BLANKS)
    if not key:
        raise InvalidValueError(f"invalid label '{text}': empty name")
    if any(blank in key for blank in _BLANKS):
        raise InvalidValueError(f"label '{key}' contains whitespaces")


def _host(text: str) -> None:
    name, found, address = text.partition("=")
    if not found:
        name, found, address = text.partition(":")
    if not found or not name or not address:
        raise InvalidValueError(f"bad format for add-host: {quoted(text)}")


def _ulimit(text: str) -> None:
    if "=" not in text:
        raise InvalidValueError(f"invalid ulimit argument: {text}")


_BY_KIND: MappingProxyType[str, Callable[[str], object]] = MappingProxyType(
    {
        "bool": truth,
        "int": whole_number,
        "uint": lambda text: whole_number(text, signed=False),
        "uint16": lambda text: whole_number(text, 16, signed=False),
        "float": _decimal,
        "decimal": nano_cpus,
        "duration": duration,
        "bytes": _bytes,
        "filter": _filter,
        "mount": _mount,
        "ulimit": _ulimit,
    }
)
_LISTS: MappingProxyType[str, Callable[[str], object]] = MappingProxyType(
    {"attach": _attach, "env": _environment, "label": _label, "add-host": _host}
)


def checked(flag: Flag, text: str) -> None:
    """Raise InvalidValueError where the flag's type refuses the value."""
    if flag.name == "memory-swap" and text == "-1":
        return
    check = _LISTS.get(flag.name) if flag.kind == "list" else _BY_KIND.get(flag.kind)
    if check is not None:
        check(text)
