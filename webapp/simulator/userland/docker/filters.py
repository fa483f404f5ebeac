"""`--filter` of lists: which containers, images and volumes are shown."""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import re2

from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.references import ReferenceError as BadReferenceError, parse
from webapp.simulator.userland.docker.invocation import UnsimulatedError
from webapp.simulator.userland.docker.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from webapp.simulator.engine.api import Engine
    from webapp.simulator.engine.model import Container, Image, Volume

Filters = dict[str, list[str]]

_INVALID = 400
_TRUE = frozenset(("1", "t", "T", "true", "TRUE", "True"))
_FALSE = frozenset(("0", "f", "F", "false", "FALSE", "False"))
_CONTAINER_KEYS = frozenset(
    (
        "ancestor",
        "before",
        "exited",
        "expose",
        "health",
        "id",
        "is-task",
        "isolation",
        "label",
        "name",
        "network",
        "publish",
        "since",
        "status",
        "volume",
    )
)
_STATES = ("created", "dead", "exited", "paused", "removing", "restarting", "running")
_IMAGE_KEYS = frozenset(("before", "dangling", "label", "reference", "since", "until"))
_VOLUME_KEYS = frozenset(("dangling", "driver", "label", "name"))


def read(values: Iterable[str]) -> Filters:
    """The values of `--filter` by key; one without text is no filter."""
    found: Filters = {}
    for text in values:
        key, equals, value = text.partition("=")
        if equals:
            members = found.setdefault(key.strip().lower(), [])
            if value.strip() not in members:
                members.append(value.strip())
    return found


def _check(filters: Filters, known: frozenset[str]) -> None:
    for key in sorted(filters):
        if key not in known:
            raise ApiError(_INVALID, f"invalid filter '{key}'")


def _truth(filters: Filters, key: str) -> bool | None:
    values = filters.get(key)
    if not values:
        return None
    if len(values) == 1 and values[0] in _TRUE | _FALSE:
        return values[0] in _TRUE
    raise ApiError(_INVALID, f"invalid filter '{key}=[{' '.join(values)}]'")


def _matches(values: Sequence[str] | None, text: str) -> bool:
    """Whether any value, taken for a pattern, is found in the text."""
    if not values:
        return True
    for value in values:
        if value == text:
            return True
        try:
            if re2.search(value, text):
                return True
        except re2.error:
            continue
    return False


def _labelled(values: Sequence[str] | None, labels: Mapping[str, str]) -> bool:
    for value in values or ():
        key, equals, wanted = value.partition("=")
        if key not in labels or (equals and labels[key] != wanted):
            return False
    return True


def containers(engine: Engine, everything: list[Container], filters: Filters) -> list[Container]:
    """The containers, newest first, that every filter lets through."""
    _check(filters, _CONTAINER_KEYS)
    for key in ("expose", "health", "is-task", "isolation", "network", "publish"):
        if key in filters:
            raise UnsimulatedError(f"docker ps --filter {key}")
    for state in filters.get("status", ()):
        if state not in _STATES:
            raise ApiError(_INVALID, f"invalid filter 'status={state}'")
    codes = _codes(filters.get("exited", ()))
    ancestors = _ancestors(engine, filters.get("ancestor"))
    before = [engine.find_container(ref).number for ref in filters.get("before", ())]
    since = [engine.find_container(ref).number for ref in filters.get("since", ())]
    return [
        each
        for each in everything
        if _container_name(filters.get("name"), each)
        and _matches(filters.get("id"), each.id)
        and _labelled(filters.get("label"), dict(each.config.labels))
        and ("status" not in filters or each.state.status in filters["status"])
        and (not codes or (each.state.exit_code in codes and not each.state.running))
        and (ancestors is None or _descends(engine, each, ancestors))
        and _mounts(filters.get("volume"), each)
        and all(each.number < number for number in before)
        and all(each.number > number for number in since)
    ]


def _container_name(values: Sequence[str] | None, container: Container) -> bool:
    return _matches(values, f"/{container.name}") or _matches(values, container.name)


def _codes(values: Sequence[str]) -> set[int]:
    for value in values:
        if not value.lstrip("+-").isdecimal():
            reason = f"strconv.Atoi: parsing {quoted(value)}: invalid syntax"
            raise ApiError(_INVALID, f"invalid filter 'exited={value}': {reason}")
    return {int(value) for value in values}


def _ancestors(engine: Engine, values: Sequence[str] | None) -> set[str] | None:
    if values is None:
        return None
    found = set()
    for value in values:
        try:
            found.add(engine.find_image(value).id)
        except ApiError:
            continue
    return found


def _descends(engine: Engine, container: Container, ancestors: set[str]) -> bool:
    """Whether the container's image is one of these, or stands on the layers of one."""
    if container.image in ancestors:
        return True
    for ancestor in sorted(ancestors):
        layers = engine.find_image(ancestor).layers
        if layers and container.layers[: len(layers)] == layers:
            return True
    return False


def _mounts(values: Sequence[str] | None, container: Container) -> bool:
    if not values:
        return True
    held = {mount.destination for mount in container.mounts if mount.listed}
    held |= {mount.name or mount.source for mount in container.mounts if mount.listed}
    return any(value in held or posixpath.normpath(value) in held for value in values)


def images(
    engine: Engine, everything: list[Image], filters: Filters
) -> list[tuple[Image, list[str]]]:
    """The images that every filter lets through, each with the names that `reference` leaves."""
    _check(filters, _IMAGE_KEYS)
    if "until" in filters:
        raise UnsimulatedError("docker images --filter until")
    dangling = _truth(filters, "dangling")
    before = [engine.find_image(ref).created for ref in filters.get("before", ())]
    since = [engine.find_image(ref).created for ref in filters.get("since", ())]
    out = []
    for image in everything:
        names = engine.names_of(image)
        if dangling is not None and dangling == bool(names):
            continue
        if not _labelled(filters.get("label"), dict(image.config.labels)):
            continue
        if not all(image.created < moment for moment in before):
            continue
        if not all(image.created > moment for moment in since):
            continue
        patterns = filters.get("reference")
        if patterns:
            names = [name for name in names if any(_named(name, each) for each in patterns)]
            if not names:
                continue
        out.append((image, names))
    return out


def _named(name: str, pattern: str) -> bool:
    """Whether a familiar name fits a pattern, with its tag or without."""
    repository = name.rpartition(":")[0]
    try:
        wanted = parse(pattern).familiar
    except BadReferenceError:
        wanted = pattern
    return any(_globbed(text, shape) for text in (name, repository) for shape in (pattern, wanted))


def _globbed(text: str, shape: str) -> bool:
    """A glob in which `*` stays within one part of the path."""
    texts, shapes = text.split("/"), shape.split("/")
    return len(texts) == len(shapes) and all(map(fnmatchcase, texts, shapes))


def volumes(engine: Engine, everything: list[Volume], filters: Filters) -> list[Volume]:
    """The volumes that every filter lets through."""
    _check(filters, _VOLUME_KEYS)
    dangling = _truth(filters, "dangling")
    return [
        volume
        for volume in everything
        if _matches(filters.get("name"), volume.name)
        and ("driver" not in filters or volume.driver in filters["driver"])
        and _labelled(filters.get("label"), dict(volume.labels or ()))
        and (dangling is None or dangling != bool(engine.volume_users(volume.name)))
    ]
