from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from tests.lessons.writing import HEAD, PREDICT, faults, fence, lesson, reading, task
from webapp.lessons.model import Compare, Demo, Note, Predict, Prose, Quiz, Run, Task
from webapp.lessons.sections import WORDS
from webapp.simulator.facts.values import NothingLeftBehind
from webapp.simulator.places import Nowhere, WritableLayer


def test_what_stands_above_the_first_heading_is_the_step_start() -> None:
    read = lesson("Hello.\n\n## One {#one}\nText.\n\n## Two {#two}\n")
    assert [(step.id, step.title.source) for step in read.steps] == [
        ("start", ""),
        ("one", "One"),
        ("two", "Two"),
    ]


def test_a_heading_may_hold_code() -> None:
    assert lesson("## What `rm` takes {#rm}\n").steps[0].title.html == "What <code>rm</code> takes"


def test_prose_and_fences_keep_their_order_and_lines() -> None:
    body = "A.\n\nB.\n" + fence("run", "ls") + "C.\n" + fence("note", "N.") + fence("demo", "ls")
    blocks = lesson(body).blocks
    assert [type(block) for block in blocks] == [Prose, Run, Prose, Note, Demo]
    assert isinstance(blocks[0], Prose)
    assert blocks[0].paragraphs == 2
    assert isinstance(blocks[1], Run)
    assert blocks[1].script.line == 9


def test_a_predict_locks_the_next_run_of_its_step_and_a_quiz_locks_none() -> None:
    read = lesson(
        fence("predict p1", *PREDICT.split("\n"))
        + fence("quiz q1", *PREDICT.split("\n"))
        + fence("run", "ls")
        + fence("run again", "ls")
    )
    predict, quiz, first, second = read.blocks
    assert isinstance(predict, Predict)
    assert isinstance(quiz, Quiz)
    assert isinstance(first, Run)
    assert isinstance(second, Run)
    assert (predict.answer, predict.by_place) == (1, False)
    assert (first.id, first.locked_by) == ("start-run-1", ("p1",))
    assert (second.id, second.locked_by) == ("again", ())


def test_a_predict_without_a_run_is_a_fault() -> None:
    assert "add one, or write `quiz`" in faults(fence("predict p1", *PREDICT.split("\n")))[0]


def test_choices_may_be_places() -> None:
    read = lesson(
        fence(
            "quiz q1 place",
            "Where?",
            "- [x] writable layer of web",
            "- [ ] nowhere",
            "because: So.",
        )
    )
    assert [choice.place for choice in read.predictions[0].choices] == [
        WritableLayer("web"),
        Nowhere(),
    ]


def test_a_run_says_how_it_exits() -> None:
    (block,) = lesson(fence("run gone exit 1", "ls /nothing")).blocks
    assert isinstance(block, Run)
    assert (block.id, block.exit_code) == ("gone", 1)


def test_a_compare_holds_two_commands() -> None:
    (block,) = lesson(fence("compare", "ls /a", "ls /b")).blocks
    assert isinstance(block, Compare)
    assert (block.left, block.right) == ("ls /a", "ls /b")
    assert "3 commands" in faults(fence("compare", "a", "b", "c"))[0]


def test_a_task_gathers_the_fences_below_it() -> None:
    read = lesson(
        task(
            fence("keep", "0 volumes exist"),
            fence("near", "web mounts nothing", "Say *this*."),
            fence("wrong", "true"),
            fence("wrong", "false"),
            "Prose in between.\n",
            fence("hint", "One."),
            fence("hint", "Two."),
            fence("goal", "Like this."),
            fence("note", "For you."),
        )
    )
    block, prose = read.blocks
    assert isinstance(block, Task)
    assert isinstance(prose, Prose)
    assert [check.source for check in block.checks] == ["host file /a exists"]
    assert [keep.source for keep in block.keeps] == ["0 volumes exist"]
    (near,) = block.nears
    assert near.text.html == "<p>Say <em>this</em>.</p>\n"
    assert [wrong.source for wrong in near.wrongs] == ["true", "false"]
    assert [hint.source for hint in block.hints] == ["One.", "Two."]
    assert [note.source for note in block.notes] == ["For you."]
    assert block.goal is not None
    assert block.goal.source == "Like this."


def test_strict_adds_a_check_and_focus_names_a_container() -> None:
    body = task().replace("task t1", "task t1 strict focus web")
    (block,) = lesson(body).tasks
    assert block.focus == "web"
    assert block.checks[-1].fact == NothingLeftBehind()


def test_a_task_without_a_check_is_only_a_warning() -> None:
    read = reading(fence("task t1", "Do it."))
    assert read.lesson is not None
    assert [fault.warning for fault in read.faults] == [True]


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("## No id\n", 5, "this heading has no id"),
        ("## 标题 ｛#one｝\n", 5, "`｛` stands where the machine reads (write `{`"),
        ("## Bad id {#Bad}\n", 5, "`Bad` is no id"),
        ("## A {#start}\n", 5, "can't have the id `start`"),
        ("# Title\n", 5, "write `## Title {#id}`"),
        ("## A {#a}\n## A {#a}\n", 6, "`a` stands in line 5 already"),
        (fence("chek", "x"), 5, "did you mean `check`?"),
        ("```run\nls\n", 5, "never ends"),
        ("- list\n\n  ```run\n  ls\n  ```\n", 7, "stands inside a list"),
        (fence("check", "web is running"), 5, "belongs to no task"),
        (fence("run"), 5, "is empty"),
        (fence("run", "ls\t/a"), 6, "a tab stands where the machine reads (write blanks"),
        (fence("run", "echo “a”"), 6, '`“` stands where the machine reads (write `"`'),
        (fence("run", "docker run -v pages：/x site"), 6, "(write `:`; between straight quotes"),
        (fence("run", "docker run –v a:/x site"), 6, "(write `-`"),
        (fence("run", "ls　/a"), 6, "(write a blank"),
        (fence("run a exit x", "ls"), 5, "write `run [ID] [exit N]`"),
        (fence("quiz"), 5, "has no id"),
        (fence("quiz q", "Q?", "- [x] a", "- [x] b", "because: c"), 5, "2 choices are right"),
        (fence("quiz q", "Q?", "- [ ] a", "- [ ] b", "because: c"), 5, "0 choices are right"),
        (fence("quiz q", "Q?", "- [x] a", "because: c"), 5, "2 to 6 choices"),
        (fence("quiz q", "Q?", "- [x] a", "- [ ] b"), 5, "nothing says why"),
        (fence("quiz q", "- [x] a", "- [ ] b", "because: c"), 5, "nothing is asked"),
        (
            fence("quiz q", "Q?", "- [X] a", "- [ ] b", "because: c"),
            7,
            "this choice cannot be read",
        ),
        (fence("quiz q", "Q?", "-［x］ a", "- [ ] b", "because: c"), 7, "(write `[`"),
        (fence("quiz q", "Q?", "- [x] a", "- [ ] b", "because：c"), 9, "(write `:`"),
        (
            fence("quiz q place", "Q?", "- [x] there", "- [ ] nowhere", "because: c"),
            7,
            "is no place",
        ),
        (task(fence("wrong", "ls")), 8, "has no `near` above it"),
        (task(fence("near", "web is running")), 8, "says nothing"),
        (task(fence("check", "web is runing")), 9, "this is no fact"),
        (task(fence("check", "web is running。")), 9, "(write `.`"),
        (task(fence("solution", "ls")) + task(), 14, "`t1` stands in line 5 already"),
        (fence("task t1", "x") + fence("check", "web is running"), 5, "nothing proves the task"),
        (fence("task t1 quick", "x"), 5, "`strict` and `focus NAME` are"),
        ("[x](javascript:alert)\n", 5, "may not be followed"),
        ("[x](//evil.example)\n", 5, "may not be followed"),
        ("![x](https://a.example/x.png)\n", 5, "no images"),
    ],
)
def test_faults_are_told_with_line_and_mend(body: str, line: int, words: str) -> None:
    told = faults(body)
    assert any(f":{line}: " in fault and words in fault for fault in told), told


def test_between_straight_quotes_characters_are_the_authors_own() -> None:
    lesson(fence("run", "echo '你好，世界' \"“好”\""))
    lesson(task(fence("check", 'file /a in web is "他说：好"', "$ cat /a  contains  你好：“好”")))


def test_all_faults_are_told_at_once() -> None:
    told = faults(
        "## No id\n" + fence("chek", "x") + fence("run", "a\tb"), "---\ntitle: A\nminute: 3\n---\n"
    )
    assert len(told) == 5


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        ("title: A\nminutes: x\n", 3, "`minutes`: input should be a valid integer"),
        ("title: A\nminutes: 5\nimages:\n  - busybox\n  - BAD\n", 6, "`images.1`"),
        ("title: A\nminutes: 5\nshow: [everything]\n", 4, "`show.0`"),
        ("title: A\nminutes: 5\nauthor: me\n", 4, "`author`: extra inputs are not permitted"),
        ("title: A\nminutes: 5\ntitle: B\n", 4, "`title` stands in line 2 already"),
        ("title: A\nminutes: 5\nengine: 20.10\n", 4, "`engine`"),
        ("title: [\n", 3, "this is no YAML"),
        ("title: A\n\tminutes: 5\n", 3, "this is no YAML"),
        ("title: &a A\nsummary: *a\nminutes: 5\n", 2, "anchors and aliases"),
        ("title: " + "[" * 50 + "\n", 2, "nested too deep"),
        ("title: A\n", 2, "`minutes`: field required (add it)"),
        ("title: A\nminutes: 5\nsetup: >\n  a\n  b\n", 4, "would be joined (write `setup: |`)"),
        ("title: A\nminutes: 5\nsetup: |\n  ls\n  echo “a”\n", 6, 'write `"`'),
        ("- a\n", 2, "holds no fields"),
        ("title: " + "a" * 20_000, 2, "more than 16384 characters"),
    ],
)
def test_the_front_matter_is_told_by_line(head: str, line: int, words: str) -> None:
    told = faults("Text.\n", "---\n" + head + "\n---\n")
    assert any(f":{line}: " in fault and words in fault for fault in told), told


def test_scalars_are_the_text_that_stands_there() -> None:
    read = lesson("Text.\n", "---\ntitle: 2024\nminutes: 10\nengine: 26.1\n---\n")
    assert (read.title, read.engine) == ("2024", "26.1")


@pytest.mark.parametrize("text", ["", "Text.", "﻿---\ntitle: A\n---\n", "---\ntitle: A\n"])
def test_a_file_without_front_matter_is_a_fault(text: str) -> None:
    assert "front matter" in faults(text, "")[0]


def test_html_is_shown_and_never_obeyed() -> None:
    html = lesson("<script>alert(1)</script> <b onclick=x>\n").blocks[0]
    assert isinstance(html, Prose)
    assert "<script" not in html.text.html
    assert "<b" not in html.text.html


def test_a_file_has_a_largest_size() -> None:
    assert "at most" in faults("a" * 140_000)[0]


def test_windows_line_ends_are_read() -> None:
    text = (HEAD + "A.\n" + fence("run", "ls")).replace("\n", "\r\n")
    (_, block) = lesson(text, "").blocks
    assert isinstance(block, Run)
    assert block.script.lines == ("ls",)


def test_the_digest_depends_on_what_makes_the_first_world_alone() -> None:
    setup = "---\ntitle: B\nminutes: 10\nsetup: ls\n---\n"
    assert lesson("A.\n").digest == lesson("B.\n").digest
    assert lesson("A.\n").digest != lesson("A.\n", setup).digest


_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [f"```{word}" for word in WORDS] + ["```", "## A {#a}", "- [x] a", "because: b", "---"]
        ),
        st.text(max_size=20),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_any_text_is_a_lesson_or_has_faults(lines: list[str]) -> None:
    read = reading("\n".join(lines))
    assert (read.lesson is None) == any(not fault.warning for fault in read.faults)
    assert all(fault.line >= 1 for fault in read.faults)
