from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LESSON: Final = "/lessons/change-one-file/"
FOCUSED: Final = "it => it === document.activeElement"


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    page = visit(LESSON)
    expect(page.locator("html.scripted")).to_have_count(1)
    page.locator("#line").focus()
    return page


def typed(page: Page, *lines: str) -> None:
    for line in lines:
        page.keyboard.insert_text(line)
        page.keyboard.press("Enter")


def shown(page: Page, number: int) -> None:
    expect(page.locator("#log .entry")).to_have_count(number)


def test_the_input_is_empty_and_keeps_the_focus_after_a_line(page: Page) -> None:
    typed(page, "echo hi")
    shown(page, 1)
    expect(page.locator("#e1 .output")).to_have_text("hi")
    assert page.locator("#line").input_value() == ""
    assert page.locator("#line").evaluate(FOCUSED)


def test_lines_typed_ahead_are_all_run_in_their_order(page: Page) -> None:
    typed(page, "echo one", "echo two", "echo three")
    shown(page, 3)
    assert page.locator("#log .output").all_text_contents() == ["one", "two", "three"]


def test_lines_pasted_together_are_run_one_after_the_other(page: Page) -> None:
    page.locator("#line").evaluate(
        """it => {
            const data = new DataTransfer();
            data.setData("text", "echo one\\necho two\\nech");
            it.dispatchEvent(new ClipboardEvent("paste", {
                clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    shown(page, 2)
    assert page.locator("#line").input_value() == "ech"


def test_arrows_bring_earlier_commands_back_and_the_draft_too(page: Page) -> None:
    typed(page, "echo one", "echo two")
    shown(page, 2)
    page.keyboard.insert_text("dra")
    line = page.locator("#line")
    for key, text in (
        ("ArrowUp", "echo two"),
        ("ArrowUp", "echo one"),
        ("ArrowUp", "echo one"),
        ("ArrowDown", "echo two"),
        ("ArrowDown", "dra"),
    ):
        page.keyboard.press(key)
        assert line.input_value() == text
    page.reload()
    line.focus()
    page.keyboard.press("ArrowUp")
    assert line.input_value() == "echo two"


def test_tab_completes_what_has_one_end(page: Page) -> None:
    page.keyboard.insert_text("docker exec we")
    page.keyboard.press("Tab")
    expect(page.locator("#line")).to_have_value("docker exec web ")
    assert page.locator("#line").evaluate(FOCUSED)


def test_tab_offers_what_has_several_and_enter_takes_one_without_sending(page: Page) -> None:
    page.keyboard.insert_text("docker volume ")
    page.keyboard.press("Tab")
    menu = page.locator("#candidates")
    expect(menu).to_be_visible()
    expect(page.locator("#line")).to_have_attribute("aria-activedescendant", "candidate-0")
    second = menu.locator("li").nth(1).text_content()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_have_value(f"docker volume {second} ")
    expect(menu).to_be_hidden()
    shown(page, 0)


def test_escape_closes_the_menu_and_then_leaves_the_terminal(page: Page) -> None:
    page.keyboard.insert_text("docker volume ")
    page.keyboard.press("Tab")
    expect(page.locator("#candidates")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#candidates")).to_be_hidden()
    assert page.locator("#line").evaluate(FOCUSED)
    page.keyboard.press("Escape")
    assert not page.locator("#line").evaluate(FOCUSED)


def test_tab_never_traps_who_has_nothing_to_complete(page: Page) -> None:
    page.keyboard.press("Tab")
    assert not page.locator("#line").evaluate(FOCUSED)
    page.locator("#line").focus()
    page.keyboard.insert_text("zzzz")
    # The first may have to ask what there is; where there is nothing, the second goes on.
    with page.expect_response("**/completions?**"):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert not page.locator("#line").evaluate(FOCUSED)
    page.locator("#line").focus()
    page.keyboard.press("Shift+Tab")
    assert not page.locator("#line").evaluate(FOCUSED)


def test_enter_that_ends_a_word_of_an_input_method_sends_nothing(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    page.keyboard.insert_text("echo ")
    session.send(
        "Input.imeSetComposition", {"text": "nihao", "selectionStart": 5, "selectionEnd": 5}
    )
    session.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229},
    )
    page.locator("#typing").evaluate("it => it.requestSubmit()")
    session.send("Input.insertText", {"text": "你好"})
    expect(page.locator("#line")).to_have_value("echo 你好")
    shown(page, 0)
    page.keyboard.press("Enter")
    expect(page.locator("#e1 .output")).to_have_text("你好")


def test_ctrl_c_ends_a_command_that_goes_on(page: Page) -> None:
    typed(page, "sleep 100000")
    expect(page.locator("#busy button")).to_have_text("Ctrl-C")
    page.locator("#busy button").click()
    shown(page, 2)
    typed(page, "sleep 100000")
    shown(page, 3)
    page.locator("#line").focus()
    page.keyboard.press("Control+c")
    shown(page, 4)
    typed(page, "echo after")
    expect(page.locator("#log .entry").last).to_contain_text("after")


def test_ctrl_d_ends_the_shell_in_a_container(page: Page) -> None:
    typed(page, "docker exec -it web sh")
    expect(page.locator("#prompt label")).to_have_text("/ # ")
    page.keyboard.press("Control+d")
    expect(page.locator("#prompt label")).to_contain_text("root@")


def test_a_stale_tab_is_told_and_brought_up_to_date(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    typed(page, "echo here")
    shown(page, 1)
    other.locator("#line").fill("echo there")
    other.locator("#line").press("Enter")
    expect(other.locator("#notice")).to_contain_text("nothing was done")
    expect(other.locator("#log .output")).to_have_text("here")
    assert other.locator("#line").input_value() == "echo there"
    other.locator("#line").press("Enter")
    expect(other.locator("#log .entry")).to_have_count(2)
