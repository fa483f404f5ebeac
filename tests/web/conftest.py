from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.html.client import LintingClient
from tests.web.practice import CHINESE, COURSE, LESSON, Learner
from webapp.web.app import Options, create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("lessons")
    (root / "practice").mkdir()
    (root / "practice" / "lesson.md").write_text(LESSON, "utf-8")
    (root / "practice" / "lesson.zh.md").write_text(CHINESE, "utf-8")
    (root / "course.toml").write_text(COURSE, "utf-8")
    return root


@pytest.fixture
def app(course: Path, tmp_path: Path) -> Flask:
    app = create_app(Options(course, f"sqlite:///{tmp_path / 'journal.sqlite3'}"))
    app.test_client_class = LintingClient
    app.testing = True
    return app


@pytest.fixture
def learner(app: Flask) -> Learner:
    return Learner(app)
