"""Links to a moment: whoever opens one gets a copy to go on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, render_template, url_for

from webapp.language import marked
from webapp.sessions import showing
from webapp.sessions.desk import Desk, Full
from webapp.sessions.journal import Entry
from webapp.web import hx, visitor
from webapp.web.seat import find_lesson, pages, sit, worlds
from webapp.web.tongue import gettext, here

if TYPE_CHECKING:
    from flask import Response

    from webapp.sessions.store import Share

share = Blueprint("share", __name__)


@share.post("/lessons/<slug>/<step>/shares")
def make(slug: str, step: str) -> Response:
    """Make a link to where the learner is now."""
    seat = sit(slug, step, acting=True)
    return hx.go(url_for(".made", token=seat.desk.share(seat.step)))


@share.get("/shared/<token>/link")
def made(token: str) -> Response:
    """Show the link, to be copied."""
    found = _find(token)
    link = url_for(".look", token=token, _external=True)
    return hx.answer("share/page.html", "share/_link.html", link=link, share=found)


@share.get("/shared/<token>")
def look(token: str) -> str:
    """Show what was shared, and offer a copy: looking changes nothing."""
    found = _find(token)
    lesson = find_lesson(found.lesson)
    path = [Entry(0, 0, kind, text) for kind, text, _ in found.path]
    state = worlds().replay(lesson, path)
    return render_template(
        "share/look.html",
        token=token,
        lesson=lesson,
        commands=[text for kind, text, _ in found.path if kind == "line"],
        picture=showing.picture(state, lesson, "", here()),
    )


@share.post("/shared/<token>")
def take(token: str) -> Response:
    """Go the shared way in one's own journal: what was there before stays, as another branch."""
    found = _find(token)
    lesson = find_lesson(found.lesson)
    desk = Desk(visitor.store(), worlds(), lesson, visitor.acting().id)
    try:
        desk.adopt(found)
    except Full:
        desk.clear(desk.journal.turn)
        desk.adopt(found)
    known = [step.id for step in pages(lesson)]
    step = found.step if found.step in known else known[0]
    return hx.go(url_for("lesson.page", slug=lesson.slug, step=step))


def _find(token: str) -> Share:
    found = visitor.store().shared(token[:64])
    if found is None:
        abort(404, gettext(marked("This link leads to nothing. It may be cut off at its end.")))
    return found
