from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.practice import FIRST, PARTIAL, Learner

if TYPE_CHECKING:
    from flask import Flask


def shared(learner: Learner) -> str:
    made = learner.client.post(f"{FIRST}/shares", data={"at": str(learner.at)})
    return made.headers["Location"].removesuffix("/link")


def test_a_link_is_shown_to_be_copied(learner: Learner) -> None:
    learner.type("echo one")
    link = shared(learner)
    assert f"http://localhost{link}" in learner.client.get(f"{link}/link").text
    assert learner.client.get(f"{link}/link", headers=PARTIAL).text.startswith("<h2>")


def test_whoever_opens_it_gets_a_copy_to_go_on_from(app: Flask, learner: Learner) -> None:
    learner.type("docker exec web touch /shared.txt")
    link = shared(learner)
    other = Learner(app)
    assert "docker exec web touch /shared.txt" in other.client.get(link).text
    assert other.client.post(link).headers["Location"] == FIRST
    assert "/shared.txt" in other.show()
    other.type("docker exec web touch /theirs.txt")
    assert "/theirs.txt" not in learner.show()


def test_looking_at_a_link_changes_nothing(app: Flask, learner: Learner) -> None:
    learner.type("docker exec web touch /shared.txt")
    link = shared(learner)
    other = Learner(app)
    other.client.get(link)
    assert "/shared.txt" not in other.show()


def test_a_copy_is_a_branch_beside_what_one_did_before(app: Flask, learner: Learner) -> None:
    learner.type("docker exec web touch /shared.txt")
    link = shared(learner)
    other = Learner(app)
    other.type("docker exec web touch /mine.txt")
    other.client.post(link)
    page = other.show()
    assert "Other way, to: docker exec web touch /mine.txt" in page
    other.client.post(link)
    assert other.show().count('class="entry') == 1


def test_a_link_keeps_its_moment_whatever_its_owner_does_later(
    app: Flask, learner: Learner
) -> None:
    learner.type("docker exec web touch /shared.txt")
    link = shared(learner)
    learner.post("timeline", move="clear")
    other = Learner(app)
    other.client.post(link)
    assert "/shared.txt" in other.show()
