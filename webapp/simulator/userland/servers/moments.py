"""Moments as servers write them into their logs and headers."""

from __future__ import annotations

from typing import Final

_SECOND: Final = 10**9
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAYS: Final = "Thu Fri Sat Sun Mon Tue Wed".split()
"""From the first day of 1970 on."""


def parts(moment: int) -> tuple[int, int, int, int, int, int, int]:
    """Year, month, day, hour, minute, second and day of the week (0: as 1 January 1970)."""
    seconds = moment // _SECOND
    days, rest = divmod(seconds, 86_400)
    shifted = days + 719_468
    era, of_era = divmod(shifted, 146_097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    year = year_of_era + era * 400 + (month <= 2)
    return year, month, day, rest // 3600, rest // 60 % 60, rest % 60, days % 7


def http(moment: int) -> str:
    """``Mon, 23 Nov 2026 09:00:00 GMT`` (RFC 9110)."""
    year, month, day, hour, minute, second, weekday = parts(moment)
    return (f"{_DAYS[weekday]}, {day:02} {_MONTHS[month - 1]} {year} "
            f"{hour:02}:{minute:02}:{second:02} GMT")


def common_log(moment: int) -> str:
    """``23/Nov/2026:09:00:00 +0000``."""
    year, month, day, hour, minute, second, _weekday = parts(moment)
    return f"{day:02}/{_MONTHS[month - 1]}/{year}:{hour:02}:{minute:02}:{second:02} +0000"


def nginx_log(moment: int) -> str:
    """``2026/11/23 09:00:00``."""
    year, month, day, hour, minute, second, _weekday = parts(moment)
    return f"{year}/{month:02}/{day:02} {hour:02}:{minute:02}:{second:02}"


def apache_log(moment: int) -> str:
    """``Mon Nov 23 09:00:00.000000 2026``."""
    year, month, day, hour, minute, second, weekday = parts(moment)
    micro = moment % _SECOND // 1000
    return (f"{_DAYS[weekday]} {_MONTHS[month - 1]} {day:02} "
            f"{hour:02}:{minute:02}:{second:02}.{micro:06} {year}")
