"""What is kept of a learner, as tables; worlds are not among it, they are replayed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables."""


class LearnerRow(Base):
    """Somebody at a browser. Their cookie is a secret, so only its hash is kept."""

    __tablename__ = "learner"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[str] = mapped_column(String(16), default="")
    theme: Mapped[str] = mapped_column(String(16), default="")
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SessionRow(Base):
    """A learner in a lesson: where the cursor stands in the tree of entries.

    `turn` counts every change, so that a reply to an older page is known as such. Entry 0 is the
    lesson's first world. `tip` is the entry that redo leads to.
    """

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("learner_id", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    lesson: Mapped[str] = mapped_column(String(128))
    step: Mapped[str] = mapped_column(String(128), default="")
    turn: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[int] = mapped_column(default=0)
    tip: Mapped[int] = mapped_column(default=0)
    count: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class EntryRow(Base):
    """One entry of a journal; `ended` is a digest of what it printed and its exit status."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    number: Mapped[int]
    parent: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(160), default="")
    changed: Mapped[bool]
    ended: Mapped[str] = mapped_column(String(16))
    simulator: Mapped[str] = mapped_column(String(16))


class AchievedRow(Base):
    """A task that was reached once; undo and starting afresh don't take it away."""

    __tablename__ = "achieved"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    task: Mapped[str] = mapped_column(String(160), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PredictionRow(Base):
    """What a learner chose before they saw; `seen` once the command has been run after it."""

    __tablename__ = "prediction"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(160), primary_key=True)
    choice: Mapped[int]
    seen: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ShareRow(Base):
    """A path through a journal as it was when shared: a JSON list of [kind, text, source]."""

    __tablename__ = "share"

    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(128))
    step: Mapped[str] = mapped_column(String(128), default="")
    path: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(DateTime(timezone=True))
