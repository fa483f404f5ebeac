"""The commands that clean up, and the question that they ask first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from webapp.simulator.userland.docker import filters, messages
from webapp.simulator.userland.docker.invocation import ClientError
from webapp.simulator.userland.docker.units import human_size

if TYPE_CHECKING:
    from webapp.simulator.userland.docker.invocation import Invocation


def _confirmed(call: Invocation, question: str) -> bool:
    """Ask, unless `--force` was given; anything but `y` is no."""
    if call.parsed.on("force"):
        return True
    if call.sys.isatty(0):
        # Where the terminal shows the question in front of the line, it stands there already.
        if not call.sys.isatty(1):
            call.out(question)
        answer = call.sys.prompt_line(0, question) or ""
    else:
        call.out(question)
        data = call.sys.read(0)
        answer = data.split(b"\n", 1)[0].decode("utf-8", "replace")
    return answer.strip().lower() == "y"


def _report(title: str, lines: list[str], space: int) -> str:
    head = f"{title}:\n" + "".join(f"{line}\n" for line in lines) + "\n" if lines else ""
    return f"{head}Total reclaimed space: {human_size(space if lines else 0)}\n"


def prune_containers(call: Invocation) -> int:
    """`docker container prune`."""
    if not _confirmed(call, messages.PRUNE_CONTAINERS):
        return 0
    gone, space = call.engine.prune_containers(filters.read(call.parsed.many("filter")))
    call.out(_report("Deleted Containers", gone, space))
    return 0


def prune_volumes(call: Invocation) -> int:
    """`docker volume prune`: anonymous ones, or with `-a` named ones too."""
    everything = call.parsed.on("all")
    wanted = filters.read(call.parsed.many("filter"))
    if everything and "all" in wanted:
        raise ClientError(messages.BOTH_ALL)
    question = messages.PRUNE_ALL_VOLUMES if everything else messages.PRUNE_VOLUMES
    if not _confirmed(call, question):
        return 0
    gone, space = call.engine.prune_volumes(everything=everything, filters=wanted)
    call.out(_report("Deleted Volumes", gone, space))
    return 0


def prune_images(call: Invocation) -> int:
    """`docker image prune`."""
    everything = call.parsed.on("all")
    question = messages.PRUNE_ALL_IMAGES if everything else messages.PRUNE_IMAGES
    if not _confirmed(call, question):
        return 0
    gone, space = call.engine.prune_images(everything=everything)
    call.out(_report("Deleted Images", _image_lines(gone), space))
    return 0


def _image_lines(gone: list[dict[str, Any]]) -> list[str]:
    return [
        f"untagged: {item['Untagged']}" if "Untagged" in item else f"deleted: {item['Deleted']}"
        for item in gone
    ]


def prune_system(call: Invocation) -> int:
    """`docker system prune`."""
    parsed, engine = call.parsed, call.engine
    everything, volumes = parsed.on("all"), parsed.on("volumes")
    question = messages.prune_system(
        everything=everything, volumes=volumes, filters=parsed.many("filter")
    )
    if not _confirmed(call, question):
        return 0
    containers, space = engine.prune_containers()
    sections = [("Deleted Containers", containers)]
    if volumes:
        names, more = engine.prune_volumes()
        sections.append(("Deleted Volumes", names))
        space += more
    images, more = engine.prune_images(everything=everything)
    sections.append(("Deleted Images", _image_lines(images)))
    space += more
    caches, more = engine.prune_build_cache(everything=everything)
    sections.append(("Deleted build cache objects", caches))
    space += more
    for title, lines in sections:
        if lines:
            call.out(f"{title}:\n" + "".join(f"{line}\n" for line in lines) + "\n")
    call.out(f"Total reclaimed space: {human_size(space)}\n")
    return 0
