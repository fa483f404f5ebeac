"""How a task stands in a world: what is true, what was not kept, which mistake was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.simulator.facts.evaluate import holds

if TYPE_CHECKING:
    from collections.abc import Collection

    from webapp.lessons.model import Lesson, Near, Task
    from webapp.simulator.world import World


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task in one world; `checks` and `keeps` are in the task's order, true is good.

    `near` is the first near miss that applies, only while the task is open. `achieved` is whether
    the task was ever solved, now or before: it stays when the world moves on.
    """

    task: Task
    checks: tuple[bool, ...]
    keeps: tuple[bool, ...]
    near: Near | None
    achieved: bool

    @property
    def solved(self) -> bool:
        """Whether it is solved in this world."""
        return bool(self.checks) and all(self.checks) and all(self.keeps)


def task_state(task: Task, world: World, achieved: Collection[str] = ()) -> TaskState:
    """How one task stands; checks that are commands run on forks, so the world stays as it is."""
    checks = tuple(holds(check.fact, world) for check in task.checks)
    keeps = tuple(holds(keep.fact, world) for keep in task.keeps)
    solved = bool(checks) and all(checks) and all(keeps)
    near = None
    if not solved:
        near = next((near for near in task.nears if holds(near.check.fact, world)), None)
    return TaskState(task, checks, keeps, near, solved or task.id in achieved)


def lesson_state(
    lesson: Lesson, world: World, achieved: Collection[str] = ()
) -> tuple[TaskState, ...]:
    """How all tasks of a lesson stand, in order."""
    return tuple(task_state(task, world, achieved) for task in lesson.tasks)
