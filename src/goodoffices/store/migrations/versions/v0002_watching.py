"""Reading the world: sources that are watched, what was found in them, originals as they were answered, prints of texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    op.create_table(
        "sources", sa.Column("url", sa.Text, nullable=False), sa.Column("name", sa.Text, nullable=False), sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("publisher", sa.Text), sa.Column("etag", sa.Text), sa.Column("last_modified", sa.Text), sa.Column("digest", sa.String(64)),
        sa.Column("checked_at", sa.String(40)), sa.Column("ok_at", sa.String(40)), sa.Column("changed_at", sa.String(40)), sa.Column("next_at", sa.String(40)),
        sa.Column("failures", sa.Integer, nullable=False), sa.Column("error", sa.Text), sa.PrimaryKeyConstraint("url", name="pk_sources"))
    op.create_table(
        "items", sa.Column("number", sa.Integer, nullable=False), sa.Column("url", sa.Text, nullable=False), sa.Column("source", sa.Text, nullable=False),
        sa.Column("title", sa.Text), sa.Column("publisher", sa.Text), sa.Column("published", sa.String(40)), sa.Column("content", sa.LargeBinary),
        sa.Column("state", sa.String(10), nullable=False), sa.Column("tries", sa.Integer, nullable=False), sa.Column("next_at", sa.String(40)),
        sa.Column("error", sa.Text), sa.Column("article", sa.Text), sa.Column("found_at", sa.String(40), nullable=False), sa.Column("done_at", sa.String(40)),
        sa.PrimaryKeyConstraint("number", name="pk_items"), sa.UniqueConstraint("url", name="uq_items_url"),
        sa.ForeignKeyConstraint(["source"], ["sources.url"], name="fk_items_source", ondelete="CASCADE"))
    op.create_index("ix_items_source_state", "items", ["source", "state"])
    op.create_index("ix_items_state_next_at", "items", ["state", "next_at"])
    op.create_table(
        "originals", sa.Column("number", sa.Integer, nullable=False), sa.Column("article", sa.Text, nullable=False), sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("url", sa.Text, nullable=False), sa.Column("media", sa.Text), sa.Column("charset", sa.String(40)), sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text), sa.Column("published", sa.String(40)), sa.Column("fetched_at", sa.String(40), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False), sa.PrimaryKeyConstraint("number", name="pk_originals"),
        sa.UniqueConstraint("article", "sha256", name="uq_originals_article"))
    op.create_table("prints", sa.Column("sha256", sa.String(64), nullable=False), sa.Column("print", sa.LargeBinary, nullable=False), sa.PrimaryKeyConstraint("sha256", name="pk_prints"))
