"""The first tables: learners, their lessons, journals, what was achieved and predicted, shares."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "learner",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("theme", sa.String(16), nullable=False),
        sa.Column("created", moment, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("learner_id", sa.Integer, _key("learner.id"), nullable=False),
        sa.Column("lesson", sa.String(128), nullable=False),
        sa.Column("step", sa.String(128), nullable=False),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("turn", "cursor", "tip", "count", "size")
        ),
        sa.Column("created", moment, nullable=False),
        sa.UniqueConstraint("learner_id", "lesson"),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.Integer, _key("session.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("parent", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.String(160), nullable=False),
        sa.Column("changed", sa.Boolean, nullable=False),
        sa.Column("ended", sa.String(16), nullable=False),
        sa.Column("simulator", sa.String(16), nullable=False),
        sa.UniqueConstraint("session_id", "number"),
    )
    op.create_table(
        "achieved",
        sa.Column("session_id", sa.Integer, _key("session.id"), primary_key=True),
        sa.Column("task", sa.String(160), primary_key=True),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "prediction",
        sa.Column("session_id", sa.Integer, _key("session.id"), primary_key=True),
        sa.Column("question", sa.String(160), primary_key=True),
        sa.Column("choice", sa.Integer, nullable=False),
        sa.Column("seen", sa.Boolean, nullable=False),
        sa.Column("at", moment, nullable=False),
    )
    op.create_table(
        "share",
        sa.Column("token", sa.String(32), primary_key=True),
        sa.Column("lesson", sa.String(128), nullable=False),
        sa.Column("step", sa.String(128), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("created", moment, nullable=False),
    )


def _key(column: str) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete="CASCADE")


def downgrade() -> None:
    """Drop the tables."""
    for table in ("share", "prediction", "achieved", "entry", "session", "learner"):
        op.drop_table(table)
