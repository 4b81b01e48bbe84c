"""Run by Alembic on the connection that `events.store.migrations` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from events.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="schema_version",
    version_table_schema="public",
    transactional_ddl=True,
    transaction_per_migration=False,
    include_schemas=True,
)
context.run_migrations()
