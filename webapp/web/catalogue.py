"""The first page: the lessons of the course, and how far the learner has come in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, current_app, render_template

from webapp.web import visitor
from webapp.web.tongue import here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from webapp.lessons.model import Course, Entry

catalogue = Blueprint("catalogue", __name__)


class Card(NamedTuple):
    """A lesson to choose."""

    number: int
    slug: str
    title: str
    summary: str
    minutes: int
    kind: str
    tasks: int
    achieved: int
    begun: bool


class Shelf(NamedTuple):
    """A part of the course."""

    title: str
    cards: list[Card]


def course() -> Course:
    """The course that is served."""
    found: Course = current_app.extensions["layerlab.course"]
    return found


@catalogue.get("/")
def page() -> str:
    """Show all lessons."""
    someone = visitor.learner()
    progress = visitor.store().achieved(someone.id) if someone else {}
    shelves = ctx_shelves(course(), here(), progress)
    return render_template("catalogue/page.html", shelves=shelves)


def ctx_shelves(
    course: Course, language: str, progress: Mapping[str, frozenset[str]]
) -> list[Shelf]:
    """The parts of the course with their lessons, numbered through."""
    numbers = {entry.slug: number for number, entry in enumerate(course.entries, 1)}
    return [
        Shelf(
            part.title(language),
            [
                _card(entry, language, numbers[entry.slug], progress.get(entry.slug))
                for entry in part.entries
            ],
        )
        for part in course.parts
        if part.entries
    ]


def _card(entry: Entry, language: str, number: int, done: frozenset[str] | None) -> Card:
    lesson = entry.in_language(language)
    tasks = {task.id for task in lesson.tasks}
    return Card(
        number=number,
        slug=entry.slug,
        title=lesson.title,
        summary=lesson.summary,
        minutes=lesson.minutes,
        kind=entry.kind,
        tasks=len(tasks),
        achieved=len(tasks & (done or frozenset())),
        begun=done is not None,
    )
