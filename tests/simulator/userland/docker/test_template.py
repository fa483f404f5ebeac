"""Go templates: what the real client prints, and how it words what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, strategies as st

from tests.simulator.userland.docker.template_cases import TEMPLATES
from webapp.simulator.userland.docker.inspected import typed
from webapp.simulator.userland.docker.template.template import (
    NotSimulatedError,
    Template,
    TemplateError,
)

if TYPE_CHECKING:
    from tests.simulator.userland.docker.real import RealClient

VOLUME: Final[dict[str, Any]] = {
    "CreatedAt": "2026-11-23T20:59:18Z",
    "Driver": "local",
    "Labels": {"a": "1", "b": "two", "c": ""},
    "Mountpoint": "/var/lib/docker/volumes/tv/_data",
    "Name": "tv",
    "Options": None,
    "Scope": "local",
}


def ours(source: str) -> tuple[str, str, int]:
    try:
        template = Template.of(source)
    except TemplateError as error:
        return "", f"template parsing error: {error}\n", 64
    try:
        return template.run(typed("volume.Volume", VOLUME)) + "\n", "", 0
    except TemplateError as error:
        return "\n", f"template parsing error: {error}\n", 1


@pytest.mark.parametrize("source", TEMPLATES)
def test_a_template_prints_what_the_real_client_prints(
    source: str, real_client: RealClient
) -> None:
    real = real_client.run("volume", "inspect", "-f", source, "tv", answers={"/volumes/tv": VOLUME})
    assert ours(source) == (real.out, real.err, real.status)


def test_maps_are_walked_in_the_order_of_their_keys() -> None:
    assert (
        Template.of("{{range $k, $v := .}}{{$k}}={{$v};{{end}}".replace("$v}", "$v}}")).run(
            {"b": 1, "a": 2}
        )
        == "a=2;b=1;"
    )


def test_nothing_is_printed_as_go_prints_nothing() -> None:
    assert Template.of("{{.a}} {{.b}}").run({"a": None}) == "<no value> <no value>"
    assert Template.of("{{.}}").run([None, {"k": None}]) == "[<nil> map[k:<nil>]]"


def test_what_is_not_kept_says_so() -> None:
    with pytest.raises(NotSimulatedError, match="function html"):
        Template.of('{{html "<a>"}}')
    with pytest.raises(NotSimulatedError, match="define"):
        Template.of('{{define "x"}}{{end}}')


def test_loops_within_loops_end_at_a_limit() -> None:
    with pytest.raises(NotSimulatedError, match="steps"):
        Template.of("{{range 1000}}{{range 1000}}{{.}}{{end}}{{end}}").run(None)


@given(st.text(alphabet='{}.$|"`()- :=aifendrwth15', max_size=40))
def test_any_text_is_a_template_or_refused(source: str) -> None:
    try:
        printed = Template.of(source).run({})
    except (TemplateError, NotSimulatedError) as error:
        printed = str(error)
    assert isinstance(printed, str)
