"""What the daemon reads in `-v`."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from tests.simulator.engine.refusals import refused
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.engine.mountspec import largest_unit
from webapp.simulator.engine.volumespec import clean, is_mode, parse_bind, parse_volumes_from


@pytest.mark.parametrize("mode", ["", "ro", "rw,z", "nocopy,ro", "rshared,Z,cached"])
def test_modes_of_different_classes_go_together(mode: str) -> None:
    assert is_mode(mode)


@pytest.mark.parametrize("mode", ["ro,rw", "z,Z", "ro,", "readonly", "volume-nocopy", "/c"])
def test_two_modes_of_one_class_and_unknown_ones_do_not(mode: str) -> None:
    assert not is_mode(mode)


def test_a_path_as_a_source_is_a_bind_mount_and_a_name_a_volume() -> None:
    bind, volume = parse_bind("/a/:/b/:ro"), parse_bind("data:/b")
    assert (bind.type, bind.source, bind.destination, bind.rw) == ("bind", "/a", "/b", False)
    assert (bind.mode, bind.propagation) == ("ro", "rprivate")
    assert (volume.type, volume.name, volume.copy_data) == ("volume", "data", True)


def test_a_path_and_a_mode_alone_are_refused() -> None:
    with refused(400, "invalid volume specification: '/a:ro'"):
        parse_bind("/a:ro")


def test_refusals_name_the_specification_and_what_is_wrong_in_it() -> None:
    bad = "invalid volume specification: '{}': invalid mount config for type \"{}\": {}"
    cases = (
        ("ab:b", "volume", "invalid mount path: 'b' mount path must be absolute"),
        ("/a:/", "bind", "invalid specification: destination can't be '/'"),
        ("/a:/b:nocopy", "bind", "field VolumeOptions must not be specified"),
        ("ab:/b:shared", "volume", "field BindOptions must not be specified"),
    )
    for raw, type_, why in cases:
        with refused(400, bad.format(raw, type_, why)):
            parse_bind(raw)
    with refused(400, "invalid mode: ro,rw"):
        parse_bind("ab:/b:ro,rw")


def test_volumes_from_takes_only_modes_that_make_sense() -> None:
    assert parse_volumes_from("src") == ("src", True)
    assert parse_volumes_from("src:ro,z") == ("src", False)
    assert parse_volumes_from("src:") == ("src", True)
    for mode in ("nocopy", "shared", "bad"):
        with refused(400, f"invalid mode: {mode}"):
            parse_volumes_from(f"src:{mode}")


@given(st.text(alphabet=":/.abrowz,", max_size=16))
def test_any_text_is_read_or_refused(raw: str) -> None:
    with suppress(ApiError):
        point = parse_bind(raw)
        assert point.destination.startswith("/")
        assert point.destination == clean(point.destination)


@given(st.integers(min_value=1, max_value=1 << 40))
def test_a_size_is_written_with_the_largest_unit_that_leaves_it_whole(size: int) -> None:
    text = largest_unit(size)
    shift = {"g": 30, "m": 20, "k": 10}.get(text[-1], 0)
    number = int(text.rstrip("gmk"))
    assert number << shift == size
    assert shift == 30 or number % 1024 != 0
