"""Sizes and durations for people, and sizes as people type them, by the rules of go-units."""

from __future__ import annotations

import math
import re
from types import MappingProxyType

from webapp.simulator.userland.docker.quoting import quoted

_DECIMAL = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")
_BINARY = MappingProxyType(
    {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50},
)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


class SizeError(ValueError):
    """A size that cannot be read, in the words of go-units."""


def significant(number: float, digits: int) -> str:
    """A number as Go's and C's `%.*g` print it."""
    return f"{number:.{digits}g}"


def human_size(size: float, digits: int = 4) -> str:
    """Bytes in decimal units: `2.097MB`. Tables of images and containers take 3 digits."""
    step = 0
    number = float(size)
    while number >= 1000 and step < len(_DECIMAL) - 1:
        number /= 1000
        step += 1
    return significant(number, digits) + _DECIMAL[step]


def binary_size(size: float) -> str:
    """Bytes in powers of 1024: `7.5GiB`."""
    step = 0
    number = float(size)
    names = ("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB")
    while number >= 1024 and step < len(names) - 1:
        number /= 1024
        step += 1
    return significant(number, 4) + names[step]


def ram_in_bytes(text: str) -> int:
    """`64k`, `1.5g`, `10 MiB` in bytes; units are powers of 1024. Raises SizeError."""
    at = max((text.rfind(char) for char in "01234567890. "), default=-1)
    if at < 0:
        raise SizeError(f"invalid size: '{text}'")
    number = text[:at] if text[at] == " " else text[: at + 1]
    suffix = text[at + 1 :].lower()
    if not _NUMBER.fullmatch(number):
        raise SizeError(f"strconv.ParseFloat: parsing {quoted(number)}: invalid syntax")
    size = float(number)
    if size < 0:
        raise SizeError(f"invalid size: '{text}'")
    if suffix in {"", "b"}:
        return int(size)
    if suffix[0] not in _BINARY or suffix[1:] not in {"", "b", "ib"}:
        raise SizeError(f"invalid size: '{text}'")
    return int(size * _BINARY[suffix[0]])


def human_duration(seconds: float) -> str:
    """How long ago, as tables say it: `About a minute`, `3 days`."""
    whole = int(seconds)
    if whole < 1:
        return "Less than a second"
    if whole == 1:
        return "1 second"
    if whole < 60:
        return f"{whole} seconds"
    minutes = whole // 60
    if minutes == 1:
        return "About a minute"
    if minutes < 60:
        return f"{minutes} minutes"
    hours = math.floor(seconds / 3600 + 0.5)
    if hours == 1:
        return "About an hour"
    if hours < 48:
        return f"{hours} hours"
    return _days(hours, whole // 3600)


def _days(rounded_hours: int, hours: int) -> str:
    if rounded_hours < 24 * 7 * 2:
        return f"{rounded_hours // 24} days"
    if rounded_hours < 24 * 30 * 2:
        return f"{rounded_hours // 24 // 7} weeks"
    if rounded_hours < 24 * 365 * 2:
        return f"{rounded_hours // 24 // 30} months"
    return f"{hours // 24 // 365} years"
