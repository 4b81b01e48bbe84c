"""Hostile strings: stored verbatim, or with what no database can hold replaced one for one, never executed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import store
from events.model import Rejection
from events.store import keys

from . import make

pytestmark = pytest.mark.postgres

STRINGS = (
    "'); DROP TABLE events.event; --",
    '"; DELETE FROM events.batch; "', "%s %(x)s %% {}", "\\'; \\copy", "$$ $1 $body$",
    "<script>alert(1)</script>", "=1+1",
    "\ufeffبداية", "أ\u200cب", "a\tb\nc\rd", "\x01\x1f\x7f", "𝔘𝔫𝔦 🇲🇷", "{a,b}", "NULL", "\\N", "{}",
)  # fmt: skip


FIELDS = st.lists(st.none() | st.text(alphabet="ab\x1b\x1e\x1f-_", max_size=4), min_size=2, max_size=4)


@pytest.fixture(scope="module")
def db(database):
    with store.connect(database, role="events_loader") as connection:
        yield connection


@pytest.mark.parametrize("text", STRINGS)
def test_stored_verbatim_everywhere(db, text):
    of = make.article(
        f"id {text}", text=f"{text} {make.TEXT} {text}", source=f"src {text}", title=text, url=f"https://x/{text}"
    )
    place = make.Place(text, "MRT", None, None, make.Span(0, 1))
    item = make.coded(of, make.event(make.mention(of, rule=f"rule {text}", place=place)))
    bad = Rejection("read", "EV-I001", f"not JSON: {text}", keys.content_hash(of), of.id, raw=text)
    store.load_batch(db, make.batch([item], extra=[text]), [item], [bad])
    key = store.article_key(of)
    row = db.execute("SELECT id, text, source, title, url FROM events.article WHERE key = %s", (key,)).fetchone()
    assert row == (of.id, of.text, of.source, of.title, of.url)
    row = db.execute("SELECT rule, place_name FROM events.mention WHERE article_key = %s", (key,)).fetchone()
    assert row == (f"rule {text}", text)
    row = db.execute("SELECT detail, raw FROM events.rejection WHERE raw_hash = %s", (bad.raw_hash,)).fetchone()
    assert row == (bad.detail, text)


@pytest.mark.parametrize(("text", "stored"), [
    ("a\x00b", "a\ufffdb"), ("a\ud800b", "a\ufffdb"), ("\udfff", "\ufffd"),
    ("a\u202eb", "a\u2060b"), ("\u2066x\u2069", "\u2060x\u2060"),
])  # fmt: skip
def test_what_cannot_be_stored_is_replaced_one_for_one(db, text, stored):
    of = make.article(f"u{[ord(c) for c in text]}", text=text + make.TEXT)
    item = make.told(of)
    store.load_batch(db, make.batch([item]), [item])
    row = db.execute("SELECT text FROM events.article WHERE key = %s", (store.article_key(of),)).fetchone()
    assert row == (stored + make.TEXT,)
    assert len(row[0]) == len(of.text)
    assert store.article_key(make.article(of.id, text=stored + make.TEXT)) == store.article_key(of)


HOSTILE = {"nul": "a\x00b", "surrogate": "a\ud800b", "override": "a\u202eb\u202c", "isolate": "\u2066a\u2069",
           "quotes": "'\";--", "format": "%s %(x)s {0}"}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_string_in_any_field_is_stored_or_replaced_one_for_one(db, name):
    """Every field a record can carry it in: what cannot be stored is one U+FFFD, all else comes back as it was; only in
    texts and titles, which people read, overrides of the writing direction become U+2060."""
    from dataclasses import replace

    from events.clean.unicode import neutralise

    text = HOSTILE[name]
    plain, read = keys.storable(text), neutralise(text)
    of = make.article(f"{text} id", text=text + make.TEXT, source=text, title=text, url=text)
    place = make.Place(text, "MRT", None, None, make.Span(0, 1))
    mention = replace(make.mention(of, rule=text, place=place), seeds=(text, "x"), steps=(text,))
    item = replace(make.coded(of, make.event(mention)), flags=(text,))
    refused = Rejection(text, "EV-I001", text, keys.content_hash(of), text, raw=text)
    lot = make.batch([item], extra=[name])
    store.stage_batch(db, lot, [item], [refused])
    key = store.article_key(of)
    out = store.Quarantined("mention", key, "EV-Q001", text, text)
    store.quarantine(db, lot.id, [out])
    assert store.publish_batch(db, lot.id, hold=text).note == plain
    store.publish_batch(db, lot.id)
    row = db.execute("SELECT id, text, source, title, url, flags FROM events.article WHERE key = %s", (key,)).fetchone()
    assert row == (f"{plain} id", read + make.TEXT, plain, read, plain, [plain])
    row = db.execute(
        "SELECT rule, place_name, seeds, steps FROM events.mention WHERE article_key = %s", (key,)
    ).fetchone()
    assert row == (plain, plain, [plain, "x"], [plain])
    told = "SELECT stage, detail, article_id, raw FROM events.rejection WHERE batch_id = %s AND code = 'EV-I001'"
    assert db.execute(told, (lot.key,)).fetchall() == [(plain, plain, plain, plain)]
    detail = "SELECT detail FROM events.rejection WHERE batch_id = %s AND code = 'EV-Q001'"
    assert db.execute(detail, (lot.key,)).fetchone() == (f"{plain}: {plain}",)
    with store.connect(db_url(db), role="events_reader") as reader:
        assert reader.execute("SELECT news_source FROM analyst.mentions WHERE article_key = %s", (key,)).fetchone() == (
            plain,
        )


@pytest.mark.parametrize("name", ["nul", "surrogate"])
@pytest.mark.parametrize("field", ["source", "target", "code"])
def test_a_hostile_actor_or_code_is_refused(db, name, field):
    of = make.article(f"actor {field} {name}")
    item = make.told(of, **{field: "04" + HOSTILE[name]})
    lot = make.batch([item])
    with pytest.raises(store.TerminalError):
        store.load_batch(db, lot, [item])
    assert db.execute("SELECT count(*) FROM events.article WHERE key = %s", (make.key_of(item),)).fetchone() == (0,)
    store.drop_staged(db, lot.id)


def db_url(db):
    return f"postgresql://{db.info.user}:{db.info.password}@{db.info.host}:{db.info.port}/{db.info.dbname}"


def test_a_detail_without_end_is_cut(db):
    of = make.article("long")
    item = make.rejected(of, detail="x" * 50_000)
    store.load_batch(db, make.batch([item]), [item])
    assert db.execute("SELECT length(detail) FROM events.rejection WHERE article_id = 'long'").fetchone() == (2000,)


def test_a_rejected_article_of_twenty_megabytes_is_not_kept(db):
    of = make.article("huge", text="ب" * 20_000_000)
    item = make.rejected(of, "EV-C003", "text too long")
    counts = store.load_batch(db, make.batch([item]), [item])
    assert (counts.articles, counts.rejected) == (1, 1)
    assert db.execute("SELECT count(*) FROM events.article WHERE id = 'huge'").fetchone() == (0,)
    assert db.execute("SELECT code FROM events.rejection WHERE article_id = 'huge'").fetchone() == ("EV-C003",)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=40), text=st.text(max_size=200), title=st.none() | st.text(max_size=40))
def test_any_text_goes_in_and_comes_back(db, name, text, title):
    from events.clean.unicode import neutralise

    of = make.article(name, text=text, title=title)
    item = make.coded(of)
    store.load_batch(db, make.batch([item]), [item])
    row = db.execute("SELECT id, text, title FROM events.article WHERE key = %s", (store.article_key(of),)).fetchone()
    assert row == (keys.storable(name), neutralise(text), None if title is None else neutralise(title))


@given(fields=FIELDS, others=FIELDS)
def test_different_fields_never_give_one_key(fields, others):
    assert (keys._digest(*fields) == keys._digest(*others)) == (fields == others)


def test_keys_are_the_same_everywhere():
    """Stored vectors: a change of these is a change of every key in every database."""
    of = make.article()
    assert keys.content_hash(of) == "301724c9b46bfe7c9aa15cc01dd6aee5f58a99caaa6eecf445c57c8dd80318da"
    assert str(keys.article_key(of)) == "afc63017-24c9-b46b-fe7c-9aa15cc01dd6"
    event = make.event(make.mention(of))
    event_key = keys.event_key(event, keys.article_key(of))
    assert str(event_key) == "afc53980-6c58-290a-431e-19309e0000a4"
    assert (
        str(keys.mention_key(event.mentions[0], event_key, keys.article_key(of)))
        == "1b1cdd03-bd4f-58a5-c3c8-fb6067fcf0d0"
    )
    assert str(keys.batch_key([keys.article_key(of)], "1", "f00d")) == "33e9fad6-277d-29d5-90d6-62b647a446a3"


@given(days=st.lists(st.none() | st.dates(), min_size=1, max_size=20))
def test_the_day_leads_the_key_here_as_in_the_database(db, days):
    digits = "SELECT events.day_digits(day) FROM unnest(%s::date[]) WITH ORDINALITY AS d (day, at) ORDER BY at"
    rows = db.execute(digits, (days,)).fetchall()
    assert [row[0] for row in rows] == [keys.day_digits(day) for day in days]


def test_keys_of_later_days_are_greater():
    of = [make.article("same", published=day) for day in (date(1950, 1, 1), date(2023, 12, 31), date(2024, 1, 1))]
    found = [store.article_key(each) for each in of]
    assert found == sorted(found)


@pytest.mark.parametrize("wrong", ["", "abc", "g" * 32, "0" * 63])
def test_what_is_no_key_is_refused(wrong):
    with pytest.raises(ValueError, match=r"key|hex"):
        keys.as_key(wrong)


def test_a_key_may_be_given_as_a_whole_sha256():
    assert keys.as_key("ab" * 32) == keys.as_key("ab" * 16) == keys.as_key(keys.as_key("ab" * 16))
