"""date and uptime, by the simulated clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run
from webapp.simulator.userland.coreutils.dates import BadDate, parse_date, parse_plain_date
from webapp.simulator.userland.coreutils.options import MissingOption
from webapp.simulator.userland.coreutils.quoting import curly
from webapp.simulator.userland.coreutils.times import SECOND, moment, month

if TYPE_CHECKING:
    from datetime import datetime

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_ISO = {
    "date": "%Y-%m-%d", "hours": "%Y-%m-%dT%H+00:00", "minutes": "%Y-%m-%dT%H:%M+00:00",
    "seconds": "%Y-%m-%dT%H:%M:%S+00:00", "ns": "%Y-%m-%dT%H:%M:%S,%N+00:00",
}  # fmt: skip


def _value(letter: str, when: datetime, ns: int) -> str | None:
    hour = when.hour % 12 or 12
    simple = {
        "Y": f"{when.year}", "m": f"{when.month:02d}", "d": f"{when.day:02d}",
        "H": f"{when.hour:02d}", "M": f"{when.minute:02d}", "S": f"{when.second:02d}",
        "y": f"{when.year % 100:02d}", "C": f"{when.year // 100:02d}", "e": f"{when.day:2d}",
        "I": f"{hour:02d}", "l": f"{hour:2d}", "k": f"{when.hour:2d}",
        "p": "AM" if when.hour < 12 else "PM", "P": "am" if when.hour < 12 else "pm",
        "a": _DAYS[when.weekday()][:3], "A": _DAYS[when.weekday()], "b": month(when),
        "h": month(when), "B": _MONTHS[when.month - 1], "j": f"{when.timetuple().tm_yday:03d}",
        "u": str(when.isoweekday()), "w": str(when.isoweekday() % 7), "Z": "UTC", "z": "+0000",
        "s": str(ns // SECOND), "n": "\n", "t": "\t", "%": "%", "N": f"{ns % SECOND:09d}",
        "V": f"{when.isocalendar().week:02d}", "G": str(when.isocalendar().year),
        "g": f"{when.isocalendar().year % 100:02d}", "q": str((when.month + 2) // 3),
        "U": f"{(when.timetuple().tm_yday + 6 - when.isoweekday() % 7) // 7:02d}",
        "W": f"{(when.timetuple().tm_yday + 6 - when.weekday()) // 7:02d}",
    }  # fmt: skip
    return simple.get(letter)


_COMPOUND = {
    "F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "D": "%m/%d/%y", "r": "%I:%M:%S %p",
    "c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S",
}  # fmt: skip


def formatted(form: str, ns: int, *, gnu: bool) -> str:
    """A moment by strftime(3)'s directives, in the C locale and UTC."""
    when = moment(ns)
    made, at = "", 0
    while at < len(form):
        char = form[at]
        at += 1
        if char != "%" or at >= len(form):
            made += char
            continue
        flag = ""
        start = at
        while at < len(form) and form[at] in "-_0^#:":
            flag = form[at]
            at += 1
        digits = at
        while at < len(form) and form[at].isdecimal():
            at += 1
        width = form[digits:at]
        letter = form[at : at + 1]
        at += 1
        if letter in _COMPOUND:
            made += formatted(_COMPOUND[letter], ns, gnu=gnu)
            continue
        value = _value(letter, when, ns)
        if value is None or (letter in "Nq" and not gnu):
            made += "%" + form[start:at]
            continue
        if letter == "z" and flag == ":":
            value = "+00:00"
        if letter == "N" and width:
            value = value[: int(width)]
        if width and letter != "N":
            numeric = value.strip().isdecimal() and flag != "_"
            value = value.strip().rjust(int(width[:4]), "0" if numeric else " ")
        made += _flagged(value, flag)
    return made


def _flagged(value: str, flag: str) -> str:
    if flag == "-":
        return value.lstrip("0 ") or "0"
    if flag == "_":
        stripped = value.lstrip("0") or "0"
        return stripped.rjust(len(value))
    if flag == "0":
        return value.replace(" ", "0")
    return value.upper() if flag in {"^", "#"} and flag else value


def date(run: Run) -> int:
    """Show the time, or another one; setting it is not simulated."""
    if run.has("s"):
        raise MissingOption("-s")
    form = None
    for word in run.operands:
        if word.startswith("+") and form is None:
            form = word[1:]
        elif run.gnu and form is not None:
            raise run.bad_usage(f"extra operand {curly(word)}")
        elif form is not None:
            raise run.bad_usage()
        else:
            raise run.stop("date", word) if not word.isdecimal() else MissingOption(word)
    ns = _moment(run)
    if form is None:
        form = "%a %b %e %H:%M:%S %Z %Y"
        iso = run.options.value("I")
        if iso is not None:
            found = [key for key in _ISO if key.startswith(iso or "date")]
            if not found:
                raise run.bad_usage(
                    f"invalid argument {curly(iso)} for ‘--iso-8601’" if run.gnu else ""
                )
            form = _ISO[found[0]]
        elif run.has("R"):
            form = "%a, %d %b %Y %H:%M:%S +0000"
        elif run.has("rfc-3339"):
            form = (
                "%Y-%m-%d"
                if (run.options.value("rfc-3339") or "") == "date"
                else ("%Y-%m-%d %H:%M:%S+00:00")
            )
    run.sys.out(formatted(form, ns, gnu=run.gnu) + "\n")
    return 0


def _moment(run: Run) -> int:
    reference, text = run.options.value("r"), run.options.value("d")
    if reference is not None:
        try:
            return run.sys.stat(reference).mtime
        except OsError as error:
            raise run.stop("reference", reference, error) from None
    if text is None:
        return run.sys.now
    try:
        return (parse_date if run.gnu else parse_plain_date)(text, run.sys.now)
    except BadDate:
        raise run.stop("date", text) from None


def uptime(run: Run) -> int:
    """Since when the machine runs."""
    sys = run.sys
    seconds = (sys.now - sys.kernel.boot) // SECOND
    days, minutes = seconds // 86400, seconds // 60 % 60
    hours = seconds // 3600 % 24
    up = f"{days} day{'s' if days != 1 else ''}, " if days else ""
    up += f"{hours:2d}:{minutes:02d}" if hours else f"{minutes} min"
    users = ",  1 user" if run.gnu else ""
    sys.out(f" {moment(sys.now):%H:%M:%S} up {up}{users},  load average: 0.00, 0.01, 0.00\n")
    return 0


COMMANDS = (
    Command(
        "date",
        date,
        Grammar(
            "d:f:I::r:Rs:u",
            "date:=d file:=! iso-8601?=I reference:=r rfc-email=R set:=s utc=u universal=u"
            " rfc-3339:=rfc-3339 debug=! resolution=!",
            missing="f",
        ),
        Grammar("Rs:ud:r:I::D:", "rfc-2822=R set:=s utc=u date:=d reference:=r", missing="D"),
    ),
    Command("uptime", uptime, Grammar("ps", missing="ps"), Grammar()),
)
