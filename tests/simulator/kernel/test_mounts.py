"""Mount points: what covers what, what is busy, what is read-only."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tests.simulator.kernel.bench import Bench
from webapp.simulator.kernel.mounts import Mount, MountTable
from webapp.simulator.kernel.node import Plain
from webapp.simulator.kernel.state import HOST


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.write("/srv/share/file", "host\n")
    return bench


def bind(bench: Bench, source: str, *at: str, readonly: bool = False) -> None:
    root = bench.node(source)
    mount = Mount(at, root, "/dev/vda1", "ext4", ("ro" if readonly else "rw",), readonly, source)
    bench.kernel.mount(HOST, mount)


def test_a_bind_mount_shows_the_same_directory(bench: Bench) -> None:
    bind(bench, "/srv/share", "merged", "app")
    assert bench.sys.listdir("/merged/app") == ["file"]
    bench.write("/merged/app/new", "n\n")
    assert bench.text("/srv/share/new") == "n\n"
    assert bench.upper() == []


def test_what_a_mount_covers_comes_back_when_it_goes(bench: Bench) -> None:
    bind(bench, "/srv/share", "merged", "app")
    bench.kernel.unmount(HOST, ("merged", "app"))
    assert bench.text("/merged/app/a.txt") == "one\n"


def test_a_mount_holds_the_inode_and_not_the_path(bench: Bench) -> None:
    bind(bench, "/srv/share", "merged", "app")
    bench.sys.rename("/srv/share", "/srv/moved")
    assert bench.text("/merged/app/file") == "host\n"


def test_a_mount_point_is_busy(bench: Bench) -> None:
    bind(bench, "/srv/share", "merged", "app")
    assert bench.fails("rmdir", "/merged/app") == "EBUSY"
    assert bench.fails("rename", "/merged/app", "/merged/x") == "EBUSY"


def test_a_bound_file_cannot_be_removed_or_replaced(bench: Bench) -> None:
    bind(bench, "/srv/share/file", "merged", "app", "a.txt")
    assert bench.text("/merged/app/a.txt") == "host\n"
    assert bench.fails("unlink", "/merged/app/a.txt") == "EBUSY"
    assert bench.fails("rename", "/merged/app/b.txt", "/merged/app/a.txt") == "EBUSY"


def test_a_read_only_mount_refuses_every_change(bench: Bench) -> None:
    bind(bench, "/srv/share", "merged", "app", readonly=True)
    for call, *arguments in (
        ("write_file", "/merged/app/new", b""),
        ("write_file", "/merged/app/file", b""),
        ("mkdir", "/merged/app/d"),
        ("unlink", "/merged/app/file"),
        ("chmod", "/merged/app/file", 0o600),
        ("utime", "/merged/app/file"),
        ("rename", "/merged/app/file", "/merged/app/other"),
    ):
        assert bench.fails(call, *arguments) == "EROFS", call
    assert bench.text("/merged/app/file") == "host\n"


def test_links_and_renames_do_not_cross_mounts(bench: Bench) -> None:
    bind(bench, "/srv/share", "merged", "app")
    assert bench.fails("link", "/merged/bin/tool", "/merged/app/tool") == "EXDEV"
    assert bench.fails("rename", "/merged/bin/tool", "/merged/app/tool") == "EXDEV"


@given(st.lists(st.sampled_from([("a",), ("a", "b"), ("c",)]), max_size=8))
def test_unmounting_in_reverse_gives_the_table_before(places: list[tuple[str, ...]]) -> None:
    tables = [MountTable()]
    for number, at in enumerate(places):
        tables.append(tables[-1].add(Mount(at, Plain(1, number), str(number), "ext4")))
    for at, before in zip(reversed(places), reversed(tables[:-1]), strict=True):
        after = tables.pop().remove(at)
        assert after.order == before.order
        assert after.top(at) == before.top(at)
