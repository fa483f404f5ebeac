from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.conformance import engine, ours
from tests.conformance.comparison import Tally
from tests.conformance.generator import usual_comparison
from tests.conformance.recording import Step
from webapp.lessons.course import read_course
from webapp.lessons.model import Demo, Run, Task
from webapp.paths import LESSONS

if TYPE_CHECKING:
    from tests.conformance.recording import Answer, Mode
    from webapp.lessons.model import Lesson

ENTRIES = read_course(LESSONS).course.entries


@pytest.fixture
def possible() -> None:
    if os.environ.get("LAYERLAB_ENGINE") != "1":
        pytest.skip("LAYERLAB_ENGINE=1 starts a real engine (as root, with dockerd installed)")
    if lacking := engine.lacking():
        pytest.skip(lacking)


def commands(lesson: Lesson) -> list[str]:
    """A lesson from its setup to its end, each task by its first solution."""
    lines = list(lesson.setup.lines)
    for block in lesson.blocks:
        if isinstance(block, Run | Demo):
            lines.extend(block.script.lines)
        elif isinstance(block, Task) and block.solutions:
            lines.extend(block.solutions[0].lines)
    return lines


def mode(command: str) -> Mode:
    # How long ago something was made depends on how quick the real machine is.
    return "ok" if command.startswith("docker ps") else usual_comparison(command)


def steps(lines: list[str], answers: list[Answer]) -> list[Step]:
    return [
        Step(line, mode(line), answer.exit or 0, answer.stdout, answer.stderr)
        for line, answer in zip(lines, answers, strict=True)
    ]


@pytest.mark.usefixtures("possible")
def test_every_lesson_says_what_a_real_engine_says() -> None:
    tally = Tally()
    with engine.running("disk") as real:
        for entry in ENTRIES:
            lines = commands(entry.in_language("en"))
            recorded = steps(lines, real.run_all(lines))
            tally.add(entry.slug, recorded, ours.replay(lines))
    assert not tally.misses, tally.report()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.slug))
def test_a_lesson_is_typed_one_command_a_line(entry: object) -> None:
    lines = commands(entry.in_language("en"))  # type: ignore[attr-defined]
    assert len(lines) > 10
    assert not [line for line in lines if " -it " in line or line.endswith("\\")]
