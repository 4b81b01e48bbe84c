"""Alembic's script folder: the order of the migrations. Their bodies are plain SQL under `sql/migrations/`."""
