"""Reading and writing what is kept: each call is one transaction."""

from __future__ import annotations

import hashlib
import json
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Unit

from webapp.sessions.database import WRITES
from webapp.sessions.journal import Entry, Journal
from webapp.sessions.tables import (
    AchievedRow,
    EntryRow,
    LearnerRow,
    PredictionRow,
    SessionRow,
    ShareRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Engine, Select


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody at a browser; empty `language` and `theme` mean that they did not choose."""

    id: int
    language: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A choice by its number; `seen` once its command has been run after it."""

    choice: int
    seen: bool


@dataclass(frozen=True, slots=True)
class Record:
    """All that is kept of a learner in one lesson; `id` 0 is one that was never written."""

    id: int = 0
    step: str = ""
    journal: Journal = field(default_factory=Journal)
    achieved: frozenset[str] = frozenset()
    predictions: Mapping[str, Prediction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """A path through a lesson that somebody gave away, as (kind, text, source)."""

    lesson: str
    step: str
    path: tuple[tuple[str, str, str], ...]


class Stale(Exception):
    """The journal has moved on since the page was made."""


def _now() -> datetime:
    return datetime.now(UTC)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Store:
    """The database of learners, journals and shares."""

    def __init__(self, engine: Engine) -> None:
        """Keep everything behind `engine`, whose tables are up to date."""
        self._reading = engine
        self._writing = engine.execution_options(**{WRITES: True})

    def forked(self) -> None:
        """Leave the connections that were opened before a fork to the process that opened them."""
        self._reading.dispose(close=False)

    @contextmanager
    def _read(self) -> Iterator[Unit]:
        with Unit(self._reading) as unit:
            yield unit

    @contextmanager
    def _write(self) -> Iterator[Unit]:
        with Unit(self._writing) as unit, unit.begin():
            yield unit

    # Learners.

    def new_learner(self, language: str = "", theme: str = "") -> tuple[str, Learner]:
        """Make a learner, and the secret that their browser keeps."""
        token = secrets.token_urlsafe(32)
        row = LearnerRow(token_hash=_hash(token), language=language, theme=theme, created=_now())
        with self._write() as unit:
            unit.add(row)
            unit.flush()
            return token, Learner(row.id, language, theme)

    def learner(self, token: str) -> Learner | None:
        """The learner who has this secret."""
        with self._read() as unit:
            row = unit.scalar(select(LearnerRow).where(LearnerRow.token_hash == _hash(token)))
            return None if row is None else Learner(row.id, row.language, row.theme)

    def choose(self, learner: Learner) -> None:
        """Keep a learner's language and theme."""
        with self._write() as unit:
            unit.execute(
                update(LearnerRow)
                .where(LearnerRow.id == learner.id)
                .values(language=learner.language, theme=learner.theme)
            )

    # Journals.

    def record(self, learner_id: int, lesson: str) -> Record:
        """What is kept of a learner in a lesson; an empty record if they never began it."""
        with self._read() as unit:
            row = unit.scalar(_session(learner_id, lesson))
            return Record() if row is None else _record(unit, row)

    def achieved(self, learner_id: int) -> dict[str, frozenset[str]]:
        """The tasks that a learner achieved, by lesson; a lesson that was begun has a set."""
        found: dict[str, frozenset[str]] = {}
        with self._read() as unit:
            for row in unit.scalars(select(SessionRow).where(SessionRow.learner_id == learner_id)):
                tasks = select(AchievedRow.task).where(AchievedRow.session_id == row.id)
                found[row.lesson] = frozenset(unit.scalars(tasks))
        return found

    def begin(self, learner_id: int, lesson: str) -> int:
        """The id of a learner's session in a lesson, which is made if it isn't there."""
        wanted = select(SessionRow.id).where(
            SessionRow.learner_id == learner_id, SessionRow.lesson == lesson
        )
        row = SessionRow(learner_id=learner_id, lesson=lesson, created=_now())
        try:
            with self._write() as unit:
                known = unit.scalar(wanted)
                if known is None:
                    unit.add(row)
                    unit.flush()
                    known = row.id
        except IntegrityError:  # Another request of theirs made it at the same moment.
            with self._read() as unit:
                known = unit.scalars(wanted).one()
        return known

    def append(
        self, session_id: int, before: Journal, entries: Sequence[Entry], step: str
    ) -> Journal:
        """Add entries below the cursor, each below the one before it; Stale if it moved."""
        after = before
        for entry in entries:
            after = after.append(entry)
        added = after.entries[len(before.entries) :]
        with self._write() as unit:
            self._move(unit, session_id, before, after, step)
            unit.execute(
                update(SessionRow)
                .where(SessionRow.id == session_id)
                .values(count=len(after.entries), size=sum(len(e.text) for e in after.entries))
            )
            unit.add_all(
                EntryRow(
                    session_id=session_id,
                    number=entry.number,
                    parent=entry.parent,
                    kind=entry.kind,
                    text=entry.text,
                    source=entry.source,
                    changed=entry.changed,
                    ended=entry.ended,
                    simulator=entry.simulator,
                )
                for entry in added
            )
        return after

    def move(self, session_id: int, before: Journal, after: Journal, step: str = "") -> None:
        """Set the cursor from where `before` has it to where `after` has it; Stale if it moved."""
        with self._write() as unit:
            self._move(unit, session_id, before, after, step)

    def clear(self, session_id: int, before: Journal) -> Journal:
        """Forget all entries; what was achieved and predicted stays. Stale if the cursor moved."""
        after = Journal(turn=before.turn + 1)
        with self._write() as unit:
            self._move(unit, session_id, before, after, "")
            unit.execute(delete(EntryRow).where(EntryRow.session_id == session_id))
        return after

    def _move(
        self, unit: Unit, session_id: int, before: Journal, after: Journal, step: str
    ) -> None:
        values: dict[str, object] = {
            "turn": after.turn,
            "cursor": after.cursor,
            "tip": after.tip,
        }
        if step:
            values["step"] = step
        moved = unit.execute(
            update(SessionRow)
            .where(SessionRow.id == session_id, SessionRow.turn == before.turn)
            .values(values)
        )
        if moved.rowcount != 1:  # type: ignore[attr-defined]
            raise Stale

    # Progress.

    def achieve(self, session_id: int, tasks: frozenset[str]) -> None:
        """Keep that tasks were reached."""
        with self._write() as unit:
            known = set(
                unit.scalars(select(AchievedRow.task).where(AchievedRow.session_id == session_id))
            )
            unit.add_all(
                AchievedRow(session_id=session_id, task=task, at=_now())
                for task in sorted(tasks - known)
            )

    def predict(self, session_id: int, question: str, choice: int, *, seen: bool) -> None:
        """Keep the first choice that was made for a question; later ones change nothing."""
        with self._write() as unit:
            if unit.get(PredictionRow, (session_id, question)) is None:
                unit.add(
                    PredictionRow(
                        session_id=session_id,
                        question=question,
                        choice=choice,
                        seen=seen,
                        at=_now(),
                    )
                )

    def reveal(self, session_id: int, questions: Sequence[str]) -> None:
        """Keep that the commands after these predictions have been run."""
        with self._write() as unit:
            unit.execute(
                update(PredictionRow)
                .where(
                    PredictionRow.session_id == session_id, PredictionRow.question.in_(questions)
                )
                .values(seen=True)
            )

    # Shares.

    def share(self, share: Share) -> str:
        """Keep a path, and return the name of its link."""
        token = secrets.token_urlsafe(9)
        row = ShareRow(
            token=token,
            lesson=share.lesson,
            step=share.step,
            path=json.dumps(share.path),
            created=_now(),
        )
        with self._write() as unit:
            unit.add(row)
        return token

    def shared(self, token: str) -> Share | None:
        """What was shared under this name."""
        with self._read() as unit:
            row = unit.get(ShareRow, token)
            if row is None:
                return None
            path = tuple((kind, text, source) for kind, text, source in json.loads(row.path))
            return Share(row.lesson, row.step, path)


def _session(learner_id: int, lesson: str) -> Select[SessionRow]:
    return select(SessionRow).where(
        SessionRow.learner_id == learner_id, SessionRow.lesson == lesson
    )


def _record(unit: Unit, row: SessionRow) -> Record:
    # Columns, not objects: a journal of hundreds of entries is read for every request.
    rows = unit.execute(
        select(
            EntryRow.number,
            EntryRow.parent,
            EntryRow.kind,
            EntryRow.text,
            EntryRow.source,
            EntryRow.changed,
            EntryRow.ended,
            EntryRow.simulator,
        )
        .where(EntryRow.session_id == row.id)
        .order_by(EntryRow.number)
    )
    entries = tuple(Entry(*each) for each in rows)
    tasks = unit.scalars(select(AchievedRow.task).where(AchievedRow.session_id == row.id))
    made = unit.scalars(select(PredictionRow).where(PredictionRow.session_id == row.id))
    return Record(
        row.id,
        row.step,
        Journal(entries, row.cursor, row.tip, row.turn),
        frozenset(tasks),
        {p.question: Prediction(p.choice, p.seen) for p in made},
    )
