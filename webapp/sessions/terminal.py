"""The simulated machine as sessions use it: a lesson's first world, and its terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.lessons.scripts import play
from webapp.simulator import machine
from webapp.simulator.start import new_world

if TYPE_CHECKING:
    from webapp.lessons.model import Lesson
    from webapp.simulator.world import Outcome, World


class Terminal:
    """A page's terminal: everything on it counts as one."""

    def first_world(self, lesson: Lesson) -> World:
        """The world after a lesson's setup, at the host's prompt."""
        images = tuple(dict.fromkeys(("busybox", *lesson.images)))
        world = new_world(images, driver=lesson.driver, full_terminal=True)
        return play(world, lesson.setup).world

    def play(self, world: World, kind: str, text: str) -> Outcome:
        """What comes of a typed line, of Ctrl-C (``interrupt``) or of Ctrl-D (``end``)."""
        if kind == "interrupt":
            return machine.interrupt(world)
        if kind == "end":
            return machine.end_of_input(world)
        return machine.step(world, text)
