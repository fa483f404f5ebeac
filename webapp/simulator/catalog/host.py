"""The host that everything starts on: a fresh Debian 13 with Docker, its terminal, its disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rpds import HashTrieMap

from webapp.simulator.catalog import debian
from webapp.simulator.catalog.debian_programs import PROGRAMS
from webapp.simulator.catalog.entries import (
    blob,
    directories,
    directory,
    rooted,
    symlink,
    text,
)
from webapp.simulator.catalog.laying import lay
from webapp.simulator.kernel.content import Content, Generated
from webapp.simulator.kernel.descriptors import Console
from webapp.simulator.kernel.environ import Environ
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.mounts import Mount, MountTable
from webapp.simulator.kernel.process import Descriptor, Process
from webapp.simulator.kernel.state import HOST

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Entry
    from webapp.simulator.kernel.kernel import Kernel
    from webapp.simulator.kernel.node import Plain

START: Final = 1_795_424_400 * 10**9
"""2026-11-23 09:00 UTC: when every world begins."""

INSTALLED: Final = START - 40 * 86_400 * 10**9
DISK_BYTES: Final = 40 * 10**9
DOCKER_GROUP: Final = 996
HOSTNAME: Final = "host"

_PROFILE: Final = """\
# /etc/profile: system-wide .profile file for the Bourne shell (sh(1))
if [ "$(id -u)" -eq 0 ]; then
  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
else
  PATH="/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"
fi
export PATH
"""

ENVIRONMENT: Final = {
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "LOGNAME": "root",
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "PWD": "/root",
    "SHELL": "/bin/bash",
    "TERM": "xterm-256color",
    "USER": "root",
}


def entries() -> tuple[Entry, ...]:
    """The host's root directory."""
    packages = (*debian.BASE, *(p for p in PROGRAMS if p not in debian.BASE))
    found = [e for e in debian.root(debian.TRIXIE, packages) if e.path not in _OWN]
    docker = [
        blob("usr/bin/docker", 41_246_344, "host", "docker"),
        blob("usr/bin/dockerd", 99_331_896, "host", "dockerd"),
        blob("usr/bin/containerd", 42_187_496, "host"),
        blob("usr/bin/containerd-shim-runc-v2", 13_889_536, "host"),
        blob("usr/bin/runc", 10_588_192, "host"),
    ]
    own = [
        text("etc/hostname", f"{HOSTNAME}\n"),
        text("etc/hosts", f"127.0.0.1\tlocalhost\n127.0.1.1\t{HOSTNAME}\n::1\tlocalhost\n"),
        text("etc/resolv.conf", "nameserver 192.168.1.1\n"),
        text("etc/profile", _PROFILE),
        debian.group(f"docker:x:{DOCKER_GROUP}:"),
        text("etc/fstab", "/dev/vda1 / ext4 rw,discard,errors=remount-ro 0 1\n"),
        *directories("etc/docker srv run/docker var/log/journal usr/lib/modules"),
        directory("var/lib/docker", 0o710),
        directory("var/lib/containerd", 0o711),
        symlink("vmlinuz", "boot/vmlinuz-6.12.48+deb13-amd64"),
    ]
    return rooted([*found, *docker, *own])


_OWN: Final = {
    "etc/hostname",
    "etc/hosts",
    "etc/resolv.conf",
    "etc/profile",
    "etc/group",
    "etc/fstab",
}

_DEVICES: Final = {
    "null": (1, 3),
    "zero": (1, 5),
    "full": (1, 7),
    "random": (1, 8),
    "urandom": (1, 9),
    "tty": (5, 0),
    "console": (5, 1),
}
PROC_FILES: Final = (
    "mounts",
    "version",
    "uptime",
    "meminfo",
    "loadavg",
    "filesystems",
    "modules",
    "cpuinfo",
)


def boot(kernel: Kernel, *, full_terminal: bool) -> None:
    """Set a kernel up as the host stands after it has booted: disk, mounts, terminal, shell."""
    disks = kernel.disks
    disks.clock = kernel.boot = START
    root = disks.make_filesystem("ext4", "/dev/vda1", capacity=DISK_BYTES)
    lay(disks, root, entries(), mtime=INSTALLED)
    disks.directory(root, "lost+found", mode=0o700)
    kernel.namespaces = kernel.namespaces.insert(HOST, MountTable())
    kernel.mount(HOST, Mount((), root, "/dev/vda1", "ext4", ("rw", "relatime", "discard")))
    kernel.mount(HOST, Mount(("proc",), make_proc(kernel), "proc", "proc", _QUIET))
    kernel.mount(HOST, Mount(("sys",), _empty(kernel, "sysfs"), "sysfs", "sysfs", _QUIET))
    devices = ("rw", "nosuid", "relatime", "size=1996792k", "mode=755")
    kernel.mount(HOST, Mount(("dev",), make_dev(kernel), "udev", "devtmpfs", devices))
    run = disks.make_filesystem("tmpfs", "tmpfs", capacity=401_408_000)
    lay(disks, run, [directory("lock", 0o1777), directory("docker", 0o700)])
    socket = Inode(Kind.SOCKET, 0o660, 0, DOCKER_GROUP, START, START, target="docker")
    disks.add(run, "docker.sock", socket)
    kernel.mount(
        HOST, Mount(("run",), run, "tmpfs", "tmpfs", ("rw", "nosuid", "nodev", "mode=755"))
    )
    kernel.hostnames = kernel.hostnames.insert("", HOSTNAME)
    login(kernel, full_terminal=full_terminal)


_QUIET: Final = ("rw", "nosuid", "nodev", "noexec", "relatime")


def _empty(kernel: Kernel, kind: str) -> Plain:
    return kernel.disks.make_filesystem(kind, kind, mode=0o555)


def make_proc(kernel: Kernel) -> Plain:
    """A proc filesystem: files whose bytes are made for whoever opens them."""
    disks = kernel.disks
    proc = disks.make_filesystem("proc", "proc", mode=0o555)
    for name in PROC_FILES:
        content = Content(generated=Generated(name))
        disks.add(proc, name, Inode(Kind.FILE, 0o444, mtime=disks.clock, content=content))
    self_ = disks.directory(proc, "self", mode=0o555)
    disks.directory(self_, "fd", mode=0o500)
    mounts = Content(generated=Generated("mounts"))
    disks.add(self_, "mounts", Inode(Kind.FILE, 0o444, mtime=disks.clock, content=mounts))
    host = disks.directory(proc, "sys", "kernel", mode=0o555)
    own_name = Content(generated=Generated("hostname"))
    disks.add(host, "hostname", Inode(Kind.FILE, 0o444, mtime=disks.clock, content=own_name))
    return proc


def make_dev(kernel: Kernel) -> Plain:
    """A /dev with the devices that every Linux has."""
    disks = kernel.disks
    dev = disks.make_filesystem("tmpfs", "udev")
    for name in sorted(_DEVICES):
        disks.add(dev, name, Inode(Kind.CHAR, 0o666, mtime=disks.clock, rdev=_DEVICES[name]))
    for name, target in (
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
    ):
        disks.add(dev, name, Inode(Kind.SYMLINK, 0o777, mtime=disks.clock, target=target))
    for name in ("pts", "shm", "mqueue"):
        disks.directory(dev, name, mode=0o1777 if name == "shm" else 0o755)
    return dev


def login(kernel: Kernel, *, full_terminal: bool) -> None:
    """Start root's login shell on the terminal."""
    kernel.terminal = replace(kernel.terminal, full=full_terminal)
    streams = (("stdin", True), ("stdout", full_terminal), ("stderr", full_terminal))
    fds = HashTrieMap(
        {
            fd: Descriptor(kernel.add_opened(Console(stream, tty)))
            for fd, (stream, tty) in enumerate(streams)
        }
    )
    pid = kernel.new_pid()
    kernel.put(
        Process(
            pid,
            0,
            "bash",
            ("-bash",),
            Environ(ENVIRONMENT),
            ("root",),
            fds=fds,
            started=kernel.clock,
            exe="/usr/bin/bash",
        )
    )
