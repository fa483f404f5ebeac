"""A world is a value: a step gives another one and leaves the first as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from webapp.simulator.machine import interrupt, step
from webapp.simulator.start import new_world

if TYPE_CHECKING:
    from webapp.simulator.world import World

COMMANDS = (
    "docker run -d --name one -v data:/x busybox sleep 1000",
    "docker run -d --name two --volumes-from one busybox sleep 1000",
    "docker exec one sh -c 'echo more >> /etc/group'",
    "docker exec one rm /etc/passwd",
    "docker exec two touch /x/file",
    "docker stop -t 0 one",
    "docker start one",
    "docker commit one snap",
    "docker rm -f one",
    "docker volume prune -af",
    "cd /tmp",
    "echo hi > /srv/file",
    "x=$(docker ps -q)",
)
LOOKING = ("docker ps -a", "ls /", "docker diff one", "cat /etc/hostname", "true", "false")


def run(world: World, *commands: str) -> World:
    for command in commands:
        world = step(world, command).world
    return world


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(COMMANDS), max_size=6), st.sampled_from(COMMANDS))
def test_a_step_leaves_the_world_before_it_as_it_was(before: list[str], command: str) -> None:
    world = run(new_world(), *before)
    kept = replace(world)
    first = step(world, command)
    assert world == kept
    assert step(world, command) == first


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(COMMANDS), max_size=5), st.sampled_from(LOOKING))
def test_looking_is_no_step_and_shares_every_object_of_the_disk(
    before: list[str], command: str
) -> None:
    world = run(new_world(), *before)
    outcome = step(world, command)
    assert not outcome.changed
    assert outcome.world.kernel.filesystems == world.kernel.filesystems
    assert outcome.world.engine == replace(
        world.engine, counter=outcome.world.engine.counter
    )


@pytest.mark.parametrize(
    "command", ["cd /tmp", "x=1", "echo hi > /srv/file", "docker volume create data"]
)
def test_a_command_that_changes_something_is_a_step(command: str) -> None:
    assert step(new_world(), command).changed


def test_worlds_do_not_depend_on_the_order_of_hashes() -> None:
    program = (
        "import hashlib, sys\n"
        "from tests.simulator.test_machine import COMMANDS, LOOKING\n"
        "from webapp.simulator.script import run_script\n"
        "from webapp.simulator.start import new_world\n"
        "_, typed = run_script(new_world(('busybox', 'nginx')), '\\n'.join(COMMANDS + LOOKING))\n"
        "print([t.as_json() for t in typed])\n"
    )
    answers = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert answers[0] == answers[1]
    assert "volume-created" in answers[0]


def test_on_a_page_a_command_that_does_not_end_goes_on_until_ctrl_c() -> None:
    world = new_world(full_terminal=True)
    going = step(world, "docker run --name web busybox sleep 100000")
    assert going.exit_code is None
    assert going.world.asks == ""
    stopped = interrupt(going.world)
    assert stopped.world.asks == "command"


def test_the_terminal_of_a_page_counts_as_one_and_a_scripts_does_not() -> None:
    assert step(new_world(), "ls -d /etc /srv").stdout == "/etc\n/srv\n"
    assert step(new_world(full_terminal=True), "ls -d /etc /srv").stdout == "/etc  /srv\n"
