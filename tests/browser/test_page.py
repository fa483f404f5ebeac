from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CLASSROOM

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LESSON: Final = "/lessons/change-one-file/"


def typed(page: Page, line: str) -> None:
    entries = page.locator("#log .entry").count()
    page.locator("#line").fill(line)
    page.locator("#line").press("Enter")
    expect(page.locator("#log .entry")).to_have_count(entries + 1)


def test_the_picture_is_changed_and_not_replaced(visit: Callable[..., Page]) -> None:
    page = visit(LESSON)
    page.evaluate(
        "() => document.querySelectorAll('#scene [id]').forEach(it => { it.kept = true; })"
    )
    typed(page, "docker exec web touch /new.txt")
    expect(page.locator("#scene")).to_contain_text("/new.txt")
    kept = page.locator("#scene .slab, #scene .box, #scene .writable").evaluate_all(
        "all => all.map(it => it.kept === true && it.namespaceURI.endsWith('/svg'))"
    )
    assert kept
    assert all(kept)
    added = page.locator("#scene .row", has_text="/new.txt")
    assert added.evaluate("it => it.namespaceURI") == "http://www.w3.org/2000/svg"


def test_undo_redo_and_a_step_back_redraw_the_picture(visit: Callable[..., Page]) -> None:
    page = visit(LESSON)
    typed(page, "docker exec web touch /one.txt")
    typed(page, "docker exec web touch /two.txt")
    scene = page.locator("#scene")
    page.locator("#undo").click()
    expect(scene).not_to_contain_text("/two.txt")
    page.locator("#redo").click()
    expect(scene).to_contain_text("/two.txt")
    page.locator(".stop").first.click()
    expect(scene).not_to_contain_text("/one.txt")
    page.locator(".stop").last.click()
    expect(scene).to_contain_text("/two.txt")


def test_shortcuts_work_where_nobody_types_and_can_be_turned_off(
    visit: Callable[..., Page],
) -> None:
    page = visit(LESSON)
    typed(page, "docker exec web touch /one.txt")
    page.locator("#line").press("u")
    assert page.locator("#line").input_value() == "u"
    page.locator("#line").press("Escape")
    page.keyboard.press("u")
    expect(page.locator("#scene")).not_to_contain_text("/one.txt")
    page.keyboard.press("?")
    expect(page.locator("#sheet")).to_be_visible()
    page.locator("#single-keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    page.keyboard.press("r")
    page.keyboard.press("t")
    expect(page.locator("#scene")).not_to_contain_text("/one.txt")


def test_an_action_shows_its_command_before_it_runs(visit: Callable[..., Page]) -> None:
    page = visit(LESSON)
    page.locator("#open-actions").click()
    page.locator("#a-volume").click()
    name = page.locator("#action-form input[name=name]")
    name.fill("db")
    command = page.locator("#action-command .command")
    expect(command).to_contain_text("--name db -v data:/data")
    assert name.evaluate("it => it === document.activeElement")
    expect(page.locator("#log .entry")).to_have_count(0)
    page.locator("#action-command button").click()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(page.locator("#log .typed")).to_contain_text("docker run -dit --name db")
    expect(page.locator("#scene")).to_contain_text("db")


def test_a_shared_moment_opens_as_a_copy_for_somebody_else(visit: Callable[..., Page]) -> None:
    page = visit(LESSON)
    typed(page, "docker exec web touch /mine.txt")
    page.get_by_role("button", name="Share").click()
    link = page.locator("#share-link").input_value()
    other = visit(link)
    expect(other.locator("#scene")).to_contain_text("/mine.txt")
    other.get_by_role("button", name="Open my own copy").click()
    expect(other.locator("#log .typed")).to_contain_text("touch /mine.txt")


def test_the_goal_is_shown_as_a_picture(visit: Callable[..., Page]) -> None:
    page = visit(f"{LESSON}delete")
    page.locator("#q-what-rm-does input[type=radio]").first.check()
    page.locator("#q-what-rm-does button").click()
    page.locator("#r-delete-draft button").click()
    page.get_by_role("link", name="The goal as a picture").click()
    picture = page.locator("#sheet img")
    expect(picture).to_be_visible()
    assert picture.evaluate("async it => { await it.decode(); return it.naturalWidth; }") > 100


def test_who_may_not_see_motion_sees_none(visit: Callable[..., Page]) -> None:
    page = visit(LESSON)
    page.emulate_media(reduced_motion="reduce")
    duration = "it => getComputedStyle(it).transitionDuration"
    assert page.locator("#scene g").first.evaluate(duration) in {"0s", ""}


@pytest.mark.parametrize("width", [1440, 1024, 390])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_makes_the_page_scroll_sideways(
    visit: Callable[..., Page], width: int, language: str
) -> None:
    page = visit(LESSON, width=width, language=language)
    typed(page, "docker volume create " + "v" * 200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#line").bounding_box()
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_classroom_address_over_plain_http_works_in_every_part(
    visit: Callable[..., Page],
) -> None:
    page = visit(LESSON, host=CLASSROOM)
    assert page.evaluate("isSecureContext") is False
    typed(page, "docker exec web touch /class.txt")
    expect(page.locator("#scene")).to_contain_text("/class.txt")
    page.locator("#undo").click()
    expect(page.locator("#scene")).not_to_contain_text("/class.txt")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copy")).to_contain_text("✓")


def test_without_scripts_the_same_can_be_done_by_whole_pages(visit: Callable[..., Page]) -> None:
    page = visit(LESSON, scripts=False)
    page.locator("#line").fill("docker exec web touch /plain.txt")
    page.locator(".send").click()
    expect(page.locator("#scene")).to_contain_text("/plain.txt")
    page.locator("#undo").click()
    expect(page.locator("#scene")).not_to_contain_text("/plain.txt")
    page.locator("#q-nothing-yet input[type=radio]").nth(1).check()
    page.locator("#q-nothing-yet button").click()
    page.locator("#r-diff-clean button").click()
    expect(page.locator("#q-nothing-yet .because")).to_be_visible()
    page.get_by_role("link", name="Actions").click()
    page.get_by_role("link", name="Run a container with a volume").click()
    page.locator("#action-form input[name=name]").fill("db")
    page.locator("#action-form button").click()
    page.locator("#action-command button").click()
    expect(page.locator("#scene")).to_contain_text("db")
    page.locator("#view-from").select_option("web")
    page.locator("#view button").click()
    expect(page.locator("#view-from")).to_have_value("web")
    page.get_by_role("button", name="Share").click()
    expect(page.locator("#share-link")).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
