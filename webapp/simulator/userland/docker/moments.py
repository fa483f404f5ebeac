"""Moments as the client prints them, reckoned without a clock: seconds since 1970, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_START = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 1_000_000_000


def seconds_since(moment: int, now: int) -> float:
    """Seconds from a moment in seconds to one in nanoseconds."""
    return now / SECOND - moment


def _calendar(seconds: int) -> datetime:
    return _START + timedelta(seconds=seconds)


def local_time(seconds: int) -> str:
    """A moment as Go's `time.Time` prints itself."""
    return _calendar(seconds).strftime("%Y-%m-%d %H:%M:%S +0000 UTC")


def rfc3339(seconds: int) -> str:
    """A moment in whole seconds, as `2026-11-23T20:59:18Z`."""
    return _calendar(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc3339_nano(nanoseconds: int) -> str:
    """A moment with nine digits of a second."""
    seconds, rest = divmod(nanoseconds, SECOND)
    return _calendar(seconds).strftime("%Y-%m-%dT%H:%M:%S") + f".{rest:09d}Z"


def calendar(text: str) -> str:
    """A moment of the API's in the C library's form: `Sun Jun  1 00:00:00 2025`."""
    try:
        moment = datetime.fromisoformat(text.partition(".")[0].removesuffix("Z"))
    except ValueError:
        return text
    return f"{moment:%a %b} {moment.day:2} {moment:%H:%M:%S %Y}"


def nano_time(text: str) -> str:
    """A moment of the API's as Go's `time.Time` prints itself."""
    return f"{text.removesuffix('Z').replace('T', ' ')} +0000 UTC"


def read_rfc3339(text: str) -> int:
    """Nanoseconds since 1970 of a moment as the API writes it; 0 for its year 1."""
    if text.startswith("0001-"):
        return 0
    body, _, fraction = text.removesuffix("Z").partition(".")
    moment = datetime.fromisoformat(body).replace(tzinfo=UTC)
    whole = (moment - _START) // timedelta(seconds=1)
    return whole * SECOND + int(fraction.ljust(9, "0")[:9] or "0")
