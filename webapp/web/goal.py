"""The goal of a task: its checks in words, and the machine as it is once the task is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort

from webapp.language import marked
from webapp.lessons.model import Demo, Run, Task
from webapp.lessons.wording import fact_sentence
from webapp.sessions import showing
from webapp.sessions.journal import Entry
from webapp.web import hx
from webapp.web.seat import Seat, sit, worlds
from webapp.web.tongue import gettext, here

if TYPE_CHECKING:
    from webapp.sessions.worlds import State

goal = Blueprint("goal", __name__)


@goal.get("/lessons/<slug>/<step>/goals/<name>")
def page(slug: str, step: str, name: str) -> Response:
    """Show what a task wants."""
    seat, task = _find(slug, step, name)
    return hx.answer(
        "goal/page.html",
        "goal/_goal.html",
        lesson=seat.lesson,
        step=seat.step,
        task=task.id,
        words=task.goal.html if task.goal else None,
        checks=[fact_sentence(check.fact, gettext) for check in task.checks],
    )


@goal.get("/lessons/<slug>/<step>/goals/<name>.svg")
def picture(slug: str, step: str, name: str) -> Response:
    """Draw the goal."""
    seat, task = _find(slug, step, name)
    state = _reached(seat, task)
    seen_from = task.focus or ""
    drawn = showing.picture(state, seat.lesson, seen_from, here(), standalone=True)
    response = Response(drawn, mimetype="image/svg+xml")
    # The style is inside the file, which is shown as an image and runs nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response


def _find(slug: str, step: str, name: str) -> tuple[Seat, Task]:
    seat = sit(slug, step)
    task = seat.lesson.task(name)
    if task is None:
        abort(404, gettext(marked("This lesson has no task of this name.")))
    if seat.desk.open_question(seat.step, task) is not None:
        abort(404, gettext(marked("The goal is shown after your prediction.")))
    return seat, task


def _reached(seat: Seat, task: Task) -> State:
    """The state after the lesson's own way to the end of a task."""
    lines: list[str] = []
    for block in seat.lesson.blocks:
        if isinstance(block, Run | Demo):
            lines += block.script.lines
        elif isinstance(block, Task):
            lines += block.solutions[0].lines if block.solutions else ()
            if block.id == task.id:
                break
    entries = [Entry(0, 0, "line", line) for line in lines]
    return worlds().replay(seat.lesson, entries)
