"""Draws a scene as SVG: one template, words in the learner's language, ids and classes of ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from webapp.diagrams import shape
from webapp.diagrams.captions import Captions
from webapp.diagrams.drawing import MARGIN_LEFT, MARGIN_TOP, arrange
from webapp.diagrams.layout import lay_out
from webapp.diagrams.metrics import fit, human, sizes, width
from webapp.paths import STATIC, TEMPLATES

if TYPE_CHECKING:
    from webapp.diagrams.scene import Scene

Gettext = Callable[[str], str]
NGettext = Callable[[str, str, int], str]

LIGHT_FIRST: Final = ("tokens.css", "scene.css")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        finalize=_printable,
    )


def _printable(value: object) -> object:
    """XML has no control characters: a file's name may. What macros gave is clean already."""
    if type(value) is str and not value.isprintable():
        return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in value)
    return value



def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def draw(
    scene: Scene,
    language: str,
    gettext: Gettext,
    ngettext: NGettext,
    *,
    standalone: bool = False,
) -> str:
    """Give a whole ``<svg id="scene">``; `standalone` carries its style with it, for a file.

    Raises LayoutFailed if Graphviz cannot place the scene.
    """
    drawing = arrange(scene, lay_out(scene))
    fonts = sizes(language)
    captions = Captions(gettext, ngettext, fonts)
    look_from = min((drawing.places[b.id].y for b in scene.boxes), default=100.0)
    context: dict[str, Any] = {
        **captions.functions(),
        "d": drawing,
        "n": _number,
        "name_size": fonts.name,
        "badge_size": fonts.badge,
        "pill_size": fonts.pill,
        "card_head": shape.CARD_HEAD,
        "card_row": shape.CARD_ROW,
        "left": MARGIN_LEFT,
        "top": MARGIN_TOP,
        "look_from": 44 if scene.directories else look_from,
        "language": language,
        "title": captions.scene(scene),
        "style": _style() if standalone else "",
        "_": gettext,
        "human": human,
        "wide": lambda text, size: width(text, size, mono=False),
        "mono": lambda text, size: width(text, size, mono=True),
        "fit": lambda text, room, size: fit(text, room, size, mono=True),
        "sans_fit": lambda text, room, size: fit(text, room, size, mono=False),
    }
    return _environment().get_template("diagrams/scene.svg").render(context)


@lru_cache(maxsize=1)
def _style() -> Any:
    from markupsafe import Markup  # noqa: PLC0415

    sheets = [(STATIC / "css" / name).read_text("utf-8") for name in LIGHT_FIRST]
    return Markup("\n".join(sheets))  # noqa: S704
