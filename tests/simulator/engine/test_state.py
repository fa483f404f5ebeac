"""The daemon's state as a value: undone, replayed, and inspected."""

from __future__ import annotations

from hypothesis import given, strategies as st

from tests.simulator.engine.host import NOON, Desk
from webapp.simulator.engine.imagejson import moment, parse_moment
from webapp.simulator.engine.model import Mount


def test_going_back_to_a_state_undoes_all_that_was_done_since() -> None:
    desk = Desk()
    kernel, engine = desk.kernel.snapshot(), desk.daemon.snapshot()
    desk.run(binds=("data:/app",))
    desk.daemon.commit("web", "snap")
    desk.kernel.restore(kernel)
    desk.daemon.restore(engine)
    assert desk.names() == []
    assert desk.daemon.list_containers() == []
    assert "data" not in desk.kernel.disks.names(desk.daemon.core.directory("volumes"))


def test_two_hosts_that_do_the_same_are_equal() -> None:
    one, other = Desk(), Desk()
    for desk in (one, other):
        desk.run(binds=("data:/app",), volumes=("/an",)).write_file("/f", b"x")
        desk.daemon.commit("web", "snap")
    assert one.daemon.snapshot() == other.daemon.snapshot()
    assert one.kernel.snapshot() == other.kernel.snapshot()


def test_a_container_without_a_name_gets_one_of_two_words() -> None:
    desk = Desk()
    names = [desk.create("").name for _ in range(3)]
    assert len(set(names)) == 3
    assert all(name.count("_") == 1 for name in names)


def test_inspect_has_what_was_asked_for_and_what_came_of_it() -> None:
    desk = Desk()
    desk.create(
        binds=("nam:/n", "/srv:/s:ro"), mounts=(Mount("tmpfs", "", "/t", given=frozenset()),),
        volumes=("/an",),
    )
    document = desk.daemon.inspect_container("web", size=True)
    assert document["HostConfig"]["Binds"] == ["nam:/n", "/srv:/s:ro"]
    assert document["HostConfig"]["Mounts"] == [{"Type": "tmpfs", "Target": "/t"}]
    assert document["Config"]["Volumes"] == {"/an": {}}
    mounts = desk.mounts("web")
    assert mounts["/n"] == {
        "Type": "volume", "Name": "nam", "Source": "/var/lib/docker/volumes/nam/_data",
        "Destination": "/n", "Driver": "local", "Mode": "z", "RW": True, "Propagation": "",
    }
    assert mounts["/s"] == {
        "Type": "bind", "Source": "/srv", "Destination": "/s", "Mode": "ro", "RW": False,
        "Propagation": "rprivate",
    }
    assert mounts["/t"] == {
        "Type": "tmpfs", "Source": "", "Destination": "/t", "Mode": "", "RW": True,
        "Propagation": "",
    }
    assert (document["SizeRw"], document["State"]["Status"]) == (0, "created")


def test_the_log_is_a_file_of_json_lines_on_the_host() -> None:
    desk = Desk()
    desk.run().out("one\ntwo\n")
    container = desk.daemon.find_container("web")
    assert [(stream, data) for _, stream, data in desk.daemon.logs("web")] == [
        ("stdout", b"one\n"), ("stdout", b"two\n"),
    ]
    path = desk.daemon.inspect_container("web")["LogPath"]
    assert desk.host().read_file(path).startswith(b'{"log":"one\\n","stream":"stdout","time":"')
    assert container.id in path


@given(st.integers(min_value=1, max_value=4 * 10**18))
def test_a_moment_is_read_back_as_it_was_written(nanoseconds: int) -> None:
    assert parse_moment(moment(nanoseconds)) == nanoseconds


def test_moments_are_written_as_go_writes_them() -> None:
    assert moment(NOON) == "2026-11-23T12:00:00Z"
    assert moment(NOON + 120_000_000) == "2026-11-23T12:00:00.12Z"
    assert moment(0) == "0001-01-01T00:00:00Z"
