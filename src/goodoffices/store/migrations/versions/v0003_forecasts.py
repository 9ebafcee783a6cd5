"""Forecasts as they were issued."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"


def upgrade() -> None:
    op.create_table(
        "forecasts", sa.Column("number", sa.Integer, nullable=False), sa.Column("question", sa.String(40), nullable=False), sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("dossier", sa.Text, nullable=False), sa.Column("issued", sa.String(10), nullable=False), sa.Column("horizon", sa.Integer, nullable=False),
        sa.Column("due", sa.String(10), nullable=False), sa.Column("as_of", sa.String(10), nullable=False), sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("model", sa.String(40), nullable=False), sa.Column("body", sa.Text, nullable=False), sa.PrimaryKeyConstraint("number", name="pk_forecasts"),
        sa.UniqueConstraint("question", name="uq_forecasts_question"))
    for column in ("dossier", "due"):
        op.create_index(f"ix_forecasts_{column}", "forecasts", [column])
