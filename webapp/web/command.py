"""Typing at the terminal, by hand or by a button of the lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request

from webapp.language import marked
from webapp.lessons.model import Demo, Run
from webapp.sessions.desk import Busy, Full, Locked, TooLong
from webapp.sessions.limits import LONGEST_LINE
from webapp.sessions.store import Stale
from webapp.web.lesson import answered, reply
from webapp.web.seat import Seat, sit, turn
from webapp.web.tongue import gettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

command = Blueprint("command", __name__)

_FULL = marked("This lesson's journal is full. Start it afresh: what you achieved is kept.")
_LONG = marked("This line is longer than {number} characters. Nothing was done.")
_LOCKED = marked("Predict first: this command comes after its question.")
_BUSY = marked(
    "Nobody reads what is typed now. Press Ctrl-C to end the command that goes on, or undo it."
)
_STALE = marked(
    "This page was older than your work, in another tab perhaps, so nothing was done."
    " Here is how things stand."
)


def attempt(seat: Seat, act: Callable[[], object]) -> Response:
    """Do something at a desk, and answer; what can't be done is told on the page as it stands."""
    try:
        act()
    except Stale:
        fresh = sit(seat.lesson.slug, seat.step.id)
        return reply(fresh._replace(notice=gettext(_STALE)), 409)
    except Full:
        return reply(seat._replace(notice=gettext(_FULL)), 409)
    except TooLong:
        words = gettext(_LONG).format(number=LONGEST_LINE)
        return reply(seat._replace(notice=words), 413)
    except Busy:
        return reply(seat._replace(notice=gettext(_BUSY)), 409)
    except Locked:
        return reply(seat._replace(notice=gettext(_LOCKED)), 409)
    return answered(seat)


@command.post("/lessons/<slug>/<step>/commands")
def type_line(slug: str, step: str) -> Response:
    """Type a line, or press Ctrl-C or Ctrl-D."""
    seat = sit(slug, step, acting=True)
    key = request.form.get("key", "")
    if key in {"interrupt", "end"}:
        return attempt(seat, lambda: seat.desk.press(key, turn(), seat.step))
    lines = request.form.get("line", "").replace("\r\n", "\n").split("\n")[:100]
    return attempt(seat, lambda: seat.desk.type(lines, turn(), seat.step))


@command.post("/lessons/<slug>/<step>/runs/<name>")
def run(slug: str, step: str, name: str) -> Response:
    """Run a command of the lesson."""
    seat = sit(slug, step, acting=True)
    runs = {block.id: block for block in seat.step.blocks if isinstance(block, Run | Demo)}
    if name not in runs:
        abort(404, gettext(marked("This step has no command of this name.")))
    return attempt(seat, lambda: seat.desk.run(runs[name], turn(), seat.step))
