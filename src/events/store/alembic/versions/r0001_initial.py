"""The event table, what supports it, and the ledger."""

from __future__ import annotations

from events.store.migrations import run_body

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Runs `sql/migrations/0001_initial.up.sql`."""
    run_body("0001_initial.up.sql")


def downgrade() -> None:
    """Runs `sql/migrations/0001_initial.down.sql`."""
    run_body("0001_initial.down.sql")
