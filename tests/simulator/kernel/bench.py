"""A kernel with a disk and one overlay, and calls on it: what the kernel's tests stand on."""

from __future__ import annotations

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.mounts import Mount, MountTable
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.overlay import OPAQUE, root_of
from webapp.simulator.kernel.process import Process
from webapp.simulator.kernel.state import HOST, KernelState
from webapp.simulator.kernel.sys import Sys

LAYER = {
    "/app/a.txt": "one\n",
    "/app/b.txt": "two\n",
    "/app/old/o1": "o1\n",
    "/app/old/o2": "o2\n",
    "/bin/tool": "tool\n",
}


class Bench:
    """A host disk, a lower and an upper directory on it, and their overlay at /merged."""

    def __init__(self, capacity: int | None = None) -> None:
        self.kernel = Kernel(KernelState())
        disks = self.kernel.disks
        self.disk = disks.make_filesystem("ext4", "/dev/vda1", capacity=capacity)
        self.kernel.namespaces = self.kernel.namespaces.insert(HOST, MountTable())
        self.kernel.mount(HOST, Mount((), self.disk, "/dev/vda1", "ext4"))
        self.kernel.put(Process(1, 0, "test", ("test",)))
        self.sys = Sys(self.kernel, 1)
        for name in ("lower", "upper", "work", "merged"):
            self.sys.mkdir(f"/{name}")
        for path, text in LAYER.items():
            self.write("/lower" + path, text)
        self.sys.symlink("a.txt", "/lower/app/link")
        self.sys.link("/lower/app/b.txt", "/lower/app/b-hard")
        overlay = self.kernel.make_overlay(
            (self.node("/lower"),), self.node("/upper"), self.node("/work")
        )
        self.kernel.mount(HOST, Mount(("merged",), root_of(overlay), "overlay", "overlay"))
        self.kernel.events.clear()

    def node(self, path: str) -> Plain:
        """The inode at a path of plain directories."""
        node = self.sys.find(path, follow=False).node
        assert isinstance(node, Plain)
        return node

    def write(self, path: str, text: str) -> None:
        """Write a file, making its parents."""
        parts = path.strip("/").split("/")
        for count in range(1, len(parts)):
            parent = "/" + "/".join(parts[:count])
            if not self.sys.exists(parent):
                self.sys.mkdir(parent)
        self.sys.write_file(path, text.encode())

    def text(self, path: str) -> str:
        """What a file holds."""
        return self.sys.read_file(path).decode()

    def upper(self) -> list[str]:
        """The upper directory as paths: whiteouts end in ``!``, opaque directories in ``*``."""
        found: list[str] = []

        def visit(path: str) -> None:
            for name in self.sys.listdir(f"/upper{path}"):
                inner = f"{path}/{name}"
                inode = self.kernel.disks.inode(self.node(f"/upper{inner}"))
                if inode.is_whiteout:
                    found.append(f"{inner}!")
                elif inode.kind is Kind.DIRECTORY:
                    found.append(f"{inner}/*" if inode.xattrs.get(OPAQUE) else f"{inner}/")
                    visit(inner)
                else:
                    found.append(inner)

        visit("")
        return found

    def fails(self, call: str, *arguments: object) -> str:
        """The name of the error that a system call fails with, or "" if it succeeds."""
        try:
            getattr(self.sys, call)(*arguments)
        except OsError as error:
            return error.errno.name
        return ""
