"""From what the kernel saw and the daemon did to the events of the story, in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.engine.core import ROOT
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.seen import NamespaceMade
from webapp.simulator.engine.volumes import HOME
from webapp.simulator.kernel.events import FileEvent, Interrupted, NotSimulated
from webapp.simulator.kernel.state import HOST
from webapp.simulator.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from webapp.simulator.engine.model import Container, EngineState
    from webapp.simulator.kernel.node import Plain
    from webapp.simulator.world import World

_TYPES: Final = {
    "created": "file-created",
    "written": "file-written",
    "copied-up": "file-copied-up",
    "whiteout": "whiteout-written",
    "opaque": "directory-opaque",
    "removed": "file-deleted",
    "renamed": "file-renamed",
    "attributes": "attributes-changed",
}
_NOISE: Final = frozenset({"proc", "sysfs", "devpts", "mqueue", "devtmpfs"})
_QUIET_PLACES: Final = ("/dev", "/proc", "/sys", "/run")


def tell(before: EngineState, after: World, events: Sequence[object]) -> Iterable[Event]:
    """What happened in a step, for the story: from the state before it, and the world after it."""
    teller = _Teller(before, after)
    for event in events:
        teller.hear(event)
    return teller.told()


class _Teller:
    """Hears events one by one and keeps what is worth telling."""

    def __init__(self, before: EngineState, after: World) -> None:
        self._after = after
        self._survey = Survey(after)
        self._known: dict[str, Container] = {}
        self._seen_by: dict[int, Container] = {}
        self._told: list[Event] = []
        for state in (after.engine, before):
            for container in state.containers.values():
                self._known[container.directory] = container
                if container.namespace is not None:
                    self._seen_by[container.namespace] = container

    def hear(self, event: object) -> None:
        """Take one event."""
        if isinstance(event, NamespaceMade):
            self._seen_by[event.namespace] = event.container
            self._known[event.container.directory] = event.container
        elif isinstance(event, Event):
            self._told.append(event)
        elif isinstance(event, NotSimulated):
            self._told.append(Event("not-simulated", text=event.what))
        elif isinstance(event, Interrupted):
            self._told.append(Event("interrupted", text=event.why))
        elif isinstance(event, FileEvent):
            told = self._of_file(event)
            if told is not None:
                self._merge(told)

    def told(self) -> list[Event]:
        """What is worth telling, without directories copied up only for what happened in them."""
        kept: list[Event] = []
        for number, event in enumerate(self._told):
            if event.type == "file-copied-up" and event.kind == "d":
                later = next(
                    (e for e in self._told[number + 1 :] if not _is_copied_directory(e)), None
                )
                if later is not None and later.host_path.startswith(f"{event.host_path}/"):
                    continue
            kept.append(event)
        return kept

    # One event of the kernel's.

    def _of_file(self, event: FileEvent) -> Event | None:
        if event.mount.kind in _NOISE:
            return None
        path = "/" + "/".join(event.path)
        told = Event(
            _TYPES[event.what], path=path, kind=event.kind, size=event.size, append=event.append,
            to="" if event.to is None else "/" + "/".join(event.to),
        )
        if event.namespace == HOST:
            return self._on_host(told)
        container = self._seen_by.get(event.namespace)
        if container is None:
            return None
        told = replace(told, container=container.name, image=container.image_ref)
        inside = "".join(f"/{name}" for name in event.inside)
        mount = event.mount
        if mount.kind == "overlay" and not mount.at:
            below = f"{ROOT}/{container.driver}/{container.directory}/diff"
            told = replace(told, where="writable", host_path=below + inside)
            return self._with_layer(told, container, event.inside, event.lower)
        if mount.origin.startswith(f"{HOME}/"):
            volume = mount.origin[len(HOME) + 1 :].partition("/")[0]
            return replace(
                told, where="volume", volume=volume, host_path=mount.origin + inside
            )
        if mount.origin:
            return replace(told, where="bind", host_path=mount.origin + inside)
        if mount.kind == "tmpfs" and mount.at[:1] != ("dev",):
            return replace(told, where="tmpfs")
        return None

    def _on_host(self, told: Event) -> Event | None:
        if told.path.startswith(tuple(f"{place}/" for place in _QUIET_PLACES)):
            return None
        told = replace(told, host_path=told.path, where="host")
        if told.path.startswith(f"{HOME}/"):
            volume, _, rest = told.path[len(HOME) + 1 :].partition("/")
            return replace(told, where="volume", volume=volume) if rest else told
        if told.path.startswith(f"{ROOT}/"):
            parts = told.path[len(ROOT) + 1 :].split("/")
            container = self._known.get(parts[1]) if len(parts) > 2 else None
            if container is None or parts[2] not in {"diff", "merged"}:
                return told
            host_path = "/".join((ROOT, *parts[:2], "diff", *parts[3:]))
            return replace(
                told, where="writable", container=container.name, host_path=host_path
            )
        return told

    def _with_layer(
        self, told: Event, container: Container, inside: tuple[str, ...], lower: Plain | None
    ) -> Event:
        if lower is None:
            return told
        for number, chain in enumerate(container.layers, 1):
            node = self._survey.layer_root(chain)
            for name in inside:
                entries = None if node is None else self._survey.inode(node).entries
                ino = None if entries is None else entries.get(name)
                node = None if ino is None or node is None else replace(node, ino=ino)
            if node == lower:
                return replace(told, layer=number)
        return told

    # Several that are one.

    def _merge(self, event: Event) -> None:
        told = self._told
        last = told[-1] if told else None
        if last is not None and _same_file(last, event):
            if event.type == "file-written" and last.type in {"file-created", "file-written"}:
                size = last.size + event.size
                told[-1] = replace(last, size=size, append=last.append or event.append)
                return
            if event.type == "file-deleted" and last.type == "whiteout-written":
                told[-1] = replace(last, kind=event.kind, size=event.size)
                self._swallow_inner()
                return
            if event.type == "file-created" and last.type == "whiteout-written":
                told[-1] = replace(event, layer=last.layer)
                return
            if event.type == last.type == "attributes-changed":
                return
            if event.type == "file-created" and last.type == "directory-opaque":
                return
        told.append(event)

    def _swallow_inner(self) -> None:
        """One whiteout for a directory takes the place of those for what was in it."""
        event = self._told.pop()
        below = f"{event.path}/"
        while self._told and self._told[-1].type in {"whiteout-written", "file-deleted"}:
            last = self._told[-1]
            if last.container != event.container or not last.path.startswith(below):
                break
            self._told.pop()
        while self._told and _is_copied_directory(self._told[-1]):
            if f"{self._told[-1].path}/".startswith(below):
                self._told.pop()
            else:
                break
        self._told.append(event)


def _same_file(one: Event, other: Event) -> bool:
    return one.path == other.path and one.container == other.container


def _is_copied_directory(event: Event) -> bool:
    return event.type == "file-copied-up" and event.kind == "d"
