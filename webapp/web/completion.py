"""What could stand where the learner is typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from webapp.sessions.limits import LONGEST_LINE
from webapp.simulator.completing import complete
from webapp.web.seat import sit

if TYPE_CHECKING:
    from flask import Response

completion = Blueprint("completion", __name__)


@completion.get("/lessons/<slug>/<step>/completions")
def candidates(slug: str, step: str) -> Response:
    """The words that fit, as they would be typed, and from which character on they would stand."""
    seat = sit(slug, step)
    text = request.args.get("text", "")[:LONGEST_LINE]
    given = request.args.get("cursor", "")
    cursor = min(int(given), len(text)) if given.isdecimal() and len(given) < 6 else len(text)
    found = complete(seat.desk.world, text, cursor)
    return jsonify({"start": found.start, "candidates": found.candidates})
