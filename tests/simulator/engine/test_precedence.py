"""Which of several mounts wins one destination."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused
from webapp.simulator.engine.model import Mount


def test_a_named_volume_over_a_volume_of_the_image_leaves_no_anonymous_one() -> None:
    desk = Desk(volumes=("/app",))
    desk.create(binds=("data:/app",))
    assert desk.names() == ["data"]


def test_a_volume_of_the_image_gets_an_anonymous_volume_of_64_digits() -> None:
    desk = Desk(volumes=("/app",))
    desk.create()
    assert [len(name) for name in desk.names()] == [64]
    assert desk.daemon.list_volumes()[0].anonymous
    assert desk.mounts("web")["/app"]["Mode"] == ""


def test_what_is_inherited_wins_over_an_anonymous_volume_of_ones_own() -> None:
    desk = Desk()
    desk.create("src", binds=("nam:/n",), volumes=("/an",))
    desk.create("dst", volumes_from=("src",), volumes=("/an",))
    assert desk.mounts("dst") == desk.mounts("src") | {
        "/n": desk.mounts("src")["/n"] | {"Mode": ""}
    }


def test_ones_own_mount_wins_over_what_is_inherited() -> None:
    desk = Desk()
    desk.create("src", binds=("nam:/n",))
    desk.create("dst", volumes_from=("src",), binds=("other:/n",))
    assert desk.mounts("dst")["/n"]["Name"] == "other"


def test_of_two_inherited_mounts_at_one_place_the_later_wins() -> None:
    desk = Desk()
    desk.create("c1", binds=("one:/n",))
    desk.create("c2", binds=("two:/n",))
    desk.create("c3", volumes_from=("c1", "c2"))
    assert desk.mounts("c3")["/n"]["Name"] == "two"


def test_read_only_is_inherited_and_never_undone() -> None:
    desk = Desk()
    desk.create("src", binds=("nam:/n",))
    desk.create("ro1", volumes_from=("src:ro",))
    desk.create("rw1", volumes_from=("ro1:rw",))
    assert not desk.mounts("ro1")["/n"]["RW"]
    assert not desk.mounts("rw1")["/n"]["RW"]


def test_two_mounts_with_a_source_at_one_place_are_refused_but_the_first_volume_stays() -> None:
    desk = Desk()
    with refused(400, "Duplicate mount point: /x"):
        desk.create(binds=("ab:/x", "cd:/x/"))
    assert desk.names() == ["ab"]
    assert desk.daemon.list_containers() == []


def test_a_mount_and_a_bind_at_one_place_are_refused() -> None:
    desk = Desk()
    with refused(400, "Duplicate mount point: /x"):
        desk.create(binds=("ab:/x",), mounts=(Mount("volume", "cd", "/x"),))


def test_a_tmpfs_and_a_volume_with_a_name_at_one_place_are_refused() -> None:
    desk = Desk()
    with refused(400, "Duplicate mount point: /x"):
        desk.create(binds=("ab:/x",), tmpfs=(("/x", ""),))


def test_a_tmpfs_wins_over_a_volume_of_the_image() -> None:
    desk = Desk(volumes=("/app",))
    desk.create(tmpfs=(("/app", ""),))
    assert desk.names() == []
    assert desk.mounts("web") == {}


def test_a_tmpfs_covers_what_is_inherited_though_that_is_listed() -> None:
    desk = Desk()
    desk.create("src", binds=("nam:/n",))
    process = desk.run("dst", volumes_from=("src",), tmpfs=(("/n", ""),))
    assert desk.mounts("dst")["/n"]["Name"] == "nam"
    assert process.statfs("/n").kind == "tmpfs"


def test_inheriting_from_a_container_with_a_tmpfs_mount_is_refused_as_if_it_were_a_volume() -> None:
    desk = Desk()
    desk.create("src", mounts=(Mount("tmpfs", "", "/t"),))
    with refused(404, "get : no such volume"):
        desk.create("dst", volumes_from=("src",))


def test_unknown_and_empty_sources_of_volumes_are_refused() -> None:
    desk = Desk()
    with refused(400, "No such container: ghost"):
        desk.create(volumes_from=("ghost",))
    with refused(400, "volumes-from specification cannot be an empty string"):
        desk.create(volumes_from=("",))
    with refused(400, 'invalid name or ID supplied: ""'):
        desk.create(volumes_from=(":ro",))
    desk.create("src")
    with refused(400, "invalid mode: bad"):
        desk.create(volumes_from=("src:bad",))
