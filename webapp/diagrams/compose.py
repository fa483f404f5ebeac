"""From a world to a scene: what is shown, what is folded, what is marked."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from webapp.diagrams.images import Layers
from webapp.diagrams.scene import Box, Copy, Directory, Row, Scene, Slot, Writable
from webapp.simulator import places
from webapp.simulator.survey import FileRow, Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from webapp.simulator.engine.events import Event
    from webapp.simulator.engine.model import Container, MountPoint
    from webapp.simulator.world import World

FULL_CONTAINERS = 2
FOLDED_CONTAINERS = 8
DIRECTORIES = 6
FEW_ROWS = 5
EVERYTHING = frozenset({"containers", "image", "volumes", "host"})


def key(*parts: str) -> str:
    """A short id for an element that is stable from one picture to the next."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


class Touched:
    """Where the last command left its marks."""

    def __init__(self, events: Sequence[Event]) -> None:
        """Read the events of one command."""
        self.writable: dict[str, dict[str, Event]] = {}
        self.hosts: set[str] = set()
        self.objects: set[tuple[str, str]] = set()
        self.containers: set[str] = set()
        self.mounts: set[tuple[str, str]] = set()
        for event in events:
            self._read(event)

    def _read(self, event: Event) -> None:
        if event.container and event.type.startswith("container-"):
            self.containers.add(event.container)
        if event.type.startswith("volume-") and event.volume:
            self.objects.add(("volume", event.volume))
        if event.type.startswith(("layer-", "image-")) and event.image:
            self.objects.add(("image", event.image))
        if event.type == "mount-bound":
            self.mounts.add((event.container, event.path))
        if not event.path:
            return
        if event.where == "writable":
            paths = self.writable.setdefault(event.container, {})
            for path in (event.path, event.to):
                if path and (path not in paths or event.type == "file-copied-up"):
                    paths[path] = event
        if event.host_path:
            self.hosts.add(event.host_path)

    def host_file(self, directory: str, path: str) -> bool:
        """Whether a file below a directory of the host was touched."""
        return directory.rstrip("/") + path in self.hosts


def compose(
    world: World,
    events: Sequence[Event] = (),
    *,
    seen_from: str = "",
    show: Iterable[str] = (),
    named: Iterable[str] = (),
) -> Scene:
    """Choose what a picture of `world` shows after a command that reported `events`.

    `seen_from` is a container's name ("" follows the last command), `show` which kinds of things
    (all if empty), `named` paths that the lesson speaks of: their rows are never folded away.
    """
    return _Composer(Survey(world), events, seen_from, frozenset(show) or EVERYTHING, named).scene()


class _Composer:
    def __init__(
        self,
        survey: Survey,
        events: Sequence[Event],
        seen_from: str,
        show: frozenset[str],
        named: Iterable[str],
    ) -> None:
        self.survey = survey
        self.events = events
        self.touched = Touched(events)
        self.show = show
        self.named = frozenset(named)
        self.everyone = survey.containers() if "containers" in show else ()
        self.view = self._view(seen_from)

    def scene(self) -> Scene:
        full = self._full()
        covered = {c.name: self.survey.covered(c) for c in full}
        layers = Layers(self.survey, self.touched.writable, covered, self.named)
        directories = self._directories()
        known = {d.id for d in directories}
        shown = [*full, *(c for c in self.everyone if c not in full)]
        shown = shown[: FULL_CONTAINERS + FOLDED_CONTAINERS]
        shown.sort(key=lambda c: c.number)
        stacks = layers.stacks(shown, with_images="image" in self.show)
        boxes = tuple(self._box(c, c not in full, layers, known) for c in shown)
        return Scene(
            directories,
            boxes,
            stacks,
            self._copies(boxes, layers),
            host="host" in self.show or bool(directories),
            seen_from=self.view,
            more_containers=len(self.everyone) - len(shown),
            more_images=layers.unused(self.everyone) if "image" in self.show else (),
        )

    # Who is seen, and from where.

    def _view(self, wanted: str) -> str:
        names = [c.name for c in self.everyone]
        if wanted in names:
            return wanted
        for event in reversed(self.events):
            if event.container in names:
                return event.container
        running = [c.name for c in self.everyone if c.state.running]
        return (running or names or [""])[0]

    def _full(self) -> list[Container]:
        recent = {e.container: n for n, e in enumerate(self.events) if e.container}

        def rank(container: Container) -> tuple[bool, int, bool, int]:
            return (
                container.name != self.view,
                -recent.get(container.name, -1),
                not container.state.running,
                container.number,
            )

        return sorted(self.everyone, key=rank)[:FULL_CONTAINERS]

    # Directories outside the images.

    def _directories(self) -> tuple[Directory, ...]:
        found: dict[str, Directory] = {}
        if "volumes" in self.show:
            for name in sorted(self.survey.engine.volumes):
                self._add(found, self._volume(name))
        for container in self.everyone:
            for mount in container.mounts:
                if mount.type == "bind":
                    self._add(found, self._bind(mount))
                elif mount.type == "tmpfs":
                    self._add(found, self._tmpfs(container, mount))
        if "host" in self.show:
            for directory in self._own():
                self._add(found, directory)
        return tuple(found.values())[:DIRECTORIES]

    @staticmethod
    def _add(found: dict[str, Directory], directory: Directory) -> None:
        found.setdefault(directory.id, directory)

    def _volume(self, name: str) -> Directory:
        volume = self.survey.engine.volumes[name]
        kind = "volume" if self.survey.users(name) else "left"
        path = f"/var/lib/docker/volumes/{name}/_data"
        rows, more = self._files(path, f"v-{key(name)}")
        title = f"{name[:6]}…" if volume.anonymous else name
        return Directory(
            f"v-{key(name)}",
            kind,
            title,
            path,
            str(places.Volume(name)),
            rows,
            more,
            self.survey.bytes_in(self.survey.directory(path)),
            ("volume", name) in self.touched.objects,
            volume.anonymous,
        )

    def _bind(self, mount: MountPoint) -> Directory:
        return self._host_directory(mount.source, "bind")

    def _host_directory(self, path: str, kind: str) -> Directory:
        id_ = f"h-{key(path)}"
        rows, more = self._files(path, id_)
        size = self.survey.bytes_in(self.survey.directory(path))
        touched = path in self.touched.hosts
        return Directory(
            id_, kind, path, path, str(places.HostPath(path)), rows, more, size, touched
        )

    def _tmpfs(self, container: Container, mount: MountPoint) -> Directory:
        id_ = f"t-{key(container.name, mount.destination)}"
        place = str(places.MountPoint(container.name, mount.destination))
        return Directory(id_, "tmpfs", "tmpfs", "", place, (), 0, 0)

    def _own(self) -> list[Directory]:
        """Directories of the host that the last command wrote to with nobody's mount in between."""
        bound = {m.source for c in self.everyone for m in c.mounts if m.type == "bind"}
        paths: list[str] = []
        for event in self.events:
            path = event.host_path
            if event.where == "host" and path and not path.startswith("/var/lib/docker"):
                parent = path if event.kind == "d" else path.rsplit("/", 1)[0]
                inside = any(parent == b or parent.startswith(b + "/") for b in bound)
                if parent not in {"", "/tmp"} and not inside and parent not in paths:  # noqa: S108
                    paths.append(parent)
        return [self._host_directory(path, "host") for path in paths[-1:]]

    def _files(self, path: str, id_: str) -> tuple[tuple[Row, ...], int]:
        root = self.survey.directory(path)
        if root is not None and not self.survey.inode(root).is_dir:
            size = self.survey.inode(root).size
            hit = path in self.touched.hosts
            return (Row(f"{id_}-r", path.rsplit("/", 1)[-1], size, touched=hit),), 0
        every = self.survey.rows(root)
        touched = [r for r in every if self.touched.host_file(path, r.path)]
        kept = self._keep(every, touched)
        rows = tuple(
            Row(f"{id_}-{key(r.path)}", r.path.lstrip("/"), r.size, r.kind, touched=r in touched)
            for r in kept
        )
        return rows, len(every) - len(rows)

    def _keep(self, every: Sequence[FileRow], touched: Sequence[FileRow]) -> list[FileRow]:
        if len(every) <= FEW_ROWS:
            return list(every)
        first = [r for r in every if r in touched or r.path in self.named][: FEW_ROWS - 1]
        rest = [r for r in every if r not in first and r.kind != "d"]
        kept = first + rest[: FEW_ROWS - 1 - len(first)]
        return sorted(kept, key=lambda row: row.path)

    # Containers.

    def _box(self, container: Container, folded: bool, layers: Layers, known: set[str]) -> Box:
        name = container.name
        slots = tuple(
            self._slot(container, m, known)
            for m in sorted(container.mounts, key=lambda m: m.destination)
        )
        return Box(
            f"c-{key(name)}",
            name,
            container.state.status,
            slots,
            self._writable(container),
            layers.stack_of(container),
            folded,
            name == self.view,
            name in self.touched.containers,
        )

    def _slot(self, container: Container, mount: MountPoint, known: set[str]) -> Slot:
        if mount.type == "volume":
            directory = f"v-{key(mount.name)}"
        elif mount.type == "tmpfs":
            directory = f"t-{key(container.name, mount.destination)}"
        else:
            directory = f"h-{key(mount.source)}"
        return Slot(
            f"m-{key(container.name, mount.destination)}",
            mount.destination,
            mount.type,
            directory if directory in known else "",
            not mount.rw,
            str(places.MountPoint(container.name, mount.destination)),
            (container.name, mount.destination) in self.touched.mounts,
        )

    def _writable(self, container: Container) -> Writable:
        root = self.survey.writable_root(container)
        every = [r for r in self.survey.rows(root) if not self._mount_point(container, r)]
        marks = self.touched.writable.get(container.name, {})
        touched = [r for r in every if r.path in marks]
        kept = self._keep(every, touched)
        id_ = f"w-{key(container.name)}"
        rows = tuple(
            Row(f"{id_}-{key(r.path)}", r.path, r.size, r.kind, _mark(r), r in touched)
            for r in kept
        )
        size = self.survey.bytes_in(root)
        place = str(places.WritableLayer(container.name))
        return Writable(id_, size, place, rows, len(every) - len(rows), bool(touched))

    @staticmethod
    def _mount_point(container: Container, row: FileRow) -> bool:
        """Empty places that the runtime made for mounts say nothing to a learner."""
        return any(m.destination.rstrip("/") == row.path for m in container.mounts)

    def _copies(self, boxes: Sequence[Box], layers: Layers) -> tuple[Copy, ...]:
        copies: list[Copy] = []
        for box in boxes:
            if box.folded:
                continue
            marks = self.touched.writable.get(box.name, {})
            for row in box.writable.rows:
                event = marks.get(row.path)
                if event is not None and event.type == "file-copied-up":
                    source = layers.row_of(box.stack, row.path, event.layer)
                    if source:
                        copies.append(Copy(source, row.id, event.size))
        return tuple(copies[:3])


def _mark(row: FileRow) -> str:
    if row.deleted:
        return "deleted"
    return "copied" if row.copied else "added"
