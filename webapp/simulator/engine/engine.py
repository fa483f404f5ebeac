"""dockerd: the verbs of its API, each done by the part that knows how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine import commit, diff, info, inspect, logs, prune, pulling, setup, usage
from webapp.simulator.engine.api import (
    BuildRequest,
    Built,
    Entry,
    ExecRequest,
    Json,
    PathStat,
    Pulled,
    Streams,
)
from webapp.simulator.engine.archive import Archive
from webapp.simulator.engine.builder import building
from webapp.simulator.engine.containers import Containers
from webapp.simulator.engine.core import Core
from webapp.simulator.engine.events import Event
from webapp.simulator.engine.finding import find_container
from webapp.simulator.engine.images import Images
from webapp.simulator.engine.imagestore import ImageStore
from webapp.simulator.engine.lifetimes import Lifetimes
from webapp.simulator.engine.network import Network
from webapp.simulator.engine.running import Running
from webapp.simulator.engine.volumes import VolumeStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from webapp.simulator.engine.model import (
        Container,
        CreateRequest,
        EngineState,
        Image,
        Volume,
    )
    from webapp.simulator.kernel.kernel import Kernel

NO_STREAMS = Streams()
SOCKET = "docker"


class Dockerd:
    """The daemon behind its socket; see the Protocol `Engine` for what each verb does."""

    def __init__(
        self,
        kernel: Kernel,
        state: EngineState,
        *,
        settle: Callable[[], None] = lambda: None,
        run_to_end: Callable[[int], int] = lambda _pid: 0,
    ) -> None:
        """Serve `kernel` from `state`.

        `settle` lets all other processes run as far as they can, `run_to_end` until one has ended.
        """
        self.core = Core(kernel, state)
        self.run_to_end = run_to_end
        self.settle = settle
        self.images = ImageStore(self.core)
        self.volumes = VolumeStore(self.core)
        self.network = Network(self.core)
        self.lifetimes = Lifetimes(self.core, self.images, self.volumes, self.network)
        self.containers = Containers(self.core, self.images, self.volumes, self.lifetimes)
        self.named = Images(self.core, self.images)
        self.running = Running(self.core, self.volumes, self.network, self.lifetimes, settle)
        self.archive = Archive(self.core, self.volumes)
        kernel.sockets[SOCKET] = self
        kernel.container_output = self._output
        kernel.init_ended = self.running.init_ended
        setup.prepare(self.core)

    def _output(self, id_: str, stream: str, data: bytes) -> None:
        logs.append(self.core, id_, stream, data)

    # The state as a value.

    @property
    def state(self) -> EngineState:
        """What the daemon knows now."""
        return self.core.state

    @property
    def events(self) -> list[Event]:
        """What the daemon told in this step."""
        return [event for event in self.core.kernel.events if isinstance(event, Event)]

    def snapshot(self) -> EngineState:
        """Give everything as a value."""
        return self.core.state

    def restore(self, state: EngineState) -> None:
        """Take over everything from `state`."""
        self.core.state = state

    # Containers.

    def create(self, request: CreateRequest) -> tuple[str, tuple[str, ...]]:
        """Create a container; gives its id and warnings."""
        return self.containers.create(request)

    def start(self, ref: str, streams: Streams = NO_STREAMS) -> int:
        """Start a container and give the number of its main process."""
        return self.running.start(ref, streams)

    def stop(self, ref: str, timeout: int | None = None, signal: str = "") -> None:
        """Ask the main process to end, and kill it when the time is over."""
        self.running.stop(ref, timeout, signal)

    def kill(self, ref: str, signal: str = "KILL") -> None:
        """Send a signal to the main process."""
        self.running.kill(ref, signal)

    def restart(self, ref: str, timeout: int | None = None, signal: str = "") -> None:
        """Stop and start."""
        self.running.restart(ref, timeout, signal)

    def pause(self, ref: str) -> None:
        """Stop scheduling a container's processes."""
        self.running.pause(ref)

    def unpause(self, ref: str) -> None:
        """Go on scheduling them."""
        self.running.unpause(ref)

    def remove(self, ref: str, *, force: bool = False, volumes: bool = False) -> None:
        """Remove a container, and with `volumes` its anonymous volumes."""
        self.containers.remove(ref, force=force, volumes=volumes)

    def rename(self, ref: str, name: str) -> None:
        """Give a container another name."""
        self.containers.rename(ref, name)

    def attach(self, ref: str, streams: Streams) -> int:
        """Show what the main process writes from now on; gives its number."""
        return self.running.attach(ref, streams)

    def exit_code(self, ref: str) -> int:
        """The exit status of a container that has ended, also when it was removed since."""
        found = self.state.exit_codes.get(ref)
        return found if found is not None else self.find_container(ref).state.exit_code

    def exec(self, ref: str, request: ExecRequest, streams: Streams, parent: int) -> int:
        """Start one more process, a child of `parent`, and give its number."""
        return self.running.exec(ref, request, streams, parent)

    def logs(self, ref: str) -> list[tuple[int, str, bytes]]:
        """What the main processes wrote: (moment, stream, bytes), oldest first."""
        return logs.read(self.core, self.find_container(ref).id)

    def diff(self, ref: str) -> list[tuple[str, str]]:
        """Changes of the writable layer, parents first, sorted."""
        return diff.changes(self.core, self.find_container(ref))

    def commit(
        self, ref: str, repo: str, *, message: str = "", author: str = "",
        changes: Sequence[str] = (), pause: bool = True,  # noqa: ARG002  nothing else runs meanwhile
    ) -> str:
        """Make an image of a container's writable layer; gives its id."""
        return commit.commit(
            self.core, self.images, self.find_container(ref), repo, message=message,
            author=author, instructions=changes,
        )

    def stat_path(self, ref: str, path: str) -> PathStat:
        """What a path in a container is."""
        return self.archive.stat(self.find_container(ref), ref, path)

    def get_archive(self, ref: str, path: str) -> tuple[Entry, ...]:
        """A path's tree as members of a tar."""
        return self.archive.get(self.find_container(ref), ref, path)

    def put_archive(
        self, ref: str, path: str, entries: Sequence[Entry], *, no_overwrite: bool = False,
        copy_owner: bool = False,
    ) -> None:
        """Unpack members of a tar into an existing directory of a container."""
        self.archive.put(
            self.find_container(ref), ref, path, entries, no_overwrite=no_overwrite,
            copy_owner=copy_owner,
        )

    def export(self, ref: str) -> tuple[Entry, ...]:
        """The merged root filesystem without volumes."""
        return self.archive.export(self.find_container(ref))

    def top(self, ref: str) -> list[tuple[str, ...]]:
        """Rows of `docker top`."""
        return self.running.top(ref)

    def find_container(self, ref: str) -> Container:
        """A container by id, prefix or name."""
        return find_container(self.core, ref)

    def list_containers(self) -> list[Container]:
        """All containers, newest first."""
        return self.containers.newest_first()

    def sizes(self, container: Container) -> tuple[int, int]:
        """(bytes in the writable layer, those and the image's)."""
        return self.containers.sizes(container)

    def inspect_container(self, ref: str, *, size: bool = False) -> Json:
        """GET /containers/{id}/json."""
        container = self.find_container(ref)
        sizes = self.containers.sizes(container) if size else None
        return inspect.container(self.core, container, sizes)

    # Images.

    def find_image(self, ref: str) -> Image:
        """An image by name, id or prefix."""
        return self.images.find(ref)

    def list_images(self, *, intermediate: bool = False) -> list[Image]:
        """Images, newest first."""
        return self.named.all(intermediate=intermediate)

    def names_of(self, image: Image) -> list[str]:
        """The references of an image, sorted."""
        return self.images.names_of(image)

    def inspect_image(self, ref: str) -> Json:
        """GET /images/{name}/json."""
        image = self.images.find(ref)
        return inspect.image(self.core, image, self.images.names_of(image))

    def history(self, ref: str) -> list[Json]:
        """GET /images/{name}/history, newest first."""
        return self.named.history(ref)

    def pull(self, reference: str) -> Pulled:
        """Take an image from the catalogue."""
        return pulling.pull(self.core, self.images, reference)

    def tag(self, source: str, target: str) -> None:
        """Give an image one more name."""
        self.named.tag(source, target)

    def remove_image(self, ref: str, *, force: bool = False, prune: bool = True) -> list[Json]:
        """Untag or delete."""
        return self.named.remove(ref, force=force, prune=prune)

    def build(self, request: BuildRequest) -> Built:
        """Build an image from a Dockerfile."""
        return building.build(self, request)

    # Volumes.

    def create_volume(
        self, name: str, *, driver: str = "local", options: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Volume:
        """Make a volume, or give the one that has this name already."""
        return self.volumes.create(name, driver=driver, options=options, labels=labels)

    def find_volume(self, name: str) -> Volume:
        """A volume by its whole name."""
        return self.volumes.find(name)

    def list_volumes(self) -> list[Volume]:
        """All volumes in the natural order of their names."""
        return self.volumes.all()

    def volume_users(self, name: str) -> list[Container]:
        """The containers, running or not, that mount a volume."""
        return self.volumes.users(name)

    def volume_size(self, name: str) -> int:
        """Bytes of files in a volume."""
        return self.volumes.size(name)

    def inspect_volume(self, name: str) -> Json:
        """GET /volumes/{name}."""
        return self.volumes.inspect(self.volumes.find(name))

    def remove_volume(self, name: str, *, force: bool = False) -> None:
        """Remove a volume that no container uses."""
        self.volumes.remove(name, force=force)

    # Cleaning up and disk usage.

    def prune_volumes(
        self, *, everything: bool = False,
        filters: Mapping[str, Sequence[str]] | None = None,
    ) -> tuple[list[str], int]:
        """Remove unused volumes; gives names and bytes."""
        return prune.volumes(self.volumes, everything=everything, filters=filters or {})

    def prune_containers(
        self, filters: Mapping[str, Sequence[str]] | None = None
    ) -> tuple[list[str], int]:
        """Remove stopped containers; gives ids and bytes."""
        return prune.containers(self.core, self.containers, filters or {})

    def prune_images(self, *, everything: bool = False) -> tuple[list[Json], int]:
        """Remove dangling (or all unused) images; gives rows and bytes."""
        return self.named.prune(everything=everything)

    def prune_build_cache(self, *, everything: bool = False) -> tuple[list[str], int]:
        """Empty the build cache; gives ids and bytes."""
        return prune.build_cache(self.core, self.images, everything=everything)

    def disk_usage(self) -> Json:
        """GET /system/df."""
        return usage.disk_usage(self.core, self.images, self.volumes, self.containers)

    def info(self) -> Json:
        """GET /info."""
        return info.info(self.core)

    def version(self) -> Json:
        """GET /version."""
        return info.version()
