"""A day counted again from its mentions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events import store

from . import make

pytestmark = pytest.mark.postgres


@pytest.fixture
def db(fresh_database):
    with store.connect(fresh_database, role="events_loader") as connection:
        items = make.crowd(120, seed=4, shared=0.8)
        store.load_batch(connection, make.batch(items), items)
        yield connection


def events_of(db):
    return db.execute("SELECT * FROM events.event ORDER BY key").fetchall()


def without_batches(rows):
    return [row[:-1] for row in rows]


def test_a_day_that_is_right_stays_as_it_is(db):
    before = events_of(db)
    done = store.rebuild_day(db, make.DAY, "1", "f00d")
    (count,) = db.execute("SELECT count(*) FROM events.event WHERE date = %s", (make.DAY,)).fetchone()
    assert (done.events, done.changed, done.removed, done.batch) == (count, 0, 0, None)
    assert count > 3
    assert events_of(db) == before
    assert db.execute("SELECT count(*) FROM events.batch").fetchone() == (1,)


def test_what_was_damaged_is_counted_again_and_only_on_that_day(db):
    before = without_batches(events_of(db))
    broken = "UPDATE events.event SET n_mentions = n_mentions + 7, confidence = 0, place_name = 'x', date_end = NULL"
    damaged = db.execute(f"{broken} WHERE date = %s", (make.DAY,)).rowcount
    db.execute(f"{broken} WHERE date = %s", (make.DAY - timedelta(days=1),))
    done = store.rebuild_day(db, make.DAY, "1", "f00d")
    assert (done.changed, done.removed) == (damaged, 0)
    assert without_batches(events_of(db)) != before
    store.rebuild_day(db, make.DAY - timedelta(days=1), "1", "f00d")
    assert without_batches(events_of(db)) == before
    assert db.execute(
        "SELECT articles, events_changed, state, note FROM events.batch WHERE id = %s", (done.batch,)
    ).fetchone() == (0, damaged, "published", f"events of {make.DAY} counted again")
    assert db.execute(
        "SELECT count(*), min(was ->> 'place_name') FROM events.event_history WHERE batch_id = %s", (done.batch,)
    ).fetchone() == (damaged, "x")


def test_the_same_damage_twice_is_two_lines_of_the_ledger(db):
    batches = set()
    for _ in range(2):
        db.execute("UPDATE events.event SET n_mentions = n_mentions + 1 WHERE date = %s", (make.DAY,))
        batches.add(store.rebuild_day(db, make.DAY, "1", "f00d").batch)
    assert len(batches) == 2
    assert store.rebuild_day(db, make.DAY, "1", "f00d").batch is None


def test_an_event_that_nothing_supports_is_removed(db):
    keys = db.execute("SELECT key FROM events.event WHERE date = %s ORDER BY key LIMIT 2", (make.DAY,)).fetchall()
    db.execute("DELETE FROM events.mention WHERE event_key = ANY(%s)", ([key for (key,) in keys],))
    done = store.rebuild_day(db, make.DAY, "1", "f00d")
    assert (done.changed, done.removed) == (0, 2)
    history = db.execute("SELECT event_key, change FROM events.event_history ORDER BY 1").fetchall()
    assert history == [(key, "removed") for (key,) in keys]


@pytest.mark.parametrize("point", ["before insert", "before ledger", "before commit"])
def test_stopped_on_the_way_nothing_is_changed(db, point):
    db.execute("UPDATE events.event SET n_mentions = n_mentions + 1 WHERE date = %s", (make.DAY,))
    before = events_of(db)

    def stop(reached):
        if reached == point:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.rebuild_day(db, make.DAY, "1", "f00d", kill=stop)
    assert events_of(db) == before
    assert db.execute("SELECT count(*) FROM events.event_history").fetchone() == (0,)
    assert store.rebuild_day(db, make.DAY, "1", "f00d").changed > 0


def test_a_batch_under_way_is_waited_for_and_counted(fresh_database, db):
    """A loader that has locked the day's events but not yet committed: the rebuild waits, then sees its mentions."""
    items = [make.told(make.article(f"late{n}"), source="MRTGOV", target="MRT", code="040") for n in range(3)]
    store.load_batch(db, make.batch(items[:1]), items[:1])
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as worker, store.connect(fresh_database, role="events_loader") as other:
        waiting = []

        def rebuild():
            with store.connect(fresh_database, role="events_loader", lock_timeout="30s") as third:
                return store.rebuild_day(third, make.DAY, "1", "f00d")

        def point(reached):
            if reached == "after insert":
                waiting.append(worker.submit(rebuild))

        store.load_batch(other, make.batch(items[1:]), items[1:], kill=point)
        done = waiting[0].result(30)
    assert done.changed == 0
    assert db.execute("SELECT n_mentions FROM events.event WHERE source = 'MRTGOV' AND target = 'MRT'"
                      " AND code = '040' AND date = %s", (make.DAY,)).fetchone()[0] >= 3  # fmt: skip
