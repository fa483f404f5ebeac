"""``!!`` and its like: earlier commands in a typed line."""

from __future__ import annotations

import re

_EVENT = re.compile(r"!(!|\$|-?\d+|[A-Za-z./][^\s;|&'\"]*)")


def expand_history(line: str, history: tuple[str, ...]) -> tuple[str, str | None]:
    """The line with its events replaced, and the event that there isn't, if any."""
    made: list[str] = []
    position = 0
    quoted = False
    while position < len(line):
        character = line[position]
        if character == "'":
            quoted = not quoted
        if character == "\\" and not quoted:
            made.append(line[position : position + 2])
            position += 2
            continue
        event = _EVENT.match(line, position) if character == "!" and not quoted else None
        if event is None or (made and made[-1] in ("$", "{", "[")):
            made.append(character)
            position += 1
            continue
        text = _event(event[1], history)
        if text is None:
            return line, event.group()
        made.append(text)
        position = event.end()
    return "".join(made), None


def _event(name: str, history: tuple[str, ...]) -> str | None:
    if name == "!":
        return history[-1] if history else None
    if name == "$":
        words = history[-1].split() if history else []
        return words[-1] if words else None
    if name.lstrip("-").isdigit():
        number = int(name)
        index = number - 1 if number > 0 else len(history) + number
        return history[index] if 0 <= index < len(history) else None
    return next((line for line in reversed(history) if line.startswith(name)), None)
