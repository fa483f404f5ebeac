"""One lesson file read into values, with all its faults at once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from webapp.lessons.faults import Fault, Faults
from webapp.lessons.frontmatter import read_head
from webapp.lessons.model import (
    Block,
    Compare,
    Demo,
    Lesson,
    Note,
    Predict,
    Prose,
    Quiz,
    Run,
    Step,
    Text,
)
from webapp.lessons.prose import block_text, inline_text
from webapp.lessons.questions import read_question
from webapp.lessons.sections import OPENING, Fence, Section, check_id, cut
from webapp.lessons.tasks import (
    PARTS,
    TaskDraft,
    add_part,
    begin_task,
    check_script,
    read_script,
    refuse_words,
)

if TYPE_CHECKING:
    from webapp.lessons.frontmatter import Head
    from webapp.lessons.model import Script

LARGEST: Final = 65_536
"""The most characters of a lesson file."""

_EXIT: Final = re.compile(r"0|[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson, or None where it could not be read, and what is to be mended in its file."""

    lesson: Lesson | None
    faults: tuple[Fault, ...]


def split_file(text: str, faults: Faults) -> tuple[str, str, int] | None:
    """Front matter, body, and the line where the body begins."""
    if len(text) > LARGEST:
        faults.fault(1, f"a lesson has at most {LARGEST} characters", "split it")
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0] != "---":
        mend = "begin the file with `---`, the front matter, and `---` again"
        if lines[0].startswith("\ufeff"):
            mend = "save the file without a byte order mark"
        faults.fault(1, "the front matter is missing", mend)
        return None
    if "---" not in lines[1:]:
        faults.fault(1, "the front matter never ends", "close it with `---`")
        return None
    end = lines.index("---", 1)
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def read_lesson(text: str, slug: str, path: str) -> Reading:
    """The lesson that the text of `lesson.md` holds; `path` is only for messages."""
    faults = Faults(path)
    parts = split_file(text, faults)
    if parts is None:
        return Reading(None, faults.sorted())
    head = read_head(parts[0], 2, faults)
    sections = cut(parts[1], parts[2], faults)
    steps = tuple(_Steps(section, faults).read() for section in sections)
    if not steps:
        faults.fault(
            parts[2], "this lesson is empty", "write prose and steps below its front matter"
        )
    _refuse_doubles(steps, faults)
    if head is None:
        return Reading(None, faults.sorted())
    check_script(head[1], faults)
    lesson = _lesson(slug, path, head, steps)
    return Reading(None if faults.grave else lesson, faults.sorted())


def _lesson(slug: str, path: str, given: tuple[Head, Script], steps: tuple[Step, ...]) -> Lesson:
    head, setup = given
    start = "\0".join((head.engine, head.driver, " ".join(head.images), setup.source))
    return Lesson(
        slug=slug,
        language=head.language,
        title=head.title,
        summary=head.summary,
        minutes=head.minutes,
        engine=head.engine,
        driver=head.driver,
        images=head.images,
        show=head.show,
        setup=setup,
        steps=steps,
        digest=hashlib.sha256(start.encode()).hexdigest(),
        path=path,
    )


def _refuse_doubles(steps: tuple[Step, ...], faults: Faults) -> None:
    seen: dict[str, int] = {}

    def see(name: str, line: int) -> None:
        if name and name in seen:
            faults.fault(line, f"the id `{name}` stands in line {seen[name]} already", "rename one")
        seen.setdefault(name, line)

    for step in steps:
        see(step.id, step.line)
        for block in step.blocks:
            if isinstance(block, Run | Demo):
                see(block.id, block.script.line - 1)
            elif not isinstance(block, Prose | Note):
                see(block.id, block.line)


@dataclass(slots=True)
class _Steps:
    """One section on its way to a step: the open task and the predictions that lock what comes."""

    section: Section
    faults: Faults
    blocks: list[Block | TaskDraft] = field(default_factory=list)
    task: TaskDraft | None = None
    locks: list[Predict] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def read(self) -> Step:
        for item in self.section.items:
            if not isinstance(item, Fence):
                text = block_text(item.source, item.line, self.faults)
                self.blocks.append(Prose(text, len(item.paragraphs)))
            elif item.word:
                self._fence(item)
        for predict in self.locks:
            self.faults.fault(
                predict.line,
                f"no `run` follows the prediction `{predict.id}` in this step",
                "add one, or write `quiz`",
            )
        line = self.section.line
        title = Text("", Markup(), line)
        if self.section.id != OPENING:
            title = inline_text(self.section.title, line, self.faults)
        blocks = tuple(
            block.finish(self.faults) if isinstance(block, TaskDraft) else block
            for block in self.blocks
        )
        return Step(self.section.id, title, blocks, line)

    def _fence(self, fence: Fence) -> None:
        if self.task is not None and fence.word in PARTS:
            add_part(self.task, fence, self.faults)
        elif fence.word in PARTS and fence.word != "note":
            mend = "put it below its task, in the same step"
            self.faults.fault(fence.line, f"this `{fence.word}` belongs to no task", mend)
        elif fence.word == "task":
            self.task = begin_task(fence, self.faults)
            self.blocks.append(self.task)
        elif fence.word == "note":
            refuse_words(fence, self.faults)
            self.blocks.append(Note(block_text(fence.text, fence.line + 1, self.faults)))
        elif fence.word in {"predict", "quiz"}:
            question = read_question(fence, self.faults)
            if question is not None:
                self.blocks.append(question)
                if not isinstance(question, Quiz):
                    self.locks.append(question)
        elif fence.word == "compare":
            self._compare(fence)
        else:
            self._commands(fence)

    def _id(self, fence: Fence) -> str:
        self.counts[fence.word] = self.counts.get(fence.word, 0) + 1
        return f"{self.section.id}-{fence.word}-{self.counts[fence.word]}"

    def _compare(self, fence: Fence) -> None:
        refuse_words(fence, self.faults)
        script = read_script(fence, self.faults)
        if len(script.lines) != 2:
            self.faults.fault(
                fence.line, f"{len(script.lines)} commands can't stand side by side", "give two"
            )
            return
        left, right = script.lines
        self.blocks.append(Compare(self._id(fence), left, right, fence.line))

    def _commands(self, fence: Fence) -> None:
        """A `run` or `demo`: `[ID] [exit N]`, and commands."""
        words = list(fence.args)
        name = self._id(fence)
        if words and words[0] != "exit":
            name = words.pop(0)
            check_id(name, fence.line, self.faults)
        status = 0
        if len(words) == 2 and words[0] == "exit" and _EXIT.fullmatch(words[1]):
            status = int(words[1])
        elif words:
            mend = f"write `{fence.word} [ID] [exit N]`"
            self.faults.fault(fence.line, f"`{' '.join(words)}` is not known here", mend)
        script = read_script(fence, self.faults)
        if not script.lines:
            self.faults.fault(fence.line, f"this `{fence.word}` is empty", "write a command in it")
        if fence.word == "demo":
            self.blocks.append(Demo(name, script, status))
            return
        self.blocks.append(Run(name, script, status, tuple(p.id for p in self.locks)))
        self.locks.clear()
