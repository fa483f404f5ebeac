"""A learner without a browser, who types at a lesson's page."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

from webapp.sessions.limits import Rate
from webapp.web.app import Options, create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

_TURN: Final = re.compile(r'name="at"\s+value="(\d+)"')
_LESSON: Final = """---
title: Bench
minutes: 1
engine: "26.1"
---
## Type {#type}

Anything.
"""
_COURSE: Final = """[[part]]
id = "bench"
title = { en = "Bench" }
folders = [{ folder = "bench", kind = "lesson" }]
"""


def application(folder: Path) -> Flask:
    """Return the site with one empty lesson and a journal of its own, for hasty learners."""
    lessons = folder / "lessons"
    (lessons / "bench").mkdir(parents=True)
    (lessons / "bench" / "lesson.md").write_text(_LESSON, "utf-8")
    (lessons / "course.toml").write_text(_COURSE, "utf-8")
    app = create_app(Options(lessons, f"sqlite:///{folder / 'journal.sqlite'}"))
    for limit in ("haste", "arrivals"):
        app.extensions[f"layerlab.{limit}"] = Rate(1e9, 1e9)
    return app


class Learner:
    """One session in the lesson; each command is one POST, answered by regions as for htmx."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        page = self._client.get("/lessons/bench/type", follow_redirects=True)
        self._turn = _turn(page.get_data(as_text=True))

    def type(self, line: str) -> float:
        """Type a line and return the milliseconds from the request to the whole reply."""
        begin = time.perf_counter()
        reply = self._client.post(
            "/lessons/bench/type/commands",
            data={"line": line, "at": self._turn},
            headers={
                "HX-Request": "true",
                "HX-Request-Type": "partial",
                "Sec-Fetch-Site": "same-origin",
            },
        )
        text = reply.get_data(as_text=True)
        took = (time.perf_counter() - begin) * 1000
        if reply.status_code != 200 or "<svg" not in text:
            raise RuntimeError(f"{line}: {reply.status_code}\n{text[:2000]}")
        self._turn = _turn(text)
        return took


def _turn(page: str) -> str:
    found = _TURN.search(page)
    if found is None:
        raise RuntimeError(f"the page does not say what turn it is:\n{page[:2000]}")
    return found[1]
