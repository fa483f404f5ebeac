"""A translation laid over its lesson: the machine's part stays, what people read is replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from webapp.lessons.faults import Faults
from webapp.lessons.frontmatter import read_translation_head
from webapp.lessons.model import Block, Compare, Demo, Note, Predict, Prose, Run, Step, Task
from webapp.lessons.prose import block_text, inline_text
from webapp.lessons.questions import translate_question
from webapp.lessons.reader import Reading, split_file
from webapp.lessons.sections import OPENING, Fence, Passage, Section, cut
from webapp.lessons.tasks import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.lessons.model import Lesson, Text

MACHINE: Final = ("run", "demo", "compare", "solution", "check", "keep", "wrong")
"""The words of fences that stand in the lesson alone."""


def read_translation(text: str, lesson: Lesson, language: str, path: str) -> Reading:
    """The lesson in another language, from the text of `lesson.LANGUAGE.md`."""
    faults = Faults(path)
    parts = split_file(text, faults)
    if parts is None:
        return Reading(None, faults.sorted())
    head = read_translation_head(parts[0], 2, faults)
    sections = cut(parts[1], parts[2], faults)
    steps = _steps(lesson, sections, parts[2], faults)
    if head is None or faults.grave:
        return Reading(None, faults.sorted())
    translated = replace(
        lesson,
        language=language,
        title=head.title,
        summary=head.summary,
        steps=steps,
        path=path,
    )
    return Reading(translated, faults.sorted())


def _steps(
    lesson: Lesson, sections: Sequence[Section], first: int, faults: Faults
) -> tuple[Step, ...]:
    given: dict[str, Section] = {}
    for section in sections:
        if section.id in given:
            faults.fault(section.line, f"the step `{section.id}` is here twice", "keep one")
        elif lesson.step(section.id) is None:
            faults.fault(section.line, f"the lesson has no step `{section.id}`", "use its ids")
        given.setdefault(section.id, section)
    order = [step.id for step in lesson.steps if step.id in given]
    come = [name for name in given if name in order]
    for wanted, found in zip(order, come, strict=True):
        if wanted != found:
            line = given[found].line
            faults.fault(line, f"the step `{found}` has moved", f"`{wanted}` comes before it")
            break
    steps = []
    for step in lesson.steps:
        if step.id in given:
            steps.append(_Lay(step, given[step.id], faults).lay())
        else:
            faults.fault(first, f"the step `{step.id}` is not translated", "add it")
    return tuple(steps)


@dataclass(slots=True)
class _Lay:
    """One step and the section that translates it."""

    step: Step
    section: Section
    faults: Faults

    def lay(self) -> Step:
        blocks: list[Block] = []
        passages, fences, parts = self._sort()
        place = 0
        for run in _runs(self.step.blocks):
            if isinstance(run[0], Predict | Task | Note):
                found = self._take(run[0], fences)
                blocks.append(self._translate(run[0], found, parts) if found else run[0])
                place += 1
            else:
                blocks.extend(self._prose(run, passages.get(place, []), fences))
        spare = sorted(set(passages) - set(self._places()))
        for place in spare:
            self.faults.fault(
                passages[place][0].line, "the lesson has no prose here", "leave it out"
            )
        for fence in fences:
            self.faults.fault(
                fence.line, f"the lesson has no such `{fence.word}` here", "use its ids"
            )
        line = self.section.line
        title = self.step.title
        if self.section.id != OPENING:
            title = inline_text(self.section.title, line, self.faults)
        return Step(self.step.id, title, tuple(blocks), line)

    def _places(self) -> list[int]:
        """The gaps between what people answer in which the lesson has prose, numbered from 0."""
        places, place = [], 0
        for run in _runs(self.step.blocks):
            if isinstance(run[0], Predict | Task | Note):
                place += 1
            elif any(isinstance(block, Prose) for block in run):
                places.append(place)
        return places

    def _sort(self) -> tuple[dict[int, list[Passage]], list[Fence], dict[str, list[Fence]]]:
        """Prose by the gap it stands in, fences that stand by themselves, and parts by task."""
        passages: dict[int, list[Passage]] = {}
        fences: list[Fence] = []
        parts: dict[str, list[Fence]] = {}
        task = ""
        for item in self.section.items:
            if isinstance(item, Passage):
                passages.setdefault(len(fences), []).append(item)
            elif item.word in MACHINE:
                mend = "leave it out here"
                self.faults.fault(item.line, f"`{item.word}` stands in the lesson alone", mend)
            elif item.word in PARTS and task:
                parts[task].append(item)
            elif item.word in PARTS and item.word != "note":
                self.faults.fault(item.line, f"this `{item.word}` belongs to no task", "move it")
            elif item.word:
                fences.append(item)
                if item.word == "task":
                    task = item.args[0] if item.args else ""
                    parts[task] = []
        return passages, fences, parts

    def _take(self, block: Predict | Task | Note, fences: list[Fence]) -> Fence | None:
        """The fence that translates a block; it must be the next one."""
        name = "" if isinstance(block, Note) else block.id
        kind = "note" if not name else type(block).__name__.lower()
        same = [f for f in fences if f.word == kind and (f.args[:1] == (name,) if name else True)]
        if not same:
            known = f"`{kind}`" if not name else f"`{kind} {name}`"
            self.faults.fault(self.section.line, f"{known} is not translated here", "add it")
            return None
        if fences[0] is not same[0]:
            self.faults.fault(same[0].line, f"this `{kind}` has moved", "keep the lesson's order")
        fences.remove(same[0])
        for double in same[1:] if name else []:
            self.faults.fault(double.line, f"`{kind} {name}` is here twice", "keep one")
            fences.remove(double)
        return same[0]

    def _translate(
        self, block: Predict | Task | Note, fence: Fence, parts: dict[str, list[Fence]]
    ) -> Block:
        if isinstance(block, Predict):
            return translate_question(block, fence, self.faults) or block
        if isinstance(block, Note):
            return Note(block_text(fence.text, fence.line + 1, self.faults))
        return self._task(block, fence, parts.get(block.id, []))

    def _task(self, task: Task, fence: Fence, parts: list[Fence]) -> Task:
        if len(fence.args) != 1:
            self.faults.fault(fence.line, "only the id stands behind `task` here", "drop the rest")
        nears = self._texts("near", tuple(near.text for near in task.nears), parts, fence)
        goals = self._texts("goal", () if task.goal is None else (task.goal,), parts, fence)
        return replace(
            task,
            text=block_text(fence.text, fence.line + 1, self.faults),
            nears=tuple(
                replace(near, text=text) for near, text in zip(task.nears, nears, strict=True)
            ),
            hints=self._texts("hint", task.hints, parts, fence),
            notes=self._texts("note", task.notes, parts, fence),
            goal=goals[0] if goals else None,
            line=fence.line,
        )

    def _texts(
        self, word: str, originals: tuple[Text, ...], parts: list[Fence], task: Fence
    ) -> tuple[Text, ...]:
        """The fences of one word below a task, in their order."""
        given = [part for part in parts if part.word == word]
        if len(given) != len(originals):
            self.faults.fault(
                task.line,
                f"{len(given)} `{word}` of this task translate {len(originals)}",
                "write each, in the lesson's order",
            )
            return originals
        for part in given:
            if not part.text.strip():
                self.faults.fault(part.line, f"this `{word}` is empty", "translate it")
        return tuple(block_text(part.text, part.line + 1, self.faults) for part in given)

    def _prose(
        self, blocks: Sequence[Block], passages: list[Passage], fences: list[Fence]
    ) -> list[Block]:
        """Prose of the lesson between two fences that people read, in the other language.

        Where commands stand within it, the translation's paragraphs are dealt out as the lesson's
        are, so each side of a command must have as many.
        """
        proses = [block for block in blocks if isinstance(block, Prose)]
        paragraphs = [given for passage in passages for given in passage.paragraphs]
        if not proses:
            return list(blocks)
        wanted = [block.paragraphs for block in proses]
        near = fences[0].line if fences else self.section.line
        line = paragraphs[0][0] if paragraphs else near
        if len(proses) == 1 and paragraphs:
            shares = [len(paragraphs)]
        elif len(paragraphs) == sum(wanted):
            shares = wanted
        else:
            self.faults.fault(
                line,
                f"{len(paragraphs)} paragraphs translate {sum(wanted)}",
                "translate each: commands stand between them in the lesson"
                if len(proses) > 1
                else "translate the prose here",
            )
            return list(blocks)
        texts = []
        for share in shares:
            mine, paragraphs = paragraphs[:share], paragraphs[share:]
            source = "\n\n".join(text for _, text in mine)
            texts.append(Prose(block_text(source, mine[0][0], self.faults), share))
        return [texts.pop(0) if isinstance(block, Prose) else block for block in blocks]


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in runs: each one that people answer by itself, what stands between together."""
    runs: list[list[Block]] = []
    for block in blocks:
        between = isinstance(block, Prose | Run | Demo | Compare)
        if between and runs and isinstance(runs[-1][0], Prose | Run | Demo | Compare):
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs
