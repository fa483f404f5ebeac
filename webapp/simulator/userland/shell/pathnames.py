"""Pathname expansion: the files whose names a pattern matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.fields import Field, text_of
from webapp.simulator.userland.shell.pattern import Run, compile_pattern, has_magic

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.limits import Allowance
    from webapp.simulator.userland.shell.variables import Environment


def expand_pathname(field: Field, environment: Environment, allowance: Allowance) -> list[str]:
    """The sorted paths that a field matches, or the field's own text when there are none."""
    if not has_magic(field):
        return [text_of(field)]
    found = [""]
    components = _components(field)
    for index, (component, separator) in enumerate(components):
        last = index + 1 == len(components)
        found = _matches(found, component, separator, environment, allowance, last=last)
        if not found:
            return [text_of(field)]
    return sorted(found)


def _components(field: Field) -> list[tuple[Field, str]]:
    """Divide a field at its slashes; with each component come the slashes behind it."""
    components: list[tuple[Field, str]] = []
    runs: list[Run] = []
    slashes = ""
    for text, quoted in field:
        start = 0
        for position, character in enumerate(text):
            if character == "/":
                if position > start:
                    runs.append((text[start:position], quoted))
                start = position + 1
                slashes += "/"
            elif slashes:
                components.append((tuple(runs), slashes))
                runs, slashes = [], ""
        if start < len(text):
            runs.append((text[start:], quoted))
    components.append((tuple(runs), slashes))
    return components


def _matches(
    prefixes: list[str],
    component: Field,
    separator: str,
    environment: Environment,
    allowance: Allowance,
    *,
    last: bool,
) -> list[str]:
    found: list[str] = []
    pattern = compile_pattern(component, environment.dialect.caret_negates)
    plain = text_of(component)
    for prefix in prefixes:
        if not has_magic(component):
            path = prefix + plain
            if not last or not path or environment.exists(path):
                found.append(path + separator)
            continue
        for name in environment.listdir(prefix or ".") or ():
            allowance.spend_steps(len(name) + 1)
            if name.startswith(".") and not plain.startswith("."):
                continue
            if not pattern.matches(name):
                continue
            path = prefix + name
            if separator and environment.listdir(path) is None:
                continue
            allowance.spend_fields()
            allowance.spend_bytes(len(path))
            found.append(path + separator)
    return found
