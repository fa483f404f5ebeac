"""Instructions that change no file: they set the image's configuration and add to its history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine.builder.errors import BuildError, NotSimulated
from webapp.simulator.engine.builder.lexer import expand, expand_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from webapp.simulator.engine.builder.commands import Command
    from webapp.simulator.engine.builder.state import StageState

_SIGNALS: Final = frozenset(
    "ABRT ALRM BUS CHLD CONT FPE HUP ILL INT IO KILL PIPE PROF PWR QUIT SEGV STKFLT STOP SYS TERM "
    "TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX".split()
)
_PROTOCOLS: Final = {"tcp", "udp", "sctp"}
_HIGHEST: Final = 65_535


def go_list(words: Sequence[str]) -> str:
    """Words as Go prints a list of quoted strings: ``["a" "b c"]``."""
    return "[" + " ".join(json.dumps(word, ensure_ascii=False) for word in words) + "]"


def _words(state: StageState, command: Command) -> tuple[str, ...]:
    """The words of CMD and ENTRYPOINT, with the shell in front of its form."""
    return (*state.shell, command.args[0]) if command.plain else command.args


def env(state: StageState, command: Command, escape: str) -> None:
    """ENV: all values are expanded before the first is set."""
    before = dict(state.variables)
    told = []
    for name, value in command.pairs:
        key, text = expand(name, before, escape), expand(value or "", before, escape)
        state.set_env(key, text)
        told.append(f"{key}={text}")
    state.row("ENV " + " ".join(told))


def label(state: StageState, command: Command, escape: str) -> None:
    """LABEL."""
    labels = dict(state.config.labels)
    told = []
    for name, value in command.pairs:
        key = expand(name, state.variables, escape)
        labels[key] = expand(value or "", state.variables, escape)
        told.append(f"{key}={labels[key]}")
    state.change(labels=tuple(labels.items()))
    state.row("LABEL " + " ".join(told))


def arg(
    state: StageState, command: Command, escape: str,
    given: Mapping[str, str], outer: Mapping[str, str],
) -> None:
    """ARG: a value of --build-arg goes before the default, one from above FROM where none is."""
    told = []
    for name, default in command.pairs:
        value = None if default is None else expand(default, state.variables, escape)
        told.append(name if value is None else f"{name}={value}")
        if name in given:
            value = given[name]
        elif default is None and name in outer:
            value = outer[name]
        if value is not None:
            state.variables[name] = value
        state.args.append((name, value))
    state.row("ARG " + " ".join(told))


def cmd(state: StageState, command: Command, _escape: str) -> None:
    """CMD."""
    words = _words(state, command)
    state.change(cmd=words)
    state.cmd_set = True
    state.row(f"CMD {go_list(words)}")


def entrypoint(state: StageState, command: Command, _escape: str) -> None:
    """ENTRYPOINT: takes the base image's CMD away."""
    words = _words(state, command)
    state.change(entrypoint=words)
    if not state.cmd_set:
        state.change(cmd=None)
    state.row(f"ENTRYPOINT {go_list(words)}")


def shell(state: StageState, command: Command, _escape: str) -> None:
    """SHELL."""
    state.change(shell=command.args)
    state.row(f"SHELL [{' '.join(command.args)}]")


def user(state: StageState, command: Command, escape: str) -> None:
    """USER."""
    name = expand(command.args[0], state.variables, escape)
    state.change(user=name)
    state.row(f"USER {name}")


def stop_signal(state: StageState, command: Command, escape: str) -> None:
    """STOPSIGNAL."""
    name = expand(command.args[0], state.variables, escape)
    short = name.upper().removeprefix("SIG")
    if short not in _SIGNALS and not (name.isdigit() and 0 < int(name) < 65):
        raise BuildError(f"invalid signal: {name}")
    state.change(stop_signal=name)
    state.row(f"STOPSIGNAL {name}")


def volume(state: StageState, command: Command, escape: str) -> None:
    """VOLUME: a set that only grows."""
    paths: list[str] = []
    for word in command.args:
        paths += expand_words(word, state.variables, escape) if "$" in word else [
            expand(word, state.variables, escape)
        ]
    if "" in paths:
        raise BuildError("VOLUME specified can not be an empty string")
    kept = dict.fromkeys((*state.config.volumes, *paths))
    state.change(volumes=tuple(kept))
    state.row(f"VOLUME [{' '.join(paths)}]")


def expose(state: StageState, command: Command, escape: str) -> None:
    """EXPOSE."""
    ports: list[str] = []
    for word in command.args:
        for part in expand_words(word, state.variables, escape):
            ports += _ports(part)
    state.change(exposed=tuple(dict.fromkeys((*state.config.exposed, *ports))))
    told = " ".join(f"{port}:{{}}" for port in sorted(set(ports)))
    state.row(f"EXPOSE map[{told}]")


def _ports(word: str) -> list[str]:
    numbers, _, protocol = word.partition("/")
    protocol = protocol.lower() or "tcp"
    if protocol not in _PROTOCOLS:
        raise BuildError(f"Invalid proto: {protocol}")
    first, dash, last = numbers.rpartition(":")[2].partition("-")
    last = last if dash else first
    if not all(n.isdecimal() and int(n) <= _HIGHEST for n in (first, last)):
        raise BuildError(f"Invalid containerPort: {numbers}")
    if int(last) < int(first):
        raise BuildError(f"Invalid range specified for the Port: {numbers}")
    return [f"{port}/{protocol}" for port in range(int(first), int(last) + 1)]


def maintainer(state: StageState, command: Command, _escape: str) -> None:
    """MAINTAINER, which only the history shows here."""
    state.row(f"MAINTAINER {command.args[0]}")


def unknown(_state: StageState, command: Command, _escape: str) -> None:
    """What is understood and not done."""
    raise NotSimulated(f"{command.name} in a Dockerfile")


METADATA: Final[dict[str, Callable[[StageState, Command, str], None]]] = {
    "CMD": cmd,
    "ENTRYPOINT": entrypoint,
    "ENV": env,
    "EXPOSE": expose,
    "HEALTHCHECK": unknown,
    "LABEL": label,
    "MAINTAINER": maintainer,
    "ONBUILD": unknown,
    "SHELL": shell,
    "STOPSIGNAL": stop_signal,
    "USER": user,
    "VOLUME": volume,
}
"""By instruction; ARG needs more and stands alone."""
