"""The picture as SVG: well-formed, safe, the same every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import graphviz
import pytest
from hypothesis import given, settings

from tests.diagrams.scenes import LESSON, scenes
from webapp.diagrams import placing
from webapp.diagrams.draw import draw
from webapp.diagrams.labelled import labelled_dot
from webapp.diagrams.layout import dot, lay_out
from webapp.diagrams.raster import png
from webapp.diagrams.scene import Scene
from webapp.language import translations

SVG = "{http://www.w3.org/2000/svg}"


def svg(scene: Scene, language: str = "en") -> str:
    words = translations(language)
    return draw(scene, language, words.gettext, words.ngettext)


def test_the_picture_is_one_svg_that_says_what_it_shows() -> None:
    root = ET.fromstring(svg(LESSON))
    assert root.tag == f"{SVG}svg"
    assert root.get("id") == "scene"
    assert root.find(f"{SVG}title").text == "Layer stack and mounts, seen from web"  # type: ignore[union-attr]
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert {"615 B copied up", "covered for web", "volume · Docker keeps it"} <= set(texts)


def test_places_can_be_found_by_the_names_that_lessons_use() -> None:
    root = ET.fromstring(svg(LESSON))
    places = {e.get("data-place") for e in root.iter() if e.get("data-place")}
    assert {"writable layer of web", "layer 2 of site", "volume pages"} <= places


def test_layers_keep_their_parent_when_stacks_part() -> None:
    root = ET.fromstring(svg(LESSON))
    layers = {slab.id for stack in LESSON.stacks for slab in stack.slabs}
    assert layers <= {child.get("id") for child in root}


def test_chinese_pictures_speak_chinese() -> None:
    assert "可写层" in svg(LESSON, "zh")


@settings(deadline=None, max_examples=40)
@given(scenes())
def test_any_names_give_well_formed_pictures_with_unique_ids(scene: Scene) -> None:
    root = ET.fromstring(svg(scene))
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert not any(element.get("style") for element in root.iter())
    assert not any(name.startswith("on") for e in root.iter() for name in e.attrib)


@settings(deadline=None, max_examples=40)
@given(scenes())
def test_boxes_do_not_overlap_and_stand_in_their_order(scene: Scene) -> None:
    layout = lay_out(scene)
    rects = list(layout.nodes.values())
    for number, one in enumerate(rects):
        for other in rects[number + 1 :]:
            apart = one.right <= other.x + 1 or other.right <= one.x + 1
            assert apart or one.bottom <= other.y + 1 or other.bottom <= one.y + 1
    for row in (scene.directories, scene.boxes):
        xs = [layout.nodes[item.id].x for item in row]
        assert xs == sorted(xs)


@settings(deadline=None, max_examples=20)
@given(scenes())
def test_graphviz_has_nothing_to_complain_about(scene: Scene) -> None:
    assert svg(scene) == svg(scene)


def test_a_layout_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    lay_out(LESSON)
    assert capfd.readouterr().err == ""


def test_hostile_names_stay_text() -> None:
    box = LESSON.boxes[0]
    named = type(box)(box.id, "<script>alert(1)</script>", *[
        getattr(box, field) for field in box.__slots__[2:]
    ])
    text = svg(Scene(LESSON.directories, (named,), LESSON.stacks))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_exports_are_a_png_and_a_graph_that_dot_can_read() -> None:
    words = translations("en")
    alone = draw(LESSON, "en", words.gettext, words.ngettext, standalone=True)
    assert png(alone).startswith(b"\x89PNG")
    assert "writable layer" in labelled_dot(LESSON)


def test_without_the_wheel_the_program_places_the_same_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = dot(LESSON)
    placed = placing.place(source)
    asked: list[tuple[str, str]] = []

    def pipe(self: graphviz.Source, format: str, engine: str) -> bytes:  # noqa: A002
        asked.append((format, engine))
        assert self.source == source
        return placed if isinstance(placed, bytes) else placed.encode()

    monkeypatch.setattr(placing, "pygraphviz", None)
    monkeypatch.setattr(graphviz.Source, "pipe", pipe)
    assert placing.place(source) == placed
    assert asked == [("json0", "dot")]


def test_without_the_wheel_and_the_program_the_fault_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(placing, "pygraphviz", None)
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(placing.LayoutFailed, match="dot"):
        placing.place(dot(LESSON))


def test_a_picture_has_a_largest_size() -> None:
    box = LESSON.boxes[0]
    many = tuple(replace(box, id=f"c-{n}", folded=True) for n in range(50))
    with pytest.raises(placing.LayoutFailed):
        lay_out(replace(LESSON, boxes=many))
