"""Copying into and out of containers."""

from __future__ import annotations

from tests.simulator.engine.host import Desk
from tests.simulator.engine.refusals import refused
from webapp.simulator.engine.api import Entry
from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.inode import Kind


def _file(path: str, data: bytes = b"data", uid: int = 0) -> Entry:
    return Entry(path, Kind.FILE, 0o644, uid, mtime=7, content=Content.of(data))


def test_a_copy_goes_through_a_volume_whether_the_container_runs_or_not() -> None:
    desk = Desk()
    desk.create(binds=("data:/d",))
    desk.daemon.put_archive("web", "/d", [_file("one")])
    desk.start("web")
    desk.daemon.put_archive("web", "/d", [_file("two")])
    assert desk.volume("data") == ["one", "two"]
    assert [entry.path for entry in desk.daemon.get_archive("web", "/d")] == [
        "d", "d/one", "d/two",
    ]


def test_a_copy_keeps_owner_and_time_and_ends_in_the_writable_layer() -> None:
    desk = Desk()
    desk.create()
    desk.daemon.put_archive("web", "/app", [_file("f", uid=5)])
    stat = desk.daemon.stat_path("web", "/app/f")
    assert (stat.kind, stat.size, stat.mtime) == (Kind.FILE, 4, 7)
    assert desk.daemon.get_archive("web", "/app/f")[0].uid == 5
    assert desk.daemon.diff("web") == [("C", "/app"), ("A", "/app/f")]


def test_a_copy_does_not_reach_a_tmpfs() -> None:
    desk = Desk()
    process = desk.run(tmpfs=(("/app", ""),))
    desk.daemon.put_archive("web", "/app", [_file("f")])
    assert process.listdir("/app") == []
    assert ("A", "/app/f") in desk.daemon.diff("web")


def test_a_missing_path_is_named_with_the_container_as_it_was_asked_for() -> None:
    desk = Desk()
    container = desk.create()
    ref = container.id[:6]
    with refused(404, f"Could not find the file /nope in container {ref}"):
        desk.daemon.stat_path(ref, "/nope")
    with refused(404, "Could not find the file /nope in container web"):
        desk.daemon.put_archive("web", "/nope", [])
    with refused(400, "extraction point is not a directory"):
        desk.daemon.put_archive("web", "/app/a.txt", [])
    with refused(400, "lstat /app/a.txt/x: not a directory"):
        desk.daemon.get_archive("web", "/app/a.txt/x")


def test_read_only_mounts_and_roots_refuse_copies() -> None:
    desk = Desk()
    desk.create(binds=("data:/d:ro", "more:/m"), readonly_rootfs=True)
    with refused(400, "mounted volume is marked read-only"):
        desk.daemon.put_archive("web", "/d", [_file("f")])
    with refused(400, "container rootfs is marked read-only"):
        desk.daemon.put_archive("web", "/app", [_file("f")])
    desk.daemon.put_archive("web", "/m", [_file("f")])
    assert desk.volume("more") == ["f"]


def test_directories_and_files_do_not_replace_each_other() -> None:
    desk = Desk()
    desk.create()
    with refused(400, 'cannot overwrite directory "/app/old" with non-directory "/app"'):
        desk.daemon.put_archive("web", "/app", [_file("old")], no_overwrite=True)
    directory = Entry("a.txt", Kind.DIRECTORY, 0o755)
    with refused(400, 'cannot overwrite non-directory "/app/a.txt" with directory "/app"'):
        desk.daemon.put_archive("web", "/app", [directory], no_overwrite=True)


def test_links_come_out_as_links_and_are_told_where_they_lead() -> None:
    desk = Desk()
    desk.create()
    entries = {entry.path: entry for entry in desk.daemon.get_archive("web", "/app")}
    assert (entries["app/link"].kind, entries["app/link"].link) == (Kind.SYMLINK, "a.txt")
    assert (entries["app/b.txt"].hard, entries["app/b.txt"].link) == (True, "app/b-hard")
    assert desk.daemon.stat_path("web", "/app/link").target == "/app/a.txt"


def test_a_copy_leaves_no_mounts_behind() -> None:
    desk = Desk()
    desk.create(binds=("data:/d",))
    mounts, namespaces = len(desk.kernel.table(0).order), len(desk.kernel.namespaces)
    desk.daemon.put_archive("web", "/d", [_file("f")])
    assert len(desk.kernel.table(0).order) == mounts
    assert len(desk.kernel.namespaces) == namespaces
    assert not desk.kernel.overlays


def test_an_export_has_the_layers_without_the_volumes() -> None:
    desk = Desk()
    desk.create(binds=("data:/app",))
    paths = [entry.path for entry in desk.daemon.export("web")]
    assert ".dockerenv" in paths
    assert "app/a.txt" in paths
    assert "proc" in paths
