"""Parameter expansion: ``$x`` and everything that ``${x…}`` can do to a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.expansion_faults import ExpansionFault
from webapp.simulator.userland.shell.fields import Chunk, Piece, join_pieces, text_of
from webapp.simulator.userland.shell.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.shell.expansion import Expansion
    from webapp.simulator.userland.shell.syntax import Parameter, Word


def expand_parameter(expansion: Expansion, part: Parameter, quoted: bool) -> list[Piece]:
    """The pieces that one parameter expansion gives."""
    operator = part.operator
    if operator == "bad":
        raise ExpansionFault("bad", part.source)
    name = part.name
    if operator == "indirect":
        target = _value(expansion, name)
        if target is None:
            raise ExpansionFault("unset", name)
        name, operator = target, ""
    if operator == "length":
        return [Chunk(str(_length(expansion, name)), quoted, not quoted)]
    if operator.strip(":") in ("-", "=", "?", "+") and operator:
        return _conditional(expansion, part, operator, quoted)
    if name in ("@", "*"):
        return _all(expansion, part, operator, quoted)
    value = _value(expansion, name)
    if value is None:
        if expansion.environment.nounset:
            raise ExpansionFault("unset", name)
        value = ""
    if operator:
        value = _transform(expansion, part, operator)(value)
    expansion.allowance.spend_bytes(len(value))
    return [Chunk(value, quoted, not quoted)]


def _value(expansion: Expansion, name: str) -> str | None:
    """A parameter's value; None when it isn't set."""
    environment = expansion.environment
    match name:
        case "?":
            return str(environment.status)
        case "#":
            return str(len(environment.positional))
        case "$":
            return str(environment.pid)
        case "!":
            last = environment.last_background
            return None if last is None else str(last)
        case "-":
            return environment.computed("-")
        case "0":
            return environment.name
        case "@" | "*":
            values = environment.positional
            return expansion.join_star(values) if values else None
    if name.isdigit():
        place = int(name) if len(name) < 8 else 0
        return environment.positional[place - 1] if place <= len(environment.positional) else None
    return expansion.get(name)


def _length(expansion: Expansion, name: str) -> int:
    if name in ("@", "*") and expansion.environment.dialect.name == "bash":
        return len(expansion.environment.positional)
    value = _value(expansion, name)
    if value is None:
        if expansion.environment.nounset:
            raise ExpansionFault("unset", name)
        return 0
    if expansion.environment.dialect.name == "dash":
        return len(value.encode("utf-8", "surrogateescape"))
    return len(value)


def _conditional(expansion: Expansion, part: Parameter, operator: str, quoted: bool) -> list[Piece]:
    value = _value(expansion, part.name)
    empty_counts = operator.startswith(":")
    missing = value is None or (empty_counts and not value)
    match operator[-1]:
        case "+":
            return [] if missing else _quoted_or(expansion.argument(part.argument, quoted), quoted)
        case "-" if missing:
            return _quoted_or(expansion.argument(part.argument, quoted), quoted)
        case "=" if missing:
            if not (part.name[0].isalpha() or part.name[0] == "_"):
                raise ExpansionFault("assign", part.name)
            text = text_of(join_pieces(expansion.argument(part.argument, quoted)))
            expansion.put(part.name, text)
            return [Chunk(text, quoted, not quoted)]
        case "?" if missing:
            text = text_of(join_pieces(expansion.argument(part.argument, quoted)))
            has_word = part.argument is not None and bool(part.argument.parts)
            raise ExpansionFault(
                "required" if empty_counts else "required unset",
                part.name,
                text if has_word else None,
            )
    if part.name in ("@", "*"):
        return _all(expansion, part, "", quoted)
    text = value or ""
    expansion.allowance.spend_bytes(len(text))
    return [Chunk(text, quoted, not quoted)]


def _quoted_or(pieces: list[Piece], quoted: bool) -> list[Piece]:
    return pieces or ([Chunk("", quoted=True)] if quoted else [])


def _all(expansion: Expansion, part: Parameter, operator: str, quoted: bool) -> list[Piece]:
    values = expansion.environment.positional
    if operator == "slice":
        values = _slice_of_all(expansion, part, values)
    elif operator:
        change = _transform(expansion, part, operator)
        values = tuple(change(value) for value in values)
    if part.name == "*" and quoted:
        text = expansion.join_star(values)
        expansion.allowance.spend_bytes(len(text))
        return [Chunk(text, quoted=True)]
    return expansion.separated(values, quoted)


def _slice_of_all(
    expansion: Expansion, part: Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    values = (expansion.environment.name, *values)
    start = _number(expansion, part.argument)
    start = max(len(values) + start, 0) if start < 0 else start
    if part.second is None:
        return values[start:]
    return values[start : start + max(_number(expansion, part.second), 0)]


def _number(expansion: Expansion, word: Word | None) -> int:
    return expansion.arithmetic(word) if word is not None else 0


def _transform(expansion: Expansion, part: Parameter, operator: str) -> Callable[[str], str]:
    """The function that an operator applies to each value."""
    if operator == "slice":
        return lambda value: _slice(expansion, part, value)
    pattern = expansion.pattern(part.argument) if part.argument is not None else Pattern(())
    if operator[0] == "#":
        return lambda value: _without_prefix(expansion, pattern, value, len(operator) == 2)
    if operator[0] == "%":
        return lambda value: _without_suffix(expansion, pattern, value, len(operator) == 2)
    if operator[0] == "/":
        replacement = expansion.text(part.second) if part.second is not None else ""
        return lambda value: _replaced(expansion, pattern, value, replacement, operator)
    return lambda value: _recased(pattern, value, operator)


def _slice(expansion: Expansion, part: Parameter, value: str) -> str:
    start = _number(expansion, part.argument)
    if start < 0:
        start += len(value)
        if start < 0:
            return ""
    if part.second is None:
        return value[start:]
    length = _number(expansion, part.second)
    if length < 0:
        end = len(value) + length
        if end < start:
            if expansion.environment.dialect.name == "ash":
                return ""
            raise ExpansionFault("offset", part.second.source)
        return value[start:end]
    return value[start : start + length]


def _spend(expansion: Expansion, pattern: Pattern, value: str) -> None:
    expansion.allowance.spend_steps(len(value) + len(pattern.elements))


def _without_prefix(expansion: Expansion, pattern: Pattern, value: str, longest: bool) -> str:
    _spend(expansion, pattern, value)
    lengths = pattern.prefixes(value)
    if not lengths:
        return value
    return value[lengths[-1 if longest else 0] :]


def _without_suffix(expansion: Expansion, pattern: Pattern, value: str, longest: bool) -> str:
    _spend(expansion, pattern, value)
    lengths = pattern.reversed().prefixes(value[::-1])
    if not lengths:
        return value
    return value[: len(value) - lengths[-1 if longest else 0]]


def _replaced(
    expansion: Expansion, pattern: Pattern, value: str, replacement: str, operator: str
) -> str:
    if not pattern.elements and operator not in ("/#", "/%"):
        return value
    if operator == "/%":
        _spend(expansion, pattern, value)
        lengths = pattern.reversed().prefixes(value[::-1])
        return value[: len(value) - lengths[-1]] + replacement if lengths else value
    made: list[str] = []
    position = 0
    while position < len(value):
        rest = value[position:]
        _spend(expansion, pattern, rest)
        lengths = pattern.prefixes(rest)
        if lengths and lengths[-1]:
            expansion.allowance.spend_bytes(len(replacement))
            made.append(replacement)
            position += lengths[-1]
            if operator != "//":
                break
            continue
        if operator == "/#":
            if lengths:
                made.append(replacement)
            break
        made.append(value[position])
        position += 1
    if not value and (pattern.matches("") and operator in ("/", "//", "/#")):
        return replacement
    return "".join(made) + value[position:]


def _recased(pattern: Pattern, value: str, operator: str) -> str:
    change = str.upper if operator[0] == "^" else str.lower
    chosen = 1 if len(operator) == 1 else len(value)
    return "".join(
        change(character)
        if index < chosen and (not pattern.elements or pattern.matches(character))
        else character
        for index, character in enumerate(value)
    )
