from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Final

from hypothesis import given, settings, strategies as st

from tests.sessions.commands import ENTRIES, LESSON, told
from webapp.sessions.journal import Entry, Journal
from webapp.sessions.terminal import Terminal
from webapp.sessions.worlds import Worlds, simulator_version

if TYPE_CHECKING:
    from webapp.lessons.model import Lesson
    from webapp.simulator.world import Outcome, World

assert LESSON is not None
ROOT: Final = Path(__file__).parents[2]
SHARED: Final = Worlds(Terminal())
PATHS: Final = st.lists(ENTRIES, max_size=8)


@given(PATHS, ENTRIES)
@settings(max_examples=25, deadline=None)
def test_undoing_what_was_done_leads_to_the_very_same_world(
    path: list[Entry], entry: Entry
) -> None:
    assert LESSON is not None
    journal = Journal()
    for each in path:
        journal = journal.append(each)
    before = SHARED.replay(LESSON, journal.here)
    done = journal.append(entry)
    after = SHARED.replay(LESSON, done.here)
    assert SHARED.replay(LESSON, done.undo().here) is before
    assert SHARED.replay(LESSON, done.undo().redo().here) is after
    assert before.world == Worlds(Terminal()).replay(LESSON, journal.here).world


@given(PATHS)
@settings(max_examples=20, deadline=None)
def test_a_world_is_replayed_the_same_with_nothing_remembered(path: list[Entry]) -> None:
    assert LESSON is not None
    remembered = SHARED.states(LESSON, path)
    forgetful = Worlds(Terminal(), capacity=1).states(LESSON, path)
    assert [state.key for state in remembered] == [state.key for state in forgetful]
    assert [state.digest for state in remembered] == [state.digest for state in forgetful]
    assert [state.world for state in remembered] == [state.world for state in forgetful]


def replayed(path: list[list[str]], seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.sessions.commands", json.dumps(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout


def test_a_journal_is_replayed_the_same_under_another_hash_seed_and_after_a_restart() -> None:
    assert LESSON is not None
    lines = (
        "docker exec web sh -c 'echo one >> /etc/motd; rm /etc/group; mkdir /srv'",
        "docker run -d --name other --volumes-from web -v spare:/s -e B=1 -e A=2 busybox sleep 9",
        "docker exec other sh -c 'echo news > /pages/news.txt'",
        "docker inspect web other; docker ps -a; docker volume ls; docker system df -v",
        "docker commit web saved; docker history saved; docker diff web",
        "docker rm -f other; sleep 2; ls -la /var/lib/docker/overlay2 /var/lib/docker/volumes",
    )
    path = [["line", line] for line in lines]
    first = replayed(path, "1")
    assert first == replayed(path, "2")
    states = SHARED.states(LESSON, [Entry(0, 0, "line", line) for line in lines])
    assert first == "".join(f"{state.key} {told(state)}\n" for state in states)


def test_who_types_the_same_costs_one_step_for_all() -> None:
    assert LESSON is not None
    counted = Counted()
    worlds = Worlds(counted)
    barrier = Barrier(6)

    def learn() -> None:
        assert LESSON is not None
        barrier.wait()
        worlds.replay(LESSON, [Entry(0, 0, "line", "docker ps"), Entry(0, 0, "line", "ls")])

    threads = [Thread(target=learn) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counted.calls == ["start", "docker ps", "ls"]


def test_another_command_another_way_or_another_lesson_is_another_key() -> None:
    assert LESSON is not None
    start = SHARED.start(LESSON)
    keys = {
        start.key,
        SHARED.after(start, "line", "true").key,
        SHARED.after(start, "line", "true ").key,
        SHARED.after(start, "interrupt", "").key,
        SHARED.after(start, "end", "").key,
        SHARED.after(SHARED.after(start, "line", "true"), "line", "true").key,
    }
    assert len(keys) == 6


def test_the_version_of_the_simulator_is_that_of_its_source() -> None:
    assert len(simulator_version()) == 16
    assert simulator_version() == simulator_version()


class Counted(Terminal):
    """A machine that counts what it is asked."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def first_world(self, lesson: Lesson) -> World:
        self.calls.append("start")
        return super().first_world(lesson)

    def play(self, world: World, kind: str, text: str) -> Outcome:
        self.calls.append(text)
        return super().play(world, kind, text)
