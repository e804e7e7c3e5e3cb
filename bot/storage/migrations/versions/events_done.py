"""Creates the table of events that were done, and keeps with a case its newest edit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table and the column."""
    op.create_table(
        "events",
        sa.Column("mark", sa.String(160), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("done_at", sa.Float, nullable=False),
    )
    op.create_index("ix_events_team", "events", ["team"])
    op.create_index("ix_events_done_at", "events", ["done_at"])
    op.add_column("cases", sa.Column("edited", sa.String(32), nullable=False, server_default=""))
