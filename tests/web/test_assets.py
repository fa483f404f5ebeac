from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from webapp.paths import STATIC

if TYPE_CHECKING:
    from tests.web.practice import Learner


def test_every_file_that_a_page_loads_is_there_and_may_be_kept_for_good(learner: Learner) -> None:
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', learner.show())
    assert len(files) >= 6
    for file in files:
        reply = learner.client.get(file, buffered=True)
        assert reply.status_code == 200
        assert "immutable" in reply.headers["Cache-Control"]


def test_an_old_address_gets_the_file_of_today_which_nobody_keeps(learner: Learner) -> None:
    reply = learner.client.get("/static/000000000000/css/page.css", buffered=True)
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["../pyproject.toml", "css/none.css", "..%2f..%2fetc/passwd"])
def test_nothing_else_is_served(learner: Learner, name: str) -> None:
    assert learner.client.get(f"/static/x/{name}").status_code == 404


def test_every_module_imports_modules_that_are_there() -> None:
    for path in (STATIC / "js").glob("*.js"):
        for name in re.findall(r'^import "(.+)";$', path.read_text("utf-8"), re.MULTILINE):
            assert (path.parent / name).is_file()
