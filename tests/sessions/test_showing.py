from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sessions.commands import LESSON
from webapp.diagrams.placing import LayoutFailed
from webapp.sessions import showing
from webapp.sessions.terminal import Terminal
from webapp.sessions.worlds import Worlds

if TYPE_CHECKING:
    import pytest

assert LESSON is not None


def test_a_picture_is_drawn_once_for_all_who_see_the_same() -> None:
    assert LESSON is not None
    state = Worlds(Terminal()).start(LESSON)
    other = Worlds(Terminal()).start(LESSON)
    first = showing.picture(state, LESSON, "web", "en")
    assert first.startswith('<svg id="scene"')
    assert showing.picture(other, LESSON, "web", "en") is first
    assert showing.picture(state, LESSON, "web", "zh") != first


def test_the_story_is_in_the_learners_language() -> None:
    assert LESSON is not None
    worlds = Worlds(Terminal())
    state = worlds.after(worlds.start(LESSON), "line", "docker volume create kept")
    (english,), (chinese,) = (showing.story(state, language) for language in ("en", "zh"))
    assert "The volume" in english
    assert "数据卷" in chinese


def test_a_picture_is_seen_from_containers_that_are_there() -> None:
    assert LESSON is not None
    assert showing.viewpoints(Worlds(Terminal()).start(LESSON).world) == ("web",)


def test_a_picture_that_cannot_be_drawn_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LESSON is not None

    def fail(*_: object, **__: object) -> str:
        raise LayoutFailed

    monkeypatch.setattr(showing, "draw", fail)
    worlds = Worlds(Terminal())
    state = worlds.after(worlds.start(LESSON), "line", "docker volume create undrawn")
    picture = showing.picture(state, LESSON, "", "en")
    assert 'id="scene"' in picture
    assert "could not be drawn" in picture
