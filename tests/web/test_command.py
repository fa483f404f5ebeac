from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.html.client import LintingClient
from tests.web.practice import FIRST, SECOND, Learner
from webapp.sessions.limits import LARGEST_REQUEST, LONGEST_LINE, MOST_ENTRIES, Rate
from webapp.web.app import Options, create_app

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


def test_a_typed_line_is_answered_by_every_region_at_once(learner: Learner) -> None:
    reply = learner.type("docker exec web touch /new.txt")
    for region in ("log", "prompt", "scene", "story", "timeline", "column", "steps"):
        assert f'hx-target="#{region}"' in reply
    assert "/new.txt" in reply[reply.index('id="story"') :]
    assert 'id="e1"' in reply


def test_output_and_errors_stand_below_the_line(learner: Learner) -> None:
    reply = learner.type("echo out; ls /none")
    assert "out\nls: cannot access" in reply.replace("&#39;", "'")


def test_without_scripts_the_browser_is_sent_to_the_page(learner: Learner) -> None:
    reply = learner.post("commands", line="echo plain", partial=False)
    assert (reply.status_code, reply.headers["Location"]) == (303, FIRST)
    assert ">plain</pre>" in learner.show()


def test_a_doubled_or_stale_command_changes_nothing_and_gets_the_fresh_page(
    learner: Learner,
) -> None:
    learner.type("echo first")
    for partial in (True, False):
        learner.at = 0
        reply = learner.post("commands", line="echo doubled", partial=partial)
        assert reply.status_code == 409
        assert "nothing was done" in reply.text
        assert ">first</pre>" in reply.text
        assert "doubled" not in learner.show()


def test_a_page_without_a_turn_is_stale(learner: Learner) -> None:
    for turn in ("", "-1", "x", "9" * 40):
        reply = learner.client.post(f"{FIRST}/commands", data={"at": turn, "line": "ls"})
        assert reply.status_code == 409


def test_several_lines_are_typed_one_after_the_other(learner: Learner) -> None:
    reply = learner.type("echo one\necho two")
    assert reply.index(">one</pre>") < reply.index(">two</pre>")


def test_a_line_has_a_bound(learner: Learner) -> None:
    reply = learner.post("commands", line="echo " + "x" * LONGEST_LINE)
    assert reply.status_code == 413
    assert "xxx" not in learner.show()


def test_a_request_has_a_bound(learner: Learner) -> None:
    reply = learner.post("commands", line="x" * LARGEST_REQUEST)
    assert reply.status_code == 413
    assert "too much at once" in reply.text


def test_a_journal_has_a_bound_and_starting_afresh_keeps_progress(learner: Learner) -> None:
    learner.show(SECOND)
    learner.type("docker exec web sh -c 'echo kept > /kept.txt'")
    for _ in range((MOST_ENTRIES - 1) // 100):
        learner.post("commands", line="\n".join(["true"] * 100))
    reply = learner.post("commands", line="\n".join(["true"] * 100))
    assert reply.status_code == 409
    assert "journal is full" in reply.text
    cleared = learner.post("timeline", move="clear").text
    assert 'id="e1"' not in cleared
    assert "achieved" in cleared
    assert ">on</pre>" in learner.type("echo on")


def test_haste_is_slowed_by_learner_and_not_by_address(app: Flask) -> None:
    app.extensions["layerlab.haste"] = Rate(3, 0)
    hasty, calm = Learner(app), Learner(app)
    statuses = [hasty.post("commands", line="true").status_code for _ in range(6)]
    # The first request makes the learner, who has done nothing before it.
    assert statuses == [200] * 4 + [429] * 2
    assert calm.post("commands", line="true").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {"Origin": "null"}],
)
def test_another_site_can_do_nothing(learner: Learner, headers: dict[str, str]) -> None:
    learner.type("echo mine")
    for what in ("commands", "timeline", "predictions/where", "shares"):
        data = {"at": str(learner.at), "line": "echo theirs", "move": "clear", "choice": "0"}
        reply = learner.client.post(f"{FIRST}/{what}", data=data, headers=headers)
        assert reply.status_code == 403
    assert ">mine</pre>" in learner.show()


def test_a_classroom_address_over_plain_http_works(learner: Learner) -> None:
    reply = learner.client.post(
        f"{FIRST}/commands",
        data={"at": "0", "line": "echo works"},
        headers={"Origin": "http://192.168.7.20:8000"},
        base_url="http://192.168.7.20:8000",
    )
    assert reply.status_code == 303


def test_a_command_that_goes_on_is_ended_by_ctrl_c(learner: Learner) -> None:
    busy = learner.type("sleep 100000")
    assert "Ctrl-C" in busy
    assert "goes on" in busy
    refused = learner.post("commands", line="echo too early")
    assert refused.status_code == 409
    assert "too early" not in learner.show()
    ended = learner.post("commands", key="interrupt").text
    assert "^C" in ended
    assert ">after</pre>" in learner.type("echo after")


def test_inside_a_container_the_prompt_is_its_own_until_the_input_ends(learner: Learner) -> None:
    assert "/ #" in learner.type("docker exec -it web sh")
    assert "root@" in learner.post("commands", key="end").text


def test_another_server_goes_on_where_a_killed_one_was(
    learner: Learner, course: Path, tmp_path: Path
) -> None:
    learner.type("docker exec web sh -c 'echo kept > /a.txt'")
    learner.type("docker exec web cat /a.txt")
    again = create_app(Options(course, f"sqlite:///{tmp_path / 'journal.sqlite3'}"))
    again.test_client_class = LintingClient
    cookie = learner.client.get_cookie("layerlab")
    assert cookie is not None
    client = again.test_client()
    client.set_cookie("layerlab", cookie.value)
    assert client.get(FIRST).text == learner.show()
