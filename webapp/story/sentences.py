"""Words the events of one command, as exactly as the engine did them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from markupsafe import Markup, escape

from webapp.language import marked
from webapp.simulator.engine.events import Event
from webapp.story.amounts import amount

Gettext = Callable[[str], str]

MOST: Final = 6
"""Sentences of one story; what is over is counted in the last."""

TOGETHER: Final = 3
"""Files of one kind that are told one by one; more become one sentence."""

_SIMPLE: Final = {
    "container-created": marked(
        "The container {container} was made on the image {image}: it gets"
        " an empty writable layer of its own."
    ),
    "container-started": marked(
        "{container} runs. It sees its mounts, its writable layer and the"
        " image below as one directory tree."
    ),
    "container-stopped": marked(
        "{container} stopped. Its writable layer stays on the host's disk."
    ),
    "container-removed": marked("{container} was removed, and its writable layer with it."),
    "container-renamed": marked("The container {container} is now called {to}."),
    "image-pulled": marked(
        "The image {image} was taken from the registry: {count} read-only layers."
    ),
    "image-built": marked("The image {image} was built."),
    "image-committed": marked(
        "The writable layer of {container} was copied into a new read-only"
        " layer: the image {image}."
    ),
    "image-tagged": marked("The image {image} has one more name: {to}."),
    "image-untagged": marked("The name {image} was taken away."),
    "image-removed": marked("The image {image} was deleted."),
    "layer-created": marked("A new read-only layer holds what {text} changed: {size}."),
    "layer-shared": marked("A layer that was there already is used once more; nothing was copied."),
    "layer-removed": marked("A layer that nothing needs any more was deleted from the disk."),
    "volume-created": marked(
        "The volume {volume} was made, a directory on the host outside every image: {host_path}."
    ),
    "volume-filled": marked(
        "The volume {volume} was empty, so Docker filled it from the image's {path}."
    ),
    "volume-removed": marked("The volume {volume} was deleted with all that was in it."),
    "volume-left": marked("The volume {volume} stays, though no container uses it now."),
    "host-directory-created": marked(
        "The host had no {host_path}, so Docker made it, empty and owned by root."
    ),
    "mount-covers": marked(
        "What the image has at {path} is covered by the mount; it is not gone,"
        " {container} just cannot see it."
    ),
    "directory-opaque": marked(
        "{path} was made anew in the writable layer and hides the whole old directory below."
    ),
    "file-renamed": marked("{path} is now called {to}."),
    "interrupted": marked("The command would not have ended by itself; it was ended as by Ctrl-C."),
    "not-simulated": marked("{text} exists in life, but is not simulated here."),
}
_BOUND: Final = {
    "bind": marked(
        "The host's {host_path} appears in {container} at {path}: the same directory,"
        " seen from inside."
    ),
    "volume": marked("The volume {volume} appears in {container} at {path}."),
    "tmpfs": marked(
        "{container} has a directory in memory at {path}; it goes when the container stops."
    ),
}
_COPIED: Final = {
    True: marked(
        "To change {path}, {container} first had to copy all of it, {size}, from layer"
        " {layer} up into its writable layer. Layer {layer} is unchanged; for {container}"
        " its file is covered now."
    ),
    False: marked(
        "{path} was cut to nothing as it was opened, so no bytes were copied up. A new,"
        " empty file in the writable layer of {container} covers the one in layer"
        " {layer}."
    ),
}
_WRITTEN: Final = {
    ("writable", True): marked("{container} added {size} to {path}, in its own writable layer."),
    ("writable", False): marked("{container} wrote {size} into {path}, in its own writable layer."),
    ("volume", True): marked(
        "{size} were added to {path} in the volume {volume}; the writable layer"
        " of {container} is untouched."
    ),
    ("volume", False): marked(
        "{size} were written to {path} in the volume {volume}; the writable"
        " layer of {container} is untouched."
    ),
    ("bind", True): marked(
        "{size} were added to {host_path} on the host, through the mount of {container}."
    ),
    ("bind", False): marked(
        "{size} were written to {host_path} on the host, through the mount of {container}."
    ),
    ("tmpfs", True): marked("{size} were added to {path}, in memory only."),
    ("tmpfs", False): marked("{size} were written to {path}, in memory only."),
    ("host", True): marked("{size} were added to {host_path} on the host."),
    ("host", False): marked("{size} were written to {host_path} on the host."),
}
_CREATED: Final = {
    "writable": marked("{container} made {path} in its writable layer."),
    "volume": marked("{path} was made in the volume {volume}, outside every layer."),
    "bind": marked("{host_path} was made on the host, through the mount of {container}."),
    "tmpfs": marked("{path} was made in memory."),
    "host": marked("{host_path} was made on the host."),
}
_DELETED: Final = {
    "writable": marked(
        "{container} deleted {path} from its writable layer; no image had it, so"
        " nothing is left of it."
    ),
    "volume": marked("{path} was deleted from the volume {volume}, for everybody who mounts it."),
    "bind": marked("{host_path} was deleted from the host, through the mount of {container}."),
    "tmpfs": marked("{path} was deleted from memory."),
    "host": marked("{host_path} was deleted from the host."),
}
_WHITEOUT: Final = marked(
    "{container} deleted {path}. Layer {layer} is read-only and still has it; a whiteout in the"
    " writable layer of {container} covers it."
)
_ATTRIBUTES: Final = marked("Mode, owner or time of {path} changed.")
_MANY: Final = marked("{count} more things happened of this kind.")
_SAME: Final = {
    "file-created": marked("{count} files and directories were made in the same way."),
    "file-deleted": marked("{count} files and directories were deleted in the same way."),
    "file-written": marked("{count} files were written in the same way."),
    "file-copied-up": marked("{count} files were copied up in the same way."),
    "whiteout-written": marked("{count} files got whiteouts in the same way."),
}


def sentences(events: Sequence[Event], gettext: Gettext) -> tuple[Markup, ...]:
    """The story of one command, at most MOST sentences; names and sizes are set bold."""
    told: list[Markup] = []
    counts: dict[str, int] = {}
    for event in _telling(events):
        counts[event.type] = counts.get(event.type, 0) + 1
        if event.type in _SAME and counts[event.type] > TOGETHER:
            continue
        pattern = _pattern(event)
        if pattern:
            sentence = _fill(gettext(pattern), event)
            if sentence not in told:
                told.append(sentence)
    for type_, count in counts.items():
        if type_ in _SAME and count > TOGETHER:
            told.append(_fill(gettext(_SAME[type_]), Event(type_, count=count - TOGETHER)))
    if len(told) > MOST:
        rest = len(told) - MOST + 1
        told = [*told[: MOST - 1], _fill(gettext(_MANY), Event("", count=rest))]
    return tuple(told)


def _telling(events: Sequence[Event]) -> list[Event]:
    """Leave out what another event of the same command says better."""
    copied = {(e.container, e.path) for e in events if e.type == "file-copied-up"}
    filled = {e.volume for e in events if e.type == "volume-filled"}
    removed = {e.container for e in events if e.type == "container-removed"}
    pulled = any(e.type == "image-pulled" for e in events)
    kept: list[Event] = []
    for event in events:
        if event.type in {"layer-created", "layer-shared"} and pulled:
            continue
        where = (event.container, event.path)
        if event.type == "attributes-changed" and where in copied:
            continue
        if event.type == "container-stopped" and event.container in removed:
            continue
        if event.type == "file-copied-up" and event.kind == "d":
            continue
        if event.type == "file-created" and event.volume in filled and event.volume:
            continue
        if event.type == "mount-bound" and event.where == "volume" and event.volume in filled:
            continue
        kept.append(event)
    return kept


def _pattern(event: Event) -> str:
    if event.type == "file-copied-up":
        return _COPIED[event.size > 0]
    if event.type == "file-written":
        return _WRITTEN.get((event.where, event.append), "") if event.size else ""
    if event.type == "file-created":
        return _CREATED.get(event.where, "")
    if event.type == "file-deleted":
        return _DELETED.get(event.where, "")
    if event.type == "whiteout-written":
        return _WHITEOUT
    if event.type == "mount-bound":
        return _BOUND.get(event.where, "")
    if event.type == "attributes-changed":
        return _ATTRIBUTES
    return _SIMPLE.get(event.type, "")


def _fill(pattern: str, event: Event) -> Markup:
    values = {
        "container": event.container,
        "image": event.image,
        "volume": event.volume,
        "path": event.path,
        "to": event.to,
        "host_path": event.host_path,
        "text": event.text,
        "size": amount(event.size),
        "layer": str(event.layer),
        "count": str(event.count),
    }
    bold = {name: Markup("<b>{}</b>").format(value) for name, value in values.items()}
    return Markup(escape(pattern)).format(**bold)  # noqa: S704  the pattern is the catalogue's
