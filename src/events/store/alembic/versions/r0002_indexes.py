"""What analysts ask by, and the tables that name roles and countries."""

from __future__ import annotations

from events.store.migrations import run_body

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Runs `sql/migrations/0002_indexes.up.sql`."""
    run_body("0002_indexes.up.sql")


def downgrade() -> None:
    """Runs `sql/migrations/0002_indexes.down.sql`."""
    run_body("0002_indexes.down.sql")
