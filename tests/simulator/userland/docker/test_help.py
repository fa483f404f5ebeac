"""Help, usage and errors on the command line are those of the real client."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from tests.simulator.userland.docker.lines import BAD_LINES
from webapp.simulator.userland.docker import messages, usage
from webapp.simulator.userland.docker.commands.index import (
    COMMANDS,
    GROUP_BY_NAME,
    Found,
    NotKept,
    Unknown,
    look_up,
)
from webapp.simulator.userland.docker.flags import FlagError, parse

if TYPE_CHECKING:
    from tests.simulator.userland.docker.real import RealClient


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_a_command_is_printed_as_the_real_client_prints_it(
    name: str, real_client: RealClient
) -> None:
    found = look_up(tuple(name.split()))
    assert isinstance(found, Found)
    shown = usage.command_help(found.command, found.name)
    assert shown == real_client.run(*name.split(), "--help").out


@pytest.mark.parametrize("name", sorted(GROUP_BY_NAME))
def test_help_of_a_group_is_printed_as_the_real_client_prints_it(
    name: str, real_client: RealClient
) -> None:
    assert usage.group_help(GROUP_BY_NAME[name]) == real_client.run(*name.split(), "--help").out


def test_help_of_docker_itself_differs_in_where_the_configuration_lies_only(
    real_client: RealClient,
) -> None:
    del real_client.environment["DOCKER_CONFIG"]
    try:
        real = real_client.run("--help").out
    finally:
        real_client.environment["DOCKER_CONFIG"] = str(real_client.home / "config")
    assert usage.top_help() == real


@pytest.mark.parametrize("line", BAD_LINES)
def test_what_does_not_parse_is_refused_in_the_real_clients_words(
    line: str, real_client: RealClient
) -> None:
    words = tuple(shlex.split(line))
    real = real_client.run(*words)
    assert (real.err, real.status) == _ours(words)


def _ours(words: tuple[str, ...]) -> tuple[str, int]:
    found = look_up(words)
    assert isinstance(found, Found)
    command = found.command
    name = usage.full_name(command, found.name)
    try:
        parsed = parse(command.flags, found.rest, interspersed=command.interspersed)
    except FlagError as error:
        return messages.see_help(str(error), name) + "\n", 125
    assert len(parsed.args) < command.least or len(parsed.args) > (command.most or 0)
    prefix = "ERROR: " if usage.is_buildx(command) else ""
    return prefix + usage.argument_count(command, found.name) + "\n", 1


def test_a_word_that_is_no_command_is_not_one() -> None:
    assert look_up(("foo", "bar")) == Unknown("foo")


def test_a_command_that_is_not_simulated_is_known_by_its_name() -> None:
    assert look_up(("swarm", "init")) == NotKept("swarm init")
    assert look_up(("buildx", "ls")) == NotKept("buildx ls")


def test_long_and_short_names_are_one_command() -> None:
    assert COMMANDS["container ls"] is COMMANDS["ps"]
    assert COMMANDS["image rm"] is COMMANDS["rmi"]
