from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.practice import FIRST

if TYPE_CHECKING:
    from tests.web.practice import Learner


def completed(learner: Learner, text: str, cursor: int | None = None) -> list[str]:
    """The lines that the candidates would make."""
    given = len(text) if cursor is None else cursor
    reply = learner.client.get(
        f"{FIRST}/completions", query_string={"text": text, "cursor": str(given)}
    ).get_json()
    return [text[: reply["start"]] + word + text[given:] for word in reply["candidates"]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("dock", "docker "),
        ("docker vol", "docker volume "),
        ("docker run --volumes-f", "docker run --volumes-from "),
        ("docker rm we", "docker rm web "),
        ("docker run busy", "docker run busybox "),
        ("docker volume rm da", "docker volume rm data "),
        ("cat /etc/host", "cat /etc/hostname "),
        ("cd /va", "cd /var/"),
    ],
)
def test_commands_flags_names_and_paths_are_completed(
    learner: Learner, text: str, line: str
) -> None:
    learner.type("docker volume create data")
    assert line in completed(learner, text)


def test_only_what_is_before_the_cursor_is_completed(learner: Learner) -> None:
    assert "docker  ps" in completed(learner, "dock ps", 4)


def test_what_nothing_fits_has_no_candidates(learner: Learner) -> None:
    assert completed(learner, "docker nothinglikethis") == []


def test_completing_changes_nothing(learner: Learner) -> None:
    before = learner.show()
    completed(learner, "docker rm ")
    assert learner.show() == before


@pytest.mark.parametrize("cursor", ["", "-1", "x", "99999", "9" * 30])
def test_a_cursor_that_is_none_is_taken_as_the_end(learner: Learner, cursor: str) -> None:
    reply = learner.client.get(
        f"{FIRST}/completions", query_string={"text": "dock", "cursor": cursor}
    )
    assert reply.get_json()["start"] == 0
