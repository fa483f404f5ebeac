"""Configurations and moments as the API and files on the disk write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from webapp.simulator.engine.model import Config

ZERO_TIME = "0001-01-01T00:00:00Z"
SECOND = 10**9
_DAYS_TO_1970 = 719_468
_DAYS_OF_ERA = 146_097


def moment(nanoseconds: int) -> str:
    """A moment in RFC 3339 with nanoseconds, trailing zeros left out as Go does; 0 is "never"."""
    if nanoseconds == 0:
        return ZERO_TIME
    seconds, rest = divmod(nanoseconds, SECOND)
    fraction = f".{rest:09}".rstrip("0") if rest else ""
    return f"{whole_moment(seconds * SECOND)[:-1]}{fraction}Z"


def whole_moment(nanoseconds: int) -> str:
    """A moment in RFC 3339 to the second."""
    days, seconds = divmod(nanoseconds // SECOND, 86_400)
    year, month, day = civil(days)
    hour, minute = seconds // 3600, seconds // 60 % 60
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{seconds % 60:02}Z"


def parse_moment(text: str) -> int:
    """The nanoseconds since 1970 of what `moment` wrote."""
    date, _, clock = text.removesuffix("Z").partition("T")
    year, month, day = (int(part) for part in date.split("-"))
    whole, _, fraction = clock.partition(".")
    hour, minute, second = (int(part) for part in whole.split(":"))
    seconds = days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    return seconds * SECOND + int(fraction.ljust(9, "0") or 0)


def days_since_1970(year: int, month: int, day: int) -> int:
    """The number of a day of the Gregorian calendar, 0 for the first of January 1970."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _DAYS_OF_ERA + day_of_era - _DAYS_TO_1970


def civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970, by the Gregorian calendar."""
    era, day_of_era = divmod(days + _DAYS_TO_1970, _DAYS_OF_ERA)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, day


def config_json(config: Config, *, of_image: bool = False) -> dict[str, Any]:
    """A Config as the API writes it; an image without labels has null for them."""
    labels = dict(sorted(config.labels))
    document: dict[str, Any] = {
        "Hostname": config.hostname,
        "Domainname": "",
        "User": config.user,
        "AttachStdin": config.attach_stdin,
        "AttachStdout": config.attach_stdout,
        "AttachStderr": config.attach_stderr,
    }
    if config.exposed:
        document["ExposedPorts"] = {port: {} for port in sorted(config.exposed)}
    document |= {
        "Tty": config.tty,
        "OpenStdin": config.open_stdin,
        "StdinOnce": config.open_stdin and config.attach_stdin,
        "Env": list(config.env) or None,
        "Cmd": None if config.cmd is None else list(config.cmd),
        "Image": config.image,
        "Volumes": {path: {} for path in sorted(config.volumes)} or None,
        "WorkingDir": config.workdir,
        "Entrypoint": None if config.entrypoint is None else list(config.entrypoint),
        "OnBuild": None,
        "Labels": labels or (None if of_image else {}),
    }
    if config.stop_signal:
        document["StopSignal"] = config.stop_signal
    if config.shell is not None:
        document["Shell"] = list(config.shell)
    return document
