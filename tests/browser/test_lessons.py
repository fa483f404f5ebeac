from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.walk import KeyWalker, Walker
from webapp.lessons.course import read_course
from webapp.paths import LESSONS
from webapp.web.seat import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ENTRIES: Final = {entry.slug: entry for entry in read_course(LESSONS).course.entries}


@pytest.mark.parametrize("walker", [Walker, KeyWalker], ids=["mouse", "keys"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("slug", ENTRIES)
def test_a_lesson_can_be_done_to_its_end(
    visit: Callable[..., Page], slug: str, language: str, walker: type[Walker]
) -> None:
    lesson = ENTRIES[slug].in_language(language)
    page = visit(f"/lessons/{slug}/", language=language)
    expect(page.locator("h1")).to_have_text(lesson.title)
    learner = walker(page)
    learner.arrived()
    learner.walk(lesson, pages(lesson))
    page.goto("/")
    card = page.locator(".card", has_text=lesson.title)
    expect(card.locator(".good")).to_be_visible()
