"""Pages for what could not be answered: each says what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from werkzeug.exceptions import HTTPException

from webapp.language import marked
from webapp.web import hx
from webapp.web.tongue import gettext

if TYPE_CHECKING:
    from flask import Flask, Response

_WORDS: Final = {
    403: (
        marked("This request came from elsewhere"),
        marked("A page of another site tried to act in your name. Nothing was done."),
    ),
    404: (
        marked("There is no such page"),
        marked("The address may be mistyped, or what it led to is gone."),
    ),
    413: (
        marked("That is too much at once"),
        marked("A line has at most 4096 characters. Nothing was done."),
    ),
    429: (
        marked("Slowly, please"),
        marked("Many commands came in a short time. Wait a moment, then go on where you were."),
    ),
    500: (
        marked("Something broke here"),
        marked("It is not your fault. What you did before is kept: go back and try once more."),
    ),
}
_OTHER: Final = (
    marked("That did not work"),
    marked("The request could not be read. Go back and try once more."),
)


def install(app: Flask) -> None:
    """Answer faults with a page in the learner's language."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(500, _show)


def _show(error: HTTPException) -> Response:
    status = error.code or 500
    title, words = _WORDS.get(status, _OTHER)
    if status == 404 and error.description and not error.description.startswith("The requested"):
        words = error.description
    return hx.answer(
        "fault/page.html",
        "fault/_notice.html",
        status,
        title=gettext(title),
        words=gettext(words),
    )
