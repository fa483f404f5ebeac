"""Language, theme, and making room for a new learner on a shared machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, g, render_template, request, url_for

from webapp.language import LANGUAGES
from webapp.web import hx, visitor

if TYPE_CHECKING:
    from flask import Response

settings = Blueprint("settings", __name__)


@settings.post("/settings")
def choose() -> Response:
    """Keep a language or a theme, and go back."""
    learner = visitor.acting()
    language, theme = request.form.get("language"), request.form.get("theme")
    if language in LANGUAGES:
        learner = replace(learner, language=language)
    if theme in visitor.THEMES:
        learner = replace(learner, theme=theme)
    visitor.store().choose(learner)
    g.learner = learner
    return hx.go(_back())


@settings.get("/learner")
def ask() -> str:
    """Ask whether somebody else is to begin here."""
    return render_template("settings/learner.html")


@settings.post("/learner")
def begin() -> Response:
    """Forget who was here in this browser; their work stays where it is, with no way back to it."""
    visitor.arrive()
    return hx.go(url_for("catalogue.page"))


@settings.get("/keys")
def keys() -> Response:
    """Show what the keyboard can do."""
    return hx.answer("settings/keys.html", "settings/_keys.html")


def _back() -> str:
    """The page that was left, if it is one of ours."""
    given = urlsplit(request.form.get("back") or request.referrer or "")
    path = given.path
    if (given.netloc and given.netloc != request.host) or not path.startswith("/"):
        return url_for("catalogue.page")
    # Two slashes in front, or a backslash, would be another host to a browser.
    path = "/" + path.lstrip("/\\")
    return f"{path}?{given.query}" if given.query else path
