from __future__ import annotations

import pytest

from tests.lessons.writing import fence, lesson, task
from webapp.lessons.check import check_lesson
from webapp.lessons.progress import lesson_state, task_state
from webapp.simulator.machine import step
from webapp.simulator.start import new_world

HEAD = "---\ntitle: A\nminutes: 5\nsetup: |\n  docker create --name web busybox\n---\n"
START = ("solution", "docker start web")


def told(body: str, head: str = HEAD) -> list[str]:
    read = lesson(body, head)
    return [str(fault) for fault in check_lesson(read)]


GOOD = (
    fence("run", "ls /")
    + fence("run exit 1", "docker inspect ghost")
    + fence("demo", "docker run -it --name one busybox", "echo inside > /x", "exit")
    + fence("compare", "ls /a", "ls /b")
    + task(
        fence("solution", "docker rm web", "docker run -d --name web busybox sleep 1000"),
        fence("solution", "docker rm web", "docker run -d --name web busybox sleep 2000"),
        fence("check", "web is running", "$ docker ps --format '{{.Names}}'  is  web"),
        fence("keep", "1 image exists"),
        fence("near", "web is absent", "It is gone."),
        fence("wrong", "docker rm web"),
    )
    + fence("run", "docker exec web true")
)


def test_a_lesson_that_works_has_no_faults() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ls /\n", "ls /ghost\n", "this run exits with 2, not 0: ls: cannot access '/ghost'"),
        ("run exit 1", "run", "this run exits with 1, not 0"),
        ("\nexit\n", "\nls\n", "this demo leaves the host's prompt"),
        ("ls /a", "docker swarm init", "`docker swarm init` is not simulated"),
        ("sleep 2000", "true", "this is not so after solution 2, in line"),
        ("web is running", "container web exists", ""),
        ("1 image exists", "0 images exist", "this is not so before the task: 0 images exist"),
        ("web is absent", "web is stopped", "this `near` is true before anything was done"),
        ("web is absent", "web mounts tmpfs at /x", "does not make its `near` true"),
        ("```wrong\ndocker rm web", "```wrong\ndocker swarm leave", "is not simulated"),
        ("--format '{{.Names}}'  is  web", "-aq  is  x", "this is not so after solution 1"),
    ],
)
def test_what_does_not_work_is_told(old: str, new: str, words: str) -> None:
    assert old in GOOD
    faults = told(GOOD.replace(old, new))
    assert any(words in fault for fault in faults) == bool(faults), faults
    assert bool(faults) == bool(words)


def test_a_task_that_is_solved_from_the_start_is_a_fault() -> None:
    body = task(fence(*START), fence("check", "container web exists"))
    assert any("all its checks are true before the solution" in fault for fault in told(body))


def test_a_wrong_that_solves_the_task_is_a_fault() -> None:
    body = task(
        fence("solution", "docker rm web"),
        fence("check", "web is absent"),
        fence("near", "web is running", "No."),
        fence("wrong", "docker rm -f web"),
    )
    assert any("this `wrong` solves the task" in fault for fault in told(body))


def test_a_wrong_ends_in_its_own_near_and_not_in_one_above() -> None:
    body = task(
        fence("solution", "docker rm web"),
        fence("check", "web is absent"),
        fence("near", "2 containers exist", "Wide."),
        fence("near", "container api exists", "Narrow."),
        fence("wrong", "docker create --name api busybox"),
    )
    assert any("ends in the `near` of line" in fault for fault in told(body))


def test_what_a_solution_must_keep_is_checked_after_it() -> None:
    body = task(
        fence("solution", "docker rm web"),
        fence("check", "web is absent"),
        fence("keep", "1 container exists"),
    )
    assert any(
        "after solution 1" in fault and "1 container exists" in fault for fault in told(body)
    )


def test_a_setup_that_fails_is_told_with_its_line() -> None:
    faults = told("Text.\n", HEAD.replace("create --name web busybox", "start ghost"))
    assert faults[0].startswith("a-lesson/lesson.md:5: this setup exits with 1")


def test_a_task_shows_checks_the_first_near_miss_and_what_was_achieved() -> None:
    read = lesson(
        task(
            fence("solution", "docker rm web"),
            fence("check", "web is absent"),
            fence("keep", "1 image exists"),
            fence("near", "web is running", "It runs."),
            fence("near", "web mounts nothing", "It is there."),
        ),
        HEAD,
    )
    (one,) = read.tasks
    begun = step(new_world(), "docker run -d --name web busybox sleep 100").world
    state = task_state(one, begun)
    assert (state.checks, state.keeps, state.solved, state.achieved) == (
        (False,),
        (True,),
        False,
        False,
    )
    assert state.near is one.nears[0]
    done = step(begun, "docker rm -f web").world
    (state,) = lesson_state(read, done)
    assert (state.solved, state.achieved, state.near) == (True, True, None)
    again = step(done, "docker create --name web busybox").world
    (state,) = lesson_state(read, again, {one.id})
    assert (state.solved, state.achieved) == (False, True)
    assert state.near is one.nears[1]
