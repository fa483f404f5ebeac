from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from tests.web.practice import FIRST, Learner
from webapp.web.actions import ACTIONS

if TYPE_CHECKING:
    from webapp.web.actions import Action


def written(page: str) -> str:
    found = re.search(r'name="line" value="([^"]*)"', page[page.index('id="action-command"') :])
    return html.unescape(found[1]) if found else ""


def test_all_actions_are_listed(learner: Learner) -> None:
    page = learner.client.get(f"{FIRST}/actions").text
    assert page.count('class="action') == len(ACTIONS)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_each_form_shows_a_command_that_the_machine_takes(learner: Learner, action: Action) -> None:
    learner.type("mkdir b; printf 'FROM busybox\\nVOLUME /data\\n' > b/Dockerfile")
    learner.type("docker build -q -t keeper b")
    page = learner.client.get(f"{FIRST}/actions/{action.id}").text
    line = written(page)
    assert line
    assert html.escape(line, quote=False) in page.replace("&#39;", "'").replace("&#34;", '"')
    learner.show()
    assert 'class="entry failed"' not in learner.type(line)


def test_what_is_filled_in_goes_into_the_command(learner: Learner) -> None:
    page = learner.client.get(
        f"{FIRST}/actions/volume",
        query_string={"filled": "1", "image": "busybox", "name": "db", "volume": "v", "path": "/p"},
    ).text
    assert written(page) == "docker run -dit --name db -v v:/p busybox"


def test_what_is_missing_is_named_and_nothing_is_offered_to_run(learner: Learner) -> None:
    page = learner.client.get(
        f"{FIRST}/actions/volume", query_string={"filled": "1", "name": " "}
    ).text
    assert "Still to be filled in: Name" in page
    assert not written(page)
    over = learner.client.get(f"{FIRST}/actions/over").text
    assert "Still to be filled in: Image and its VOLUME" in over
