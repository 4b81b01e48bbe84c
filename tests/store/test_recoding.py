"""What is stored comes back as records: articles to code again, rejections to try again."""

from __future__ import annotations

import pytest

from events import store
from events.model import Rejection
from events.store import recoding

from . import make

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def db(database):
    with store.connect(database, role="events_loader") as connection:
        old = [make.told(make.article(f"old{n}", source="aps", published=make.DAY)) for n in range(3)]
        new = [make.told(make.article(f"new{n}", title="عنوان", url="https://example.org/1")) for n in range(2)]
        bad = [make.rejected(make.article("bad"), "EV-D003", stage="dates")]
        store.load_batch(connection, make.batch(old, code_version="1"), old)
        line = Rejection("read", "EV-I001", "not JSON", "1" * 64, raw="{oops")
        store.load_batch(connection, make.batch(new + bad, code_version="2"), new + bad, [line])
        yield connection


def test_articles_come_back_with_the_key_they_went_in_with(db):
    back = {article.id: article for article in recoding.stored_articles(db, "2", "f00d", everything=True)}
    assert set(back) == {"old0", "old1", "old2", "new0", "new1", "bad"}
    assert back["new0"] == make.article("new0", title="عنوان", url="https://example.org/1")


def test_only_what_other_code_or_seeds_coded(db):
    assert {a.id for a in recoding.stored_articles(db, "2", "f00d")} == {"old0", "old1", "old2"}
    assert len(list(recoding.stored_articles(db, "2", "other seeds"))) == 6
    assert [a.id for a in recoding.stored_articles(db, "2", "f00d", since=make.DAY, until=make.DAY, limit=2)]
    assert not list(recoding.stored_articles(db, "2", "f00d", source="nobody"))


def test_keys_coded_under_a_version(db):
    assert recoding.coded_under(db, "1", "f00d") == {
        store.article_key(make.article(f"old{n}", source="aps", published=make.DAY)) for n in range(3)
    }
    assert recoding.coded_under(db, "9", "f00d") == frozenset()


def test_rejections_come_back_with_what_is_needed_to_try_again(db):
    found = {each.code: each for each in recoding.refused(db)}
    assert set(found) == {"EV-D003", "EV-I001"}
    assert found["EV-D003"].article == make.article("bad")
    assert (found["EV-I001"].article, found["EV-I001"].raw) == (None, "{oops")
    assert [each.code for each in recoding.refused(db, code="EV-D")] == ["EV-D003"]
    assert [each.code for each in recoding.refused(db, stage="read")] == ["EV-I001"]
    assert len(list(recoding.refused(db, limit=1))) == 1


def test_a_replayed_rejection_moves_once_and_stays_in_the_books(db):
    line = next(each for each in recoding.refused(db, code="EV-I001"))
    fixed = [make.told(make.article("fixed"))]
    lot = make.batch(fixed, code_version="3")
    store.stage_batch(db, lot, fixed)
    store.publish_batch(db, lot.id, resolves=[line.key])
    assert not list(recoding.refused(db, code="EV-I001"))
    settled = next(each for each in recoding.refused(db, code="EV-I001", everything=True))
    assert (settled.resolved_by, settled.batch) == (lot.key, line.batch)
    counts = {each.code: (each.open, each.total) for each in recoding.rejection_counts(db)}
    assert counts["EV-I001"] == (0, 1)
    assert store.publish_batch(db, lot.id, resolves=[line.key]).again


def test_the_newest_batches(db):
    assert len(recoding.latest_batches(db, 2)) == 2
    names, rows = recoding.newest_events(db, 3)
    assert "date" in names
    assert 0 < len(rows) <= 3


def test_quality_runs_are_kept_once(db):
    results = [
        store.QualityResult("expect_code", True, column="code", element_count=5, unexpected_count=0),
        store.QualityResult("expect_place", False, "warning", observed="0.2", details={"rows": [{"a": "نص"}]}),
    ]
    for _ in range(2):
        run = store.record_quality(db, "ab" * 32, "staged", results, report="/tmp/report.html")  # noqa: S108
    assert db.execute(
        "SELECT suite, success, evaluated, failed FROM events.quality_run WHERE id = %s", (run,)
    ).fetchall() == [("staged", True, 2, 1)]
    found = db.execute("SELECT expectation, severity, details FROM events.quality_result ORDER BY position").fetchall()
    assert found == [
        ("expect_code", "critical", {}), ("expect_place", "warning", {"rows": [{"a": "نص"}]}),
    ]  # fmt: skip
    assert store.record_quality(db, "cd" * 16, "staged", [store.QualityResult("x", False)]) != run
    assert db.execute("SELECT success FROM events.quality_run WHERE id <> %s", (run,)).fetchall() == [(False,)]
