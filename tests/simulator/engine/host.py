"""A small host for tests of the daemon: a disk, Docker's directory, busybox as an image."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rpds import HashTrieMap

from webapp.simulator.engine.core import Core
from webapp.simulator.engine.engine import Dockerd
from webapp.simulator.engine.imagestore import ImageStore
from webapp.simulator.engine.model import (
    Config,
    Container,
    CreateRequest,
    EngineState,
    History,
    HostConfig,
    Image,
)
from webapp.simulator.kernel.budget import Limits
from webapp.simulator.kernel.content import Blob, Content
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.mounts import Mount, MountTable
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.process import Process
from webapp.simulator.kernel.state import HOST, KernelState
from webapp.simulator.kernel.sys import Sys

if TYPE_CHECKING:
    from webapp.simulator.engine.events import Event

NOON = 1_795_435_200 * 10**9
APPLETS = ("sh", "sleep", "ls", "cat", "true", "false", "busybox")


def booted() -> Kernel:
    """A kernel with a disk, /proc, /sys and Docker's root directory."""
    kernel = Kernel(KernelState(clock=NOON, boot=NOON), Limits())
    disks = kernel.disks
    root = disks.make_filesystem("ext4", "/dev/vda1", capacity=10**10)
    kernel.namespaces = kernel.namespaces.insert(HOST, MountTable(places=HashTrieMap()))
    kernel.mount(HOST, Mount((), root, "/dev/vda1", "ext4"))
    for name in ("proc", "sys"):
        disks.directory(root, name)
        inside = disks.make_filesystem(name, name, mode=0o555)
        kernel.mount(HOST, Mount((name,), inside, name, name))
    disks.directory(root, "srv")
    disks.write_file(disks.directory(root, "etc"), "resolv.conf", b"nameserver 192.168.1.1\n")
    disks.directory(root, "var", "lib", "docker", mode=0o710)
    return kernel


def fill_busybox(kernel: Kernel, root: Plain) -> None:
    """Lay a small busybox out: one file under many names, users, a few directories."""
    disks = kernel.disks
    for path in ("dev", "etc", "home", "root", "usr/bin", "var/www"):
        disks.directory(root, *path.split("/"))
    disks.directory(root, "tmp", mode=0o1777)
    binaries = disks.directory(root, "bin")
    blob = Content.of_blob(Blob("b" * 64, 2_024_544, "busybox"))
    first = disks.write_file(binaries, APPLETS[0], blob, 0o755)
    for name in APPLETS[1:]:
        disks.link(binaries, name, first)
    etc = disks.directory(root, "etc")
    users = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n"
    disks.write_file(etc, "passwd", users.encode())
    disks.write_file(etc, "group", b"root:x:0:\nnobody:x:65534:\n")


def app_files(kernel: Kernel, root: Plain) -> None:
    """Lay /app out, as the recorded vectors have it."""
    disks = kernel.disks
    app = disks.directory(root, "app")
    disks.write_file(app, "a.txt", b"one\n")
    two = disks.write_file(app, "b.txt", b"two\n", 0o640)
    disks.link(app, "b-hard", two)
    disks.add(app, "link", Inode(Kind.SYMLINK, 0o777, mtime=disks.clock, target="a.txt"))
    old = disks.directory(app, "old")
    disks.write_file(old, "o1", b"o1\n")
    disks.write_file(old, "o2", b"o2\n")
    sub = disks.directory(app, "sub")
    disks.store(sub, Inode(Kind.DIRECTORY, 0o755, 1000, 1000, disks.clock, nlink=2))
    disks.add(sub, "s.txt", Inode(Kind.FILE, 0o644, 1000, 1000, content=Content.of(b"s\n")))


def stored(kernel: Kernel) -> tuple[Core, ImageStore, Image]:
    """A daemon's core with the image ``base`` of two layers."""
    core = Core(kernel, EngineState())
    store = ImageStore(core)
    return core, store, add_base(core, store)


def add_base(core: Core, store: ImageStore, volumes: tuple[str, ...] = ()) -> Image:
    """Register busybox and, on top of it, ``base`` with files in /app."""
    kernel = core.kernel
    bottom = store.register_layer(None, lambda root: fill_busybox(kernel, root))
    config = Config(cmd=("sh",))
    busybox = store.register_image(
        config, [bottom.chain_id], [History(NOON, "")], created=NOON
    )
    store.tag(busybox, "busybox")
    top = store.register_layer(bottom.chain_id, lambda root: app_files(kernel, root))
    image = store.register_image(
        Config(cmd=("sh",), volumes=volumes), [bottom.chain_id, top.chain_id],
        [History(NOON, ""), History(NOON, "RUN app")], created=NOON,
    )
    store.tag(image, "base")
    return image


class Desk:
    """A daemon on a small host, and short ways to ask it; nothing runs its processes."""

    def __init__(self, volumes: tuple[str, ...] = ()) -> None:
        self.kernel = booted()
        self.daemon = Dockerd(self.kernel, EngineState())
        self.image = add_base(self.daemon.core, self.daemon.images, volumes)

    def create(self, name: str = "web", *, image: str = "base", volumes: tuple[str, ...] = (),
               config: Config | None = None, **host: Any) -> Container:
        """Make a container that sleeps; `volumes` are anonymous ones, the rest is HostConfig's."""
        own = config or Config(cmd=("sleep", "1000"))
        own = replace(own, image=image, volumes=volumes or own.volumes)
        id_, _ = self.daemon.create(CreateRequest(own, HostConfig(**host), name))
        return self.daemon.find_container(id_)

    def run(self, name: str = "web", **kinds: Any) -> Sys:
        """Make and start a container; gives its main process's system calls."""
        self.create(name, **kinds)
        return self.start(name)

    def start(self, name: str) -> Sys:
        """Start a container; gives its main process's system calls."""
        return Sys(self.kernel, self.daemon.start(name))

    def mounts(self, name: str) -> dict[str, Any]:
        """What inspect lists, by destination."""
        return {
            mount["Destination"]: mount
            for mount in self.daemon.inspect_container(name)["Mounts"]
        }

    def volume(self, name: str) -> list[str]:
        """The names in a volume's directory."""
        node = self.daemon.volumes.data(name)
        assert isinstance(node, Plain)
        return self.kernel.disks.names(node)

    def names(self) -> list[str]:
        """The names of all volumes."""
        return [volume.name for volume in self.daemon.list_volumes()]

    def told(self, type_: str) -> list[Event]:
        """The daemon's own events of one type."""
        return [event for event in self.daemon.events if event.type == type_]

    def host(self) -> Sys:
        """The system calls of a process of root's on the host."""
        pid = self.kernel.new_pid()
        self.kernel.put(Process(pid, 0, "shell", ("sh",)))
        return Sys(self.kernel, pid)
