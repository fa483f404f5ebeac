"""The actions of the palette: what each asks for, and the command that it types."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from webapp.language import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from webapp.simulator.world import World


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in.

    `kind` is ``text``, ``check``, or what a list is made of: ``container``, ``image``,
    ``declaring`` (images with their VOLUME) or ``volume`` (a name: there may be some to choose).
    """

    name: str
    label: str
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A form that types one command."""

    id: str
    title: str
    fields: tuple[Field, ...]
    command: Callable[[Mapping[str, str]], str]


def _quoted(values: Mapping[str, str], name: str) -> str:
    return shlex.quote(values[name])


def _modify(values: Mapping[str, str]) -> str:
    arrow = ">>" if values["append"] else ">"
    inner = f"echo {_quoted(values, 'text')} {arrow} {_quoted(values, 'path')}"
    return f"docker exec {_quoted(values, 'container')} sh -c {shlex.quote(inner)}"


def _delete(values: Mapping[str, str]) -> str:
    flags = "-f -v" if values["volumes"] else "-f"
    return f"docker rm {flags} {_quoted(values, 'container')}"


def _run(values: Mapping[str, str], flag: str) -> str:
    # Many of the images start a shell; -it keeps it alive where nobody types.
    return f"docker run -dit --name {_quoted(values, 'name')} {flag} {_quoted(values, 'image')}"


def _volume(values: Mapping[str, str]) -> str:
    return _run(values, f"-v {shlex.quote(values['volume'] + ':' + values['path'])}")


def _bind(values: Mapping[str, str]) -> str:
    mode = ":ro" if values["readonly"] else ""
    return _run(values, f"-v {shlex.quote(values['host'] + ':' + values['path'] + mode)}")


def _from(values: Mapping[str, str]) -> str:
    return _run(values, f"--volumes-from {_quoted(values, 'container')}")


def _over(values: Mapping[str, str]) -> str:
    image, _, path = values["declaring"].partition(" ")
    given = {**values, "image": image}
    return _run(given, f"-v {shlex.quote(values['source'] + ':' + path)}")


def _build(values: Mapping[str, str]) -> str:
    # printf reads % and \ in its first word, so what is filled in goes where it does not.
    lines = [f"FROM {values['image']}", f"VOLUME {values['path']}"]
    words = " ".join(shlex.quote(line) for line in lines)
    name = _quoted(values, "name")
    return f"mkdir -p new && printf '%s\\n' {words} > new/Dockerfile && docker build -t {name} new"


_CONTAINER: Final = Field("container", marked("Container"), "container")
_IMAGE: Final = Field("image", marked("Image"), "image")
_PATH: Final = Field("path", marked("Path in the container"), "text", "/data")

ACTIONS: Final = (
    Action(
        "modify",
        marked("Modify a file in a container"),
        (
            _CONTAINER,
            Field("path", marked("File"), "text", "/etc/motd"),
            Field("text", marked("Line"), "text", "hello"),
            Field("append", marked("at the end, and keep what is there"), "check", "on"),
        ),
        _modify,
    ),
    Action(
        "delete",
        marked("Delete a container"),
        (
            _CONTAINER,
            Field("volumes", marked("and its anonymous volumes"), "check"),
        ),
        _delete,
    ),
    Action(
        "volume",
        marked("Run a container with a volume"),
        (
            _IMAGE,
            Field("name", marked("Name"), "text", "web2"),
            Field("volume", marked("Volume"), "volume", "data"),
            _PATH,
        ),
        _volume,
    ),
    Action(
        "bind",
        marked("Run a container with a bind mount"),
        (
            _IMAGE,
            Field("name", marked("Name"), "text", "web2"),
            Field("host", marked("Directory of the host"), "text", "/srv/site"),
            _PATH,
            Field("readonly", marked("read-only"), "check"),
        ),
        _bind,
    ),
    Action(
        "volumes-from",
        marked("Run a container with the volumes of another"),
        (
            _IMAGE,
            Field("name", marked("Name"), "text", "web2"),
            Field("container", marked("Volumes from"), "container"),
        ),
        _from,
    ),
    Action(
        "over",
        marked("Run a container with -v over a VOLUME"),
        (
            Field("declaring", marked("Image and its VOLUME"), "declaring"),
            Field("name", marked("Name"), "text", "web2"),
            Field("source", marked("Volume, or directory of the host"), "text", "data"),
        ),
        _over,
    ),
    Action(
        "build",
        marked("Build an image with a VOLUME"),
        (
            Field("image", marked("FROM"), "image"),
            Field("path", marked("VOLUME"), "text", "/data"),
            Field("name", marked("Name of the new image"), "text", "keeper"),
        ),
        _build,
    ),
)
"""All actions, in the order in which they are offered."""


def action(name: str) -> Action | None:
    """The action of this id."""
    return next((action for action in ACTIONS if action.id == name), None)


def choices(kind: str, world: World) -> tuple[str, ...]:
    """What a list of this kind has to choose from in a world."""
    engine = world.engine
    if kind == "container":
        return tuple(sorted(container.name for container in engine.containers.values()))
    if kind == "volume":
        return tuple(sorted(volume.name for volume in engine.volumes.values()))
    if kind == "image":
        return tuple(sorted(_short(name) for name in engine.references))
    if kind == "declaring":
        return tuple(
            f"{_short(name)} {path}"
            for name, image in sorted(engine.references.items())
            if image in engine.images
            for path in engine.images[image].config.volumes
        )
    return ()


def _short(reference: str) -> str:
    return reference.removesuffix(":latest")
