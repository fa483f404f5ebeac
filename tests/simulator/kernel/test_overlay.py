"""Copy-up, whiteouts and opaque directories, as the facts R1 and L3 to L11 state them."""

from __future__ import annotations

import pytest

from tests.simulator.kernel.bench import Bench
from webapp.simulator.kernel.events import FileEvent
from webapp.simulator.kernel.inode import Kind
from webapp.simulator.kernel.sys import Open


@pytest.fixture
def bench() -> Bench:
    return Bench()


def append(bench: Bench, path: str, text: str) -> None:
    fd = bench.sys.open(path, Open.WRITE | Open.APPEND | Open.CREATE)
    bench.sys.write(fd, text.encode())
    bench.sys.close(fd)


def copied(bench: Bench) -> list[tuple[str, int]]:
    events = [e for e in bench.kernel.events if isinstance(e, FileEvent)]
    return [
        ("/" + "/".join(e.inside), e.size)
        for e in events
        if e.what == "copied-up" and e.kind == "-"
    ]


def test_l3_reading_copies_nothing_up(bench: Bench) -> None:
    assert bench.text("/merged/app/a.txt") == "one\n"
    assert bench.sys.listdir("/merged/app") == ["a.txt", "b-hard", "b.txt", "link", "old"]
    assert bench.sys.readlink("/merged/app/link") == "a.txt"
    assert bench.upper() == []


def test_l4_appending_copies_the_whole_file_up_and_leaves_the_lower_one(bench: Bench) -> None:
    append(bench, "/merged/app/a.txt", "x\n")
    assert bench.text("/merged/app/a.txt") == "one\nx\n"
    assert bench.text("/lower/app/a.txt") == "one\n"
    assert bench.upper() == ["/app/", "/app/a.txt"]
    assert copied(bench) == [("/app/a.txt", 4)]


def test_l4_truncating_copies_no_bytes_up(bench: Bench) -> None:
    bench.write("/merged/app/a.txt", "new\n")
    assert copied(bench) == [("/app/a.txt", 0)]
    assert bench.text("/lower/app/a.txt") == "one\n"


def test_l4_changing_the_mode_copies_all_data_up(bench: Bench) -> None:
    bench.sys.chmod("/merged/bin/tool", 0o600)
    assert copied(bench) == [("/bin/tool", 5)]
    assert bench.text("/upper/bin/tool") == "tool\n"


def test_l4_opening_for_writing_copies_up_even_if_nothing_is_written(bench: Bench) -> None:
    bench.sys.close(bench.sys.open("/merged/app/a.txt", Open.READ | Open.WRITE))
    assert bench.upper() == ["/app/", "/app/a.txt"]


def test_l5_changing_a_directory_copies_up_the_directory_alone(bench: Bench) -> None:
    bench.sys.chmod("/merged/app/old", 0o700)
    assert bench.upper() == ["/app/", "/app/old/"]
    assert bench.sys.listdir("/merged/app/old") == ["o1", "o2"]


def test_l6_deleting_a_lower_file_leaves_a_whiteout(bench: Bench) -> None:
    bench.sys.unlink("/merged/app/a.txt")
    assert bench.upper() == ["/app/", "/app/a.txt!"]
    assert not bench.sys.exists("/merged/app/a.txt")
    assert bench.text("/lower/app/a.txt") == "one\n"


def test_l6_deleting_a_populated_directory_leaves_one_whiteout(bench: Bench) -> None:
    for name in ("o1", "o2"):
        bench.sys.unlink(f"/merged/app/old/{name}")
    assert bench.upper() == ["/app/", "/app/old/", "/app/old/o1!", "/app/old/o2!"]
    bench.sys.rmdir("/merged/app/old")
    assert bench.upper() == ["/app/", "/app/old!"]


def test_l6_whiteouts_share_one_inode(bench: Bench) -> None:
    bench.sys.unlink("/merged/app/a.txt")
    bench.sys.unlink("/merged/app/link")
    one = bench.sys.stat("/upper/app/a.txt", follow=False)
    other = bench.sys.stat("/upper/app/link", follow=False)
    assert (one.kind, one.mode, one.rdev) == (Kind.CHAR, 0, (0, 0))
    assert one.ino == other.ino
    assert one.nlink == 3  # with the one in the work directory


def test_l7_deleting_what_only_the_upper_directory_has_leaves_nothing(bench: Bench) -> None:
    bench.write("/merged/app/new", "n\n")
    bench.sys.unlink("/merged/app/new")
    assert bench.upper() == ["/app/"]


def test_l8_a_directory_made_over_a_deleted_one_is_opaque(bench: Bench) -> None:
    for name in ("o1", "o2"):
        bench.sys.unlink(f"/merged/app/old/{name}")
    bench.sys.rmdir("/merged/app/old")
    bench.sys.mkdir("/merged/app/old")
    assert bench.upper() == ["/app/", "/app/old/*"]
    assert bench.sys.listdir("/merged/app/old") == []


def test_l8_a_brand_new_directory_is_not_opaque(bench: Bench) -> None:
    bench.sys.mkdir("/merged/app/fresh")
    assert bench.upper() == ["/app/", "/app/fresh/"]


def test_l8_a_directory_made_over_a_deleted_file_is_opaque(bench: Bench) -> None:
    bench.sys.unlink("/merged/app/a.txt")
    bench.sys.mkdir("/merged/app/a.txt")
    assert bench.upper() == ["/app/", "/app/a.txt/*"]


def test_l9_a_file_made_over_a_whiteout_replaces_it(bench: Bench) -> None:
    bench.sys.unlink("/merged/app/a.txt")
    bench.write("/merged/app/a.txt", "new\n")
    assert bench.upper() == ["/app/", "/app/a.txt"]


def test_l10_renaming_a_directory_from_below_is_refused(bench: Bench) -> None:
    assert bench.fails("rename", "/merged/app/old", "/merged/app/old2") == "EXDEV"
    bench.sys.chmod("/merged/app/old", 0o700)
    assert bench.fails("rename", "/merged/app/old", "/merged/app/old2") == "EXDEV"


def test_l10_renaming_a_new_directory_makes_it_opaque_in_a_merged_parent(bench: Bench) -> None:
    bench.sys.mkdir("/merged/app/nd")
    bench.sys.rename("/merged/app/nd", "/merged/app/nd2")
    assert bench.upper() == ["/app/", "/app/nd2/*"]


def test_l10_renaming_a_lower_file_copies_it_up_and_leaves_a_whiteout(bench: Bench) -> None:
    bench.sys.rename("/merged/app/a.txt", "/merged/app/c.txt")
    assert bench.upper() == ["/app/", "/app/a.txt!", "/app/c.txt"]
    assert bench.text("/merged/app/c.txt") == "one\n"


def test_l10_a_new_directory_replaces_an_empty_lower_one_only(bench: Bench) -> None:
    bench.sys.mkdir("/merged/nd")
    assert bench.fails("rename", "/merged/nd", "/merged/app/old") == "ENOTEMPTY"
    for name in ("o1", "o2"):
        bench.sys.unlink(f"/merged/app/old/{name}")
    bench.sys.rename("/merged/nd", "/merged/app/old")
    assert bench.upper() == ["/app/", "/app/old/*"]


def test_l10_a_file_does_not_replace_a_directory(bench: Bench) -> None:
    assert bench.fails("rename", "/merged/app/a.txt", "/merged/app/old") == "EISDIR"


def test_l11_copy_up_breaks_hard_links_of_the_lower_layer(bench: Bench) -> None:
    append(bench, "/merged/app/b.txt", "y\n")
    assert bench.text("/merged/app/b-hard") == "two\n"
    assert bench.sys.stat("/merged/app/b.txt").nlink == 1
    assert bench.sys.stat("/merged/app/b-hard").nlink == 2


def test_l11_linking_copies_the_file_up_once(bench: Bench) -> None:
    bench.sys.link("/merged/app/a.txt", "/merged/app/a2")
    assert bench.upper() == ["/app/", "/app/a.txt", "/app/a2"]
    assert bench.sys.stat("/upper/app/a2").nlink == 2
    assert copied(bench) == [("/app/a.txt", 4)]


def test_l12_overlay_attributes_show_on_the_host_and_not_through_the_mount(bench: Bench) -> None:
    append(bench, "/merged/app/a.txt", "x\n")
    assert "trusted.overlay.origin" in bench.sys.getxattrs("/upper/app/a.txt")
    assert bench.sys.getxattrs("/merged/app/a.txt") == {}


def test_a_file_keeps_its_inode_number_when_it_is_copied_up(bench: Bench) -> None:
    before = bench.sys.stat("/merged/app/a.txt").ino
    append(bench, "/merged/app/a.txt", "x\n")
    assert bench.sys.stat("/merged/app/a.txt").ino == before


def test_a_file_opened_before_a_copy_up_goes_on_showing_the_lower_one(bench: Bench) -> None:
    fd = bench.sys.open("/merged/app/a.txt")
    append(bench, "/merged/app/a.txt", "x\n")
    assert bench.sys.read(fd) == b"one\n"
