from __future__ import annotations

from tests.web.practice import FIRST, Learner


def test_undo_takes_the_last_change_back_and_redo_brings_it_again(learner: Learner) -> None:
    learner.type("docker exec web touch /one.txt")
    changed = learner.type("docker exec web touch /two.txt")
    assert "/two.txt" in changed[changed.index('id="scene"') : changed.index('id="story"')]
    undone = learner.post("timeline", move="undo").text
    scene = undone[undone.index('id="scene"') : undone.index('id="story"')]
    assert "/one.txt" in scene
    assert "/two.txt" not in scene
    redone = learner.post("timeline", move="redo").text
    assert "/two.txt" in redone[redone.index('id="scene"') : redone.index('id="story"')]


def test_a_command_that_changed_nothing_is_no_step(learner: Learner) -> None:
    learner.type("docker exec web touch /one.txt")
    learner.type("docker ps")
    undone = learner.post("timeline", move="undo").text
    assert 'id="e1"' not in undone


def test_any_step_can_be_gone_back_to_and_the_other_way_is_kept(learner: Learner) -> None:
    for name in ("a", "b", "c"):
        learner.type(f"docker exec web touch /{name}.txt")
    back = learner.post("timeline", entry=1).text
    assert 'id="e1"' in back
    assert 'id="e2"' not in back
    other = learner.type("docker exec web touch /other.txt")
    assert "Other way, to: docker exec web touch /c.txt" in other
    again = learner.post("timeline", entry=3).text
    assert 'id="e3"' in again


def test_an_entry_that_is_not_there_moves_nothing(learner: Learner) -> None:
    learner.type("docker exec web touch /a.txt")
    assert 'id="e1"' in learner.post("timeline", entry=77).text


def test_a_move_from_an_older_page_moves_nothing(learner: Learner) -> None:
    learner.type("docker exec web touch /a.txt")
    learner.at = 0
    assert learner.post("timeline", move="undo").status_code == 409
    assert 'id="e1"' in learner.show()


def test_an_unknown_move_is_refused(learner: Learner) -> None:
    assert learner.client.post(f"{FIRST}/timeline", data={"move": "fly"}).status_code == 400


def test_undo_without_scripts_leads_to_the_page(learner: Learner) -> None:
    learner.type("docker exec web touch /a.txt")
    assert learner.post("timeline", move="undo", partial=False).headers["Location"] == FIRST
