"""Moments as programs write them; the machine's time zone is UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SECOND = 10**9
HALF_YEAR = 31556952 // 2


def moment(ns: int) -> datetime:
    """The calendar's view of nanoseconds since 1970, to the second."""
    return _EPOCH + timedelta(seconds=ns // SECOND)


def nanoseconds(when: datetime) -> int:
    """Nanoseconds since 1970."""
    return int((when - _EPOCH) / timedelta(microseconds=1)) * 1000


def month(when: datetime) -> str:
    """The month's short English name."""
    return _MONTHS[when.month - 1]


def full(ns: int) -> str:
    """As ``stat`` writes it: ``2026-11-23 09:00:00.000050000 +0000``."""
    return f"{moment(ns):%Y-%m-%d %H:%M:%S}.{ns % SECOND:09d} +0000"


def listed(ns: int, now: int, *, recent: bool) -> str:
    """As ``ls -l`` writes it: with the time if `recent`, else with the year."""
    when = moment(ns)
    day = f"{month(when)} {when.day:2d}"
    return f"{day} {when:%H:%M}" if recent else f"{day}  {when.year}"


def gnu_recent(ns: int, now: int) -> bool:
    """Whether GNU's ls shows the time of day: the last half year, nothing in the future."""
    return now - HALF_YEAR * SECOND < ns <= now


def busybox_recent(ns: int, now: int) -> bool:
    """Whether busybox's ls shows the time of day; a quarter of an hour ahead still counts."""
    return -15 * 60 <= (now - ns) // SECOND <= 3600 * 24 * 365 // 2
