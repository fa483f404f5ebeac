"""Volumes: their names, their directories, their removal."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused
from webapp.simulator.engine.names import natural


def test_a_volume_is_a_directory_on_the_hosts_disk() -> None:
    desk = Desk()
    desk.daemon.create_volume("v1")
    host = desk.host()
    assert host.stat("/var/lib/docker/volumes/v1").mode == 0o701
    assert host.stat("/var/lib/docker/volumes/v1/_data").mode == 0o755
    host.write_file("/var/lib/docker/volumes/v1/_data/f", b"seen")
    process = desk.run(binds=("v1:/data",))
    assert process.read_file("/data/f") == b"seen"


def test_making_a_volume_again_changes_nothing() -> None:
    desk = Desk()
    first = desk.daemon.create_volume("v1")
    assert desk.daemon.create_volume("v1", labels={"a": "b"}) is first


def test_names_that_a_volume_cannot_have() -> None:
    desk = Desk()
    with refused(400, (
        "create a: volume name is too short, names should be at least two alphanumeric characters"
    )):
        desk.daemon.create_volume("a")
    with refused(400, (
        'create bad/name: "bad/name" includes invalid characters for a local volume name, only'
        ' "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use'
        " absolute path"
    )):
        desk.daemon.create_volume("bad/name")


def test_options_that_a_volume_cannot_have() -> None:
    desk = Desk()
    with refused(400, 'create x2: invalid option: "foo"'):
        desk.daemon.create_volume("x2", options={"foo": "1"})
    with refused(400, 'create x3: missing required option: "device"'):
        desk.daemon.create_volume("x3", options={"type": "tmpfs"})
    with refused(404, (
        'create ab: error looking up volume plugin nosuch: plugin "nosuch" not found'
    )):
        desk.daemon.create_volume("ab", driver="nosuch")


def test_a_volume_that_is_not_there() -> None:
    desk = Desk()
    with refused(404, "get ghost: no such volume"):
        desk.daemon.remove_volume("ghost")
    desk.daemon.remove_volume("ghost", force=True)


def test_inspect_has_null_for_what_was_not_given() -> None:
    desk = Desk()
    desk.daemon.create_volume("v1")
    assert desk.daemon.inspect_volume("v1") | {"CreatedAt": ""} == {
        "CreatedAt": "", "Driver": "local", "Labels": None,
        "Mountpoint": "/var/lib/docker/volumes/v1/_data", "Name": "v1", "Options": None,
        "Scope": "local",
    }


def test_numbers_in_names_are_sorted_by_value_and_capitals_first() -> None:
    assert sorted(["v10", "v9", "a", "B"], key=natural) == ["B", "a", "v9", "v10"]


def test_pruning_takes_unused_anonymous_volumes_and_on_request_named_ones() -> None:
    desk = Desk()
    named, used = desk.daemon.create_volume("named"), desk.daemon.create_volume("used")
    anonymous = desk.daemon.create_volume("")
    desk.daemon.create_volume("kept", options={"type": "tmpfs", "device": "tmpfs"})
    desk.create(binds=("used:/x",))
    assert desk.daemon.prune_volumes() == ([anonymous.name], 0)
    assert desk.daemon.prune_volumes(everything=True) == ([named.name], 0)
    assert desk.names() == ["kept", used.name]


def test_pruning_knows_only_some_filters() -> None:
    desk = Desk()
    with refused(400, "invalid filter 'until'"):
        desk.daemon.prune_volumes(filters={"until": ["1h"]})


def test_a_volume_on_a_host_directory_fills_it_and_leaves_it() -> None:
    desk = Desk()
    desk.host().mkdir("/srv/mine", 0o755)
    options = {"type": "none", "o": "bind", "device": "/srv/mine"}
    desk.daemon.create_volume("v1", options=options)
    desk.create(binds=("v1:/app",))
    desk.daemon.remove("web")
    desk.daemon.remove_volume("v1")
    assert "a.txt" in desk.host().listdir("/srv/mine")


def test_a_volume_whose_directory_was_deleted_by_hand() -> None:
    desk = Desk()
    desk.daemon.create_volume("v1")
    volumes = desk.daemon.core.directory("volumes")
    desk.kernel.disks.remove_tree(volumes, "v1")
    assert desk.daemon.inspect_volume("v1")["CreatedAt"] == "0001-01-01T00:00:00Z"
    desk.create(binds=("v1:/x",))
    gone = "/var/lib/docker/volumes/v1/_data"
    with refused(500, (
        f'error evaluating symlinks from mount source "{gone}": lstat {gone}: no such file or'
        " directory"
    )):
        desk.start("web")


def test_one_volume_can_be_mounted_twice() -> None:
    desk = Desk()
    process = desk.run(binds=("v1:/a", "v1:/b"))
    process.write_file("/a/f", b"x")
    assert process.read_file("/b/f") == b"x"
