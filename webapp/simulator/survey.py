"""Read-only questions about a world.

What each layer, volume and host directory holds, and who sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.overlay import OPAQUE, ORIGIN
from webapp.simulator.kernel.state import HOST

if TYPE_CHECKING:
    from webapp.simulator.engine.model import Container, Image
    from webapp.simulator.world import World

ROOT = "/var/lib/docker"
MOST_FILES = 4_000
"""Files of one directory that are looked at; more are counted as unchanged."""

# What the runtime puts into every container's own `-init` layer, never into these.
Path = str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file as a directory on the host's disk holds it.

    `path` starts with a slash at that directory. `deleted` is a whiteout, `opaque` a directory
    that hides what lies below, `copied` a file that was copied up from a lower layer.
    """

    path: Path
    kind: str
    size: int
    deleted: bool = False
    opaque: bool = False
    copied: bool = False


class Survey:
    """Questions on one world."""

    def __init__(self, world: World) -> None:
        """Look at `world`."""
        self.world = world
        self.kernel = world.kernel
        self.engine = world.engine
        self._rows: dict[Plain, tuple[FileRow, ...]] = {}

    # Directories of the host's disk.

    def inode(self, node: Plain) -> Inode:
        """The inode itself."""
        return self.kernel.filesystems[node.fs].inodes[node.ino]

    def directory(self, path: str) -> Plain | None:
        """The inode at a path of the host, through the host's mounts, following no links."""
        table = self.kernel.namespaces[HOST]
        parts = tuple(part for part in path.split("/") if part)
        node: Plain | None = None
        for count in range(len(parts) + 1):
            mount = table.top(parts[:count])
            if mount is not None and isinstance(mount.root, Plain):
                node = mount.root
            elif count and node is not None:
                ino = self.inode(node).entries.get(parts[count - 1])
                node = None if ino is None else Plain(node.fs, ino)
            if node is None:
                return None
        return node

    def rows(self, root: Plain | None) -> tuple[FileRow, ...]:
        """All files below a directory, and of the directories the empty and the opaque ones.

        Sorted.
        """
        if root is None or not self.inode(root).is_dir:
            return ()
        if root not in self._rows:
            self._rows[root] = self._walk(root)
        return self._rows[root]

    def _walk(self, root: Plain) -> tuple[FileRow, ...]:
        inodes = self.kernel.filesystems[root.fs].inodes
        found: list[FileRow] = []
        todo: list[tuple[str, int]] = [("", root.ino)]
        while todo and len(found) < MOST_FILES:
            path, ino = todo.pop()
            for name, number in inodes[ino].entries.items():
                inner = inodes[number]
                below = f"{path}/{name}"
                if inner.is_dir:
                    todo.append((below, number))
                    opaque = inner.xattrs.get(OPAQUE) == "y"
                    if opaque or not inner.entries:
                        found.append(FileRow(below, "d", 0, opaque=opaque))
                else:
                    deleted, copied = inner.is_whiteout, ORIGIN in inner.xattrs
                    kind = inner.kind.value
                    found.append(FileRow(below, kind, inner.size, deleted, copied=copied))
        return tuple(sorted(found, key=_path_of))

    def bytes_in(self, root: Plain | None) -> int:
        """Sizes of the regular files and symlinks below a directory, each inode once."""
        if root is None:
            return 0
        seen: set[int] = set()
        total, todo = 0, [root]
        while todo:
            node = todo.pop()
            entries = self.inode(node).entries
            for name in sorted(entries):
                child = Plain(node.fs, entries[name])
                inner = self.inode(child)
                if inner.is_dir:
                    todo.append(child)
                elif child.ino not in seen:
                    seen.add(child.ino)
                    total += inner.size if inner.kind in {Kind.FILE, Kind.SYMLINK} else 0
        return total

    # Layers.

    def layer_root(self, chain_id: str) -> Plain | None:
        """The directory that holds an image layer's files."""
        layer = self.engine.layers.get(chain_id)
        return None if layer is None else self._diff(layer.directory)

    def writable_root(self, container: Container) -> Plain | None:
        """The directory that holds what a container wrote."""
        return self._diff(container.directory)

    def _diff(self, directory: str) -> Plain | None:
        return self.directory(f"{ROOT}/{self.engine.driver}/{directory}/diff")

    def volume_root(self, name: str) -> Plain | None:
        """The directory behind a volume."""
        return self.directory(f"{ROOT}/volumes/{name}/_data")

    # Objects in the order in which they are shown.

    def containers(self) -> tuple[Container, ...]:
        """All containers, oldest first."""
        every = self.engine.containers.values()
        return tuple(sorted(every, key=lambda container: container.number))

    def container(self, name: str) -> Container | None:
        """A container by its name."""
        return next((c for c in self.containers() if c.name == name), None)

    def image_of(self, container: Container) -> Image | None:
        """The image that a container was made from, if it is still there."""
        return self.engine.images.get(container.image)

    def names(self, image_id: str) -> tuple[str, ...]:
        """The references of an image, sorted."""
        pairs = self.engine.references.items()
        return tuple(sorted(name for name, id_ in pairs if id_ == image_id))

    def images(self) -> tuple[Image, ...]:
        """All images that have a name, oldest first, then by name."""
        named = set(self.engine.references.values())
        every = (self.engine.images[i] for i in sorted(named) if i in self.engine.images)
        return tuple(sorted(every, key=lambda image: (image.created, self.names(image.id))))

    def users(self, volume: str) -> tuple[Container, ...]:
        """The containers, running or not, that mount a volume."""
        return tuple(
            c for c in self.containers() if any(m.name == volume for m in c.mounts if m.name)
        )

    def covered(self, container: Container) -> dict[tuple[str, str], str]:
        """Which files of the image's layers this container does not see, and what covers them.

        Keys are (chain id, path). Values are ``mount``, ``writable`` (a file or whiteout of the
        writable layer), or ``layer`` (a higher layer of the image: then no container sees it).
        """
        result: dict[tuple[str, str], str] = {}
        mounted = [m.destination.rstrip("/") for m in container.mounts]
        cover: dict[str, str] = {}
        opaque: dict[str, str] = {}
        layers = [("writable", self.writable_root(container))]
        chains = list(reversed(container.layers))
        layers += [("layer", self.layer_root(chain)) for chain in chains]
        for index, (who, root) in enumerate(layers):
            rows = self.rows(root)
            if index and (mounted or cover or opaque):
                for row in rows:
                    why = _covers(row.path, mounted, cover, opaque)
                    if why:
                        result[chains[index - 1], row.path] = why
            if index == len(layers) - 1:
                break
            for row in rows:
                if row.opaque:
                    opaque.setdefault(row.path, who)
                elif row.kind != "d":
                    cover.setdefault(row.path, who)
        return result


def _path_of(row: FileRow) -> str:
    return row.path


def _covers(path: str, mounted: list[str], cover: dict[str, str], opaque: dict[str, str]) -> str:
    if any(path == place or path.startswith(place + "/") for place in mounted):
        return "mount"
    if path in cover:
        return cover[path]
    parts = path.split("/")
    for count in range(2, len(parts)):
        above = "/".join(parts[:count])
        if above in cover:
            return cover[above]
        if above in opaque:
            return opaque[above]
    return ""
