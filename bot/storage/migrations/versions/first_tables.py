"""Creates the tables for cases, posts and replicas."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "cases",
        sa.Column("key", sa.String(120), primary_key=True),
        *(sa.Column(name, sa.String(32), nullable=False) for name in ("team", "channel", "ts")),
        sa.Column("thread_ts", sa.String(32), nullable=False),
        sa.Column("external", sa.Boolean, nullable=False),
        sa.Column("poster", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
        sa.Column("told", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("asked", sa.Boolean, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("word", sa.String(80), nullable=False),
        sa.Column("opened_at", sa.Float, nullable=False),
    )
    op.create_index("cases_by_thread", "cases", ["team", "channel", "thread_ts"])
    op.create_index("ix_cases_team", "cases", ["team"])
    op.create_table(
        "posts",
        sa.Column("work", sa.String(200), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("attempt", sa.String(32), nullable=False),
        sa.Column("begun_at", sa.Float, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
    )
    op.create_index("ix_posts_team", "posts", ["team"])
    op.create_table(
        "replicas",
        sa.Column("executor", sa.String(64), primary_key=True),
        sa.Column("beat_at", sa.Float, nullable=False),
    )
