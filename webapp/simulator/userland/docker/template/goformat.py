"""Go's `Sprintf`, for what templates print."""

from __future__ import annotations

import re
from typing import Any

from webapp.simulator.userland.docker.quoting import quoted
from webapp.simulator.userland.docker.template.govalues import type_name
from webapp.simulator.userland.docker.template.printing import shown

_VERB = re.compile(r"%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(.?)", re.DOTALL)
_WIDEST = 10_000


def sprintf(form: str, values: tuple[Any, ...]) -> str:
    """The text, with the marks that Go leaves where verbs and values disagree."""
    rest = list(values)

    def verb(match: re.Match[str]) -> str:
        flags, width, precision, letter = match.groups()
        if letter == "%":
            return "%"
        if not letter:
            return "%!(NOVERB)"
        wide = _size(width, rest)
        exact = None if precision is None else _size(precision or "0", rest)
        if not rest:
            return f"%!{letter}(MISSING)"
        value = rest.pop(0)
        return _padded(_formatted(value, letter, flags, exact), flags, wide, letter)

    out = _VERB.sub(verb, form)
    if rest:
        extra = ", ".join(f"{type_name(value)}={shown(value)}" for value in rest)
        out += f"%!(EXTRA {extra})"
    return out


def _size(text: str | None, rest: list[Any]) -> int:
    if text == "*":
        value = rest.pop(0) if rest else 0
        return min(int(value), _WIDEST) if isinstance(value, int) else 0
    return min(int(text), _WIDEST) if text else 0


def _padded(text: str, flags: str, width: int, letter: str) -> str:
    if "-" in flags:
        return text.ljust(width)
    if "0" in flags and letter in "dxXobfeEgG":
        sign = text[:1] if text[:1] in {"-", "+"} else ""
        return sign + text[len(sign) :].rjust(width - len(sign), "0")
    return text.rjust(width)


def _formatted(value: Any, letter: str, flags: str, exact: int | None) -> str:
    if letter == "v":
        return shown(value, top=True)
    if letter == "T":
        return type_name(value)
    if isinstance(value, bool):
        text = shown(value) if letter == "t" else None
    elif isinstance(value, int):
        text = _whole(value, letter, flags)
    elif isinstance(value, float):
        text = _float(value, letter, flags, exact)
    elif isinstance(value, str):
        text = _string(value, letter, exact)
    elif letter in "sdq":
        text = _each(value, letter, flags, exact)
    else:
        text = None
    if text is None:
        return f"%!{letter}({type_name(value)}={shown(value)})"
    return text


def _each(value: Any, letter: str, flags: str, exact: int | None) -> str | None:
    members = getattr(value, "items", value)
    if not isinstance(members, list | tuple):
        return None
    return "[" + " ".join(_formatted(member, letter, flags, exact) for member in members) + "]"


def _whole(value: int, letter: str, flags: str) -> str | None:
    sign = "+" if "+" in flags and value >= 0 else ""
    match letter:
        case "d":
            return f"{sign}{value}"
        case "x" | "X" | "o" | "b":
            mark = "#" if "#" in flags and letter != "o" else ""
            return sign + format(value, f"{mark}{letter}")
        case "c":
            return chr(value) if 0 <= value <= 0x10FFFF else "\ufffd"
        case "q":
            return f"'{chr(value)}'" if 0 <= value <= 0x10FFFF else "'\ufffd'"
        case "U":
            return f"U+{value:04X}"
        case _:
            return None


def _float(value: float, letter: str, flags: str, exact: int | None) -> str | None:
    if letter not in "feEgG":
        return None
    sign = "+" if "+" in flags else ""
    if letter in "gG" and exact is None:
        return sign + shown(value)
    return format(value, f"{sign}.{6 if exact is None else exact}{letter}")


def _string(value: str, letter: str, exact: int | None) -> str | None:
    match letter:
        case "s":
            return value if exact is None else value[:exact]
        case "q":
            return quoted(value)
        case "x":
            return value.encode("utf-8", "surrogateescape").hex()
        case "X":
            return value.encode("utf-8", "surrogateescape").hex().upper()
        case _:
            return None
