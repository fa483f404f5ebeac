"""Where the data that is not code lies: templates, static files and lessons."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
# A wheel carries the three folders inside the package; in a checkout they stand beside it.
_DATA: Final = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent

TEMPLATES: Final = _DATA / "templates"
STATIC: Final = _DATA / "static"
LESSONS: Final = _DATA / "lessons"
