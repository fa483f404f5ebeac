"""Lesson files as tests write them: a front matter, and fences by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.lessons.reader import Reading, read_lesson
from webapp.lessons.translation import read_translation

if TYPE_CHECKING:
    from webapp.lessons.model import Lesson

HEAD = "---\ntitle: A title\nminutes: 10\n---\n"
PREDICT = "Where?\n- [ ] here\n- [x] there\nbecause: It is."


def fence(info: str, *lines: str) -> str:
    return "\n".join(["```" + info, *lines, "```", ""])


def task(*parts: str, name: str = "t1") -> str:
    """A task with a solution and a check, and whatever parts are given."""
    given = [fence(f"task {name}", "Do it."), *parts]
    if not any(part.startswith("```solution") for part in parts):
        given.append(fence("solution", "touch /a"))
    if not any(part.startswith("```check") for part in parts):
        given.append(fence("check", "host file /a exists"))
    return "".join(given)


def reading(body: str, head: str = HEAD) -> Reading:
    return read_lesson(head + body, "a-lesson", "a-lesson/lesson.md")


def lesson(body: str, head: str = HEAD) -> Lesson:
    """A lesson that must be readable."""
    read = reading(body, head)
    assert read.lesson is not None, read.faults
    return read.lesson


def faults(body: str, head: str = HEAD) -> list[str]:
    """What is told of a lesson that can't be read."""
    read = reading(body, head)
    assert read.lesson is None
    return [str(fault) for fault in read.faults]


def translation(original: Lesson, body: str, head: str = "---\ntitle: 标题\n---\n") -> Reading:
    return read_translation(head + body, original, "zh", "a-lesson/lesson.zh.md")
