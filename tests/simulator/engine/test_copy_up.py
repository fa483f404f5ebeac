"""What fills an empty volume."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused
from webapp.simulator.engine.model import Mount
from webapp.simulator.kernel.node import Plain

APP = ["a.txt", "b-hard", "b.txt", "link", "old", "sub"]


def test_an_empty_named_volume_is_filled_from_the_image_when_a_container_is_made() -> None:
    desk = Desk()
    desk.create(binds=("data:/app",))
    assert desk.volume("data") == APP
    filled = desk.told("volume-filled")
    assert [(event.volume, event.path) for event in filled] == [("data", "/app")]


def test_hard_links_owners_and_modes_are_kept() -> None:
    desk = Desk()
    desk.create(binds=("data:/app",))
    root = desk.daemon.volumes.data("data")
    assert isinstance(root, Plain)
    disks = desk.kernel.disks
    two, hard = disks.at(root, "b.txt"), disks.at(root, "b-hard")
    assert two is not None
    assert two == hard
    assert (disks.inode(two).mode, disks.inode(two).nlink) == (0o640, 2)
    sub = disks.at(root, "sub")
    assert sub is not None
    assert (disks.inode(sub).uid, disks.inode(sub).gid) == (1000, 1000)


def test_the_root_of_a_volume_takes_mode_and_owner_of_the_images_directory() -> None:
    desk = Desk()
    desk.create(binds=("data:/app/sub",))
    root = desk.daemon.volumes.data("data")
    assert isinstance(root, Plain)
    assert desk.kernel.disks.inode(root).uid == 1000


def test_a_volume_with_anything_in_it_is_not_filled() -> None:
    desk = Desk()
    desk.daemon.create_volume("data")
    root = desk.daemon.volumes.data("data")
    assert isinstance(root, Plain)
    desk.kernel.disks.write_file(root, ".hidden", b"")
    desk.create(binds=("data:/app",))
    assert desk.volume("data") == [".hidden"]


def test_an_emptied_volume_is_filled_again() -> None:
    desk = Desk()
    desk.create("c1", binds=("data:/app",))
    root = desk.daemon.volumes.data("data")
    assert isinstance(root, Plain)
    for name in APP:
        desk.kernel.disks.remove_tree(root, name)
    desk.create("c2", binds=("data:/app",))
    assert desk.volume("data") == APP


def test_nocopy_leaves_it_empty_for_a_later_container_to_fill() -> None:
    desk = Desk()
    desk.create("c1", binds=("data:/app:nocopy",))
    assert desk.volume("data") == []
    desk.create("c2", binds=("data:/app:ro",))
    assert desk.volume("data") == APP


def test_an_inherited_volume_is_not_filled() -> None:
    desk = Desk()
    desk.create("src", binds=("data:/elsewhere",))
    desk.create("dst", volumes_from=("src",))
    assert desk.volume("data") == []


def test_bind_mounts_are_never_filled() -> None:
    desk = Desk()
    process = desk.run(binds=("/srv/app:/app",))
    assert process.listdir("/app") == []


def test_a_destination_that_is_a_file_is_refused_in_two_wordings() -> None:
    desk = Desk()
    merged = "/var/lib/docker/overlay2/{}/merged/app/a.txt"
    directory = _next_directory(desk)
    with refused(500, f"source {merged.format(directory)} is not directory"):
        desk.create(binds=("data:/app/a.txt",))
    directory = _next_directory(desk)
    path = merged.format(directory)
    with refused(500, f"cannot mount volume over existing file, file exists {path}"):
        desk.create(volumes=("/app/a.txt",))
    assert desk.names() == ["data"]


def _next_directory(desk: Desk) -> str:
    """The writable layer's directory that the next container will get."""
    state = desk.daemon.state
    core = desk.daemon.core
    core.new_id("container")
    found = core.new_id("mount")
    core.state = state
    return found


def test_a_destination_behind_a_link_is_filled_from_where_it_leads() -> None:
    desk = Desk()
    core = desk.daemon.core
    layer = core.state.layers[desk.image.layers[1]].directory
    app = desk.kernel.disks.directory(core.driver.changes(layer), "app")
    core.make_symlink(app, "way", "old")
    desk.create(binds=("data:/app/way",))
    assert desk.volume("data") == ["o1", "o2"]
    assert "/app/way" in desk.mounts("web")


def test_a_volume_of_mount_is_filled_too() -> None:
    desk = Desk()
    desk.create(mounts=(Mount("volume", "data", "/app"),))
    assert desk.volume("data") == APP
