"""The docker client at the host's prompt: what it prints, and how it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

from webapp.simulator.machine import end_of_input, interrupt, step
from webapp.simulator.start import new_world
from webapp.simulator.userland.docker.commands.index import COMMANDS
from webapp.simulator.userland.docker.simulated import _KNOWN
from webapp.simulator.userland.docker.verbs.table import VERBS

if TYPE_CHECKING:
    from webapp.simulator.world import Outcome, World

ID = re.compile(r"[0-9a-f]{64}")


@dataclass
class Desk:
    """Somebody who types at a terminal."""

    world: World
    last: Outcome | None = None

    def run(self, line: str) -> Outcome:
        self.last = step(self.world, line)
        self.world = self.last.world
        return self.last

    def out(self, line: str) -> str:
        outcome = self.run(line)
        assert outcome.exit_code == 0, outcome.stderr
        return outcome.stdout

    def fails(self, line: str) -> tuple[int | None, str]:
        outcome = self.run(line)
        return outcome.exit_code, outcome.stderr


@cache
def _world(*, full: bool) -> World:
    return new_world(full_terminal=full)


@pytest.fixture
def desk() -> Desk:
    return Desk(_world(full=False))


@pytest.fixture
def page() -> Desk:
    return Desk(_world(full=True))


# Running.


def test_run_shows_what_the_container_writes_and_ends_as_it_does(desk: Desk) -> None:
    outcome = desk.run("docker run --rm busybox sh -c 'echo out; echo err >&2; exit 5'")
    assert (outcome.stdout, outcome.stderr, outcome.exit_code) == ("out\n", "err\n", 5)
    assert desk.out("docker ps -aq") == ""


def test_run_detached_prints_the_id_and_returns(desk: Desk) -> None:
    assert ID.fullmatch(desk.out("docker run -d --name web busybox sleep 1000").strip())
    assert desk.out("docker ps --format '{{.Names}} {{.State}}'") == "web running\n"


def test_input_reaches_a_container_only_when_it_is_asked_for(desk: Desk) -> None:
    assert desk.out("echo hello | docker run --rm -i busybox cat") == "hello\n"
    assert desk.out("echo hello | docker run --rm busybox cat") == ""


def test_output_of_a_container_goes_where_the_clients_goes(desk: Desk) -> None:
    desk.run("docker run --rm busybox echo one > /tmp/f")
    desk.run("docker run --rm busybox echo two >> /tmp/f")
    assert desk.out("cat /tmp/f") == "one\ntwo\n"
    assert desk.out("docker run --rm busybox sh -c 'echo b; echo a' | sort") == "a\nb\n"


def test_an_interactive_shell_is_the_containers_until_it_ends(desk: Desk) -> None:
    desk.run("docker run -it --name sh busybox")
    assert desk.run("echo $HOSTNAME").where == "container"
    ended = desk.run("exit 3")
    assert ended.world.asks == "command"
    assert desk.out("docker inspect -f '{{.State.ExitCode}}' sh") == "3\n"
    assert desk.run("true").where == "host"


def test_a_container_is_started_again_with_its_terminal(desk: Desk) -> None:
    desk.run("docker run -it --name sh busybox")
    desk.run("echo kept > /note")
    desk.run("exit")
    desk.run("docker start -ai sh")
    assert desk.run("cat /note").stdout == "kept\n"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("docker run --rm busybox nosuch", 127),
        ("docker run --rm busybox /etc", 126),
        ("docker run --rm -v a-b:/x:zz busybox", 125),
        ("docker run --nosuch busybox", 125),
    ],
)
def test_what_cannot_run_has_a_status_of_its_own(desk: Desk, line: str, status: int) -> None:
    assert desk.fails(line)[0] == status


def test_a_refused_run_points_to_the_help_and_a_refused_create_does_not(desk: Desk) -> None:
    refused = "Error response from daemon: invalid mode: zz"
    run = desk.fails("docker run -v a-b:/x:zz busybox")
    assert run == (125, f"docker: {refused}.\nSee 'docker run --help'.\n")
    assert desk.fails("docker create -v a-b:/x:zz busybox") == (1, f"{refused}\n")


def test_a_missing_image_is_pulled_and_the_pull_is_told_on_standard_error(desk: Desk) -> None:
    outcome = desk.run("docker run --rm alpine echo hi")
    assert outcome.stdout == "hi\n"
    lines = outcome.stderr.splitlines()
    assert lines[:2] == [
        "Unable to find image 'alpine:latest' locally",
        "latest: Pulling from library/alpine",
    ]
    assert lines[-1] == "Status: Downloaded newer image for alpine:latest"


def test_an_image_outside_the_catalogue_is_not_simulated(desk: Desk) -> None:
    status, message = desk.fails("docker run nosuchimage")
    assert status == 127
    assert message.endswith("layerlab: not simulated: image nosuchimage:latest\n")


def test_a_flag_that_does_nothing_here_says_so(desk: Desk) -> None:
    expected = "layerlab: not simulated: docker run --gpus\n"
    assert desk.fails("docker run --gpus all busybox") == (127, expected)


# Signals.


def test_ctrl_c_is_passed_on_to_a_container_that_heeds_it(page: Desk) -> None:
    page.run("docker run --name box busybox sh -c 'trap \"exit 9\" INT; while :; do sleep 1; done'")
    page.world = interrupt(page.world).world
    page.run("sleep 3")
    assert page.out("docker inspect -f '{{.State.ExitCode}}' box") == "9\n"


def test_ctrl_c_leaves_a_container_running_that_does_not_heed_it(page: Desk) -> None:
    page.run("docker run --name box busybox sleep 1000")
    page.world = interrupt(page.world).world
    assert page.world.asks == "command"
    assert page.out("docker ps --format '{{.Names}}'") == "box\n"


# Working in containers.


def test_exec_ends_as_its_process_does(desk: Desk) -> None:
    desk.run("docker run -d --name web busybox sleep 1000")
    assert desk.out("docker exec -e X=5 -w /etc web sh -c 'echo $X $PWD'") == "5 /etc\n"
    assert desk.fails("docker exec web sh -c 'exit 3'") == (3, "")


def test_exec_of_what_is_not_there_brings_the_runtimes_words_on_standard_output(
    desk: Desk,
) -> None:
    desk.run("docker run -d --name web busybox sleep 1000")
    outcome = desk.run("docker exec web nosuch")
    assert outcome.exit_code == 126
    assert outcome.stdout == (
        "OCI runtime exec failed: exec failed: unable to start container process: "
        'exec: "nosuch": executable file not found in $PATH: unknown\r\n'
    )


def test_logs_keep_what_was_written_and_may_be_cut(desk: Desk) -> None:
    desk.run("docker run --name box busybox sh -c 'echo 1; echo 2; echo 3 >&2'")
    both = desk.run("docker logs box")
    assert (both.stdout, both.stderr) == ("1\n2\n", "3\n")
    assert desk.out("docker logs -n 2 box") == "2\n"
    assert desk.run("docker logs --tail 0 box").stdout == ""
    assert re.fullmatch(r"2026-\S+Z 1\n2026-\S+Z 2\n", desk.out("docker logs -t box"))


def test_logs_follow_until_the_container_ends(desk: Desk) -> None:
    desk.run("docker run -d --name box busybox sh -c 'for i in 1 2 3; do echo $i; sleep 1; done'")
    assert desk.out("docker logs -f box") == "1\n2\n3\n"


def test_wait_prints_the_status_of_each(desk: Desk) -> None:
    desk.run("docker run -d --name box busybox sh -c 'sleep 2; exit 7'")
    desk.run("docker run --name two busybox true")
    assert desk.out("docker wait box two") == "7\n0\n"


def test_errors_of_several_containers_come_last_and_do_not_stop_the_others(desk: Desk) -> None:
    desk.run("docker create --name web busybox")
    outcome = desk.run("docker rm nosuch web other")
    assert outcome.stdout == "web\n"
    assert outcome.stderr == (
        "Error response from daemon: No such container: nosuch\n"
        "Error response from daemon: No such container: other\n"
    )
    assert outcome.exit_code == 1


def test_a_forced_removal_of_nothing_is_no_failure(desk: Desk) -> None:
    outcome = desk.run("docker rm -f nosuch")
    assert outcome.stderr == "Error response from daemon: No such container: nosuch\n"
    assert outcome.exit_code == 0


def test_containers_that_do_not_start_are_named_together(desk: Desk) -> None:
    status, message = desk.fails("docker start nosuch other")
    assert status == 1
    assert message.endswith("Error: failed to start containers: nosuch, other\n")


# Copying.


def test_a_tree_is_copied_into_a_container_and_out_again(desk: Desk) -> None:
    desk.run("mkdir -p /tmp/a/b && echo 1 > /tmp/a/f && ln /tmp/a/f /tmp/a/h && ln -s f /tmp/a/l")
    desk.run("docker create --name box busybox")
    desk.run("docker cp /tmp/a box:/")
    desk.run("docker cp box:/a /tmp/out")
    assert desk.out("ls -R /tmp/out") == "/tmp/out:\nb\nf\nh\nl\n\n/tmp/out/b:\n"
    assert desk.out("readlink /tmp/out/l; stat -c %h /tmp/out/f") == "f\n2\n"


def test_a_dot_at_the_end_copies_the_content_alone(desk: Desk) -> None:
    desk.run("mkdir -p /tmp/a /tmp/out && echo 1 > /tmp/a/f && docker create --name box busybox")
    desk.run("docker cp /tmp/a/. box:/home && docker cp box:/home/. /tmp/out")
    assert desk.out("ls /tmp/out") == "f\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("docker cp a b", "must specify at least one container source"),
        ("docker cp box:/a box:/b", "copying between containers is not supported"),
        ("docker cp /nope box:/", "lstat //nope: no such file or directory"),
        ("docker cp /etc box:/etc/passwd", "cannot copy directory"),
        ("docker cp /etc/hostname box:/nope/", "no such directory"),
        (
            "docker cp box:/etc/passwd /nope/x",
            'invalid output path: directory "/nope" does not exist',
        ),
        ("docker cp box:/etc/passwd /etc/hostname/", "stat /etc/hostname/: not a directory"),
    ],
)
def test_what_cannot_be_copied_is_refused(desk: Desk, line: str, message: str) -> None:
    desk.run("docker create --name box busybox")
    assert desk.fails(line) == (1, f"{message}\n")


# Cleaning up.


def test_a_prune_asks_and_takes_only_yes(desk: Desk) -> None:
    desk.run("docker volume create")
    desk.run("docker volume prune")
    assert desk.world.asks == "answer"
    assert desk.run("n").stdout.endswith("[y/N] ")
    assert len(desk.out("docker volume ls -q").split()) == 1
    desk.run("docker volume prune")
    answered = desk.run("y").stdout
    assert "Deleted Volumes:\n" in answered
    assert answered.endswith("Total reclaimed space: 0B\n")
    assert desk.out("docker volume ls -q") == ""


def test_a_page_shows_the_question_in_front_of_the_answer_and_not_again(page: Desk) -> None:
    page.run("docker container prune")
    assert page.world.prompt == (
        "WARNING! This will remove all stopped containers.\n"
        "Are you sure you want to continue? [y/N] "
    )
    assert page.run("n").stdout == ""


def test_the_end_of_input_is_no(desk: Desk) -> None:
    desk.run("docker create --name box busybox")
    desk.run("docker container prune")
    desk.world = end_of_input(desk.world).world
    assert len(desk.world.engine.containers) == 1


def test_an_answer_may_come_down_a_pipe(desk: Desk) -> None:
    desk.run("docker create --name box busybox")
    assert "Deleted Containers:\n" in desk.out("echo y | docker container prune")


# Inspecting and listing.


def test_inspect_prints_what_it_found_and_then_what_it_did_not(desk: Desk) -> None:
    desk.run("docker volume create vol")
    outcome = desk.run("docker volume inspect -f '{{.Name}}' vol nosuch")
    assert outcome.stdout == "vol\n"
    assert outcome.stderr == "Error response from daemon: get nosuch: no such volume\n"
    assert desk.run("docker inspect nosuch").stdout == "[]\n"


def test_inspect_finds_containers_images_and_volumes(desk: Desk) -> None:
    desk.run("docker create --name box -v vol:/x busybox")
    lines = "docker inspect -f '{{.Name}}' box vol; docker inspect -f '{{.RepoTags}}' busybox"
    assert desk.out(lines) == "/box\nvol\n[busybox:latest]\n"


def test_a_template_that_does_not_parse_has_a_status_of_its_own(desk: Desk) -> None:
    message = 'template parsing error: template: :1: function "foo" not defined\n'
    assert desk.fails("docker inspect -f '{{foo}}' busybox") == (64, message)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", "web\n"),
        ("-a", "done\nmade\nweb\n"),
        ("-l", "done\n"),
        ("-n 2", "done\nmade\n"),
        ("-a -f status=created", "made\n"),
        ("-f exited=3", "done\n"),
        ("-a -f name=e", "done\nmade\nweb\n"),
        ("-a -f name=^web$", "web\n"),
        ("-a -f label=tier=front", "web\n"),
        ("-a -f volume=pages", "made\nweb\n"),
        ("-a -f volume=/data", "web\n"),
        ("-a -f ancestor=busybox -f before=made", "web\n"),
        ("-a -f since=web", "done\nmade\n"),
        ("-a -f ancestor=nosuch", ""),
    ],
)
def test_containers_are_filtered(desk: Desk, words: str, names: str) -> None:
    desk.run("docker run -d --name web -l tier=front -v pages:/data busybox sleep 1000")
    desk.run("docker create --name made -v pages:/p busybox")
    desk.run("docker run --name done busybox sh -c 'exit 3'")
    assert desk.out(f"docker ps {words} --format '{{{{.Names}}}}'") == names


def test_images_and_volumes_are_filtered(desk: Desk) -> None:
    desk.run("docker tag busybox me/app:v1 && docker volume create -q-; docker volume create vol")
    desk.run("docker create --name box -v used:/x busybox")
    assert desk.out("docker images -f reference='me/*' --format '{{.Repository}}'") == "me/app\n"
    assert desk.out("docker images busybox --format '{{.Tag}}'") == "latest\n"
    assert desk.out("docker images nosuch -q") == ""
    assert desk.out("docker volume ls -qf dangling=true") == "vol\n"
    assert desk.out("docker volume ls -qf name=us") == "used\n"


def test_an_unknown_filter_is_refused(desk: Desk) -> None:
    message = "Error response from daemon: invalid filter 'foo'\n"
    assert desk.fails("docker ps -f foo=bar") == (1, message)
    assert desk.fails("docker volume ls -f foo=bar") == (1, message)


# Building.


def test_a_build_prints_its_steps_on_standard_error_or_only_the_id(desk: Desk) -> None:
    desk.run("mkdir c && echo A > c/a && printf 'FROM busybox\\nCOPY a /a\\n' > c/Dockerfile")
    outcome = desk.run("docker build -t app c")
    assert outcome.stdout == ""
    assert "[2/2] COPY a /a\n" in outcome.stderr
    quiet = desk.run("docker build -q c")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}\n", quiet.stdout)
    assert quiet.stderr == ""
    assert desk.out("docker run --rm app cat /a") == "A\n"


def test_what_is_ignored_is_not_sent(desk: Desk) -> None:
    desk.run("mkdir c && touch c/a c/b && echo b > c/.dockerignore")
    desk.run("printf 'FROM busybox\\nCOPY . /c\\n' > c/Dockerfile && docker build -q -t app c")
    assert desk.out("docker run --rm app ls /c") == "Dockerfile\na\n"


def test_a_context_that_is_not_there_is_refused(desk: Desk) -> None:
    message = 'ERROR: unable to prepare context: path "nope" not found\n'
    assert desk.fails("docker build nope") == (1, message)


# Words that are no commands.


def test_unknown_and_unsimulated_commands_are_told_apart(desk: Desk) -> None:
    assert desk.fails("docker foo") == (
        1,
        "docker: 'foo' is not a docker command.\nSee 'docker --help'\n",
    )
    assert desk.fails("docker swarm init") == (127, "layerlab: not simulated: docker swarm init\n")
    assert desk.fails("docker save busybox") == (127, "layerlab: not simulated: docker save\n")


def test_a_group_alone_prints_its_help(desk: Desk) -> None:
    outcome = desk.run("docker volume")
    assert (outcome.stdout, outcome.exit_code) == ("", 0)
    assert "Usage:  docker volume COMMAND" in outcome.stderr
    assert desk.fails("docker volume foo")[0] == 1


def test_help_is_printed_on_standard_output(desk: Desk) -> None:
    assert "Usage:  docker run [OPTIONS] IMAGE" in desk.out("docker run --help")
    assert desk.out("docker help run") == desk.out("docker run --help")
    assert desk.out("docker --version").startswith("Docker version 26.1.")


def test_without_a_daemon_the_client_says_so(desk: Desk) -> None:
    desk.run("mv /var/run/docker.sock /var/run/elsewhere")
    message = (
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. "
        "Is the docker daemon running?\n"
    )
    assert desk.fails("docker ps") == (1, message)


def test_a_daemon_elsewhere_is_not_simulated(desk: Desk) -> None:
    status, message = desk.fails("DOCKER_HOST=tcp://elsewhere docker ps")
    assert status == 127
    assert message == "layerlab: not simulated: a daemon elsewhere (DOCKER_HOST=tcp://elsewhere)\n"


@pytest.mark.parametrize("name", sorted(VERBS))
def test_every_command_that_works_is_a_command_with_known_flags(name: str) -> None:
    command = COMMANDS[name]
    known = _KNOWN.get(name, frozenset())
    assert known <= {flag.name for flag in command.flags}


def test_no_command_meets_an_error_of_ours_without_arguments(desk: Desk) -> None:
    for name in sorted(VERBS):
        outcome = desk.run(f"docker {name} nosuch </dev/null")
        assert outcome.exit_code in {0, 1, 125, 127}, name
