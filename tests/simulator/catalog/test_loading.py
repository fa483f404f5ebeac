from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from webapp.simulator.catalog import host, loading, registry
from webapp.simulator.engine import nodes
from webapp.simulator.engine.core import Core
from webapp.simulator.engine.imagestore import ImageStore
from webapp.simulator.engine.model import EngineState
from webapp.simulator.kernel.kernel import Kernel
from webapp.simulator.kernel.state import KernelState

if TYPE_CHECKING:
    from webapp.simulator.catalog.shipped import ShippedImage


@pytest.fixture
def core() -> Core:
    kernel = Kernel(KernelState())
    host.boot(kernel, full_terminal=False)
    return Core(kernel, EngineState())


def shipped(name: str) -> ShippedImage:
    found = registry.find(name)
    assert found is not None
    return found


def test_a_loaded_image_stands_on_the_host_disk(core: Core) -> None:
    image, (layer,) = loading.load(core, ImageStore(core), shipped("busybox"), digest=False)
    assert image.size == layer.size == 2_024_645
    assert not layer.present
    root = core.driver.changes(core.state.layers[layer.chain_id].directory)
    sh, cat = core.kernel.disks.at(root, "bin/sh"), core.kernel.disks.at(root, "bin/cat")
    assert sh is not None
    assert sh == cat
    assert core.kernel.disks.inode(sh).nlink == 272
    assert core.kernel.disks.inode(sh).content.program == "busybox"


def test_layers_that_are_there_already_are_shared(core: Core) -> None:
    store = ImageStore(core)
    loading.load(core, store, shipped("debian:bookworm-slim"))
    before = len(core.state.layers)
    image, layers = loading.load(core, store, shipped("nginx"))
    assert [layer.present for layer in layers] == [True] + [False] * (len(layers) - 1)
    assert len(core.state.layers) == before + len(layers) - 1
    assert image.size == sum(layer.size for layer in layers)


def test_loading_twice_gives_the_same_image(core: Core) -> None:
    store = ImageStore(core)
    first, _ = loading.load(core, store, shipped("alpine"))
    again, layers = loading.load(core, store, shipped("alpine"))
    assert again == first
    assert all(layer.present for layer in layers)


def test_a_disk_is_as_full_as_what_was_loaded_onto_it(core: Core) -> None:
    root = core.root
    before = core.kernel.disks.filesystem(root).used
    image, _ = loading.load(core, ImageStore(core), shipped("httpd"))
    links = sum(
        len(entry.link) for layer in shipped("httpd").layers for entry in layer.make()
        if not entry.hard
    )
    grown = core.kernel.disks.filesystem(root).used - before
    # The daemon's own notes about the image come on top.
    assert 0 < grown - (image.size - links) < 40_000


def test_an_upper_layer_covers_a_lower_one(core: Core) -> None:
    _, layers = loading.load(core, ImageStore(core), shipped("nginx"))
    top = core.driver.view(core.state.layers[layers[-1].chain_id].directory)
    passwd = nodes.at(core.kernel, top, "etc/passwd")
    assert passwd is not None
    assert b"nginx:x:101:101:" in nodes.inode(core.kernel, passwd).content.read()
    assert nodes.at(core.kernel, top, "usr/bin/bash") is not None
    assert nodes.resolve(core.kernel, top, "bin/sh") == ("usr", "bin", "dash")
