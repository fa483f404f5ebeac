"""Dates as people type them for `date -d` and `touch -d`: the usual forms, and no more."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from webapp.simulator.userland.coreutils.times import SECOND, moment, nanoseconds

_STAMP = re.compile(r"(?:(\d\d)?(\d\d))?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(\.\d+)?)?")
_RELATIVE = re.compile(
    r"([-+]?\d+|next|last|a|an)\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(\s+ago)?"
)
_ZONE = re.compile(r"(?:Z|UTC|GMT|([-+]\d\d):?(\d\d)?)$", re.IGNORECASE)
_SECONDS = {
    "sec": 1, "second": 1, "min": 60, "minute": 60, "hour": 3600, "day": 86400, "week": 604800,
    "fortnight": 1209600,
}  # fmt: skip


class BadDate(Exception):
    """A date that cannot be read."""


def parse_date(text: str, now: int, *, stamp: bool = False) -> int:
    """Nanoseconds since 1970 for a date, or under `stamp` for [[CC]YY]MMDDhhmm[.ss]; UTC.

    Raises BadDate.
    """
    try:
        return _stamp(text, now) if stamp else _date(text.strip(), now)
    except (ValueError, OverflowError):
        raise BadDate from None


def _stamp(text: str, now: int) -> int:
    match = _STAMP.fullmatch(text)
    if match is None:
        raise BadDate
    century, short, *rest = match.groups()
    year = moment(now).year
    if short is not None:
        year = int(short) + (int(century) * 100 if century else 1900 if int(short) > 68 else 2000)
    month, day, hour, minute = (int(part) for part in rest[:4])
    return nanoseconds(datetime(year, month, day, hour, minute, int(rest[4] or 0), tzinfo=UTC))


def _date(text: str, now: int) -> int:
    if text.startswith("@"):
        whole, _, fraction = text[1:].partition(".")
        return int(whole) * SECOND + int((fraction + "0" * 9)[:9])
    base = moment(now)
    extra = now % SECOND
    rest = text.lower()
    for word, days in (("now", None), ("today", 0), ("yesterday", -1), ("tomorrow", 1)):
        if rest == word or rest.startswith(word + " "):
            base += timedelta(days=days or 0)
            rest = rest[len(word) :].strip()
            break
    day = _DAY.match(rest)
    if day is not None:
        base = datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=UTC)
        extra = 0
        rest = rest[day.end() :].lstrip("t ")
    time = _TIME.match(rest)
    if time is not None:
        base = base.replace(hour=int(time[1]), minute=int(time[2]), second=int(time[3] or 0))
        extra = int((time[4] or ".0")[1:].ljust(9, "0")[:9])
        rest = rest[time.end() :].strip()
        zone = _ZONE.match(rest)
        if zone is not None:
            hours = int(zone[1] or 0)
            base -= timedelta(hours=hours, minutes=int(zone[2] or 0) * (-1 if hours < 0 else 1))
            rest = rest[zone.end() :].strip()
    while rest:
        match = _RELATIVE.match(rest)
        if match is None:
            raise BadDate
        base = _moved(base, match)
        rest = rest[match.end() :].strip()
    if not text:
        base, extra = base.replace(hour=0, minute=0, second=0), 0
    return nanoseconds(base) + extra


def _moved(base: datetime, match: re.Match[str]) -> datetime:
    words = {"next": 1, "last": -1, "a": 1, "an": 1}
    count = words[match[1]] if match[1] in words else int(match[1])
    if match[3]:
        count = -count
    if match[2] in _SECONDS:
        return base + timedelta(seconds=count * _SECONDS[match[2]])
    months = base.year * 12 + base.month - 1 + count * (12 if match[2] == "year" else 1)
    first = base.replace(year=months // 12, month=months % 12 + 1, day=1)
    return first + timedelta(days=base.day - 1)


_PLAIN_FORMS = (
    r"(?P<Y>\d{4})-(?P<m>\d+)-(?P<d>\d+) (?P<H>\d+):(?P<M>\d+)(?::(?P<S>\d+))?",
    r"(?P<Y>\d{4})-(?P<m>\d+)-(?P<d>\d+)(?: (?P<H>\d+))?",
    r"(?P<Y>\d{4})\.(?P<m>\d+)\.(?P<d>\d+)-(?P<H>\d+):(?P<M>\d+)(?::(?P<S>\d+))?",
    r"(?P<m>\d+)\.(?P<d>\d+)-(?P<H>\d+):(?P<M>\d+)(?::(?P<S>\d+))?",
    r"(?P<H>\d+):(?P<M>\d+)(?::(?P<S>\d+))?",
)


def parse_plain_date(text: str, now: int) -> int:
    """Nanoseconds since 1970 for the forms that busybox reads; what is left out stays as it is now.

    Raises BadDate.
    """
    if re.fullmatch(r"@\d{1,11}", text):
        return int(text[1:]) * SECOND
    base = moment(now)
    for form in _PLAIN_FORMS:
        match = re.fullmatch(form, text)
        if match is None:
            continue
        given = {key: int(value) for key, value in match.groupdict().items() if value is not None}
        try:
            when = base.replace(
                year=given.get("Y", base.year), month=given.get("m", base.month),
                day=given.get("d", base.day), hour=given.get("H", base.hour),
                minute=given.get("M", base.minute), second=given.get("S", base.second),
            )  # fmt: skip
        except ValueError:
            raise BadDate from None
        return nanoseconds(when)
    return parse_date(text, now, stamp=True)
