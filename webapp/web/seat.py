"""The learner's desk for the request at hand, found by its address; helpful where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import abort, current_app, request

from webapp.language import marked
from webapp.sessions.desk import Desk
from webapp.web import visitor
from webapp.web.catalogue import course
from webapp.web.tongue import gettext, here

if TYPE_CHECKING:
    from webapp.lessons.model import Lesson, Step
    from webapp.sessions.worlds import Worlds


class Seat(NamedTuple):
    """A desk and the step of the lesson that is on the page; `seen_from` is "" for automatic."""

    desk: Desk
    step: Step
    seen_from: str
    notice: str = ""

    @property
    def lesson(self) -> Lesson:
        """The lesson in the learner's language."""
        return self.desk.lesson


def find_lesson(slug: str) -> Lesson:
    """The lesson of this name in the learner's language, or a page that says there is none."""
    entry = course().entry(slug)
    if entry is None:
        abort(404, gettext(marked("There is no lesson of this name. All lessons are listed here.")))
    return entry.in_language(here())


def find_step(lesson: Lesson, step_id: str) -> Step:
    """The step of this name, or a page that says there is none."""
    step = lesson.step(step_id)
    if step is None or step not in pages(lesson):
        abort(404, gettext(marked("This lesson has no step of this name.")))
    return step


def pages(lesson: Lesson) -> tuple[Step, ...]:
    """The steps that have a page: what stands above the first heading is read with what follows."""
    return lesson.steps[1:] if opening(lesson) is not None else lesson.steps


def opening(lesson: Lesson) -> Step | None:
    """The words above the first heading, if they are words alone and a heading follows."""
    first = lesson.steps[0]
    if len(lesson.steps) > 1 and not first.title.source:
        return first
    return None


def sit(slug: str, step_id: str, *, acting: bool = False) -> Seat:
    """Find the desk that an address speaks of; `acting` makes a learner of a newcomer."""
    lesson = find_lesson(slug)
    step = find_step(lesson, step_id)
    someone = visitor.acting() if acting else visitor.learner()
    desk = Desk(visitor.store(), worlds(), lesson, someone.id if someone else None)
    return Seat(desk, step, request.values.get("view", "")[:200])


def worlds() -> Worlds:
    """The worlds that everybody shares."""
    found: Worlds = current_app.extensions["layerlab.worlds"]
    return found


def turn() -> int:
    """The turn of the journal that the page at hand was made for; -1 if it doesn't say."""
    given = request.form.get("at", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else -1
