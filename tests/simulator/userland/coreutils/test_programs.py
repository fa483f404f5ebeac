from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.simulator.userland.coreutils.cell import Cell
from webapp.simulator.kernel.budget import Limits
from webapp.simulator.kernel.content import Blob, Content
from webapp.simulator.kernel.inode import Inode, Kind
from webapp.simulator.kernel.mounts import Mount
from webapp.simulator.userland import programs
from webapp.simulator.userland.coreutils.busybox_messages import BUSYBOX_MESSAGES
from webapp.simulator.userland.coreutils.gnu_messages import GNU_MESSAGES

ROOMS = Path(programs.__file__).parent / "coreutils"


@pytest.fixture(params=["gnu", "busybox"])
def cell(request: pytest.FixtureRequest) -> Cell:
    return Cell(request.param)


def put(cell: Cell, name: str, content: Content | bytes) -> None:
    disks = cell.kernel.disks
    disks.write_file(disks.directory(cell.root, "w"), name, content)


def content(cell: Cell, path: str) -> Content:
    node = cell.kernel.disks.at(cell.root, path)
    assert node is not None
    return cell.kernel.disks.inode(node).content


def second_disk(cell: Cell, at: str) -> None:
    disks = cell.kernel.disks
    disks.directory(cell.root, "w", at)
    other = disks.make_filesystem("ext4", "/dev/vdb1", capacity=1 << 30)
    cell.kernel.mount(0, Mount(("w", at), other, "/dev/vdb1", "ext4"))


def test_copies_share_the_bytes_that_nobody_holds(cell: Cell) -> None:
    blob = Content.of_blob(Blob("a" * 64, 5 << 30))
    put(cell, "big", blob)
    assert cell.run(["cp", "big", "copy"]).status == 0
    assert content(cell, "w/copy") == blob


def test_moving_to_another_disk_copies_and_removes(cell: Cell) -> None:
    second_disk(cell, "other")
    cell.run(["mkdir", "-p", "tree/deep"])
    put(cell, "x", b"x\n")
    cell.run(["ln", "-s", "nowhere", "tree/link"])
    assert cell.run(["mv", "tree", "x", "other"]).status == 0
    assert cell.run(["ls", "-A"]).stdout == b"other\n"
    assert cell.run(["readlink", "other/tree/link"]).stdout == b"nowhere\n"
    assert cell.run(["cat", "other/x"]).stdout == b"x\n"


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ("gnu", b"rm: cannot remove '/w/data': Device or resource busy\n"),
        ("busybox", b"rm: can't remove '/w/data': Device or resource busy\n"),
    ],
)
def test_a_mount_point_stays_when_its_content_is_removed(dialect: str, words: bytes) -> None:
    cell = Cell(dialect)
    second_disk(cell, "data")
    cell.run(["touch", "data/x"])
    ran = cell.run(["rm", "-rf", "/w/data"])
    assert (ran.stderr, ran.status) == (words, 1)
    assert cell.run(["ls", "-A", "data"]).stdout == b""


@pytest.mark.parametrize(
    ("dialect", "row"),
    [
        ("gnu", b"c--------- 1 root root 0, 0 Nov 18 11:06 gone\n"),
        ("busybox", b"c---------    1 root     root        0,   0 Nov 18 11:06 gone\n"),
    ],
)
def test_a_whiteout_is_listed_as_a_device(dialect: str, row: bytes) -> None:
    cell = Cell(dialect)
    cell.run(["mknod", "gone", "c", "0", "0"])
    cell.run(["chmod", "0", "gone"])
    assert cell.run(["ls", "-l", "gone"]).stdout == row


def test_sleep_waits_on_the_simulated_clock(cell: Cell) -> None:
    before = cell.kernel.clock
    assert cell.run(["sleep", "90"]).status == 0
    assert cell.kernel.clock - before >= 90 * 10**9


def test_a_program_that_never_ends_is_left_waiting(cell: Cell) -> None:
    assert cell.run(["tail", "-f", "/dev/null"]).status is None


def test_following_a_file_shows_what_is_added(cell: Cell) -> None:
    put(cell, "log", b"one\n")
    original = cell.scheduler.next_moment
    turns = []

    def moment() -> int | None:
        turns.append(1)
        if len(turns) == 3:
            put(cell, "log", b"one\ntwo\n")
        return None if len(turns) > 5 else original()

    cell.scheduler.next_moment = moment  # type: ignore[method-assign]
    assert cell.run(["tail", "-f", "log"]).stdout == b"one\ntwo\n"


def test_cat_passes_on_what_is_there_before_the_end(cell: Cell) -> None:
    ran = cell.run(["cat"], b"early\n", more=True)
    assert (ran.stdout, ran.status) == (b"early\n", None)
    assert cell.run(["sort"], b"early\n", more=True).stdout == b""


def test_runaway_output_meets_the_limits(cell: Cell) -> None:
    cell.limits = Limits(output_bytes=10_000, steps=20_000)
    assert cell.run(["yes"]).status != 0
    cell.limits = Limits(steps=20_000)
    assert cell.run(["seq", "1000000000"]).status != 0


def test_skipping_more_fields_than_there_are_ends(cell: Cell) -> None:
    assert cell.run(["uniq", "-f", "9" * 30], b"a b\na c\n").stdout == b"a b\n"


def test_a_pattern_that_makes_others_backtrack_takes_linear_time(cell: Cell) -> None:
    put(cell, "as", b"a" * 20_000 + b"!\n")
    assert cell.run(["grep", "-E", "(a+)+$", "as"]).status == 1
    assert cell.run(["sed", "-E", "s/(a|aa)+$/x/", "as"]).stdout == b"a" * 20_000 + b"!\n"


def test_a_back_reference_is_refused_clearly(cell: Cell) -> None:
    ran = cell.run(["grep", "\\(a\\)\\1"], b"aa\n")
    assert ran.status == 127
    assert ran.stderr.startswith(b"layerlab: not simulated: grep")


def test_whoever_is_not_root_is_refused(cell: Cell) -> None:
    put(cell, "secret", b"x\n")
    cell.run(["chmod", "600", "secret"])
    cell.uid = 65534
    for argv in (["cat", "secret"], ["rm", "-f", "secret"], ["touch", "new"], ["mkdir", "d"]):
        ran = cell.run(argv)
        assert ran.status == 1
        assert b"Permission denied" in ran.stderr
    assert b"Operation not permitted" in cell.run(["chmod", "777", "secret"]).stderr


def test_an_archive_keeps_what_it_packed(cell: Cell) -> None:
    blob = Content.of_blob(Blob("b" * 64, 1 << 20))
    put(cell, "big", blob)
    cell.run(["ln", "big", "second"])
    assert cell.run(["tar", "-cf", "a.tar", "big", "second"]).status == 0
    cell.run(["mkdir", "out"])
    assert cell.run(["tar", "-xf", "a.tar", "-C", "out"]).status == 0
    assert content(cell, "w/out/big").digest == blob.digest
    assert cell.run(["stat", "-c", "%h", "out/second"]).stdout == b"2\n"


def test_what_exists_in_life_and_not_here_is_named() -> None:
    ran = Cell("gnu").run(["ls", "--zero"])
    assert (ran.stderr, ran.status) == (b"layerlab: not simulated: ls --zero\n", 127)


def test_busybox_runs_the_applet_that_its_first_argument_names() -> None:
    cell = Cell("busybox")
    disks = cell.kernel.disks
    blob = Content.of_blob(Blob("c" * 64, 40_000, "busybox"))
    disks.write_file(disks.directory(cell.root, "bin"), "busybox", blob, 0o755)
    assert cell.run(["busybox", "echo", "x"]).stdout == b"x\n"
    ran = cell.run(["busybox", "nosuch"])
    assert (ran.stderr, ran.status) == (b"nosuch: applet not found\n", 127)


def test_a_full_disk_ends_a_copy_with_what_fitted(cell: Cell) -> None:
    disks = cell.kernel.disks
    disks.directory(cell.root, "w", "small")
    small = disks.make_filesystem("tmpfs", "tmpfs", capacity=8192)
    cell.kernel.mount(0, Mount(("w", "small"), small, "tmpfs", "tmpfs"))
    put(cell, "big", b"x" * 20_000)
    ran = cell.run(["cp", "big", "small/copy"])
    assert ran.status == 1
    assert b"No space left on device" in ran.stderr
    assert cell.run(["wc", "-c", "small/copy"]).stdout == b"8192 small/copy\n"


def test_devices_of_a_disk_are_listed_by_their_numbers(cell: Cell) -> None:
    disks = cell.kernel.disks
    folder = disks.directory(cell.root, "w")
    disks.add(folder, "sda", Inode(Kind.BLOCK, 0o660, rdev=(8, 16)))
    assert b"8," in cell.run(["ls", "-l", "sda"]).stdout


def _said() -> set[tuple[str, str]]:
    """Each literal key that a module gives to `say` or `stop`."""
    found = set()
    for path in sorted(ROOMS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                first = node.args[0] if node.args else None
                if node.func.attr in {"say", "stop"} and isinstance(first, ast.Constant):
                    found.add((path.stem, str(first.value)))
    return found


def test_every_message_that_is_said_has_words_in_some_dialect() -> None:
    known = {
        key
        for table in (GNU_MESSAGES, BUSYBOX_MESSAGES)
        for messages in table.values()
        for key in messages
    }
    assert {key for _, key in _said()} <= known
