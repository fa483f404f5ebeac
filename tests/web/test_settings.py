from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.practice import FIRST, Learner

if TYPE_CHECKING:
    from flask import Flask


def test_the_language_is_the_browsers_until_one_is_chosen(app: Flask) -> None:
    client = app.test_client()
    chinese = client.get(FIRST, headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}).text
    assert '<html lang="zh-Hans"' in chinese
    assert "标题之前的话" in chinese
    assert "先预测" in chinese
    assert '<html lang="en"' in client.get(FIRST, headers={"Accept-Language": "fr"}).text


def test_a_chosen_language_stays_and_leads_back(learner: Learner) -> None:
    chosen = learner.client.post("/settings", data={"language": "zh", "back": FIRST})
    assert (chosen.status_code, chosen.headers["Location"]) == (303, FIRST)
    assert "练习" in learner.show()
    learner.client.post("/settings", data={"language": "en", "back": FIRST})
    assert "Practice" in learner.show()


def test_changing_the_language_keeps_the_work(learner: Learner) -> None:
    learner.type("echo still here")
    learner.client.post("/settings", data={"language": "zh"})
    assert ">still here</pre>" in learner.show()


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_a_chosen_theme_stays(learner: Learner, theme: str) -> None:
    learner.client.post("/settings", data={"theme": theme, "back": FIRST})
    assert f'data-theme="{theme}"' in learner.show()


def test_an_unknown_language_or_theme_is_not_kept(learner: Learner) -> None:
    learner.client.post("/settings", data={"theme": "x", "language": "tlh"})
    page = learner.show()
    assert "data-theme" not in page
    assert '<html lang="en"' in page


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/keys?x=1", "/keys?x=1"),
        ("https://evil.example/x", "/"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/evil.example"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_one_is_led_back_to_pages_of_this_site_alone(learner: Learner, back: str, to: str) -> None:
    reply = learner.client.post("/settings", data={"theme": "", "back": back})
    assert reply.headers["Location"] == to


def test_a_new_learner_begins_afresh_on_a_shared_machine(learner: Learner) -> None:
    learner.type("echo from before")
    assert "Begin as a new learner" in learner.client.get("/learner").text
    learner.client.post("/learner")
    assert "from before" not in learner.show()


def test_the_keys_are_told_on_a_page_of_their_own(learner: Learner) -> None:
    assert "Ctrl" in learner.client.get("/keys").text
