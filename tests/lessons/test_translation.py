from __future__ import annotations

from functools import cache

import pytest

from tests.lessons.writing import PREDICT, fence, lesson, task, translation
from webapp.lessons.model import Lesson, Prose, Run, Task

BODY = (
    "Intro.\n\n## One {#one}\n\nBefore.\n\nMore.\n\n"
    + fence("run", "ls")
    + "After.\n\n"
    + fence("predict p1", *PREDICT.split("\n"))
    + fence("run", "ls")
    + task(fence("near", "web is running", "Near."), fence("wrong", "ls"), fence("hint", "Hint."))
    + fence("quiz q1 place", "Where?", "- [x] nowhere", "- [ ] volume pages", "because: So.")
)
CHINESE = (
    "开头。\n\n## 一 {#one}\n\n之前。\n\n更多。\n\n之后。\n\n"
    + fence("predict p1", "在哪里？", "- 这里", "- 那里", "because: 就是这样。")
    + fence("task t1", "做吧。")
    + fence("near", "差一点。")
    + fence("hint", "提示。")
    + fence("quiz q1", "在哪里？", "because: 如此。")
)


@cache
def original() -> Lesson:
    return lesson(BODY)


def test_what_people_read_is_replaced_and_what_the_machine_reads_stays() -> None:
    read = translation(original(), CHINESE)
    assert read.faults == ()
    chinese = read.lesson
    assert chinese is not None
    assert (chinese.title, chinese.language) == ("标题", "zh")
    assert chinese.digest == original().digest
    assert [type(b) for b in chinese.blocks] == [type(b) for b in original().blocks]
    assert [b for b in chinese.blocks if isinstance(b, Run)] == [
        b for b in original().blocks if isinstance(b, Run)
    ]
    (block,) = chinese.tasks
    assert isinstance(block, Task)
    assert block.checks == original().tasks[0].checks
    assert block.nears[0].text.source == "差一点。"
    assert block.nears[0].wrongs == original().tasks[0].nears[0].wrongs
    assert [choice.right for choice in chinese.predictions[0].choices] == [False, True]
    assert [c.text.source for c in chinese.predictions[0].choices if c.text] == ["这里", "那里"]
    assert chinese.predictions[1].choices == original().predictions[1].choices


def test_paragraphs_are_dealt_out_around_the_commands() -> None:
    chinese = translation(original(), CHINESE).lesson
    assert chinese is not None
    proses = [block.text.source for block in chinese.steps[1].blocks if isinstance(block, Prose)]
    assert proses == ["之前。\n\n更多。", "之后。"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("更多。\n\n", "", "2 paragraphs translate 3"),
        ("之前。\n\n更多。\n\n之后。", "", "0 paragraphs translate 3"),
        ("{#one}", "{#two}", "the lesson has no step `two`"),
        ("{#one}", "{#two}", "the step `one` is not translated"),
        ("quiz q1", "quiz q2", "`quiz q1` is not translated here"),
        ("quiz q1", "quiz q2", "the lesson has no such `quiz` here"),
        ("```hint\n提示。\n```\n", "", "0 `hint` of this task translate 1"),
        ("- 这里\n", "", "1 choices translate 2"),
        ("- 这里", "- [ ] 这里", "a translated choice has no mark"),
        ("```hint", "```solution\nls\n```\n```hint", "`solution` stands in the lesson alone"),
        ("because: 就是", "because：就是", "(write `:`"),
        ("开头。", "", "the step `start` is not translated"),
    ],
)
def test_what_is_missing_doubled_or_out_of_place_is_told(old: str, new: str, words: str) -> None:
    assert old in CHINESE
    read = translation(original(), CHINESE.replace(old, new))
    told = [str(fault) for fault in read.faults]
    assert read.lesson is None
    assert any(words in fault for fault in told), told


def test_what_has_moved_is_told() -> None:
    two = lesson("## A {#a}\n" + task() + task(name="t2") + "\n## B {#b}\nText.\n")
    first, second = fence("task t1", "一"), fence("task t2", "二")
    moved = translation(two, "## 甲 {#a}\n" + second + first + "\n## 乙 {#b}\n文。\n")
    assert "this `task` has moved" in str(moved.faults[0])
    swapped = translation(two, "## 乙 {#b}\n文。\n\n## 甲 {#a}\n" + first + second)
    assert "the step `b` has moved" in str(swapped.faults[0])
    doubled = translation(two, "## 甲 {#a}\n" + first + first + second + "\n## 乙 {#b}\n文。\n")
    assert "`task t1` is here twice" in str(doubled.faults[0])


def test_a_translation_has_a_title_of_its_own_and_nothing_for_the_machine() -> None:
    read = translation(original(), CHINESE, "---\ntitle: 标题\nminutes: 3\n---\n")
    assert "lesson.zh.md:3: `minutes`: extra inputs" in str(read.faults[0])
