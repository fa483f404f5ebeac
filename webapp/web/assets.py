"""Static files at addresses that change with them, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, send_from_directory, url_for

from webapp.paths import STATIC

if TYPE_CHECKING:
    from flask import Response

assets = Blueprint("assets", __name__)


@cache
def digest() -> str:
    """A digest of all static files: modules import each other, so they change address together."""
    state = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            state.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:12]


@assets.get("/static/<version>/<path:name>")
def file(version: str, name: str) -> Response:
    """One static file; an old address gets the file of today, which nobody may keep."""
    response = send_from_directory(STATIC, name)
    if version == digest():
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response


def asset(name: str) -> str:
    """The address of a static file."""
    return url_for("assets.file", version=digest(), name=name)
