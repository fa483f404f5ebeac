"""Sizes as people read them, in GNU's and in busybox's rounding."""

from __future__ import annotations

_UNITS = "KMGTPEZY"


def gnu_human(size: int, base: int = 1024) -> str:
    """Such as ``1.5K``: rounded up, one decimal below ten (gnulib, human_readable)."""
    if size < base:
        return str(size)
    unit, divisor = -1, 1
    while size >= divisor * base and unit < len(_UNITS) - 1:
        divisor *= base
        unit += 1
    tenths = -(-size * 10 // divisor)
    if tenths < 100:
        return f"{tenths // 10}.{tenths % 10}{_suffix(unit, base)}"
    whole = -(-size // divisor)
    if whole >= base and unit < len(_UNITS) - 1:
        return f"1.0{_suffix(unit + 1, base)}"
    return f"{whole}{_suffix(unit, base)}"


def _suffix(unit: int, base: int) -> str:
    letter = _UNITS[unit]
    return letter.lower() if base == 1000 and letter == "K" else letter


def busybox_human(size: int, block: int = 1) -> str:
    """Such as ``1.5K``: rounded to the nearest, one decimal always, whole numbers below 1024."""
    value = size * block
    if value < 1024:
        return str(value)
    unit = -1
    fraction = 0
    while value >= 1024 and unit < len(_UNITS) - 1:
        fraction = ((value % 1024) * 10 + 512) // 1024
        value //= 1024
        unit += 1
    if fraction >= 10:
        value += 1
        fraction = 0
    return f"{value}.{fraction}{_UNITS[unit]}"


def busybox_whole(size: int) -> str:
    """Such as ``2M``: rounded to the nearest, without decimals."""
    unit = -1
    value = float(size)
    while value >= 1024 and unit < len(_UNITS) - 1:
        value /= 1024
        unit += 1
    return str(size) if unit < 0 else f"{int(value + 0.5)}{_UNITS[unit]}"
