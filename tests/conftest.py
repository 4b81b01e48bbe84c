"""Shared fixtures: a real Postgres, started once a session by our own launcher, or the one `EVENTS_TEST_DSN` names."""

from __future__ import annotations

import os
import re
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# A slow machine is no fault of the code: no example has a deadline.
hypothesis.settings.register_profile("project", deadline=None, print_blob=True)
hypothesis.settings.load_profile("project")

SLOWEST = ("dags", "batch", "chaos", "quality", "browser", "store", "deployment", "commands", "sql")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the built lexicon, for all processes of the session."""
    if not hasattr(config, "workerinput"):
        made = tempfile.TemporaryDirectory(prefix="events-cache-")
        config.add_cleanup(made.cleanup)
        os.environ["EVENTS_CACHE"] = made.name


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest rooms first, so that no process is left alone with them at the end (files are dealt out in order)."""

    def rank(item: pytest.Item) -> int:
        room = item.path.relative_to(Path(__file__).parent).parts[0]
        return SLOWEST.index(room) if room in SLOWEST else len(SLOWEST)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a server that may create databases. fsync is off: crash tests start a server of their own."""
    given = os.environ.get("EVENTS_TEST_DSN")
    if given:
        yield given
        return
    psycopg = pytest.importorskip("psycopg")
    assert psycopg
    from events.store import server

    home = tmp_path_factory.mktemp("postgres")
    yield server.start(home, {"fsync": "off", "full_page_writes": "off", "shared_buffers": "64MB"})
    server.stop(home, "immediate")


@pytest.fixture(scope="session")
def template_database(postgres_server: str) -> Iterator[str]:
    """Name of a migrated database, reference tables loaded, that others are cloned from."""
    from events import store
    from events.store import reference, server

    name = f"events_template_{uuid.uuid4().hex[:8]}"
    url = server.ensure_database(postgres_server, name)
    store.migrate(url)
    with store.connect(url) as connection:
        reference.load_reference(connection, Path(__file__).parents[1] / "seeds")
    yield name
    _drop(postgres_server, name)


@pytest.fixture(scope="session")
def clone(postgres_server: str, template_database: str):
    """Makes a fresh migrated database (reference tables filled) and gives its URL; dropped when the session ends."""
    made: list[str] = []

    def make(hint: str = "db") -> str:
        import psycopg

        from events import store
        from events.store import server

        name = f"{re.sub('[^a-z0-9_]', '_', hint.lower())[:40]}_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(store.plain_url(postgres_server), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_database}" STRATEGY file_copy')
        made.append(name)
        url = server.with_database(postgres_server, name)
        store.migrate(url)
        return url

    yield make
    for name in made:
        _drop(postgres_server, name)


@pytest.fixture(scope="module")
def database(clone, request: pytest.FixtureRequest) -> str:
    """URL of a migrated database of the module's own."""
    return clone(request.module.__name__.rpartition(".")[2])


@pytest.fixture
def fresh_database(clone, request: pytest.FixtureRequest) -> str:
    """URL of a migrated database of the test's own."""
    return clone(request.node.name)


@pytest.fixture
def empty_database(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of an empty database, no schema."""
    from events.store import server

    name = f"empty_{uuid.uuid4().hex[:8]}"
    yield server.ensure_database(postgres_server, name)
    _drop(postgres_server, name)


def _drop(url: str, name: str) -> None:
    import psycopg

    from events import store

    with psycopg.connect(store.plain_url(url), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def crowd():
    """Makes coded articles for a filled database: `crowd(n, seed)`, and `crowd.batch(items)` names their batch."""
    import sys

    sys.path.insert(0, str(Path(__file__).parent))
    from store import make

    def made(*args, **more):
        return make.crowd(*args, **more)

    made.batch = make.batch
    return made


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of seeds."""
    return Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="session")
def lexicon(seeds: Path):
    """The lexicon of the project's seeds, read as strictly as the commands read it."""
    from events.lexicon import Lexicon

    return Lexicon.load(seeds, cache=os.environ["EVENTS_CACHE"])
