from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from webapp.lessons.check import check_lesson
from webapp.lessons.course import read_course
from webapp.lessons.model import Lesson, Note, Predict, Run
from webapp.paths import LESSONS

if TYPE_CHECKING:
    from pathlib import Path

COURSE = read_course(LESSONS)
ENTRIES = COURSE.course.entries
VERSIONS = [version for entry in ENTRIES for version in entry.versions.values()]
HEAD = "---\ntitle: A\nminutes: 5\n---\nText.\n"


def name(lesson: Lesson) -> str:
    return f"{lesson.slug}-{lesson.language}"


def test_the_course_has_no_faults() -> None:
    assert COURSE.faults == ()


def test_every_lesson_of_the_course_is_in_both_languages() -> None:
    assert [sorted(entry.versions) for entry in ENTRIES] == [["en", "zh"]] * len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry.slug))
def test_everything_in_a_lesson_works(entry: object) -> None:
    lesson = entry.in_language("en")  # type: ignore[attr-defined]
    assert check_lesson(lesson) == ()


@pytest.mark.parametrize("lesson", VERSIONS, ids=name)
def test_a_lesson_asks_teaches_and_lets_the_learner_try(lesson: Lesson) -> None:
    assert lesson.summary
    assert lesson.tasks
    for task in lesson.tasks:
        assert task.nears
        assert len(task.hints) >= 2
        assert all(near.wrongs for near in task.nears)
    assert any(isinstance(block, Note) for block in lesson.blocks)


@pytest.mark.parametrize("lesson", VERSIONS, ids=name)
def test_a_lesson_ends_with_two_lines_to_remember_and_one_prediction(lesson: Lesson) -> None:
    last = lesson.steps[-1]
    assert last.id == "remember"
    assert last.blocks[0].text.html.count("<li>") == 2  # type: ignore[union-attr]
    assert sum(isinstance(block, Predict) for block in last.blocks) == 1
    assert any(isinstance(block, Run) and block.locked_by for block in last.blocks)


@pytest.mark.parametrize("lesson", VERSIONS, ids=name)
def test_what_a_lesson_runs_needs_no_shell_in_quotes(lesson: Lesson) -> None:
    runs = [block.script.source for block in lesson.blocks if isinstance(block, Run)]
    assert not [source for source in runs if "sh -c" in source or "'" in source]


@pytest.mark.parametrize("lesson", [v for v in VERSIONS if v.language == "zh"], ids=name)
def test_chinese_is_set_with_chinese_punctuation(lesson: Lesson) -> None:
    text = (LESSONS / lesson.slug / "lesson.zh.md").read_text("utf-8")
    prose = re.sub(r"`[^`\n]*`", "", text)
    assert not re.findall(r"[\u4e00-\u9fff][,.;:!?()]", prose)
    assert not re.findall(r"[\u4e00-\u9fff]\n[\u4e00-\u9fff]", prose)


def write(root: Path, text: str, *names: str) -> None:
    for lesson in names:
        (root / lesson).mkdir()
        (root / lesson / "lesson.md").write_text(text, "utf-8")


def test_folders_without_a_table_are_one_part_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, HEAD, "bbb", "aaa")
    reading = read_course(tmp_path)
    assert reading.faults == ()
    assert [entry.slug for entry in reading.course.entries] == ["aaa", "bbb"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[[part]\n", "1: this is no TOML"),
        ("[[part]]\nid = 'a'\n", "1: `part.0.title`: field required"),
        (
            "[[part]]\nid='a'\ntitle={en='A'}\nfolders=[]\n[[part]]\nid='B'\n",
            "5: `part.1.id`",
        ),
        (
            "[[part]]\nid='a'\ntitle={en='A'}\nfolders=[{folder='aaa'},{folder='aaa'}]\n",
            "1: `aaa` stands here twice",
        ),
        (
            "[[part]]\nid='a'\ntitle={en='A'}\nfolders=[]\n",
            "the lesson `aaa` is in no part",
        ),
        ("[[part]]\nid='a'\ntitle={en='A'}\nfolders=[{folder='zzz'}]\n", "1: this file is missing"),
    ],
)
def test_faults_of_the_table_are_told(tmp_path: Path, table: str, words: str) -> None:
    write(tmp_path, HEAD, "aaa")
    (tmp_path / "course.toml").write_text(table, "utf-8")
    told = [str(fault) for fault in read_course(tmp_path).faults]
    assert any(words in fault for fault in told), told


def test_a_file_that_is_not_utf8_and_a_language_that_is_none_are_told(tmp_path: Path) -> None:
    write(tmp_path, HEAD, "aaa", "bbb")
    (tmp_path / "aaa" / "lesson.md").write_bytes(b"---\n\xff")
    (tmp_path / "bbb" / "lesson.fr.md").write_text(HEAD, "utf-8")
    first, second = (str(fault) for fault in read_course(tmp_path).faults)
    assert first.endswith("aaa/lesson.md:2: this file is not UTF-8 (save it as UTF-8)")
    assert "bbb/lesson.fr.md:1: `fr` is no language of the course" in second
