"""Flags are read by pflag's rules."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from webapp.simulator.userland.docker.commands.model import Flag
from webapp.simulator.userland.docker.flags import FlagError, Parsed, parse

FLAGS = (
    Flag("detach", "bool", "", short="d"),
    Flag("interactive", "bool", "", short="i"),
    Flag("rm", "bool", ""),
    Flag("sig-proxy", "bool", "", default="true"),
    Flag("name", "string", "", short="n"),
    Flag("pull", "string", "", default='"missing"'),
    Flag("tail", "int", "", default="-1"),
    Flag("volume", "list", "", short="v"),
)


def read(*words: str, interspersed: bool = True) -> Parsed:
    return parse(FLAGS, words, interspersed=interspersed)


def test_shorthands_are_bundled_and_the_last_takes_the_value() -> None:
    parsed = read("-div", "a:/b", "image")
    assert parsed.on("detach")
    assert parsed.on("interactive")
    assert parsed.many("volume") == ("a:/b",)
    assert parsed.args == ("image",)


@pytest.mark.parametrize(
    "words", [("-nx",), ("-n=x",), ("-n", "x"), ("--name=x",), ("--name", "x")]
)
def test_a_value_stands_behind_its_flag_in_five_ways(words: tuple[str, ...]) -> None:
    assert read(*words).text("name") == "x"


def test_a_boolean_takes_a_value_behind_an_equals_sign_only() -> None:
    assert not read("--rm=false").on("rm")
    assert read("--rm", "false").args == ("false",)
    assert not read("--sig-proxy=0").on("sig-proxy")


def test_a_flag_that_was_not_given_has_its_default() -> None:
    parsed = read()
    assert parsed.on("sig-proxy")
    assert parsed.text("pull") == "missing"
    assert parsed.number("tail") == -1
    assert not parsed.has("pull")


def test_the_last_of_a_single_value_holds_and_lists_keep_all() -> None:
    parsed = read("--name", "a", "--name", "b", "-v", "1", "-v", "2")
    assert parsed.text("name") == "b"
    assert parsed.many("volume") == ("1", "2")


def test_flags_end_at_the_first_argument_where_they_do_not_mix() -> None:
    parsed = read("-d", "image", "-n", "x", interspersed=False)
    assert parsed.args == ("image", "-n", "x")
    assert not parsed.has("name")


def test_flags_mix_with_arguments_elsewhere_and_two_dashes_end_them() -> None:
    assert read("a", "-d", "b").args == ("a", "b")
    assert read("a", "--", "-d").args == ("a", "-d")
    assert read("-").args == ("-",)


def test_names_are_never_abbreviated() -> None:
    with pytest.raises(FlagError, match="unknown flag: --nam"):
        read("--nam", "x")


@given(st.lists(st.text(alphabet="-=dinv xé", max_size=5), max_size=6))
def test_every_command_line_is_read_or_refused(words: list[str]) -> None:
    try:
        left = read(*words).args
    except FlagError:
        left = ()
    assert all(argument in words for argument in left)
