"""Where every world begins: the host booted, the daemon running, the images pulled, a prompt."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from webapp.simulator.catalog import host, registry
from webapp.simulator.catalog.loading import load
from webapp.simulator.engine.model import EngineState
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.state import KernelState
from webapp.simulator.machine import Machine
from webapp.simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_SEED = "layerlab"


class NoSuchImage(LookupError):
    """An image was asked for that the catalogue does not have."""


def new_world(
    images: Sequence[str] = ("busybox",),
    *,
    seed: str = DEFAULT_SEED,
    driver: str = "overlay2",
    full_terminal: bool = False,
) -> World:
    """A fresh Debian-like host with Docker, these images, and root's shell at its first prompt.

    Raises NoSuchImage with the name that the catalogue does not have.
    """
    return _new(tuple(images), seed, driver, full_terminal)


@lru_cache(maxsize=64)
def _new(images: tuple[str, ...], seed: str, driver: str, full_terminal: bool) -> World:
    kernel = Kernel(KernelState())
    host.boot(kernel, full_terminal=full_terminal)
    machine = Machine(World(kernel.snapshot(), EngineState(driver=driver, seed=seed)))
    for image in images:
        _add(machine, image)
    machine.scheduler.run_foreground()
    return machine.freeze()


def _add(machine: Machine, name: str) -> None:
    """Put an image there as if pulled before; busybox was imported, and knows no registry."""
    shipped = registry.find(name)
    if shipped is None:
        raise NoSuchImage(name)
    daemon = machine.engine
    known = shipped is not registry.find("busybox")
    entered, _ = load(daemon.core, daemon.images, shipped, digest=known)
    daemon.images.tag(entered, name)
