"""The documents say what the code does."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from webapp.simulator.engine.events import TYPES, Event
from webapp.simulator.script import Typed

TEXT = (Path(__file__).parents[2] / "docs" / "events.md").read_text("utf-8")


def test_every_type_of_event_stands_in_the_document_with_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", TEXT, re.MULTILINE))
    assert {name: rows.get(name) for name in TYPES} == TYPES


def test_every_field_that_is_reported_stands_in_the_document() -> None:
    reported = {field.name for field in fields(Event)} - {"extra"}
    reported |= set(Typed("ls", "host", 1).as_json())
    assert [name for name in sorted(reported) if f"`{name}`" not in TEXT] == []
