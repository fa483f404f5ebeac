"""What changes leave behind, and what `docker diff` makes of it: vectors seen on a real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulator.engine.host import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.simulator.kernel.sys import Sys


def _append(sys: Sys) -> None:
    sys.write_file("/app/a.txt", sys.read_file("/app/a.txt") + b"x\n")


def _touch_nothing(sys: Sys) -> None:
    sys.read_file("/app/a.txt")
    sys.listdir("/app/old")


def _new_and_gone(sys: Sys) -> None:
    sys.write_file("/app/new", b"n")
    sys.unlink("/app/new")


def _empty_old(sys: Sys) -> None:
    sys.unlink("/app/old/o1")
    sys.unlink("/app/old/o2")
    sys.rmdir("/app/old")


def _make_old_anew(sys: Sys) -> None:
    _empty_old(sys)
    sys.mkdir("/app/old", 0o755)


def _old_with_one_file(sys: Sys) -> None:
    _make_old_anew(sys)
    sys.write_file("/app/old/o1", b"new")


def _file_for_old(sys: Sys) -> None:
    _empty_old(sys)
    sys.write_file("/app/old", b"file\n")


def _directory_for_file(sys: Sys) -> None:
    sys.unlink("/app/a.txt")
    sys.mkdir("/app/a.txt")
    sys.write_file("/app/a.txt/z", b"z")


def _fresh(sys: Sys) -> None:
    sys.mkdir("/app/fresh")
    sys.write_file("/app/fresh/x", b"")
    sys.mkdir("/rootfresh")


VECTORS: dict[str, tuple[Callable[[Sys], None], list[str], int]] = {
    "reading changes nothing": (_touch_nothing, [], 0),
    "appending copies the file up": (_append, ["C /app", "C /app/a.txt"], 6),
    "chmod copies all of the file": (
        lambda sys: sys.chmod("/app/a.txt", 0o600), ["C /app", "C /app/a.txt"], 4,
    ),
    "chmod of a directory copies no children": (
        lambda sys: sys.chmod("/app/old", 0o700), ["C /app", "C /app/old"], 0,
    ),
    "deleting leaves a whiteout of no size": (
        lambda sys: sys.unlink("/app/a.txt"), ["C /app", "D /app/a.txt"], 0,
    ),
    "deleting a directory is one deletion": (_empty_old, ["C /app", "D /app/old"], 0),
    "a directory made anew deletes each old child": (
        _make_old_anew, ["C /app", "C /app/old", "D /app/old/o1", "D /app/old/o2"], 0,
    ),
    "a child made anew is a change": (
        _old_with_one_file, ["C /app", "C /app/old", "C /app/old/o1", "D /app/old/o2"], 3,
    ),
    "a file for a directory is one change": (_file_for_old, ["C /app", "C /app/old"], 5),
    "a directory for a file has additions": (
        _directory_for_file, ["C /app", "C /app/a.txt", "A /app/a.txt/z"], 1,
    ),
    "what came and went is no change": (_new_and_gone, [], 0),
    "a rename adds and deletes": (
        lambda sys: sys.rename("/app/a.txt", "/app/c.txt"),
        ["C /app", "D /app/a.txt", "A /app/c.txt"], 4,
    ),
    "a second name is added, the first unchanged": (
        lambda sys: sys.link("/app/a.txt", "/app/a2"), ["C /app", "A /app/a2"], 4,
    ),
    "new directories are added with all in them": (
        _fresh, ["C /app", "A /app/fresh", "A /app/fresh/x", "A /rootfresh"], 0,
    ),
}


@pytest.mark.parametrize("name", VECTORS)
def test_changes_are_told_as_the_engine_tells_them(name: str) -> None:
    change, expected, size = VECTORS[name]
    desk = Desk()
    change(desk.run())
    assert [" ".join(row) for row in desk.daemon.diff("web")] == expected
    container = desk.daemon.find_container("web")
    assert desk.daemon.sizes(container)[0] == size


def test_nothing_of_a_volume_is_in_the_diff_but_its_new_mount_point() -> None:
    desk = Desk()
    process = desk.run(binds=("data:/new", "more:/app"))
    process.write_file("/new/f", b"x")
    process.write_file("/app/g", b"x")
    assert desk.daemon.diff("web") == [("A", "/new")]


def test_a_commit_holds_the_upper_directory_and_the_declared_volumes() -> None:
    desk = Desk()
    sys = desk.run(binds=("nam:/n",), volumes=("/an",))
    _old_with_one_file(sys)
    sys.unlink("/app/a.txt")
    sys.write_file("/n/lost", b"x")
    image = desk.daemon.find_image(desk.daemon.commit("web", "snap:1", message="kept"))
    assert image.config.volumes == ("/an",)
    assert image.history[-1].comment == "kept"
    again = desk.run("copy", image="snap:1")
    assert again.listdir("/app") == ["b-hard", "b.txt", "link", "old", "sub"]
    assert again.listdir("/app/old") == ["o1"]
    assert again.listdir("/n") == []


def test_a_commit_without_changes_adds_no_layer() -> None:
    desk = Desk()
    desk.create()
    image = desk.daemon.find_image(desk.daemon.commit("web", "same"))
    assert image.layers == desk.image.layers
    assert image.history[-1].empty


def test_a_commit_takes_instructions() -> None:
    desk = Desk()
    desk.create()
    changes = ('CMD ["ls", "/"]', "ENV A=b", "VOLUME /v", "WORKDIR /w", "LABEL x=y", "EXPOSE 80")
    config = desk.daemon.find_image(desk.daemon.commit("web", "", changes=changes)).config
    assert config.cmd == ("ls", "/")
    assert config.env == ("A=b",)
    assert (config.volumes, config.workdir) == (("/v",), "/w")
    assert (config.labels, config.exposed) == ((("x", "y"),), ("80/tcp",))
