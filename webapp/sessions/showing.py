"""The picture and the story of a state: where both are asked for, and kept for everybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from webapp.diagrams.compose import compose
from webapp.diagrams.draw import draw
from webapp.diagrams.placing import LayoutFailed
from webapp.language import marked, translations
from webapp.sessions.memo import Memo
from webapp.story.sentences import sentences

if TYPE_CHECKING:
    from webapp.diagrams.scene import Scene
    from webapp.lessons.model import Lesson
    from webapp.sessions.worlds import State
    from webapp.simulator.world import World

_SCENES: Final[Memo[Scene]] = Memo(600)
_PICTURES: Final[Memo[Markup]] = Memo(600)
_STORIES: Final[Memo[tuple[Markup, ...]]] = Memo(2_000)
_NAMED: Final[Memo[frozenset[str]]] = Memo(200)

_FAILED: Final = marked("This picture could not be drawn.")
_NO_PICTURE: Final = Markup(
    '<svg id="scene" class="scene" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 60"'
    ' width="640" height="60" role="img" aria-labelledby="scene-title">'
    '<title id="scene-title">{0}</title><text x="20" y="36">{0}</text></svg>'
)

_PATH: Final = re.compile(r"`(/[^`\s]+)`|(?<=\s)(/[\w.-]+(?:/[\w.-]+)+)")


def picture(
    state: State, lesson: Lesson, seen_from: str, language: str, *, standalone: bool = False
) -> Markup:
    """The picture of a state as a whole `<svg id="scene">`; `standalone` is one for a file.

    `seen_from` is the name of a container, or "" to follow the last command.
    """
    place = (state.key, lesson.slug, seen_from)

    def make() -> Markup:
        scene = _SCENES.made(place, lambda: _scene(state, lesson, seen_from))
        words = translations(language)
        try:
            drawn = draw(scene, language, words.gettext, words.ngettext, standalone=standalone)
        except LayoutFailed:
            # The machine goes on without a picture; the next one may be drawn again.
            return _NO_PICTURE.format(words.gettext(_FAILED))
        return Markup(drawn)  # noqa: S704 - the template escapes what learners named

    return _PICTURES.made((*place, language, standalone), make)


def story(state: State, language: str) -> tuple[Markup, ...]:
    """What the last step did, in sentences."""
    words = translations(language)
    return _STORIES.made(
        (state.key, language), lambda: sentences(state.outcome.events, words.gettext)
    )


def viewpoints(world: World) -> tuple[str, ...]:
    """The containers that a picture can be seen from, in the order of their names."""
    return tuple(sorted(container.name for container in world.engine.containers.values()))


def _scene(state: State, lesson: Lesson, seen_from: str) -> Scene:
    return compose(
        state.world,
        state.outcome.events,
        seen_from=seen_from,
        show=lesson.show,
        named=_NAMED.made((lesson.digest, lesson.slug), lambda: _named(lesson)),
    )


def _named(lesson: Lesson) -> frozenset[str]:
    """The paths that a lesson speaks of, in prose and commands: a picture never folds them away."""
    texts = []
    for block in lesson.blocks:
        for part in ("text", "question", "script"):
            text = getattr(block, part, None)
            texts.append(getattr(text, "source", ""))
        texts += [script.source for script in getattr(block, "solutions", ())]
    return frozenset(one or two for text in texts for one, two in _PATH.findall(text))
