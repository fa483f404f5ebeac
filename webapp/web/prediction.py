"""Choosing an answer before the command is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request

from webapp.language import marked
from webapp.web.command import attempt
from webapp.web.lesson import reply
from webapp.web.seat import sit
from webapp.web.tongue import gettext

if TYPE_CHECKING:
    from flask import Response

prediction = Blueprint("prediction", __name__)

_CHOOSE = marked("Choose an answer first.")


@prediction.post("/lessons/<slug>/<step>/predictions/<name>")
def choose(slug: str, step: str, name: str) -> Response:
    """Keep the learner's choice; only the first one counts."""
    seat = sit(slug, step, acting=True)
    question = seat.lesson.prediction(name)
    if question is None:
        abort(404, gettext(marked("This lesson has no question of this name.")))
    given = request.form.get("choice", "")
    numbers = {str(number): number for number in range(len(question.choices))}
    if given not in numbers:
        return reply(seat._replace(notice=gettext(_CHOOSE)), 422)
    return attempt(seat, lambda: seat.desk.predict(question, numbers[given]))
