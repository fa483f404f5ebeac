"""From what happened to the events of the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulator.engine.host import Desk
from webapp.simulator.engine.api import Entry
from webapp.simulator.engine.telling import tell
from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.descriptor_calls import Open
from webapp.simulator.kernel.events import Interrupted, NotSimulated
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.engine.events import Event


def _told(desk: Desk, act: Callable[[], object]) -> list[Event]:
    before = desk.daemon.snapshot()
    del desk.kernel.events[:]
    act()
    after = World(desk.kernel.snapshot(), desk.daemon.snapshot())
    return list(tell(before, after, desk.kernel.events))


def _types(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.type, event.path) for event in events]


def test_a_new_file_is_told_once_with_its_bytes_and_where_they_are() -> None:
    desk = Desk()
    process = desk.run()
    (event,) = _told(desk, lambda: process.write_file("/app/new", b"12345"))
    directory = desk.daemon.find_container("web").directory
    assert (event.type, event.container, event.size) == ("file-created", "web", 5)
    assert event.where == "writable"
    assert event.host_path == f"/var/lib/docker/overlay2/{directory}/diff/app/new"


def test_appending_copies_all_up_from_a_numbered_layer_and_truncating_copies_nothing() -> None:
    desk = Desk()
    process = desk.run()

    def append() -> None:
        process.write(process.open("/app/a.txt", Open.WRITE | Open.APPEND), b"x")

    copied, written = _told(desk, append)
    assert (copied.type, copied.layer, copied.size) == ("file-copied-up", 2, 4)
    assert (written.type, written.append, written.size) == ("file-written", True, 1)
    copied, written = _told(desk, lambda: process.write_file("/etc/passwd", b"x"))
    assert (copied.type, copied.layer, copied.size) == ("file-copied-up", 1, 0)


def test_a_deleted_directory_is_one_whiteout() -> None:
    desk = Desk()
    process = desk.run()

    def remove() -> None:
        process.unlink("/app/old/o1")
        process.unlink("/app/old/o2")
        process.rmdir("/app/old")

    (event,) = _told(desk, remove)
    assert (event.type, event.path, event.kind, event.layer) == (
        "whiteout-written", "/app/old", "d", 2,
    )


def test_deleting_what_came_with_the_container_leaves_no_whiteout() -> None:
    desk = Desk()
    process = desk.run()
    process.write_file("/new", b"")
    assert _types(_told(desk, lambda: process.unlink("/new"))) == [("file-deleted", "/new")]


def test_a_directory_made_anew_is_told_as_hiding_the_old_one() -> None:
    desk = Desk()
    process = desk.run()
    process.unlink("/app/a.txt")
    events = _told(desk, lambda: process.mkdir("/app/a.txt"))
    assert _types(events) == [("directory-opaque", "/app/a.txt")]


def test_a_write_into_a_volume_or_a_bind_mount_is_told_where_it_lands() -> None:
    desk = Desk()
    process = desk.run(binds=("data:/d", "/srv/b:/b"), tmpfs=(("/t", ""),))

    def write() -> None:
        for place in ("/d", "/b", "/t"):
            process.write_file(f"{place}/f", b"x")

    in_volume, bound, in_memory = _told(desk, write)
    assert (in_volume.where, in_volume.volume) == ("volume", "data")
    assert in_volume.host_path == "/var/lib/docker/volumes/data/_data/f"
    assert (bound.where, bound.host_path) == ("bind", "/srv/b/f")
    assert (in_memory.where, in_memory.host_path) == ("tmpfs", "")


def test_what_the_host_does_in_a_volume_or_a_layer_is_told_as_such() -> None:
    desk = Desk()
    desk.run(binds=("data:/d",))
    host = desk.host()
    directory = desk.daemon.find_container("web").directory

    def write() -> None:
        host.write_file("/var/lib/docker/volumes/data/_data/f", b"x")
        host.write_file(f"/var/lib/docker/overlay2/{directory}/diff/g", b"x")
        host.write_file("/srv/h", b"x")

    in_volume, in_layer, on_host = _told(desk, write)
    assert (in_volume.where, in_volume.volume) == ("volume", "data")
    assert (in_layer.where, in_layer.container) == ("writable", "web")
    assert (on_host.where, on_host.host_path) == ("host", "/srv/h")


def test_devices_and_processes_are_no_story() -> None:
    desk = Desk()
    process = desk.run()
    assert _told(desk, lambda: process.write_file("/dev/shm/f", b"x")) == []


def test_a_container_that_is_gone_by_the_end_of_the_step_is_still_named() -> None:
    desk = Desk()

    def run() -> None:
        process = desk.run("gone", auto_remove=True)
        process.write_file("/f", b"x")
        desk.kernel.end_process(process.pid, 0)

    events = _told(desk, run)
    assert [(event.type, event.container) for event in events] == [
        ("container-created", "gone"), ("container-started", "gone"), ("file-created", "gone"),
        ("container-stopped", "gone"), ("container-removed", "gone"),
    ]


def test_a_copy_into_a_container_is_told_as_the_daemons_own_writing() -> None:
    desk = Desk()
    desk.create(binds=("data:/d",))
    entry = Entry("f", Kind.FILE, 0o644, content=Content.of(b"x"))
    (event,) = _told(desk, lambda: desk.daemon.put_archive("web", "/d", [entry]))
    assert (event.type, event.container, event.volume) == ("file-created", "web", "data")


def test_copying_over_a_file_of_the_image_covers_it() -> None:
    desk = Desk()
    desk.create()
    entry = Entry("a.txt", Kind.FILE, 0o644, content=Content.of(b"x"))
    (event,) = _told(desk, lambda: desk.daemon.put_archive("web", "/app", [entry]))
    assert (event.type, event.path, event.layer) == ("file-created", "/app/a.txt", 2)


def test_a_bind_mount_over_files_of_the_image_tells_how_many_it_covers() -> None:
    desk = Desk()
    events = _told(desk, lambda: desk.run(binds=("/srv:/app",)))
    bound, covers = (e for e in events if e.type.startswith("mount-"))
    assert (bound.type, bound.path, bound.host_path) == ("mount-bound", "/app", "/srv")
    assert (covers.type, covers.count, covers.names[0]) == ("mount-covers", 7, "a.txt")


def test_a_volume_that_was_just_filled_covers_nothing_new() -> None:
    desk = Desk()
    events = _told(desk, lambda: desk.run(binds=("data:/app",)))
    assert [event.type for event in events] == [
        "volume-created", "volume-filled", "container-created", "mount-bound",
        "container-started",
    ]


def test_what_is_not_simulated_and_what_was_interrupted_is_told() -> None:
    desk = Desk()
    events = _told(desk, lambda: desk.kernel.events.extend(
        [NotSimulated("vi"), Interrupted("Ctrl-C")]
    ))
    assert [(event.type, event.text) for event in events] == [
        ("not-simulated", "vi"), ("interrupted", "Ctrl-C"),
    ]
