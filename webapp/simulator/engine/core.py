"""What every part of the daemon shares: the kernel, the state, ids, the host's disk, events."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from webapp.simulator.drivers.overlay2 import Overlay2
from webapp.simulator.kernel.errno import OsError
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.state import HOST
from webapp.simulator.kernel.walk import find

if TYPE_CHECKING:
    from webapp.simulator.drivers.driver import Driver
    from webapp.simulator.engine.events import Event
    from webapp.simulator.engine.model import Container, EngineState
    from webapp.simulator.kernel.kernel import Kernel

ROOT = "/var/lib/docker"


class Core:
    """A working copy of the daemon's state; verbs replace parts of `state`."""

    def __init__(self, kernel: Kernel, state: EngineState) -> None:
        """Work on `kernel` from `state`."""
        self.kernel = kernel
        self.state = state

    @property
    def now(self) -> int:
        """The simulated time in nanoseconds since 1970."""
        return self.kernel.clock

    @property
    def root(self) -> Plain:
        """The inode of Docker's root directory."""
        try:
            node = find(self.kernel, HOST, (), ROOT).node
        except OsError:
            # Somebody has deleted it; the daemon makes what it misses.
            top = find(self.kernel, HOST, (), "/").node
            if not isinstance(top, Plain):
                raise
            node = self.kernel.disks.directory(top, *ROOT[1:].split("/"))
        if not isinstance(node, Plain):
            raise TypeError(f"{ROOT} is on no disk")
        return node

    @property
    def driver(self) -> Driver:
        """The storage driver that the daemon was started with."""
        return Overlay2(self.kernel, self.root, ROOT)

    def directory(self, *names: str, mode: int = 0o700) -> Plain:
        """A directory below Docker's root, made where it is missing."""
        return self.kernel.disks.directory(self.root, *names, mode=mode)

    def change(self, **parts: Any) -> None:
        """Replace parts of the state."""
        self.state = replace(self.state, **parts)

    def new_id(self, what: str) -> str:
        """64 hex digits that no other call has given or will give."""
        number = self.state.counter
        self.change(counter=number + 1)
        return hashlib.sha256(f"{self.state.seed}:{what}:{number}".encode()).hexdigest()

    def put(self, container: Container) -> Container:
        """Enter or replace a container."""
        self.change(containers=self.state.containers.insert(container.id, container))
        return container

    def containers(self) -> list[Container]:
        """All containers, oldest first."""
        return sorted(self.state.containers.values(), key=lambda container: container.number)

    def tell(self, event: Event) -> None:
        """Record what happened, after what the kernel saw so far."""
        self.kernel.events.append(event)

    def make_symlink(self, parent: Plain, name: str, target: str) -> None:
        """Make a symbolic link."""
        clock = self.kernel.clock
        self.kernel.disks.add(
            parent, name, Inode(Kind.SYMLINK, 0o777, mtime=clock, ctime=clock, target=target)
        )
