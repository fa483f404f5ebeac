"""The application: what it is made of, and how it is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask

from webapp.language import LANGUAGES
from webapp.lessons.course import read_course
from webapp.paths import LESSONS, TEMPLATES
from webapp.sessions.database import default_url, open_database
from webapp.sessions.limits import LARGEST_REQUEST
from webapp.sessions.store import Store
from webapp.sessions.terminal import Terminal
from webapp.sessions.worlds import Worlds
from webapp.web import faults, hx, safety, tongue, visitor
from webapp.web.assets import asset, assets
from webapp.web.catalogue import catalogue
from webapp.web.command import command
from webapp.web.completion import completion
from webapp.web.goal import goal
from webapp.web.lesson import lesson
from webapp.web.palette import palette
from webapp.web.prediction import prediction
from webapp.web.settings import settings
from webapp.web.share import share
from webapp.web.timeline import timeline

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """Where lessons and the journal are."""

    lessons: Path = LESSONS
    database: str = ""


def create_app(options: Options | None = None) -> Flask:
    """Put the application together; the database is opened and brought up to date."""
    options = options or Options()
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=50,
    )
    app.extensions["layerlab.course"] = read_course(options.lessons).course
    app.extensions["layerlab.store"] = Store(open_database(options.database or default_url()))
    app.extensions["layerlab.worlds"] = Worlds(Terminal())
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # Who is there comes first: a refusal is told in their language too.
    for part in (hx, visitor, safety, tongue, faults):
        part.install(app)
    for blueprint in (
        *(assets, catalogue, lesson, command, timeline, prediction),
        *(palette, goal, completion, share, settings),
    ):
        app.register_blueprint(blueprint)
    app.context_processor(_everywhere)
    return app


def _everywhere() -> dict[str, object]:
    """What every template knows."""
    return {
        "asset": asset,
        "language": tongue.here(),
        "languages": LANGUAGES,
        "theme": visitor.theme(),
        "themes": visitor.THEMES,
    }
