"""Interface strings in the learner's language: the gettext catalogues beside this module.

The catalogues are read as they are written (`messages.po`), so that a bare clone, an installed
wheel and a running development server all speak from the same file.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES: Final = {"en": "English", "zh": "中文"}
"""The languages of the interface by code, each with its own name; the source is in the first."""

LOCALE: Final = Path(__file__).resolve().parent / "locale"


def known(language: str | None) -> str:
    """This language if the interface speaks it, or else the first one."""
    return language if language in LANGUAGES else next(iter(LANGUAGES))


@cache
def translations(language: str) -> NullTranslations:
    """The strings of one language; those of the source for a language without a catalogue."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    if language not in LANGUAGES or not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def marked(message: str) -> str:
    """Mark a string for the catalogue that is translated where it is shown."""
    return message
