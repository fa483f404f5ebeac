"""`docker inspect` and its kin: JSON of containers, images and volumes, or a template over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.simulator.engine.errors import ApiError
from webapp.simulator.userland.docker import messages
from webapp.simulator.userland.docker.inspected import typed
from webapp.simulator.userland.docker.invocation import ClientError, UnsimulatedError
from webapp.simulator.userland.docker.template import gojson
from webapp.simulator.userland.docker.template.template import Template, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.userland.docker.invocation import Invocation

Json = dict[str, Any]
Found = tuple[str, Json]

_NOT_FOUND = 404
_BAD_TEMPLATE = 64
_TYPES = ("container", "image", "network", "volume", "service", "task", "node", "plugin", "secret")


def inspect_containers(call: Invocation) -> int:
    """`docker container inspect`."""
    size = call.parsed.on("size")
    return _inspect(call, lambda name: _container(call, name, size=size))


def inspect_images(call: Invocation) -> int:
    """`docker image inspect`."""
    return _inspect(call, lambda name: _image(call, name))


def inspect_volumes(call: Invocation) -> int:
    """`docker volume inspect`."""
    return _inspect(call, lambda name: _volume(call, name), raw=False)


def inspect_anything(call: Invocation) -> int:
    """`docker inspect`: the first of container, image, volume that has the name."""
    kind = call.parsed.text("type")
    if kind and kind not in _TYPES:
        raise ClientError(f'"{kind}" is not a valid value for --type')
    return _inspect(call, lambda name: _anything(call, name, kind))


def _container(call: Invocation, name: str, *, size: bool = False) -> Found:
    return "types.ContainerJSON", call.engine.inspect_container(name, size=size)


def _image(call: Invocation, name: str) -> Found:
    return "types.ImageInspect", call.engine.inspect_image(name)


def _volume(call: Invocation, name: str) -> Found:
    return "volume.Volume", call.engine.inspect_volume(name)


def _anything(call: Invocation, name: str, kind: str) -> Found:
    size = call.parsed.on("size")
    if kind not in {"", "container", "image", "volume"}:
        raise UnsimulatedError(f"docker inspect --type {kind}")
    readers: dict[str, Callable[[], Found]] = {
        "container": lambda: _container(call, name, size=size),
        "image": lambda: _image(call, name),
        "volume": lambda: _volume(call, name),
    }
    for each, read in readers.items():
        if kind not in {"", each}:
            continue
        try:
            found = read()
        except ApiError as error:
            skip = error.status == _NOT_FOUND or "invalid reference format" in error.message
            if kind or not skip:
                raise
            continue
        if size and each != "container":
            call.err(f"WARNING: --size ignored for {each}\n")
        return found
    if name in {"bridge", "host", "none"}:
        raise UnsimulatedError(f"docker network inspect {name}")
    raise ClientError(f"Error: No such object: {name}")


def _inspect(call: Invocation, read: Callable[[str], Found], *, raw: bool = True) -> int:
    """Print what was found, then the errors; with `raw`, a template may fall back on bare JSON."""
    form = call.parsed.text("format")
    template = None
    if form not in {"", "json"}:
        try:
            template = Template.of(form)
        except TemplateError as error:
            raise ClientError(f"template parsing error: {error}", _BAD_TEMPLATE) from None
    found: list[Json] = []
    lines, errors = "", []
    for name in call.args:
        try:
            kind, value = read(name)
            if template is None:
                found.append(value)
            else:
                lines += _filled(template, kind, value, raw=raw) + "\n"
        except ApiError as error:
            errors.append(messages.from_daemon(error.message))
        except ClientError as error:
            errors.append(error.message)
        except TemplateError as error:
            errors.append(f"template parsing error: {error}")
    if template is not None:
        call.out(lines or "\n")
    else:
        call.out((gojson.compact(found) if form == "json" else gojson.indented(found)) + "\n")
    if errors:
        raise ClientError("\n".join(errors))
    return 0


def _filled(template: Template, kind: str, value: Json, *, raw: bool) -> str:
    try:
        return template.run(typed(kind, value))
    except TemplateError:
        if not raw:
            raise
        return template.run(value, strict=True)
