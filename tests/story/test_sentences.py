"""The story is as exact as the engine."""

from __future__ import annotations

from webapp.language import translations
from webapp.simulator.engine.events import TYPES, Event
from webapp.story.sentences import MOST, sentences


def told(*events: Event, language: str = "en") -> list[str]:
    return [s.striptags() for s in sentences(events, translations(language).gettext)]


COPY = Event("file-copied-up", container="web", path="/site/index.html", where="writable",
             layer=2, size=615)
WRITE = Event("file-written", container="web", path="/site/index.html", where="writable",
              size=6, append=True)


def test_appending_tells_of_the_whole_copy_and_of_the_bytes_added() -> None:
    first, second = told(COPY, WRITE)
    assert "copy all of it, 615 B, from layer 2" in first
    assert second == "web added 6 B to /site/index.html, in its own writable layer."


def test_truncating_copies_no_bytes() -> None:
    cut = Event("file-copied-up", container="web", path="/a", where="writable", layer=1, size=0)
    assert "no bytes were copied up" in told(cut)[0]


def test_a_copied_up_directory_is_not_told() -> None:
    directory = Event("file-copied-up", container="web", path="/site", where="writable", kind="d")
    assert told(directory) == []


def test_names_are_escaped() -> None:
    story = sentences([Event("container-removed", container="<b>x</b>")], str)
    assert "&lt;b&gt;x&lt;/b&gt;" in story[0]


def test_a_pattern_in_a_name_is_not_a_format() -> None:
    assert "{path}" in told(Event("container-removed", container="{path}"))[0]


def test_many_events_become_a_few_sentences() -> None:
    many = [
        Event("file-created", container="web", path=f"/f{n}", where="writable") for n in range(50)
    ]
    story = told(*many)
    assert len(story) <= MOST
    assert story[-1] == "47 files and directories were made in the same way."


def test_every_type_of_event_can_be_told_in_both_languages() -> None:
    silent = {"file-created", "file-written", "file-deleted", "mount-bound"}
    for type_ in sorted(TYPES):
        if type_ not in silent:
            event = Event(type_, container="web", path="/x", volume="v", image="i", size=1, layer=1)
            assert told(event), type_
            assert told(event) != told(event, language="zh"), type_


def test_of_a_container_that_is_removed_it_is_not_said_that_its_layer_stays() -> None:
    stop, remove = (Event(f"container-{what}", container="web") for what in ("stopped", "removed"))
    assert told(stop, remove) == ["web was removed, and its writable layer with it."]
