"""Who is there: the learner whose cookie it is, their language and theme, and their haste."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import abort, current_app, g, request

from webapp.language import LANGUAGES, known
from webapp.sessions.limits import BURST, NEW_BURST, NEW_PER_SECOND, PER_SECOND, Rate

if TYPE_CHECKING:
    from flask import Flask, Response

    from webapp.sessions.store import Learner, Store

COOKIE: Final = "layerlab"
THEMES: Final = ("", "light", "dark", "projector")
"""The themes by name; the empty one follows the system."""

_YEAR: Final = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Find out who is there before each request, and let new ones be known after it."""
    app.extensions["layerlab.haste"] = Rate(BURST, PER_SECOND)
    app.extensions["layerlab.arrivals"] = Rate(NEW_BURST, NEW_PER_SECOND)
    app.before_request(_look)
    app.after_request(_remember)


def store() -> Store:
    """The database of the application at hand."""
    found: Store = current_app.extensions["layerlab.store"]
    return found


def learner() -> Learner | None:
    """The learner who is there, or None for somebody who has done nothing yet."""
    found: Learner | None = g.learner
    return found


def language() -> str:
    """The language that the learner chose, or that their browser prefers."""
    someone = learner()
    if someone is not None and someone.language:
        return known(someone.language)
    return known(request.accept_languages.best_match(list(LANGUAGES)))


def theme() -> str:
    """The theme that the learner chose."""
    someone = learner()
    return someone.theme if someone is not None and someone.theme in THEMES else ""


def acting() -> Learner:
    """The learner who does something now: made the first time, refused when in too much haste."""
    someone = learner()
    if someone is not None:
        if not current_app.extensions["layerlab.haste"].allows(str(someone.id)):
            abort(429)
        return someone
    return arrive()


def arrive() -> Learner:
    """Make a new learner, whom this browser is from now on."""
    if not current_app.extensions["layerlab.arrivals"].allows(""):
        abort(429)
    before = learner()
    chosen = ("", "") if before is None else (before.language, before.theme)
    g.token, g.learner = store().new_learner(*chosen)
    made: Learner = g.learner
    return made


def _look() -> None:
    g.token = None
    g.learner = None
    if request.endpoint != "assets.file" and COOKIE in request.cookies:
        g.learner = store().learner(request.cookies[COOKIE])


def _remember(response: Response) -> Response:
    if g.get("token"):
        response.set_cookie(
            COOKIE,
            g.token,
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            # A classroom's plain-http address would lose a cookie that is for https alone.
            secure=request.is_secure,
        )
    return response
