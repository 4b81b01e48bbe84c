"""A dump restores to the same data."""

from __future__ import annotations

import pytest

from events import store
from events.store import backup, server

from . import make

pytestmark = pytest.mark.postgres


def load(url, n, seed):
    with store.connect(url, role="events_loader") as db:
        items = make.crowd(n, seed)
        return store.load_batch(db, make.batch(items), items)


def test_the_drill(fresh_database, tmp_path, request):
    """Dump, go on loading, restore beside it: the dump's data, row by row, with its rights, ready to be loaded into."""
    load(fresh_database, 400, 1)
    with store.connect(fresh_database) as db:
        before = backup.fingerprint(db)
    size = backup.backup(fresh_database, tmp_path / "events.dump")
    assert size == (tmp_path / "events.dump").stat().st_size > 10_000
    load(fresh_database, 100, 2)
    name = f"restored_{fresh_database.rpartition('_')[2]}"
    restored = backup.restore(fresh_database, tmp_path / "events.dump", name)
    try:
        with store.connect(restored) as db:
            assert backup.fingerprint(db) == before
        assert set(backup.verify(fresh_database, restored)) >= {"batch", "article", "event", "mention"}
        with store.connect(restored, role="events_reader") as db:
            assert db.execute("SELECT count(*) FROM analyst.events").fetchone()[0] == before["event"][0]
        assert load(restored, 100, 2).articles_new == 100
        assert load(restored, 400, 1).again
        assert backup.verify(fresh_database, restored).keys() <= {
            "batch",
            "rejection",
            "event_history",
        }  # they tell when
    finally:
        import psycopg

        with psycopg.connect(store.plain_url(fresh_database), autocommit=True) as db:
            db.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_restoring_over_a_database_is_refused(fresh_database, tmp_path):
    backup.backup(fresh_database, tmp_path / "events.dump")
    with pytest.raises(store.TerminalError, match="exists already"):
        backup.restore(fresh_database, tmp_path / "events.dump", fresh_database.rpartition("/")[2])


def test_a_broken_dump_leaves_no_database(fresh_database, tmp_path):
    backup.backup(fresh_database, tmp_path / "events.dump")
    whole = (tmp_path / "events.dump").read_bytes()
    (tmp_path / "cut.dump").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(store.TerminalError, match="pg_restore failed"):
        backup.restore(fresh_database, tmp_path / "cut.dump", "half_restored")
    with pytest.raises(store.TransientError):
        store.connect(server.with_database(fresh_database, "half_restored"))


def test_a_failed_dump_leaves_no_file(tmp_path):
    with pytest.raises(store.TerminalError, match="pg_dump failed"):
        backup.backup("postgresql://nobody@127.0.0.1:1/none", tmp_path / "events.dump")
    assert list(tmp_path.iterdir()) == []


def test_no_password_is_told(tmp_path):
    with pytest.raises(store.StoreError) as caught:
        backup.backup("postgresql://someone:canary-secret@127.0.0.1:1/none", tmp_path / "events.dump")
    assert "canary-secret" not in str(caught.value)
    with pytest.raises(store.StoreError) as caught:
        store.connect("postgresql://someone:canary-secret@127.0.0.1:1/none")
    assert "canary-secret" not in str(caught.value)
