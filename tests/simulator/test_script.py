"""A script runs as typed: who reads which line, and what each command is told to have done."""

from __future__ import annotations

from webapp.simulator.script import Typed, run_script
from webapp.simulator.start import new_world


def replay(*lines: str) -> list[Typed]:
    return list(run_script(new_world(), "\n".join(lines))[1])


def test_a_command_may_span_lines() -> None:
    (command,) = replay("for i in 1 2", "do echo $i", "done")
    assert command.command == "for i in 1 2\ndo echo $i\ndone"
    assert (command.exit_code, command.stdout) == (0, "1\n2\n")


def test_blank_lines_and_comments_are_no_commands() -> None:
    assert [c.command for c in replay("", "# first", "true", "   ")] == ["true"]


def test_what_follows_docker_run_it_is_typed_into_the_container() -> None:
    opener, inside, leave, after = replay(
        "docker run -it --name box busybox", "cat /etc/group | wc -l", "exit 3", "hostname"
    )
    assert [c.where for c in (opener, inside, leave, after)] == [
        "host", "container", "container", "host",
    ]
    assert inside.stdout.strip() == "2"
    assert opener.exit_code == 3
    assert after.stdout == "host\n"


def test_a_shell_that_the_script_leaves_open_ends_with_it() -> None:
    opener, _ = replay("docker run -it --rm busybox", "false")
    assert opener.exit_code == 1


def test_an_answer_to_a_prompt_has_no_object_of_its_own() -> None:
    made, prune, after = replay("docker volume create", "docker volume prune", "y", "echo end")
    assert made.stdout.strip() in prune.stdout
    assert prune.exit_code == 0
    assert after.stdout == "end\n"


def test_other_reads_meet_the_end_of_the_input() -> None:
    command, after = replay("cat", "echo next")
    assert (command.exit_code, command.stdout) == (0, "")
    assert after.stdout == "next\n"


def test_what_would_not_end_is_ended_as_by_ctrl_c() -> None:
    command, after = replay("sleep 100000", "echo next")
    assert command.exit_code == 130
    assert [event.type for event in command.events] == ["interrupted"]
    assert after.stdout == "next\n"


def test_runaway_input_ends_with_a_clear_message() -> None:
    for line in (
        "while true; do :; done",
        "x=x; while true; do x=$x$x; done",
        "echo {1..10000000}",
        "yes | sort",
        "cat /dev/zero | wc -c",
    ):
        command, after = replay(line, "echo next")
        assert command.exit_code != 0, line
        assert "layerlab: " in command.stderr or "bash: " in command.stderr, line
        assert after.stdout == "next\n", line


def test_a_program_that_is_not_here_says_so() -> None:
    (command,) = replay("docker swarm init")
    assert command.exit_code == 127
    assert command.stderr.startswith("layerlab: not simulated: ")
    assert not command.simulated


def test_background_processes_write_while_time_passes() -> None:
    commands = replay(
        "docker run -d --name tick busybox sh -c 'while true; do echo t >> /log; sleep 1; done'",
        "sleep 3.5",
        "docker exec tick wc -l /log",
    )
    assert commands[-1].stdout == "4 /log\n"


def test_who_leaves_the_hosts_prompt_is_logged_in_again() -> None:
    leave, after, ended, last = replay("cd /tmp; exit 3", "pwd", "exec true", "echo still")
    assert (leave.exit_code, leave.stderr) == (3, "logout\n")
    assert after.stdout == "/root\n"
    assert ended.exit_code == 0
    assert last.stdout == "still\n"
