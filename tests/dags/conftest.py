"""A real Airflow for the tests: its own home and metadata database on the shared Postgres."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def airflow_env(
    postgres_server: str, template_database: str, clone, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The environment of a prepared Airflow: metadata migrated, pools made, an event database of its own."""
    pytest.importorskip("airflow")
    from events import settings
    from events.commands import airflow
    from events.store import server

    home = tmp_path_factory.mktemp("airflow_home")
    url = clone("airflow_events")
    metadata = server.ensure_database(postgres_server, f"airflow_meta_{os.getpid()}")
    kept = {name: os.environ.get(name) for name in ("EVENTS_HOME", "EVENTS_DATABASE_URL")}
    os.environ.update(EVENTS_HOME=str(home), EVENTS_DATABASE_URL=url)
    try:
        env = airflow.environment(settings.load(), url, metadata)
    finally:
        for name, value in kept.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # every process would compile all of Airflow again
    airflow.set_up(env, home / "airflow")
    yield env
