"""Sizes, durations and moments as tables show them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from webapp.simulator.userland.docker.moments import local_time, read_rfc3339, rfc3339_nano
from webapp.simulator.userland.docker.units import (
    SizeError,
    binary_size,
    human_duration,
    human_size,
    ram_in_bytes,
)


@pytest.mark.parametrize(
    ("size", "four", "three"),
    [
        (0, "0B", "0B"),
        (4, "4B", "4B"),
        (999, "999B", "999B"),
        (1000, "1kB", "1kB"),
        (2097152, "2.097MB", "2.1MB"),
        (2024645, "2.025MB", "2.02MB"),
        (187_000_000, "187MB", "187MB"),
        (1_234_567_890, "1.235GB", "1.23GB"),
    ],
)
def test_sizes_are_decimal_with_three_or_four_digits(size: int, four: str, three: str) -> None:
    assert human_size(size) == four
    assert human_size(size, 3) == three


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.9, "Less than a second"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "About a minute"),
        (119, "About a minute"),
        (120, "2 minutes"),
        (3599, "59 minutes"),
        (3600, "About an hour"),
        (7200, "2 hours"),
        (47 * 3600, "47 hours"),
        (48 * 3600, "2 days"),
        (13 * 86400, "13 days"),
        (14 * 86400, "2 weeks"),
        (60 * 86400, "2 months"),
        (800 * 86400, "2 years"),
    ],
)
def test_durations_are_rounded_as_people_say_them(seconds: float, shown: str) -> None:
    assert human_duration(seconds) == shown


@pytest.mark.parametrize(
    ("text", "size"),
    [("64k", 65536), ("1.5g", 1610612736), ("10 MiB", 10485760), ("7b", 7), ("5", 5)],
)
def test_sizes_that_people_type_are_binary(text: str, size: int) -> None:
    assert ram_in_bytes(text) == size


@pytest.mark.parametrize("text", ["", "x", "1q", "1kbb", "-1"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SizeError, match="invalid size: "):
        ram_in_bytes(text)


def test_memory_is_shown_in_powers_of_two() -> None:
    assert binary_size(25276514304) == "23.54GiB"


@given(st.integers(min_value=0, max_value=4_000_000_000_000_000_000))
def test_a_moment_survives_being_written_and_read(moment: int) -> None:
    assert read_rfc3339(rfc3339_nano(moment)) == moment


def test_a_moment_is_printed_as_go_prints_it() -> None:
    assert local_time(1795474292) == "2026-11-23 22:51:32 +0000 UTC"
