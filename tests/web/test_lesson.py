from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.practice import FIRST, PARTIAL, SECOND, Learner

if TYPE_CHECKING:
    from flask import Flask


def test_a_lesson_opens_on_its_first_step_with_the_words_above_it(learner: Learner) -> None:
    assert learner.client.get("/lessons/practice/").headers["Location"] == FIRST
    page = learner.show()
    assert "Words above the first heading." in page
    assert "<svg" in page
    assert 'data-place="writable layer of web"' in page


def test_a_lesson_opens_on_the_step_that_was_worked_at(learner: Learner) -> None:
    learner.show(SECOND)
    learner.type("docker ps")
    assert learner.client.get("/lessons/practice/").headers["Location"] == SECOND


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/lessons/none/", "no lesson of this name"),
        ("/lessons/none/first", "no lesson of this name"),
        ("/lessons/practice/none", "no step of this name"),
        ("/lessons/practice/start", "no step of this name"),
        ("/lessons/practice/first/goals/none", "no task of this name"),
        ("/lessons/practice/first/actions/none", "no action of this name"),
        ("/shared/none", "leads to nothing"),
        ("/nowhere", "may be mistyped"),
    ],
)
def test_what_is_not_there_is_a_page_that_says_so_and_leads_on(
    learner: Learner, address: str, words: str
) -> None:
    page = learner.client.get(address)
    assert page.status_code == 404
    assert words in page.text
    assert "All lessons" in page.text


def test_looking_keeps_nothing_and_sets_no_cookie(app: Flask) -> None:
    client = app.test_client()
    for address in ("/", FIRST, SECOND, f"{FIRST}/actions/bind", "/keys"):
        assert "Set-Cookie" not in client.get(address).headers


def test_the_learner_is_known_by_a_cookie_that_no_script_and_no_other_site_gets(
    app: Flask,
) -> None:
    client = app.test_client()
    reply = client.post(f"{FIRST}/commands", data={"at": "0", "line": "true"})
    cookie = reply.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    other = app.test_client().post(
        f"{FIRST}/commands", data={"at": "0", "line": "true"}, base_url="https://class.example"
    )
    assert "Secure" in other.headers["Set-Cookie"]


def test_the_same_address_is_a_page_or_regions_and_caches_know(learner: Learner) -> None:
    page = learner.client.get(FIRST)
    regions = learner.client.get(FIRST, headers=PARTIAL)
    assert page.text.startswith("<!doctype html>")
    assert regions.text.startswith("<hx-partial")
    for reply in (page, regions):
        assert {"HX-Request", "HX-Request-Type"} <= set(reply.vary)
        assert reply.headers["Cache-Control"] == "private, no-store"


def test_a_page_that_comes_back_from_history_is_whole(learner: Learner) -> None:
    headers = {**PARTIAL, "HX-History-Restore-Request": "true"}
    assert learner.client.get(FIRST, headers=headers).text.startswith("<!doctype html>")


def test_every_reply_has_the_headers_that_protect(learner: Learner) -> None:
    for address in ("/", FIRST, "/nowhere", "/static/x/css/page.css"):
        headers = learner.client.get(address, buffered=True).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_picture_can_be_seen_from_a_container_that_is_there(learner: Learner) -> None:
    learner.type("docker run -dit --name other busybox")
    page = learner.client.get(FIRST, query_string={"view": "web"}).text
    assert '<option value="web" selected>' in page
    page = learner.client.get(FIRST, query_string={"view": "nobody"}).text
    assert '<option value="" selected>' in page


def test_what_a_learner_types_is_escaped_everywhere(learner: Learner) -> None:
    evil = "<script>alert(1)</script>'\"&"
    shown = learner.type(f"echo {evil}")
    shown += learner.show()
    shown += learner.client.get(
        f"{FIRST}/actions/bind", query_string={"filled": "1", "name": evil, "host": evil}
    ).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown
