from __future__ import annotations

import pytest

from webapp.simulator.facts.forms import FORMS
from webapp.simulator.facts.grammar import parse_fact
from webapp.simulator.facts.pointing import places_of


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("web mounts volume pages at /site", ["mount /site of web", "volume pages"]),
        ("web mounts a volume at /site", ["mount /site of web"]),
        ("web mounts host /srv at /site", ["mount /site of web", "host /srv"]),
        ("web mounts nothing", ["container web"]),
        ("web is made from image site:2", ["container web", "image site:2"]),
        ("writable layer of web has /x deleted", ["writable layer of web"]),
        ("/x in web comes from volume pages", ["volume pages", "container web"]),
        ("/x in web comes from host /srv", ["host /srv", "container web"]),
        ("/x in web comes from its writable layer", ["writable layer of web"]),
        ("host file /srv/x exists", ["host /srv/x"]),
        ("volume pages holds x", ["volume pages"]),
        ('file /x in image site is "a"', ["image site"]),
        ("2 containers exist", []),
    ],
)
def test_a_fact_points_to_what_it_is_about(line: str, places: list[str]) -> None:
    assert [str(place) for place in places_of(parse_fact(line))] == places


def test_only_counts_and_commands_point_nowhere() -> None:
    silent = {
        type(f).__name__ for f in (parse_fact(form.example) for form in FORMS) if not places_of(f)
    }
    assert silent == {"Count", "NothingLeftBehind"}
