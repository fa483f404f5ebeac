"""Undo, redo, step back to any moment, and start a lesson afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request

from webapp.web.command import attempt
from webapp.web.seat import sit, turn

if TYPE_CHECKING:
    from flask import Response

timeline = Blueprint("timeline", __name__)


@timeline.post("/lessons/<slug>/<step>/timeline")
def move(slug: str, step: str) -> Response:
    """Move the cursor; nothing that was typed is lost by it, except by starting afresh."""
    seat = sit(slug, step, acting=True)
    desk = seat.desk
    number = request.form.get("entry", "")
    if number.isascii() and number.isdigit() and len(number) < 8:
        return attempt(seat, lambda: desk.go(turn(), int(number)))
    moves = {"undo": desk.undo, "redo": desk.redo, "clear": desk.clear}
    act = moves.get(request.form.get("move", ""))
    if act is None:
        abort(400)
    return attempt(seat, lambda: act(turn()))
