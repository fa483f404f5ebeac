from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.practice import SECOND, Learner

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def learner(app: Flask) -> Learner:
    return Learner(app, SECOND)


def column(reply: str) -> str:
    return reply[reply.index('id="column"') :]


def test_a_task_shows_what_is_true_and_what_is_not_yet(learner: Learner) -> None:
    page = learner.show()
    assert 'class="open"' in page
    assert "not yet:" in page
    assert "✓ achieved" not in page


def test_any_way_that_makes_the_checks_true_achieves_it(learner: Learner) -> None:
    learner.type("docker exec -it web sh")
    learner.type("echo kept > /kept.txt")
    assert "✓ achieved" in column(learner.type("exit"))
    assert "✓ finished" in learner.client.get("/").text


def test_a_near_miss_is_named(learner: Learner) -> None:
    near = learner.type("docker exec web sh -c 'echo kept and more > /kept.txt'")
    assert "There is more in it than that." in column(near)
    assert "There is more in it than that." not in column(
        learner.post("timeline", move="undo").text
    )


def test_what_was_achieved_stays_so_when_it_is_no_longer_true(learner: Learner) -> None:
    learner.type("docker exec web sh -c 'echo kept > /kept.txt'")
    lost = column(learner.type("docker rm -f web"))
    assert "✓ achieved" in lost
    assert "You achieved this before." in lost
    assert "✓ achieved" in column(learner.post("timeline", move="clear").text)


def test_the_solution_can_be_typed_by_a_button(learner: Learner) -> None:
    solution = "docker exec web sh -c 'echo kept > /kept.txt'"
    assert "Show a solution" in learner.show()
    assert "✓ achieved" in column(learner.type(solution))


def test_checks_run_on_a_fork_and_change_nothing(learner: Learner) -> None:
    before = learner.type("docker exec web sh -c 'echo kept > /kept.txt'")
    assert before.count('class="entry') == 1


def test_two_commands_stand_side_by_side_with_what_they_print(learner: Learner) -> None:
    page = learner.show()
    assert "/bin/ls</pre>" in page
    assert "/bin/cat</pre>" in page


def test_the_goal_is_drawn_as_a_picture_of_its_own(learner: Learner) -> None:
    assert f'src="{SECOND}/goals/keep.svg"' in learner.client.get(f"{SECOND}/goals/keep").text
    picture = learner.client.get(f"{SECOND}/goals/keep.svg")
    assert picture.mimetype == "image/svg+xml"
    assert "/kept.txt" in picture.text
    assert "script-src" not in picture.headers["Content-Security-Policy"]
