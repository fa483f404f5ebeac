"""What runs away is ended with a sentence, and the machine goes on."""

from __future__ import annotations

import pytest

from webapp.simulator.machine import step
from webapp.simulator.start import new_world

RUNAWAYS = {
    "while :; do :; done": "more than 60,000 steps",
    "f(){ f|f& }; f": "more than 60,000 steps",
    "f(){ $(f); }; f": "more than 60,000 steps",
    "f(){ f; }; f": "commands nested",
    "while :; do docker run -d busybox sleep 1; done": "more than 60,000 steps",
    "mkdir -p $(printf 'a/%.0s' {1..2000})": "more than 60,000 steps",
    "yes": "more than 1024 KB of output",
    "x=x; while :; do x=$x$x; done": "expansion of more than",
    "cat /dev/zero": "more than 64 MB of data",
    "cat /dev/zero | wc -c": "more than 64 MB of data",
    "head -c 1000000000 /dev/urandom | md5sum": "more than 60,000 steps",
    "head -c 1000000000 /dev/zero | tr '\\0' a": "more than 64 MB of data",
    "dd if=/dev/zero bs=100G count=1 | wc -c": "more than 64 MB of data",
    "truncate -s 100T /x; cat /x | wc -c": "more than 64 MB of data",
    "truncate -s 100T /x; . /x": "more than 64 MB of data",
    "truncate -s 100T /x; sh /x": "more than 64 MB of data",
    "truncate -s 100T Dockerfile; docker build .": "more than 64 MB of data",
}


@pytest.mark.parametrize("full_terminal", [False, True])
@pytest.mark.parametrize("line", RUNAWAYS)
def test_what_runs_away_is_stopped_with_a_reason(line: str, *, full_terminal: bool) -> None:
    outcome = step(new_world(full_terminal=full_terminal), line)
    assert RUNAWAYS[line] in outcome.stdout + outcome.stderr
    assert outcome.world.asks == "command"
    assert step(outcome.world, "echo o''k").stdout.strip() == "ok"


def test_what_goes_to_dev_null_needs_no_memory() -> None:
    outcome = step(new_world(), "truncate -s 100T /x; cat /x > /dev/null")
    assert (outcome.exit_code, outcome.stderr) == (0, "")


GONE = (
    "docker run -v /:/h busybox sh -c 'rm -rf /h/var'",
    "docker run -v /:/h busybox rm -rf /h/var/lib/docker",
    "docker run -d --name web busybox sleep 1000; rm -rf /var/lib/docker/*",
    "docker run -d --name web busybox sleep 1000; rm -rf /var/lib/docker/overlay2",
    "docker run -d --name web busybox sleep 1000; rm -rf /var/lib/docker/overlay2/*/diff",
    "fallocate -l 100G /x; cat /dev/zero | dd of=/y bs=1M; dd if=/dev/zero of=/x bs=1M",
)
AFTERWARDS = (
    "docker ps -a", "docker run busybox true", "docker run -d --name web2 busybox sleep 1000",
    "docker exec web ls /", "docker diff web", "docker commit web kept",
    "docker cp web:/etc/passwd /tmp", "docker restart -t 0 web", "docker volume create data",
    "docker pull alpine", "docker build -t new - <<< 'FROM busybox'", "docker system df -v",
    "docker ps -as", "docker inspect web", "docker logs web", "docker images -a",
    "docker history busybox", "docker rm -f web", "docker rmi -f busybox",
    "docker system prune -af --volumes", "docker volume rm data",
)  # fmt: skip


@pytest.mark.parametrize("line", GONE)
def test_an_engine_whose_disk_is_gone_or_full_answers_with_errors(line: str) -> None:
    world = step(new_world(), line).world
    for command in AFTERWARDS:
        outcome = step(world, command)
        assert outcome.exit_code is not None
        assert outcome.world.asks == "command"
        world = outcome.world
    assert step(world, "echo o''k").stdout == "ok\n"


@pytest.mark.parametrize("line", ["exec 0<&-", "exec 2>&- 1>&- 0>&-"])
def test_a_shell_that_closes_its_input_is_at_its_end_and_another_is_logged_in(line: str) -> None:
    before = new_world()
    after = step(before, line).world
    assert after.asks == "command"
    assert after.kernel.terminal.reader != before.kernel.terminal.reader
    assert step(after, "echo ok").stdout == "ok\n"


def test_names_that_are_no_utf_8_are_names() -> None:
    world = step(new_world(), "mkdir d; cd d; touch \"$(printf 'a\\200')\"").world
    world = step(world, "ln -s \"$(printf 'a\\200')\" link").world
    outcome = step(world, "ls | wc -l; test -e link && docker run --rm -v $PWD:/d busybox ls /d")
    assert outcome.exit_code == 0
    assert outcome.stdout.startswith("2\n")
