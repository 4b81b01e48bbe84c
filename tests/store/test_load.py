"""A batch gets in once, whole, and adds up."""

from __future__ import annotations

from datetime import date

import pytest

from events import store
from events.model import Rejection

from . import make

pytestmark = pytest.mark.postgres


@pytest.fixture
def db(fresh_database):
    with store.connect(fresh_database, role="events_loader") as connection:
        yield connection


def rows(db, statement, *values):
    return db.execute(statement, values or None).fetchall()


def test_an_article_with_an_event_stands_in_every_table(db):
    item = make.told(make.article(), place=make.NOUAKCHOTT)
    counts = store.load_batch(db, make.batch([item]), [item])
    assert (counts.articles, counts.with_events, counts.without_events, counts.rejected) == (1, 1, 0, 0)
    assert (counts.articles_new, counts.events_new, counts.mentions, counts.again) == (1, 1, 1, False)
    event = rows(
        db,
        "SELECT source, target, code, root, quad_class, date, grain, place_name, place_country, n_mentions, n_sources,"
        " first_published FROM events.event",
    )
    assert event == [("MRTGOV", "ESPGOV", "043", "04", 1, make.DAY, "day", "نواكشوط", "MRT", 1, 1, date(2023, 3, 15))]
    text, start, end = rows(
        db,
        "SELECT a.text, m.trigger_start, m.trigger_end FROM events.mention m"
        " JOIN events.article a ON a.key = m.article_key",
    )[0]
    assert text == make.TEXT
    assert text[start:end] == "استقبل"
    assert rows(db, "SELECT count(*) FROM staging.batch") == [(0,)]
    assert rows(db, "SELECT count(*) FROM staging.event") == [(0,)]


def test_the_same_batch_twice_changes_nothing(db):
    items = make.crowd(60)
    first = store.load_batch(db, make.batch(items), items)
    before = snapshot(db)
    again = store.load_batch(db, make.batch(items), items)
    assert again.again
    assert not first.again
    assert (again.articles, again.events_new) == (first.articles, first.events_new)
    assert snapshot(db) == before


def test_articles_come_out_as_with_events_without_or_rejected(db):
    items = make.crowd(200, seed=5)
    bare = [Rejection("read", "EV-I001", "not JSON", "0" * 63 + str(n), raw="{") for n in range(7)]
    counts = store.load_batch(db, make.batch(items), items, bare)
    assert counts.articles == 207
    assert counts.with_events == sum(bool(item.events) for item in items)
    assert counts.rejected == 7 + sum(item.rejection is not None for item in items)
    assert counts.articles == counts.with_events + counts.without_events + counts.rejected
    assert rows(db, "SELECT count(*) FROM events.rejection")[0][0] == counts.rejected


def test_unreadable_lines_that_are_equal_still_count_one_each(db):
    line = Rejection("read", "EV-I001", "not JSON", "0" * 64, raw="{")
    counts = store.load_batch(db, make.batch([], extra=["x"]), [], [line, line, line])
    assert (counts.articles, counts.rejected) == (3, 3)
    assert rows(db, "SELECT count(*) FROM events.rejection") == [(1,)]


def test_an_article_twice_in_a_batch_is_rejected_the_second_time(db):
    item = make.told(make.article())
    counts = store.load_batch(db, make.batch([item]), [item, item])
    assert (counts.articles, counts.with_events, counts.rejected) == (2, 1, 1)
    assert rows(db, "SELECT code, stage FROM events.rejection") == [("EV-L001", "load")]
    assert rows(db, "SELECT outcome FROM events.article") == [("events",)]


def test_one_event_told_by_three_articles_is_one_row(db):
    items = [make.told(make.article(f"a{n}", source=source), confidence=conf)
             for n, (source, conf) in enumerate((("aps", 0.4), ("aps", 0.9), (None, 0.6)))]  # fmt: skip
    store.load_batch(db, make.batch(items), items)
    assert rows(db, "SELECT n_mentions, n_articles, n_sources, confidence FROM events.event") == [
        (3, 3, 1, pytest.approx(0.9))
    ]


def test_an_undated_event_is_one_row_an_article(db):
    items = [make.told(make.article(f"a{n}"), day=None) for n in range(3)]
    store.load_batch(db, make.batch(items), items)
    assert rows(db, "SELECT count(*) FROM events.event") == [(3,)]


def test_a_second_batch_adds_its_mentions_to_a_known_event(db):
    one, two = (make.told(make.article(name, source=name)) for name in ("one", "two"))
    store.load_batch(db, make.batch([one]), [one])
    counts = store.load_batch(db, make.batch([two]), [two])
    assert (counts.events_new, counts.events_changed) == (0, 1)
    assert rows(db, "SELECT n_mentions, n_articles, n_sources FROM events.event") == [(2, 2, 2)]
    assert rows(db, "SELECT change, was ->> 'n_mentions' FROM events.event_history") == [("changed", "1")]


def test_recoding_replaces_mentions_and_drops_what_nothing_supports(db):
    of = make.article()
    old, new = make.told(of, code="043"), make.told(of, code="040")
    store.load_batch(db, make.batch([old]), [old])
    counts = store.load_batch(db, make.batch([new], code_version="2"), [new])
    assert (counts.articles_new, counts.events_new, counts.events_removed) == (0, 1, 1)
    assert rows(db, "SELECT code, n_mentions FROM events.event") == [("040", 1)]
    assert rows(db, "SELECT change, was ->> 'code' FROM events.event_history") == [("removed", "043")]
    assert rows(db, "SELECT count(*) FROM events.batch") == [(2,)]


def test_recoding_to_the_same_result_changes_no_event(db):
    items = make.crowd(80, seed=3)
    store.load_batch(db, make.batch(items), items)
    before = rows(db, "SELECT * FROM events.event ORDER BY key")
    counts = store.load_batch(db, make.batch(items, code_version="2"), items)
    assert (counts.articles_new, counts.events_new, counts.events_changed, counts.events_removed) == (0, 0, 0, 0)
    assert rows(db, "SELECT * FROM events.event ORDER BY key") == before
    assert rows(db, "SELECT count(*) FROM events.event_history") == [(0,)]


def test_a_rejection_is_settled_by_the_batch_that_codes_its_article(db):
    of = make.article()
    bad, good = make.rejected(of, "EV-D003", stage="dates"), make.told(of)
    store.load_batch(db, make.batch([bad]), [bad])
    assert rows(db, "SELECT resolved_by FROM events.rejection") == [(None,)]
    later = make.batch([good], code_version="2")
    store.load_batch(db, later, [good])
    assert rows(db, "SELECT code, resolved_by FROM events.rejection") == [("EV-D003", later.key)]
    assert rows(db, "SELECT outcome FROM events.article") == [("events",)]


def test_what_is_quarantined_becomes_a_rejection_and_the_rest_is_published(db):
    good, bad = make.told(make.article("good")), make.told(make.article("bad"), code="190")
    lot = make.batch([good, bad])
    store.stage_batch(db, lot, [good, bad])
    ((key, article),) = rows(db, "SELECT event_key, article_key FROM staging.event WHERE code = '190'")
    store.quarantine(
        db, lot.id, [store.Quarantined("event", key, "EV-Q001", "expect_known_dyad", "no such pair", article)]
    )
    counts = store.publish_batch(db, lot.id)
    assert (counts.with_events, counts.rejected, counts.events_quarantined) == (1, 1, 1)
    assert rows(db, "SELECT code FROM events.event") == [("043",)]
    assert rows(db, "SELECT stage, code, detail, article_id, event_key FROM events.rejection") == [
        ("quality", "EV-Q001", "expect_known_dyad: no such pair", "bad", key)
    ]
    assert rows(db, "SELECT id, outcome FROM events.article ORDER BY id") == [("bad", "rejected"), ("good", "events")]


@pytest.mark.parametrize("kind", ["article", "mention"])
def test_articles_and_mentions_can_be_quarantined_too(db, kind):
    item = make.told(make.article())
    lot = make.batch([item])
    store.stage_batch(db, lot, [item])
    key = rows(db, f"SELECT key FROM staging.{kind}")[0][0]
    assert store.quarantine(db, lot.id, [store.Quarantined(kind, key, "EV-Q002", "expect")] * 2) == 1
    counts = store.publish_batch(db, lot.id)
    assert (counts.with_events, counts.rejected) == (0, 1)
    assert rows(db, "SELECT count(*) FROM events.event") == [(0,)]
    assert rows(db, "SELECT article_id FROM events.rejection") == [(item.article.id,)]


def test_a_held_batch_publishes_nothing_until_it_is_published(db):
    item = make.told(make.article())
    lot = make.batch([item])
    store.stage_batch(db, lot, [item])
    held = store.publish_batch(db, lot.id, hold="too many rejections")
    assert (held.state, held.note, held.articles, held.events_new) == ("held", "too many rejections", 1, 0)
    assert rows(db, "SELECT count(*) FROM events.event") == [(0,)]
    assert store.publish_batch(db, lot.id).state == "published"
    assert rows(db, "SELECT count(*) FROM events.event") == [(1,)]


def test_publishing_what_was_never_staged_says_so(db):
    with pytest.raises(store.StagingLost):
        store.publish_batch(db, "ab" * 16)


def test_staging_again_replaces_what_stood_there(db):
    items = make.crowd(20)
    lot = make.batch(items)
    first = store.stage_batch(db, lot, items)
    assert store.stage_batch(db, lot, items) == first
    assert rows(db, "SELECT count(*) FROM staging.article") == [(20,)]


def test_staged_rows_that_vanished_are_noticed(db):
    items = make.crowd(20)
    lot = make.batch(items)
    store.stage_batch(db, lot, items)
    db.execute("DELETE FROM staging.mention WHERE key = (SELECT min(key::text)::uuid FROM staging.mention)")
    with pytest.raises(store.StagingLost):
        store.publish_batch(db, lot.id)
    assert rows(db, "SELECT count(*) FROM events.event") == [(0,)]


@pytest.mark.parametrize(
    ("how", "constraint"),
    [
        ({"code": "21"}, "event_code_fkey"),
        ({"code": "0999"}, "event_code_fkey"),
        ({"source": "MRTGO"}, "actor_code"),
        ({"source": "---", "target": "---"}, "event_has_an_actor"),
        ({"date_end": date(2020, 1, 1)}, "event_interval"),
        ({"confidence": 1.5}, "confidence"),
        ({"trigger": make.Span(5, 5)}, "mention_trigger_span"),
    ],
)
def test_what_the_schema_forbids_stops_the_whole_batch(db, how, constraint):
    good, bad = make.told(make.article("good")), make.told(make.article("bad"), **how)
    lot = make.batch([good, bad])
    with pytest.raises(store.TerminalError, match=constraint):
        store.load_batch(db, lot, [good, bad])
    assert rows(db, "SELECT (SELECT count(*) FROM events.event), (SELECT count(*) FROM events.batch)") == [(0, 0)]


def snapshot(db):
    """Everything that is published, comparable."""
    tables = ("batch", "article", "event", "mention", "rejection", "event_history")
    return {table: rows(db, f"SELECT * FROM events.{table} ORDER BY 1, 2") for table in tables}
