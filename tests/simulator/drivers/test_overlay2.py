from __future__ import annotations

import re

from tests.simulator.engine.host import booted, stored
from webapp.simulator.kernel import overlay
from webapp.simulator.kernel.node import Merged
from webapp.simulator.kernel.state import HOST


def test_the_lowest_layer_has_no_lower_and_no_work() -> None:
    core, _, image = stored(booted())
    disks = core.kernel.disks
    first, second = (core.state.layers[chain].directory for chain in image.layers)
    home = core.directory("overlay2")
    assert disks.names(disks.directory(home, first)) == ["committed", "diff", "link"]
    assert disks.names(disks.directory(home, second)) == [
        "committed", "diff", "link", "lower", "work",
    ]


def test_short_names_are_26_letters_and_lead_to_the_layers() -> None:
    core, _, image = stored(booted())
    disks = core.kernel.disks
    layer = core.state.layers[image.layers[1]].directory
    home = core.directory("overlay2")
    short = disks.inode(disks.directory(home, layer, "link")).content.read().decode()
    assert re.fullmatch("[A-Z2-7]{26}", short)
    link = disks.at(home, f"l/{short}")
    assert link is not None
    assert disks.inode(link).target == f"../{layer}/diff"


def test_a_writable_layer_stands_on_an_init_layer_over_the_images() -> None:
    core, _, image = stored(booted())
    top = core.state.layers[image.layers[-1]].directory
    core.driver.make_writable("c1", top, lambda _: None)
    described = core.driver.describe("c1")
    assert described is not None
    lowers = described["LowerDir"].split(":")
    assert [path.split("/")[-2] for path in lowers] == [
        "c1-init", *(core.state.layers[chain].directory for chain in reversed(image.layers)),
    ]


def test_a_mounted_container_is_in_the_hosts_mount_table_until_it_is_unmounted() -> None:
    core, _, image = stored(booted())
    driver = core.driver
    driver.make_writable("c1", core.state.layers[image.layers[-1]].directory, lambda _: None)
    root = driver.mount("c1")
    assert isinstance(root, Merged)
    assert overlay.names(core.kernel, root)[:3] == ["app", "bin", "dev"]
    at = tuple(driver.merged_path("c1")[1:].split("/"))
    mount = core.kernel.table(HOST).top(at)
    assert mount is not None
    assert mount.line().startswith(
        "overlay /var/lib/docker/overlay2/c1/merged overlay rw,relatime,lowerdir=/var/lib/docker/"
    )
    driver.unmount("c1")
    assert core.kernel.table(HOST).top(at) is None
    assert not core.kernel.overlays
    home = core.directory("overlay2")
    names = core.kernel.disks.names(core.kernel.disks.directory(home, "c1"))
    assert names == ["diff", "link", "lower", "work"]


def test_removing_a_container_takes_its_init_layer_and_short_names_along() -> None:
    core, _, image = stored(booted())
    before = core.kernel.disks.names(core.directory("overlay2", "l"))
    driver = core.driver
    driver.make_writable("c1", core.state.layers[image.layers[-1]].directory, lambda _: None)
    driver.mount("c1")
    driver.remove("c1")
    assert core.kernel.disks.names(core.directory("overlay2", "l")) == before
    assert not [n for n in core.kernel.disks.names(core.directory("overlay2")) if "c1" in n]
