"""Instructions of ``docker commit --change`` and what they make of a configuration."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from webapp.simulator.engine import messages
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.model import Config

_Change = Callable[[Config, str], Config]


def apply(config: Config, instructions: Sequence[str]) -> Config:
    """The configuration after these instructions; raises ApiError 400."""
    for line in instructions:
        word, _, rest = line.strip().partition(" ")
        change = _CHANGES.get(word.upper())
        if change is None:
            raise ApiError(400, messages.NO_CHANGE_COMMAND.format(word))
        config = change(config, rest.strip())
    return config


def _list(text: str) -> tuple[str, ...] | None:
    if text.startswith("["):
        try:
            values = json.loads(text)
        except ValueError:
            return None
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            return tuple(values)
    return None


def _command(text: str) -> tuple[str, ...]:
    found = _list(text)
    return ("/bin/sh", "-c", text) if found is None else found


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    if words and "=" not in words[0]:
        key, _, value = text.partition(" ")
        return [(key, value.strip())]
    return [(key, value) for key, _, value in (word.partition("=") for word in words)]


def _env(config: Config, text: str) -> Config:
    env = dict(variable.partition("=")[::2] for variable in config.env)
    env |= dict(_pairs(text))
    return replace(config, env=tuple(f"{key}={value}" for key, value in env.items()))


def _label(config: Config, text: str) -> Config:
    labels = dict(config.labels) | dict(_pairs(text))
    return replace(config, labels=tuple(sorted(labels.items())))


def _volume(config: Config, text: str) -> Config:
    paths = _list(text)
    new = tuple(text.split()) if paths is None else paths
    return replace(config, volumes=tuple(dict.fromkeys((*config.volumes, *new))))


def _expose(config: Config, text: str) -> Config:
    ports = (port if "/" in port else f"{port}/tcp" for port in text.split())
    return replace(config, exposed=tuple(dict.fromkeys((*config.exposed, *ports))))


_CHANGES: Final[dict[str, _Change]] = {
    "CMD": lambda config, text: replace(config, cmd=_command(text)),
    "ENTRYPOINT": lambda config, text: replace(config, entrypoint=_command(text)),
    "ENV": _env,
    "EXPOSE": _expose,
    "LABEL": _label,
    "ONBUILD": lambda config, _text: config,
    "STOPSIGNAL": lambda config, text: replace(config, stop_signal=text),
    "USER": lambda config, text: replace(config, user=text),
    "VOLUME": _volume,
    "WORKDIR": lambda config, text: replace(config, workdir=text),
}
