"""Alerts: since when a rule tells a target, what was told, and the day of the last digest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    op.create_table("alert_rules", sa.Column("rule", sa.Text, nullable=False), sa.Column("target", sa.Text, nullable=False), sa.Column("since", sa.String(40), nullable=False),
                    sa.PrimaryKeyConstraint("rule", "target", name="pk_alert_rules"))
    op.create_table(
        "alerts", sa.Column("number", sa.Integer, nullable=False), sa.Column("rule", sa.Text, nullable=False), sa.Column("target", sa.Text, nullable=False),
        sa.Column("occasion", sa.Text, nullable=False), sa.Column("entry", sa.Text, nullable=False), sa.Column("state", sa.String(10), nullable=False), sa.Column("at", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_alerts"), sa.UniqueConstraint("rule", "target", "occasion", "entry", name="uq_alerts_rule"))
    op.create_table("alert_digests", sa.Column("target", sa.Text, nullable=False), sa.Column("day", sa.String(10), nullable=False), sa.PrimaryKeyConstraint("target", name="pk_alert_digests"))
