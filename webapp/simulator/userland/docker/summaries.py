"""What GET /containers/json and /images/json answer, made from the daemon's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.simulator.engine.errors import ApiError
from webapp.simulator.userland.docker.moments import SECOND
from webapp.simulator.userland.docker.units import human_duration

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Engine
    from webapp.simulator.engine.model import Container, Image

Json = dict[str, Any]


def container_summary(engine: Engine, container: Container, now: int, *, size: bool) -> Json:
    """A container as the API lists it; with `size`, its sizes are measured."""
    summary: Json = {
        "Id": container.id,
        "Names": [f"/{container.name}"],
        "Image": _image_name(engine, container),
        "ImageID": container.image,
        "Command": _command(container),
        "Created": container.created // SECOND,
        "Ports": _ports(container),
        "Labels": dict(container.config.labels),
        "State": container.state.status,
        "Status": status(container, now),
        "NetworkSettings": {"Networks": {_network(container): {}}},
        "Mounts": [
            {
                "Type": mount.type,
                "Name": mount.name,
                "Source": mount.source,
                "Destination": mount.destination,
                "Driver": mount.driver,
            }
            for mount in container.mounts
            if mount.listed
        ],
    }
    if size:
        summary["SizeRw"], summary["SizeRootFs"] = engine.sizes(container)
    return summary


def _network(container: Container) -> str:
    network = container.host.network
    return "bridge" if network == "default" else network


def _image_name(engine: Engine, container: Container) -> str:
    """The name it was made from, or the id when that name means another image by now."""
    try:
        same = engine.find_image(container.image_ref).id == container.image
    except ApiError:
        same = False
    return container.image_ref if same else container.image


def _command(container: Container) -> str:
    words = [f"'{arg}'" if " " in arg else arg for arg in container.args]
    return " ".join((container.path, *words))


def _ports(container: Container) -> list[Json]:
    ports: list[Json] = []
    published = container.ports if container.state.running else ()
    for address, number, target in published:
        port, _, kind = target.partition("/")
        ports.append(
            {
                "IP": address or "0.0.0.0",
                "PrivatePort": int(port),
                "PublicPort": int(number),
                "Type": kind or "tcp",
            }
        )
    taken = {target for _, _, target in published}
    if container.state.running:
        for target in container.config.exposed:
            if target not in taken:
                port, _, kind = target.partition("/")
                ports.append({"PrivatePort": int(port), "Type": kind or "tcp"})
    return ports


def status(container: Container, now: int) -> str:
    """The column STATUS: `Up 3 seconds`, `Exited (0) 2 minutes ago`."""
    state = container.state
    up = human_duration((now - state.started) / SECOND)
    match state.status:
        case "running":
            return f"Up {up}"
        case "paused":
            return f"Up {up} (Paused)"
        case "restarting":
            ago = human_duration((now - state.finished) / SECOND)
            return f"Restarting ({state.exit_code}) {ago} ago"
        case "removing":
            return "Removal In Progress"
        case "dead":
            return "Dead"
        case "created":
            return "Created"
        case _:
            ago = human_duration((now - state.finished) / SECOND)
            return f"Exited ({state.exit_code}) {ago} ago"


def image_summary(engine: Engine, image: Image) -> Json:
    """An image as the API lists it."""
    names = engine.names_of(image)
    repos = sorted({name.rpartition(":")[0] for name in names})
    return {
        "Id": image.id,
        "ParentId": image.parent,
        "RepoTags": names,
        "RepoDigests": [f"{repo}@{image.digest}" for repo in repos] if image.digest else [],
        "Created": image.created // SECOND,
        "Size": image.size,
        "SharedSize": -1,
        "Labels": dict(image.config.labels),
        "Containers": -1,
    }
