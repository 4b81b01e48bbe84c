"""A server of its own, with fsync on: what these tests break must stay whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from events import store
from events.store import server

LOADER = Path(__file__).parent / "loader.py"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crash")
    yield folder
    server.stop(folder, "immediate")


@pytest.fixture
def durable(home, seeds):
    """Makes a migrated database with its reference tables on the durable server: the first one there is kept as the
    model of the others."""

    def make(name):
        base = server.start(home)
        model = server.with_database(base, "model")
        with psycopg.connect(store.plain_url(base), autocommit=True) as db:
            known = db.execute("SELECT FROM pg_database WHERE datname = 'model'").fetchone()
        if known is None:
            server.ensure_database(base, "model")
            store.migrate(model)
            with store.connect(model) as db:
                store.load_reference(db, seeds)
        called = f"{name}_{uuid4().hex[:12]}"
        with psycopg.connect(store.plain_url(base), autocommit=True) as db:
            db.execute(f'CREATE DATABASE "{called}" TEMPLATE model')
        url = server.with_database(base, called)
        store.migrate(url)  # what belongs to the database itself is not copied
        return url

    return make


@pytest.fixture
def start_loader():
    """Starts a loader process; whatever still runs at the end is killed."""
    running = []

    def start(url, size, first, last, *signals, **variables):
        process = subprocess.Popen(
            [sys.executable, LOADER, url, str(size), str(first), str(last), *signals],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **variables},
        )  # fmt: skip
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def published(url):
    """Everything that must not depend on how often a loader died: rows of all tables but for the times."""
    tables = {
        "batch": "id, state, articles, with_events, without_events, rejected",
        "article": "key, outcome, last_batch",
        "event": "*",
        "mention": "*",
        "rejection": "key, batch_id, code, resolved_by",
    }
    with store.connect(url) as db:
        return {
            name: db.execute(f"SELECT {columns} FROM events.{name} ORDER BY 1").fetchall()
            for name, columns in tables.items()
        }


def leftovers(url):
    """Staged rows, temporary tables, locks and doubled or orphan rows: all of it must be none."""
    with store.connect(url) as db:
        names = ("batch", "article", "event", "mention", "rejection", "quarantine")
        counts = {f"staging.{name}": db.execute(f"SELECT count(*) FROM staging.{name}").fetchone()[0] for name in names}
        counts["temporary"] = db.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't'").fetchone()[0]
        counts["locks"] = db.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone()[0]
        counts["unsupported"] = db.execute(
            "SELECT count(*) FROM events.event e"
            " WHERE NOT EXISTS (SELECT FROM events.mention m WHERE m.event_key = e.key)"
        ).fetchone()[0]
        counts["miscounted"] = db.execute("""
            SELECT count(*) FROM events.event e JOIN (
                SELECT m.event_key, count(*) AS n, count(DISTINCT m.article_key) AS a, count(DISTINCT r.source) AS s,
                       max(m.confidence) AS c, min(r.published) AS p
                FROM events.mention m JOIN events.article r ON r.key = m.article_key GROUP BY 1) t
                ON t.event_key = e.key
            WHERE (e.n_mentions, e.n_articles, e.n_sources, e.confidence, e.first_published)
                IS DISTINCT FROM (t.n, t.a, t.s, t.c, t.p)""").fetchone()[0]
    return {name: count for name, count in counts.items() if count}
