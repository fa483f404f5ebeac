"""A learner's desk in one lesson: the journal, the world it leads to, and what was reached."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from webapp.lessons.model import Demo, Predict, Quiz, Run
from webapp.lessons.progress import TaskState, task_state
from webapp.sessions.journal import Entry, Journal
from webapp.sessions.limits import LONGEST_LINE, MOST_ENTRIES, MOST_TEXT
from webapp.sessions.memo import Memo
from webapp.sessions.store import Record, Share, Stale
from webapp.sessions.worlds import simulator_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.lessons.model import Lesson, Step, Task
    from webapp.sessions.store import Prediction, Store
    from webapp.sessions.worlds import State, Worlds
    from webapp.simulator.world import World

_TASKS: Final[Memo[tuple[TaskState, ...]]] = Memo(2_000)


class Full(Exception):
    """The journal holds as much as it may."""


class TooLong(Exception):
    """A line is longer than a line may be."""


class Locked(Exception):
    """A command was asked for whose prediction hasn't been made."""


class Busy(Exception):
    """A command goes on, and nobody reads what is typed."""


class Desk:
    """One learner in one lesson, during one request."""

    def __init__(
        self, store: Store, worlds: Worlds, lesson: Lesson, learner_id: int | None = None
    ) -> None:
        """Sit down; somebody without a learner's id looks at the lesson's first world."""
        self._store = store
        self._worlds = worlds
        self._learner_id = learner_id
        self.lesson = lesson
        self.record = Record() if learner_id is None else store.record(learner_id, lesson.slug)

    # What is to be seen.

    @property
    def journal(self) -> Journal:
        """The learner's journal."""
        return self.record.journal

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The states on the way to the cursor, the first world first."""
        return self._worlds.states(self.lesson, self.journal.here)

    @property
    def state(self) -> State:
        """The state at the cursor."""
        return self.states[-1]

    @property
    def world(self) -> World:
        """The world at the cursor."""
        return self.state.world

    def tasks(self, step: Step) -> tuple[TaskState, ...]:
        """How the tasks of a step stand, in this world and from before."""
        key = (self.state.key, self.lesson.slug, self.lesson.language, step)
        states = _TASKS.made(
            key, lambda: tuple(task_state(task, self.world) for task in step.tasks)
        )
        return tuple(
            replace(state, achieved=state.achieved or state.task.id in self.record.achieved)
            for state in states
        )

    def differs(self, number: int) -> bool:
        """Whether an entry on the way ends otherwise than it did when it was typed.

        That happens when the simulator has been mended since.
        """
        entry = self.journal.entry(number)
        if entry is None or not entry.ended or entry.simulator == simulator_version():
            return False
        index = next((i for i, e in enumerate(self.journal.here) if e.number == number), None)
        return index is not None and self.states[index + 1].digest != entry.ended

    def prediction(self, question: str) -> Prediction | None:
        """What the learner chose."""
        return self.record.predictions.get(question)

    def is_locked(self, run: Run) -> bool:
        """Whether a prediction has to be made before this command is run."""
        return any(name not in self.record.predictions for name in run.locked_by)

    def was_run(self, source: str) -> bool:
        """Whether a part of the lesson was run on the way to the cursor."""
        return any(entry.source == source for entry in self.journal.here)

    def is_seen(self, question: Predict) -> bool:
        """Whether the answer to a question has been told."""
        made = self.prediction(question.id)
        return made is not None and made.seen

    def open_question(self, step: Step, before: Task | None = None) -> Predict | None:
        """The first prediction of a step whose command has not been seen, `before` a task."""
        for block in step.blocks:
            if block is before:
                return None
            if (
                isinstance(block, Predict)
                and not isinstance(block, Quiz)
                and not self.is_seen(block)
            ):
                return block
        return None

    # What is done. Each of these raises Stale when the page was older than the journal.

    def type(self, lines: Sequence[str], turn: int, step: Step, source: str = "") -> None:
        """Type lines at the terminal, one after the other, as long as somebody asks for them."""
        self._check(turn)
        if any(len(line) > LONGEST_LINE for line in lines):
            raise TooLong
        self._append([("line", line) for line in lines], step, source)

    def press(self, kind: str, turn: int, step: Step) -> None:
        """Press Ctrl-C (``interrupt``) or Ctrl-D (``end``)."""
        self._check(turn)
        self._append([(kind, "")], step, "")

    def run(self, block: Run | Demo, turn: int, step: Step) -> None:
        """Run a command of the lesson."""
        if isinstance(block, Run) and self.is_locked(block):
            raise Locked
        self.type(block.script.lines, turn, step, f"run:{block.id}")

    def undo(self, turn: int) -> None:
        """Go to before the last change."""
        self._move(turn, self.journal.undo())

    def redo(self, turn: int) -> None:
        """Do again what was undone."""
        self._move(turn, self.journal.redo())

    def go(self, turn: int, number: int) -> None:
        """Go to any entry."""
        self._move(turn, self.journal.go(number))

    def clear(self, turn: int) -> None:
        """Begin the lesson anew with an empty journal; progress stays."""
        self._check(turn)
        if self.record.id:
            self._now(self._store.clear(self.record.id, self.journal))

    def predict(self, question: Predict, choice: int) -> None:
        """Choose an answer; only the first choice counts."""
        self._begin()
        self._store.predict(self.record.id, question.id, choice, seen=isinstance(question, Quiz))
        self._reload()

    def share(self, step: Step) -> str:
        """Give the way to the cursor away; returns the name of the link."""
        path = tuple((e.kind, e.text, e.source) for e in self.journal.here)
        return self._store.share(Share(self.lesson.slug, step.id, path))

    def adopt(self, share: Share) -> None:
        """Go the way of a share, as a branch of one's own journal from the lesson's start."""
        journal = self.journal.go(0)
        for kind, text, _source in share.path:
            child = next(
                (
                    e
                    for e in journal.entries
                    if (e.parent, e.kind, e.text) == (journal.cursor, kind, text)
                ),
                None,
            )
            if child is None:
                break
            journal = replace(journal, cursor=child.number)
        known = len(journal.path(journal.cursor))
        journal = replace(journal, tip=journal.cursor, turn=self.journal.turn + 1)
        self._begin()
        self._store.move(self.record.id, self.journal, journal, share.step)
        self._now(journal)
        step = self.lesson.step(share.step) or self.lesson.steps[0]
        for kind, text, source in share.path[known:]:
            self._append([(kind, text)], step, source)

    # How it is kept.

    def _check(self, turn: int) -> None:
        if turn != self.journal.turn:
            raise Stale

    def _begin(self) -> None:
        if not self.record.id:
            assert self._learner_id is not None
            begun = self._store.begin(self._learner_id, self.lesson.slug)
            self.record = replace(self.record, id=begun)

    def _reload(self) -> None:
        assert self._learner_id is not None
        self.record = self._store.record(self._learner_id, self.lesson.slug)

    def _now(self, journal: Journal) -> None:
        self.record = replace(self.record, journal=journal)
        self.__dict__.pop("states", None)

    def _move(self, turn: int, after: Journal) -> None:
        self._check(turn)
        if self.record.id and after != self.journal:
            self._store.move(self.record.id, self.journal, after)
            self._now(after)

    def _append(self, typed: Sequence[tuple[str, str]], step: Step, source: str) -> None:
        journal = self.journal
        size = sum(len(entry.text) for entry in journal.entries)
        if (
            len(journal.entries) + len(typed) > MOST_ENTRIES
            or size + sum(len(text) for _, text in typed) > MOST_TEXT
        ):
            raise Full
        state = self.state
        states: list[State] = []
        entries: list[Entry] = []
        for kind, text in typed:
            if kind == "line" and not state.world.asks:
                if not entries:
                    raise Busy
                break
            state = self._worlds.after(state, kind, text)
            states.append(state)
            entries.append(
                Entry(
                    number=0,
                    parent=0,
                    kind=kind,
                    text=text,
                    source=source or self._source(step, text),
                    changed=state.outcome.changed,
                    ended=state.digest,
                    simulator=simulator_version(),
                )
            )
        self._begin()
        before = self.states
        self._now(self._store.append(self.record.id, journal, entries, step.id))
        self.__dict__["states"] = (*before, *states)
        self._reach(step, {entry.source for entry in entries})

    def _source(self, step: Step, text: str) -> str:
        """Which command of the step somebody typed by hand, if it is open to be run."""
        for block in step.blocks:
            if isinstance(block, Run | Demo) and block.script.source.strip() == text.strip():
                locked = isinstance(block, Run) and self.is_locked(block)
                return "" if locked else f"run:{block.id}"
        return ""

    def _reach(self, step: Step, sources: set[str]) -> None:
        """Keep what the last entries have reached and shown."""
        reached = frozenset(state.task.id for state in self.tasks(step) if state.solved)
        if reached - self.record.achieved:
            self._store.achieve(self.record.id, reached)
            achieved = self.record.achieved | reached
            self.record = replace(self.record, achieved=achieved)
        shown = [
            question
            for block in step.blocks
            if isinstance(block, Run) and f"run:{block.id}" in sources
            for question in block.locked_by
        ]
        if shown:
            self._store.reveal(self.record.id, shown)
            predictions = {
                name: replace(made, seen=made.seen or name in shown)
                for name, made in self.record.predictions.items()
            }
            self.record = replace(self.record, predictions=predictions)
