"""What the Tab key offers behind `docker`: commands, flags, and names in the right places."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.commands.index import (
    GROUP_BY_NAME,
    TOP_LEVEL,
    Found,
    look_up,
)
from webapp.simulator.userland.docker.commands.top import GLOBAL_FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from webapp.simulator.engine.model import Container, EngineState
    from webapp.simulator.userland.docker.commands.model import Command, Flag

Names = tuple[str, ...]


def _all_containers(state: EngineState) -> Names:
    return _container_names(state, lambda _: True)


def _running(state: EngineState) -> Names:
    return _container_names(state, lambda container: container.state.running)


def _stopped(state: EngineState) -> Names:
    return _container_names(state, lambda container: not container.state.running)


def _container_names(state: EngineState, wanted: Callable[[Container], bool]) -> Names:
    return tuple(sorted(each.name for each in state.containers.values() if wanted(each)))


def _images(state: EngineState) -> Names:
    """Names of images, with the tag left out where it is `latest` besides in full."""
    names = sorted(state.references)
    short = [name.removesuffix(":latest") for name in names if name.endswith(":latest")]
    return tuple(sorted({*names, *short}))


def _volumes(state: EngineState) -> Names:
    return tuple(sorted(state.volumes))


def _anything(state: EngineState) -> Names:
    return tuple(sorted({*_all_containers(state), *_images(state), *_volumes(state)}))


def _copyable(state: EngineState) -> Names:
    return tuple(f"{name}:" for name in _all_containers(state))


# What stands for the arguments of a command: the first, and (where `repeats`) those behind it.
_FIRST: MappingProxyType[str, Callable[[EngineState], Names]] = MappingProxyType(
    {
        "container attach": _running,
        "container commit": _all_containers,
        "container cp": _copyable,
        "container create": _images,
        "container diff": _all_containers,
        "container exec": _running,
        "container export": _all_containers,
        "container inspect": _all_containers,
        "container kill": _running,
        "container logs": _all_containers,
        "container pause": _running,
        "container port": _running,
        "container rename": _all_containers,
        "container restart": _all_containers,
        "container rm": _all_containers,
        "container run": _images,
        "container start": _stopped,
        "container stats": _running,
        "container stop": _running,
        "container top": _running,
        "container unpause": _running,
        "container wait": _running,
        "image history": _images,
        "image inspect": _images,
        "image ls": _images,
        "image push": _images,
        "image rm": _images,
        "image save": _images,
        "image tag": _images,
        "inspect": _anything,
        "volume inspect": _volumes,
        "volume rm": _volumes,
    }
)
_REPEATS = frozenset(
    (
        "container cp",
        "container inspect",
        "container kill",
        "container pause",
        "container restart",
        "container rm",
        "container start",
        "container stats",
        "container stop",
        "container unpause",
        "container wait",
        "image inspect",
        "image rm",
        "image save",
        "inspect",
        "volume inspect",
        "volume rm",
    )
)
_VALUES: MappingProxyType[str, Callable[[EngineState], Names]] = MappingProxyType(
    {
        "volumes-from": _all_containers,
        "volume": lambda state: tuple(f"{name}:" for name in _volumes(state)),
    }
)
_CHOICES: MappingProxyType[str, Names] = MappingProxyType(
    {
        "network": ("bridge", "host", "none"),
        "pull": ("always", "missing", "never"),
        "progress": ("auto", "plain", "tty"),
        "restart": ("always", "no", "on-failure", "unless-stopped"),
        "type": ("container", "image", "volume"),
    }
)


def completions(state: EngineState, words: Sequence[str], index: int) -> tuple[str, ...]:
    """What could stand at `words[index]`, `docker` being word 0; sorted, and it begins as typed.

    Paths are left to the shell: an empty answer means that they may be meant.
    """
    typed = words[index] if index < len(words) else ""
    before = tuple(words[1:index])
    found = _candidates(state, before, typed)
    return tuple(sorted({word for word in found if word.startswith(typed)}))


def _candidates(state: EngineState, before: Names, typed: str) -> Names:
    while before and before[0].startswith("-"):
        before = before[1:]
    if not before:
        if typed.startswith("-"):
            return _flag_words(GLOBAL_FLAGS)
        return TOP_LEVEL
    found = look_up(before)
    if isinstance(found, Found):
        return _within(state, found, typed)
    group = GROUP_BY_NAME.get(" ".join(before))
    if group is None:
        return ()
    return tuple(name for name, _ in (*group.members, *group.nested))


def _within(state: EngineState, found: Found, typed: str) -> Names:
    command = found.command
    pending, count = _walk(command, found.rest)
    if pending is not None:
        return _flag_values(state, pending)
    if count and not command.interspersed:
        return _arguments(state, command, count)
    if typed.startswith("--") and "=" in typed:
        flag = next((f for f in command.flags if f"--{f.name}" == typed.partition("=")[0]), None)
        values = () if flag is None else _flag_values(state, flag)
        return tuple(f"{typed.partition('=')[0]}={value}" for value in values)
    if typed.startswith("-"):
        return (*_flag_words(command.flags), "--help")
    return _arguments(state, command, count)


def _arguments(state: EngineState, command: Command, count: int) -> Names:
    name = command.names[0]
    source = _FIRST.get(name)
    if source is None or (count and name not in _REPEATS):
        return ()
    return source(state)


def _walk(command: Command, words: Names) -> tuple[Flag | None, int]:
    """The flag that still wants its value, if any, and how many arguments came before."""
    flags = {f"--{flag.name}": flag for flag in command.flags}
    shorts = {flag.short: flag for flag in command.flags if flag.short}
    pending: Flag | None = None
    count = 0
    for word in words:
        if pending is not None:
            pending = None
        elif count and not command.interspersed:
            count += 1
        elif word.startswith("--"):
            flag = flags.get(word)
            pending = flag if flag is not None and flag.kind != "bool" else None
        elif word.startswith("-") and len(word) > 1:
            pending = _bundle_wants(shorts, word[1:])
        else:
            count += 1
    return pending, count


def _bundle_wants(shorts: dict[str, Flag], letters: str) -> Flag | None:
    """Whether the last of bundled letters wants a value that is still to come."""
    for place, letter in enumerate(letters):
        flag = shorts.get(letter)
        if flag is None:
            return None
        if flag.kind != "bool":
            return flag if place == len(letters) - 1 else None
    return None


def _flag_words(flags: Sequence[Flag]) -> Names:
    shown = [flag for flag in flags if not flag.hidden]
    return (
        *(f"--{flag.name}" for flag in shown),
        *(f"-{flag.short}" for flag in shown if flag.short),
    )


def _flag_values(state: EngineState, flag: Flag) -> Names:
    if flag.name in _CHOICES:
        return _CHOICES[flag.name]
    source = _VALUES.get(flag.name)
    return source(state) if source is not None else ()
