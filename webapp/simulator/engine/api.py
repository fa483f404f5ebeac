"""The daemon's verbs as its clients see them; names of containers may be ids, prefixes or names.

Every verb raises ApiError(status, message) with the daemon's own words. Dicts are the API's JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from webapp.simulator.kernel.content import Content

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from webapp.simulator.engine.model import Container, CreateRequest, EngineState, Image, Volume
    from webapp.simulator.kernel.inode import Kind

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of a tar stream, as `docker cp` and build contexts carry them.

    `path` is relative and without ``./``; "" is the directory itself. `link` is a symlink's
    target, or with `hard` the earlier member that this is another name of.
    """

    path: str
    kind: Kind
    mode: int
    uid: int = 0
    gid: int = 0
    mtime: int = 0
    content: Content = Content()
    link: str = ""
    hard: bool = False
    rdev: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class PathStat:
    """What the archive endpoint tells of a path in a container before it sends it."""

    name: str
    kind: Kind
    mode: int
    size: int
    mtime: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Streams:
    """Open file descriptions (numbers of the kernel's) that a started process gets.

    None for `stdin` is /dev/null; None for the others drops what is written (a container's log
    keeps it).
    """

    stdin: int | None = None
    stdout: int | None = None
    stderr: int | None = None


@dataclass(frozen=True, slots=True)
class ExecRequest:
    """What a client posts to run one more process in a container."""

    argv: tuple[str, ...]
    env: tuple[str, ...] = ()
    workdir: str = ""
    user: str = ""
    tty: bool = False
    privileged: bool = False


@dataclass(frozen=True, slots=True)
class PullStep:
    """A layer of a pull: its short id, its size, and whether it was there already."""

    short_id: str
    size: int
    present: bool


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull did: `reference` familiar with tag, `digest` of the registry's manifest."""

    reference: str
    digest: str
    steps: tuple[PullStep, ...]
    newer: bool
    """False when the image was there already: "Image is up to date"."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """A build: the context as entries, the Dockerfile's text, and the client's options."""

    context: tuple[Entry, ...]
    dockerfile: str
    dockerfile_name: str = "Dockerfile"
    tags: tuple[str, ...] = ()
    args: tuple[tuple[str, str], ...] = ()
    no_cache: bool = False
    target: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    classic: bool = False
    pull: bool = False


@dataclass(frozen=True, slots=True)
class BuildStep:
    """A step as BuildKit shows it: ``[2/3] RUN ...``, its output, whether the cache served it.

    ``[internal] ...`` and ``exporting to image`` are steps as well, in the order of BuildKit's.
    """

    title: str
    cached: bool = False
    output: tuple[tuple[str, str], ...] = ()
    """(stream, line) in order; lines of the stream ``status`` are shown without a time."""
    error: str = ""
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """The end of a build: the image's id, or the error that ended it.

    `error` is what follows "failed to solve: "; `excerpt` are the lines of the Dockerfile that are
    shown in front of it, if any. With `not_simulated` the build ended for that reason instead.
    """

    steps: tuple[BuildStep, ...]
    image: str | None
    error: str = ""
    excerpt: str = ""
    not_simulated: str = ""


class Engine(Protocol):
    """dockerd 26.1 behind its socket."""

    @property
    def state(self) -> EngineState:
        """What the daemon knows now."""

    # Containers.

    def create(self, request: CreateRequest) -> tuple[str, tuple[str, ...]]:
        """Create a container; gives its id and warnings. 404 with "No such image: x" if missing."""

    def start(self, ref: str, streams: Streams = Streams()) -> int:
        """Start a container and give the pid (the kernel's) of its main process."""

    def stop(self, ref: str, timeout: int | None = None, signal: str = "") -> None:
        """Send the stop signal, let simulated time pass, then SIGKILL.

        Nothing if it isn't running.
        """

    def kill(self, ref: str, signal: str = "KILL") -> None:
        """Send a signal to the main process; 409 if it isn't running."""

    def restart(self, ref: str, timeout: int | None = None, signal: str = "") -> None:
        """Stop and start."""

    def pause(self, ref: str) -> None:
        """Stop scheduling a container's processes."""

    def unpause(self, ref: str) -> None:
        """Go on scheduling them."""

    def remove(self, ref: str, *, force: bool = False, volumes: bool = False) -> None:
        """Remove a container; with `volumes` its anonymous volumes that nobody else uses."""

    def rename(self, ref: str, name: str) -> None:
        """Give a container another name."""

    def attach(self, ref: str, streams: Streams) -> int:
        """Show what the main process writes from now on; gives its pid."""

    def exit_code(self, ref: str) -> int:
        """The exit status of a container that has ended, also when it was removed since."""

    def exec(self, ref: str, request: ExecRequest, streams: Streams, parent: int) -> int:
        """Start one more process, a child of `parent`, and give its pid."""

    def logs(self, ref: str) -> list[tuple[int, str, bytes]]:
        """What the main processes wrote.

        (moment, ``stdout`` or ``stderr``, bytes), oldest first.
        """

    def diff(self, ref: str) -> list[tuple[str, str]]:
        """Changes of the writable layer: (``A`` | ``C`` | ``D``, path), parents first, sorted."""

    def commit(self, ref: str, repo: str, *, message: str = "", author: str = "",
               changes: Sequence[str] = (), pause: bool = True) -> str:
        """Make an image of a container's writable layer; gives its id."""

    def stat_path(self, ref: str, path: str) -> PathStat:
        """What a path in a container is; 404 "Could not find the file P in container C"."""

    def get_archive(self, ref: str, path: str) -> tuple[Entry, ...]:
        """A path's tree as tar members, through volumes and binds.

        Names start with the base name.
        """

    def put_archive(self, ref: str, path: str, entries: Sequence[Entry], *,
                    no_overwrite: bool = False, copy_owner: bool = False) -> None:
        """Unpack tar members into an existing directory of a container.

        Through volumes and binds.
        """

    def export(self, ref: str) -> tuple[Entry, ...]:
        """The merged root filesystem without volumes."""

    def top(self, ref: str) -> list[tuple[str, ...]]:
        """Rows of `docker top`: UID PID PPID C STIME TTY TIME CMD."""

    def find_container(self, ref: str) -> Container:
        """A container by id, prefix or name; 404 "No such container: x"."""

    def list_containers(self) -> list[Container]:
        """All containers, newest first."""

    def sizes(self, container: Container) -> tuple[int, int]:
        """(bytes in the writable layer, those and the image's)."""

    def inspect_container(self, ref: str, *, size: bool = False) -> Json:
        """GET /containers/{id}/json."""

    # Images.

    def find_image(self, ref: str) -> Image:
        """An image by name, id or prefix; 404 "No such image: x:latest"."""

    def list_images(self, *, intermediate: bool = False) -> list[Image]:
        """Images, newest first."""

    def names_of(self, image: Image) -> list[str]:
        """The references ``repo:tag`` of an image, sorted."""

    def inspect_image(self, ref: str) -> Json:
        """GET /images/{name}/json."""

    def history(self, ref: str) -> list[Json]:
        """GET /images/{name}/history: Id, Created, CreatedBy, Tags, Size, Comment; newest first."""

    def pull(self, reference: str) -> Pulled:
        """Take an image from the catalogue; raises NotInCatalogue."""

    def tag(self, source: str, target: str) -> None:
        """Give an image one more name."""

    def remove_image(self, ref: str, *, force: bool = False, prune: bool = True) -> list[Json]:
        """Untag or delete; gives [{"Untagged": ...}, {"Deleted": ...}] in order."""

    def build(self, request: BuildRequest) -> Built:
        """Build an image from a Dockerfile."""

    # Volumes.

    def create_volume(self, name: str, *, driver: str = "local",
                      options: Mapping[str, str] | None = None,
                      labels: Mapping[str, str] | None = None) -> Volume:
        """Make a volume, or give the one that has this name already."""

    def find_volume(self, name: str) -> Volume:
        """A volume by its whole name; 404 "get x: no such volume"."""

    def list_volumes(self) -> list[Volume]:
        """All volumes in the natural order of their names."""

    def volume_users(self, name: str) -> list[Container]:
        """The containers, running or not, that mount a volume; oldest first."""

    def volume_size(self, name: str) -> int:
        """Bytes of files in a volume."""

    def inspect_volume(self, name: str) -> Json:
        """GET /volumes/{name}."""

    def remove_volume(self, name: str, *, force: bool = False) -> None:
        """Remove a volume; 409 "remove x: volume is in use - [ids]"."""

    # Cleaning up and disk usage.

    def prune_volumes(self, *, everything: bool = False,
                      filters: Mapping[str, Sequence[str]] | None = None) -> tuple[list[str], int]:
        """Remove unused volumes; gives names and bytes."""

    def prune_containers(self, filters: Mapping[str, Sequence[str]] | None = None) -> tuple[
            list[str], int]:
        """Remove stopped containers; gives ids and bytes."""

    def prune_images(self, *, everything: bool = False) -> tuple[list[Json], int]:
        """Remove dangling (or all unused) images; gives what `remove_image` gives, and bytes."""

    def prune_build_cache(self, *, everything: bool = False) -> tuple[list[str], int]:
        """Empty the build cache; gives ids and bytes."""

    def disk_usage(self) -> Json:
        """GET /system/df: LayersSize, Images, Containers, Volumes, BuildCache."""

    def info(self) -> Json:
        """GET /info."""

    def version(self) -> Json:
        """GET /version."""
