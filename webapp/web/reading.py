"""What the lesson column shows: a step's blocks, as values for templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from webapp.lessons.model import Compare, Demo, Predict, Prose, Quiz, Run, Task
from webapp.lessons.wording import fact_sentence, place_words
from webapp.simulator.asking import ask
from webapp.web.screen import show
from webapp.web.tongue import gettext

if TYPE_CHECKING:
    from markupsafe import Markup

    from webapp.lessons.model import Block, Step
    from webapp.lessons.progress import TaskState
    from webapp.sessions.desk import Desk


class ProseView(NamedTuple):
    """Prose."""

    kind: str
    html: Markup


class ChoiceView(NamedTuple):
    """One answer; `place` is how a place is written, to find it in the picture."""

    number: int
    html: Markup
    place: str
    right: bool


class QuestionView(NamedTuple):
    """A prediction or a quiz: `chosen` is None until it is made; the answer is told when `seen`."""

    kind: str
    id: str
    html: Markup
    choices: list[ChoiceView]
    by_place: bool
    chosen: ChoiceView | None
    answer: ChoiceView
    seen: bool
    because: Markup


class RunView(NamedTuple):
    """A command to run by a button; a demo runs by itself when the learner comes to it."""

    kind: str
    id: str
    source: str
    locked: bool
    done: bool


class CompareView(NamedTuple):
    """Two commands and what they print."""

    kind: str
    left: str
    left_output: Markup
    right: str
    right_output: Markup


class CheckView(NamedTuple):
    """A fact of a task, and whether it is so now."""

    html: Markup
    good: bool


class TaskView(NamedTuple):
    """A task: what is true now, what was reached once, which mistake shows."""

    kind: str
    id: str
    html: Markup
    checks: list[CheckView]
    keeps: list[CheckView]
    near: Markup | None
    hints: list[Markup]
    solution: str
    goal: bool
    goal_held: bool
    achieved: bool
    solved: bool


View = ProseView | QuestionView | RunView | CompareView | TaskView


def ctx_blocks(desk: Desk, step: Step) -> list[View]:
    """The blocks of a step as this learner sees them; notes are for teachers alone."""
    states = {state.task.id: state for state in desk.tasks(step)}
    views = (_view(desk, step, block, states) for block in step.blocks)
    return [view for view in views if view is not None]


def _view(desk: Desk, step: Step, block: Block, states: dict[str, TaskState]) -> View | None:
    if isinstance(block, Prose):
        return ProseView("prose", block.text.html)
    if isinstance(block, Predict):
        return _question(desk, block)
    if isinstance(block, Run | Demo):
        kind = "run" if isinstance(block, Run) else "demo"
        locked = isinstance(block, Run) and desk.is_locked(block)
        source = block.script.source
        return RunView(kind, block.id, source, locked, desk.was_run(f"run:{block.id}"))
    if isinstance(block, Compare):
        left, right = (show(ask(desk.world, each).output) for each in (block.left, block.right))
        return CompareView("compare", block.left, left, block.right, right)
    if isinstance(block, Task):
        held = desk.open_question(step, block) is not None
        return _task(states[block.id], held=held)
    return None


def _question(desk: Desk, block: Predict) -> QuestionView:
    choices = [
        ChoiceView(
            number,
            choice.text.html
            if choice.text is not None
            else place_words(choice.place, gettext)
            if choice.place is not None
            else block.question.html,
            str(choice.place) if choice.place is not None else "",
            choice.right,
        )
        for number, choice in enumerate(block.choices)
    ]
    made = desk.prediction(block.id)
    chosen = choices[made.choice] if made and made.choice < len(choices) else None
    return QuestionView(
        kind="quiz" if isinstance(block, Quiz) else "predict",
        id=block.id,
        html=block.question.html,
        choices=choices,
        by_place=block.by_place,
        chosen=chosen,
        answer=choices[block.answer],
        seen=made is not None and made.seen,
        because=block.because.html,
    )


def _task(state: TaskState, *, held: bool) -> TaskView:
    task = state.task
    return TaskView(
        kind="task",
        id=task.id,
        html=task.text.html,
        checks=[
            CheckView(fact_sentence(check.fact, gettext), good)
            for check, good in zip(task.checks, state.checks, strict=True)
        ],
        keeps=[
            CheckView(fact_sentence(keep.fact, gettext), good)
            for keep, good in zip(task.keeps, state.keeps, strict=True)
        ],
        near=state.near.text.html if state.near else None,
        hints=[hint.html for hint in task.hints],
        solution=task.solutions[0].source if task.solutions else "",
        goal=task.goal is not None or bool(task.solutions),
        goal_held=held,
        achieved=state.achieved,
        solved=state.solved,
    )
