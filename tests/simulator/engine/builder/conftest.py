from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from webapp.simulator.catalog import host, loading, registry
from webapp.simulator.engine import nodes
from webapp.simulator.engine.api import BuildRequest, Built, Entry
from webapp.simulator.engine.builder.building import build
from webapp.simulator.engine.core import Core
from webapp.simulator.engine.imagestore import ImageStore
from webapp.simulator.engine.model import EngineState, Image
from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.process import Signalled
from webapp.simulator.kernel.scheduler import Scheduler
from webapp.simulator.kernel.state import KernelState
from webapp.simulator.userland import programs


@dataclass
class Shop:
    """A daemon with what a build needs of it, and the image busybox."""

    core: Core
    images: ImageStore
    scheduler: Scheduler

    def run_to_end(self, pid: int) -> int:
        return self.scheduler.run_to_end(pid)

    def build(
        self, dockerfile: str, files: dict[str, str] | None = None, **options: object
    ) -> Built:
        entries = tuple(
            Entry(path, Kind.FILE, 0o644, 1000, 1000, 10**18, Content.of(text.encode()))
            for path, text in sorted((files or {}).items())
        )
        request = BuildRequest(entries, dockerfile, tags=("made",))
        return build(self, replace(request, **options))  # type: ignore[arg-type]

    def image(self, built: Built) -> Image:
        assert built.image is not None, built.error or built.not_simulated
        return self.images.find(built.image)

    def file(self, built: Built, path: str) -> Inode | None:
        """What the image shows at a path, links not followed."""
        layer = self.core.state.layers[self.image(built).layers[-1]]
        node = nodes.at(self.core.kernel, self.core.driver.view(layer.directory), path)
        return None if node is None else nodes.inode(self.core.kernel, node)

    def text(self, built: Built, path: str) -> str:
        inode = self.file(built, path)
        assert inode is not None, path
        return inode.content.read().decode()

    def layer(self, built: Built, number: int) -> list[str]:
        """The paths in one of the image's layers, 1 the lowest."""
        layer = self.core.state.layers[self.image(built).layers[number - 1]]
        root = self.core.driver.changes(layer.directory)

        def below(path: str) -> list[str]:
            node = self.core.kernel.disks.at(root, path)
            assert node is not None
            found = []
            for name in self.core.kernel.disks.names(node):
                inner = f"{path}/{name}".lstrip("/")
                found += [inner, *below(inner)]
            return found

        return below("")


def make_shop() -> Shop:
    kernel = Kernel(KernelState())
    host.boot(kernel, full_terminal=False)
    for pid in sorted(kernel.processes):
        # Nobody types here.
        kernel.put(replace(kernel.processes[pid], until=Signalled()))
    core = Core(kernel, EngineState())
    images = ImageStore(core)

    def save() -> object:
        return kernel.snapshot(), core.state

    def restore(saved: object) -> None:
        assert isinstance(saved, tuple)
        kernel.restore(saved[0])
        core.state = saved[1]

    busybox = registry.find("busybox")
    assert busybox is not None
    image, _ = loading.load(core, images, busybox, digest=False)
    images.tag(image, "busybox")
    return Shop(core, images, Scheduler(kernel, programs.program, save, restore))


@pytest.fixture(name="shop")
def _shop() -> Shop:
    return make_shop()
