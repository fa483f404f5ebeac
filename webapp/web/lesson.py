"""The lesson page: prose, picture, story, timeline and terminal, whole or by regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, url_for

from webapp.lessons.model import Predict, Run
from webapp.sessions import showing
from webapp.web import hx, visitor
from webapp.web.reading import ctx_blocks
from webapp.web.screen import show
from webapp.web.seat import Seat, find_lesson, opening, pages, sit
from webapp.web.tongue import here

if TYPE_CHECKING:
    from flask import Response
    from markupsafe import Markup

    from webapp.lessons.model import Step
    from webapp.sessions.desk import Desk
    from webapp.simulator.world import World

lesson = Blueprint("lesson", __name__)

_MOST_SHOWN = 60
"""Entries of the journal that the terminal shows: the last ones."""
_MOST_DOTS = 40


class LineView(NamedTuple):
    """What one entry put on the terminal; `differs` if it once ended otherwise."""

    number: int
    prompt: str
    text: str
    output: Markup
    failed: bool
    differs: bool


class DotView(NamedTuple):
    """A step of the timeline."""

    number: int
    text: str
    where: str


class StepView(NamedTuple):
    """A step of the lesson, in its list of steps."""

    id: str
    title: Markup
    done: bool
    current: bool


@lesson.get("/lessons/<slug>/")
def enter(slug: str) -> Response:
    """Go to the step that the learner was at."""
    found = find_lesson(slug)
    someone = visitor.learner()
    record = visitor.store().record(someone.id, slug) if someone else None
    known = [step.id for step in pages(found)]
    step = record.step if record is not None and record.step in known else known[0]
    return hx.go(url_for(".page", slug=slug, step=step), 302)


@lesson.get("/lessons/<slug>/<step>")
def page(slug: str, step: str) -> Response:
    """Show a step of a lesson."""
    return reply(sit(slug, step))


def answered(seat: Seat) -> Response:
    """Answer a request that did something: by regions, or by sending the browser to the page."""
    if hx.wants_partial():
        return reply(seat)
    # An address without a value leaves its name out.
    view = seat.seen_from or None
    to = url_for("lesson.page", slug=seat.lesson.slug, step=seat.step.id, view=view)
    return hx.go(to)


def reply(seat: Seat, status: int = 200) -> Response:
    """Show what the learner's desk looks like now."""
    return hx.answer("lesson/page.html", "lesson/_reply.html", status, **ctx_page(seat))


def ctx_page(seat: Seat) -> dict[str, object]:
    """Everything that the page shows."""
    desk, step = seat.desk, seat.step
    found = desk.lesson
    world, journal = desk.world, desk.journal
    steps = pages(found)
    place = steps.index(step)
    before = opening(found) if place == 0 else None
    question = desk.open_question(step)
    viewpoints = showing.viewpoints(world)
    seen_from = seat.seen_from if seat.seen_from in viewpoints else ""
    return {
        "lesson": found,
        "step": step,
        "steps": [StepView(s.id, s.title.html, is_done(desk, s), s is step) for s in steps],
        "previous": steps[place - 1] if place else None,
        "next": steps[place + 1] if place + 1 < len(steps) else None,
        "intro": ctx_blocks(desk, before) if before is not None else [],
        "blocks": ctx_blocks(desk, step),
        "turn": journal.turn,
        "prompt": world.prompt,
        "asks": world.asks,
        "over": not world.asks and _is_over(world),
        "lines": ctx_lines(desk),
        "picture": showing.picture(desk.state, found, seen_from, here()),
        "story": None if is_told_later(desk, step) else showing.story(desk.state, here()),
        "viewpoints": viewpoints,
        "seen_from": seen_from,
        "pointing": question is not None
        and question.by_place
        and desk.prediction(question.id) is None,
        "dots": ctx_dots(desk),
        "cursor": _cursor(desk),
        "branches": [DotView(e.number, e.text or "Ctrl-C", "other") for e in journal.branches[:8]],
        "can_undo": journal.can_undo,
        "can_redo": journal.can_redo,
        "notice": seat.notice,
    }


def ctx_lines(desk: Desk) -> list[LineView]:
    """The transcript on the way to the cursor."""
    here = desk.journal.here
    pairs = list(zip(here, desk.states[1:], strict=True))[-_MOST_SHOWN:]
    return [
        LineView(
            number=entry.number,
            prompt=state.before.prompt,
            text={"interrupt": "^C", "end": "^D"}.get(entry.kind, entry.text),
            output=show("".join(text for _, text in state.outcome.output)),
            failed=bool(state.outcome.exit_code),
            differs=desk.differs(entry.number),
        )
        for entry, state in pairs
    ]


def ctx_dots(desk: Desk) -> list[DotView]:
    """The entries that changed something, on the way to where redo leads."""
    journal = desk.journal
    behind = {entry.number for entry in journal.here}
    changes = [entry for entry in journal.path(journal.tip) if entry.changed][-_MOST_DOTS:]
    return [
        DotView(e.number, e.text or "Ctrl-C", "behind" if e.number in behind else "ahead")
        for e in changes
    ]


def _is_over(world: World) -> bool:
    """Whether the host's own shell has ended, so that nothing can be typed any more."""
    return not any(
        process.foreground and not process.ended for process in world.kernel.processes.values()
    )


def _cursor(desk: Desk) -> int:
    """The last change on the way to the cursor: the dot that stands for now."""
    changes = [entry.number for entry in desk.journal.here if entry.changed]
    return changes[-1] if changes else 0


def is_done(desk: Desk, step: Step) -> bool:
    """Whether there is nothing left to do in a step, and something was to be done."""
    questions = [block for block in step.blocks if isinstance(block, Predict)]
    tasks = step.tasks
    if not questions and not tasks:
        return False
    return all(desk.is_seen(question) for question in questions) and all(
        task.id in desk.record.achieved for task in tasks
    )


def is_told_later(desk: Desk, step: Step) -> bool:
    """Whether the last command is one that a prediction is to be made for first."""
    here = desk.journal.here
    if not here:
        return False
    last = here[-1].text.strip()
    question = desk.open_question(step)
    return question is not None and any(
        last == line.strip()
        for block in step.blocks
        if isinstance(block, Run) and question.id in block.locked_by
        for line in block.script.lines
    )
