"""A small host for tests of the daemon: a disk, Docker's directory, busybox as an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.engine.core import Core
from webapp.simulator.engine.imagestore import ImageStore
from webapp.simulator.engine.model import Config, EngineState, History, Image
from webapp.simulator.kernel.budget import Limits
from webapp.simulator.kernel.content import Blob, Content
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.kernel import HOST, Kernel, KernelState
from webapp.simulator.kernel.mounts import Mount, MountTable

if TYPE_CHECKING:
    from webapp.simulator.kernel.node import Plain

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
