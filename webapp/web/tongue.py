"""Strings of the pages and of their templates, in the language of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, has_request_context

from webapp.language import LANGUAGES, translations
from webapp.web.visitor import language

if TYPE_CHECKING:
    from gettext import NullTranslations

    from flask import Flask


def install(app: Flask) -> None:
    """Let templates translate."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )


def here() -> str:
    """The language of the request."""
    if not has_request_context():
        return next(iter(LANGUAGES))
    if "language" not in g:
        g.language = language()
    found: str = g.language
    return found


def _catalogue() -> NullTranslations:
    return translations(here())


def gettext(message: str) -> str:
    """A string in the language of the request."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """A string for a number, in the language of the request."""
    return _catalogue().ngettext(one, many, number)
