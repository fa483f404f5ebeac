from __future__ import annotations

from typing import Final

from tests.web.practice import FIRST, SECOND, Learner

COMMAND: Final = "docker exec web sh -c 'echo hello > /note.txt'"
BECAUSE: Final = "A container writes into its own layer."


def test_the_command_is_locked_until_a_prediction_is_made(learner: Learner) -> None:
    refused = learner.post("runs/write")
    assert refused.status_code == 409
    assert "Predict first" in refused.text
    learner.post("predictions/where", choice=0)
    assert learner.post("runs/write").status_code == 200


def test_the_answer_is_told_after_the_command_and_beside_the_choice(learner: Learner) -> None:
    made = learner.post("predictions/where", choice=0).text
    assert BECAUSE not in made
    assert "It is:" not in made
    seen = learner.post("runs/write").text
    you, truth = seen.index("You:"), seen.index("It is:")
    assert "layer 1 of the image" in seen[you:truth]
    assert "the writable layer of" in seen[truth:]
    assert BECAUSE in seen


def test_the_first_choice_counts(learner: Learner) -> None:
    learner.post("predictions/where", choice=0)
    learner.post("predictions/where", choice=1)
    assert "layer 1 of the image" in learner.show().split("You:")[1][:200]


def test_a_right_choice_is_said_to_be_so(learner: Learner) -> None:
    learner.post("predictions/where", choice=1)
    assert "It is so:" in learner.post("runs/write").text


def test_the_story_is_held_back_from_who_types_it_without_a_prediction(learner: Learner) -> None:
    reply = learner.type(COMMAND)
    story = reply[reply.index('id="story"') : reply.index('id="timeline"')]
    assert "told after your prediction" in story
    learner.post("predictions/where", choice=1)
    told = learner.type(COMMAND)
    assert "told after your prediction" not in told
    assert BECAUSE in told


def test_a_quiz_tells_its_answer_at_once(learner: Learner) -> None:
    assert "stays until the container is removed" in learner.post("predictions/sure", choice=1).text


def test_what_was_seen_stays_seen_after_undo(learner: Learner) -> None:
    learner.post("predictions/where", choice=0)
    learner.post("runs/write")
    assert BECAUSE in learner.post("timeline", move="undo").text


def test_no_choice_is_asked_for_again(learner: Learner) -> None:
    for choice in ("", "7", "x"):
        reply = learner.post("predictions/where", choice=choice)
        assert reply.status_code == 422
        assert "Choose an answer first." in reply.text


def test_an_unknown_question_or_command_is_not_found(learner: Learner) -> None:
    assert learner.post("predictions/none", choice=0).status_code == 404
    assert learner.post("runs/none").status_code == 404


def test_places_to_choose_are_named_as_the_picture_names_them(learner: Learner) -> None:
    page = learner.show()
    assert 'data-choice="writable layer of web"' in page
    assert 'data-place="writable layer of web"' in page
    assert 'data-choice="layer 1 of busybox"' in page
    assert 'data-place="layer 1 of busybox"' in page


def test_the_goal_waits_for_no_prediction_where_there_is_none(learner: Learner) -> None:
    assert "The goal as a picture" in learner.show(SECOND)
    assert learner.client.get(f"{SECOND}/goals/keep").status_code == 200
    assert learner.client.get(f"{FIRST}/goals/keep").status_code == 404
