"""Walking through a lesson in a browser: by its own words, with a mouse or with keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

from webapp.lessons.model import Demo, Predict, Run, Task

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from webapp.lessons.model import Block, Lesson, Script, Step

MOST_TABS: Final = 150
"""How often Tab is pressed on the way to something."""


class Walker:
    """A learner with a mouse."""

    def __init__(self, page: Page) -> None:
        """Walk on the lesson's first page, which `page` shows."""
        self.page = page

    def walk(self, lesson: Lesson, steps: tuple[Step, ...]) -> None:
        """Do everything in every step, and go on to the next."""
        for number, step in enumerate(steps):
            for block in step.blocks:
                self.do(block)
            if number + 1 < len(steps):
                self.press(self.page.locator("a[rel=next]"))
                self.page.wait_for_url(f"**/lessons/{lesson.slug}/{steps[number + 1].id}")
                self.arrived()

    def do(self, block: Block) -> None:
        """Do what one block asks for."""
        if isinstance(block, Predict):
            self.answer(block)
        elif isinstance(block, Run | Demo):
            entries = self.entries()
            self.press(self.page.locator(f"#r-{block.id} button"))
            expect(self.page.locator("#log .entry")).to_have_count(
                entries + len(block.script.lines)
            )
            for question in getattr(block, "locked_by", ()):
                expect(self.page.locator(f"#q-{question} .because")).to_be_visible()
        elif isinstance(block, Task):
            self.script(self.solution(block))
            expect(self.page.locator(f"#t-{block.id}.achieved")).to_be_visible()

    def answer(self, block: Predict) -> None:
        """Choose the right answer: in the picture, if it is a place there."""
        form = self.page.locator(f"#q-{block.id} form")
        place = block.choices[block.answer].place
        if place is None:
            self.choose(form.locator("input[type=radio]").nth(block.answer))
        else:
            self.point(form, f'[data-place="{place}"]', block.answer)
        self.press(form.locator("button"))
        expect(self.page.locator(f"#q-{block.id} .you")).to_be_visible()

    def solution(self, task: Task) -> Script:
        """The way that this learner takes."""
        return task.solutions[0]

    def script(self, script: Script) -> None:
        """Type a script into the terminal."""
        for line in script.lines:
            entries = self.entries()
            self.type(line)
            expect(self.page.locator("#log .entry")).to_have_count(entries + 1)

    def entries(self) -> int:
        """How many entries the terminal shows."""
        return self.page.locator("#log .entry").count()

    def arrived(self) -> None:
        """Wait until the page can be used."""
        expect(self.page.locator("html.scripted")).to_have_count(1)

    def choose(self, radio: Locator) -> None:
        """Choose an answer in a list."""
        radio.click()

    def point(self, form: Locator, place: str, number: int) -> None:
        """Choose a place in the picture."""
        drawn = self.page.locator(f"#scene {place} text").first
        if not drawn.count():
            # Nowhere is a place that no picture shows.
            self.choose(form.locator("input[type=radio]").nth(number))
            return
        drawn.click()
        expect(form.locator("input[type=radio]").nth(number)).to_be_checked()

    def press(self, button: Locator) -> None:
        """Press a button or follow a link."""
        button.click()

    def type(self, line: str) -> None:
        """Type a line at the prompt."""
        self.page.locator("#line").click()
        self.page.keyboard.insert_text(line)
        self.page.locator(".send").click()


class KeyWalker(Walker):
    """A learner without a mouse."""

    def solution(self, task: Task) -> Script:
        return task.solutions[-1]

    def choose(self, radio: Locator) -> None:
        # Tab stops at the first of a group; arrows lead to the others, and choose.
        group = radio.locator("xpath=ancestor::fieldset").locator("input[type=radio]")
        self.reach(group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(radio).to_be_checked()

    def point(self, form: Locator, place: str, number: int) -> None:
        assert place
        self.choose(form.locator("input[type=radio]").nth(number))

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.page.keyboard.press("Enter")

    def type(self, line: str) -> None:
        if not self.page.locator("#line").evaluate("it => it === document.activeElement"):
            self.reach(self.page.locator("#line"))
        self.page.keyboard.insert_text(line)
        self.page.keyboard.press("Enter")

    def reach(self, element: Locator) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(MOST_TABS):
            if element.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} times Tab do not lead to {element}")
