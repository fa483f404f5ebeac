"""The proof that a lesson works: everything in it is run on the simulated machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from webapp.lessons.faults import Fault, Faults
from webapp.lessons.model import Compare, Demo, Run, Task
from webapp.lessons.progress import task_state
from webapp.lessons.scripts import play
from webapp.simulator.asking import ask
from webapp.simulator.facts.evaluate import holds
from webapp.simulator.facts.values import Output
from webapp.simulator.start import NoSuchImage, new_world

if TYPE_CHECKING:
    from webapp.lessons.model import Check, Lesson, Near, Script
    from webapp.lessons.progress import TaskState
    from webapp.lessons.scripts import Played
    from webapp.simulator.world import World

_NOT_SIMULATED = "layerlab: not simulated"


def check_lesson(lesson: Lesson) -> tuple[Fault, ...]:
    """Run a lesson on a fresh machine that has its images.

    Setup, runs and demos are typed in order; of each task the first solution is, and the others and
    every `wrong` on a fork. All faults are told at once.
    """
    faults = Faults(lesson.path)
    try:
        world = new_world(("busybox", *lesson.images), driver=lesson.driver)
    except NoSuchImage as error:
        faults.fault(1, f"the catalogue has no image `{error}`", "name another")
        return faults.sorted()
    proof = _Proof(lesson, faults, world)
    proof.commands(lesson.setup, 0, "setup")
    for block in lesson.blocks:
        if isinstance(block, Run | Demo):
            proof.commands(block.script, block.exit_code, type(block).__name__.lower())
        elif isinstance(block, Compare):
            proof.question(block.left, block.line + 1)
            proof.question(block.right, block.line + 2)
        elif isinstance(block, Task):
            proof.task(block)
    return proof.faults.sorted()


@dataclass(slots=True)
class _Proof:
    """A lesson being run: the world so far."""

    lesson: Lesson
    faults: Faults
    world: World
    broken: set[int] = field(default_factory=set)

    def commands(self, script: Script, exit_code: int, what: str) -> None:
        """Type a script; its last command ends with `exit_code`, all others with 0."""
        played = play(self.world, script)
        for number, (line, command) in enumerate(played.commands, 1):
            wanted = exit_code if number == len(played.commands) else 0
            if command.simulated and command.exit_code not in {wanted, None}:
                said = command.stderr.strip().split("\n")[0]
                self.faults.fault(
                    line,
                    f"this {what} exits with {command.exit_code}, not {wanted}: {said}".rstrip(
                        ": "
                    ),
                    "mend the command"
                    if what == "setup"
                    else f"mend the command, or write `exit {command.exit_code}` behind `{what}`",
                )
        self._simulated(played)
        if played.left_open:
            line = script.line + len(script.lines) - 1
            self.faults.warn(
                line,
                f"this {what} leaves the host's prompt",
                "end it with `exit`, or what follows is typed there",
            )
        self.world = played.world

    def question(self, command: str, line: int) -> None:
        """Ask a command that changes nothing of the learner's world."""
        if _NOT_SIMULATED in ask(self.world, command).output:
            self.faults.fault(line, f"`{command}` is not simulated", "use another command")

    def task(self, task: Task) -> None:
        """Prove a task in both directions, and go on from its first solution."""
        before = task_state(task, self.world)
        if task.checks and all(before.checks):
            self.faults.fault(
                task.line, "all its checks are true before the solution", "check what it changes"
            )
        self._kept(task, before, "before the task")
        for check in (*task.checks, *task.keeps):
            self._askable(check)
        after = None
        for number, solution in enumerate(task.solutions, 1):
            world = self._type(solution)
            self._solved(task, solution, world, number)
            after = after or world
        for near in task.nears:
            if holds(near.check.fact, self.world):
                self.faults.warn(
                    near.check.line, "this `near` is true before anything was done", "narrow it"
                )
            for wrong in near.wrongs:
                self._mistaken(task, near, wrong)
        self.world = after or self.world

    def _type(self, script: Script) -> World:
        """The world after a script; what is not simulated in it is told."""
        played = play(self.world, script)
        self._simulated(played)
        return played.world

    def _simulated(self, played: Played) -> None:
        for line, command in played.commands:
            if not command.simulated and line not in self.broken:
                self.broken.add(line)
                self.faults.fault(
                    line, f"`{command.command}` is not simulated", "use another command"
                )

    def _askable(self, check: Check) -> None:
        if isinstance(check.fact, Output):
            self.question(check.fact.command, check.line)

    def _kept(self, task: Task, state: TaskState, when: str) -> None:
        for keep, kept in zip(task.keeps, state.keeps, strict=True):
            if not kept:
                self.faults.fault(
                    keep.line, f"this is not so {when}: {keep.source}", "keep what is so"
                )

    def _solved(self, task: Task, solution: Script, world: World, number: int) -> None:
        state = task_state(task, world)
        when = f"after solution {number}, in line {solution.line}"
        for check, true in zip(task.checks, state.checks, strict=True):
            if not true:
                self.faults.fault(
                    check.line, f"this is not so {when}: {check.source}", "mend one of the two"
                )
        self._kept(task, state, when)

    def _mistaken(self, task: Task, near: Near, wrong: Script) -> None:
        state = task_state(task, self._type(wrong))
        if state.solved:
            self.faults.fault(wrong.line, "this `wrong` solves the task", "sharpen the checks")
        elif state.near is None:
            self.faults.fault(
                wrong.line, f"this `wrong` does not make its `near` true: {near.check.source}"
            )
        elif state.near is not near:
            line = state.near.check.line
            self.faults.fault(
                wrong.line,
                f"this `wrong` ends in the `near` of line {line}, which comes first",
                "put the narrower `near` above",
            )
