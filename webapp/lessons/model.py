"""What a lesson is, once read: frozen values, in one language each.

A translation is a lesson of the same shape: what the machine reads is equal, what people read is
in the other language. Ids are the keys of a learner's progress and equal in all languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from webapp.simulator.facts.values import Fact
    from webapp.simulator.places import Place

Shown = Literal["containers", "image", "volumes", "host"]
Kind = Literal["lesson", "challenge"]


@dataclass(frozen=True, slots=True)
class Text:
    """What people read: Markdown as written, and the safe HTML of it."""

    source: str
    html: Markup
    line: int


@dataclass(frozen=True, slots=True)
class Script:
    """Lines as typed at the host's prompt; a command may span several."""

    lines: tuple[str, ...]
    line: int

    @property
    def source(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Prose:
    """Prose between the fences; `paragraphs` counts its paragraphs, lists and the like."""

    text: Text
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: a line to read, or a place in the picture (then `text` is None)."""

    text: Text | None
    place: Place | None
    right: bool


@dataclass(frozen=True, slots=True)
class Predict:
    """A question before a command; the next `run` of the step is locked until it is answered."""

    id: str
    question: Text
    choices: tuple[Choice, ...]
    because: Text
    line: int

    @property
    def by_place(self) -> bool:
        """Whether it is answered by choosing a place in the picture."""
        return self.choices[0].place is not None

    @property
    def answer(self) -> int:
        """The number of the right choice, from 0."""
        return next(number for number, choice in enumerate(self.choices) if choice.right)


@dataclass(frozen=True, slots=True)
class Quiz(Predict):
    """A question without a run: the answer is told at once."""


@dataclass(frozen=True, slots=True)
class Run:
    """Commands that the learner runs by a button, once the predictions of these ids are made."""

    id: str
    script: Script
    exit_code: int
    locked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """Commands that run by themselves when the learner comes to them."""

    id: str
    script: Script
    exit_code: int


@dataclass(frozen=True, slots=True)
class Compare:
    """Two commands whose outputs stand side by side; they change nothing of the learner's world."""

    id: str
    left: str
    right: str
    line: int


@dataclass(frozen=True, slots=True)
class Check:
    """A fact that a task asks for, or that must stay so, with the line as written."""

    fact: Fact
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Near:
    """A mistake by name: the fact that shows it, what to say, and commands that make it."""

    check: Check
    text: Text
    wrongs: tuple[Script, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """For the teacher alone."""

    text: Text


@dataclass(frozen=True, slots=True)
class Task:
    """Something for the learner to reach, by any way that makes the checks true.

    `strict` has added the check that nothing is left behind; `focus` is the container that the goal
    picture is seen from. `hints` stand in their order of telling more, `goal` is prose beside the
    goal picture, `notes` are for the teacher.
    """

    id: str
    text: Text
    checks: tuple[Check, ...]
    keeps: tuple[Check, ...]
    solutions: tuple[Script, ...]
    nears: tuple[Near, ...]
    hints: tuple[Text, ...]
    goal: Text | None
    notes: tuple[Text, ...]
    strict: bool
    focus: str | None
    line: int


Block = Prose | Predict | Quiz | Run | Demo | Compare | Task | Note


@dataclass(frozen=True, slots=True)
class Step:
    """A heading and what stands under it; what stands above the first heading is step `start`."""

    id: str
    title: Text
    blocks: tuple[Block, ...]
    line: int

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of this step, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Task))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson in one language.

    `slug` is its folder's name. `images` are present beside busybox, `setup` is run before the
    learner comes, `show` says what the picture holds. `digest` is that of what makes its first
    world: engine, driver, images, setup; it is equal in all languages.
    """

    slug: str
    language: str
    title: str
    summary: str
    minutes: int
    engine: str
    driver: str
    images: tuple[str, ...]
    show: tuple[Shown, ...]
    setup: Script
    steps: tuple[Step, ...]
    digest: str
    path: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of all steps, in order."""
        return tuple(block for step in self.steps for block in step.blocks)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, in order."""
        return tuple(task for step in self.steps for task in step.tasks)

    @property
    def predictions(self) -> tuple[Predict, ...]:
        """All questions, quizzes included, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Predict))

    def step(self, step_id: str) -> Step | None:
        """The step of this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def task(self, task_id: str) -> Task | None:
        """The task of this id."""
        return next((task for task in self.tasks if task.id == task_id), None)

    def prediction(self, predict_id: str) -> Predict | None:
        """The prediction or quiz of this id."""
        return next((block for block in self.predictions if block.id == predict_id), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One lesson's place in the course; `versions` holds it by language, the original first."""

    slug: str
    kind: Kind
    versions: Mapping[str, Lesson]

    def in_language(self, language: str) -> Lesson:
        """The lesson in this language, or as it was written."""
        return self.versions.get(language) or next(iter(self.versions.values()))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the course: its id, its title by language, its lessons in order."""

    id: str
    titles: Mapping[str, str]
    entries: tuple[Entry, ...]

    def title(self, language: str) -> str:
        """The title in this language, or in the first that it was written in."""
        return self.titles.get(language) or next(iter(self.titles.values()))


@dataclass(frozen=True, slots=True)
class Course:
    """All lessons, by parts, in the order of `course.toml`."""

    parts: tuple[Part, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The lessons of all parts, in order."""
        return tuple(entry for part in self.parts for entry in part.entries)

    def entry(self, slug: str) -> Entry | None:
        """The lesson of this slug."""
        return next((entry for entry in self.entries if entry.slug == slug), None)
