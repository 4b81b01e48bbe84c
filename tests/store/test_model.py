"""The store against a plain Python model: any order of loads, repeats, crashes, re-coding, deletions, replays of
rejections, rebuilds of a day, quarantine and holds."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from events import store

from . import make

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

POINTS = (
    "before copy",
    "after copy",
    "before insert",
    "after insert",
    "before ledger",
    "after ledger",
    "before commit",
)
ARTICLES = [make.article(f"m{n}", source=("aps", "sahara", None)[n % 3]) for n in range(8)]
DAYS = (make.DAY, None)
DAMAGES = (
    None,
    "UPDATE events.event SET n_mentions = n_mentions + 1 WHERE date = %s",
    "UPDATE events.event SET confidence = 0, place_name = 'nowhere', n_sources = 0 WHERE date = %s",
    "UPDATE events.event SET first_published = NULL, date_end = NULL WHERE date = %s AND n_mentions > 1",
)
acts = st.lists(
    st.tuples(
        st.sampled_from(["MRT", "DZA"]), st.sampled_from(["MAR", "FRA"]), st.sampled_from(["040", "042"]),
        st.sampled_from(DAYS),
        st.sampled_from([0.25, 0.5, 0.75]), st.booleans(),
    ),
    max_size=3,
)  # fmt: skip
batches = st.dictionaries(st.integers(0, len(ARTICLES) - 1), st.none() | acts, min_size=1, max_size=5)


class Crash(Exception):
    """The loader stops here."""


def coded_of(number, told):
    """One article with the acts it tells; None: rejected."""
    of = ARTICLES[number]
    if told is None:
        return make.rejected(of, "EV-C002")
    grouped = {}
    for at, (source, target, code, day, confidence, placed) in enumerate(told):
        place = make.NOUAKCHOTT if placed else None
        found = make.mention(of, source, target, code, day, sentence=at, confidence=confidence, place=place)
        grouped.setdefault((source, target, code, day), []).append(found)
    return make.coded(of, *(make.event(*mentions) for mentions in grouped.values()))


class Store(RuleBasedStateMachine):
    """`self.articles`: what each article was last published with; `self.ledger`: published batches."""

    url = ""

    @initialize()
    def begin(self):
        self.db = store.connect(self.url, role="events_loader")
        with store.connect(self.url) as db:
            db.execute("TRUNCATE events.batch, events.article, events.event, events.mention, events.rejection,"
                       " events.event_history, staging.batch, staging.article, staging.event, staging.mention,"
                       " staging.rejection, staging.quarantine")  # fmt: skip
        self.articles, self.ledger, self.version, self.held, self.rebuilds = {}, {}, 0, {}, set()

    def teardown(self):
        self.db.close()

    def named(self, wanted, version):
        items = [coded_of(number, told) for number, told in wanted.items()]
        return items, make.batch(items, str(version), seeds=repr(sorted(wanted.items(), key=str)))

    def count(self, wanted, lot, counts):
        assert counts.articles == len(wanted)
        assert counts.rejected == sum(told is None for told in wanted.values())
        assert counts.with_events == sum(bool(told) for told in wanted.values())
        self.ledger[lot.key] = wanted
        self.articles.update(wanted)

    @rule(wanted=batches)
    def load(self, wanted):
        self.version += 1
        items, lot = self.named(wanted, self.version)
        fresh = len(set(wanted) - set(self.articles))
        counts = store.load_batch(self.db, lot, items)
        assert counts.articles_new == fresh
        self.count(wanted, lot, counts)

    @rule(wanted=batches, point=st.sampled_from(POINTS))
    def crash_then_load(self, wanted, point):
        self.version += 1
        items, lot = self.named(wanted, self.version)

        def stop(reached):
            if reached == point:
                raise Crash

        with pytest.raises(Crash):
            store.load_batch(self.db, lot, items, kill=stop)
        self.equal_to_the_model()
        self.count(wanted, lot, store.load_batch(self.db, lot, items))

    @rule(data=st.data())
    def repeat(self, data):
        if self.ledger:
            key = data.draw(st.sampled_from(sorted(self.ledger, key=str)))
            items = [coded_of(number, told) for number, told in self.ledger[key].items()]
            assert store.load_batch(self.db, store.Batch(key, "x", "x"), items).again

    @rule(number=st.integers(0, len(ARTICLES) - 1), told=acts)
    def replay(self, number, told):
        """An article refused before is coded after a fix: its rejection is settled, and stays in the books."""
        refused = [n for n, was in sorted(self.articles.items()) if was is None]
        if refused:
            wanted = {refused[number % len(refused)]: told}
            self.version += 1
            items, lot = self.named(wanted, self.version)
            key = store.article_key(ARTICLES[next(iter(wanted))])
            rejections = "SELECT key FROM events.rejection WHERE article_key = %s AND stage = 'clean'"
            found = [row[0] for row in self.db.execute(rejections, (key,))]
            assert found
            store.stage_batch(self.db, lot, items)
            self.count(wanted, lot, store.publish_batch(self.db, lot.key, resolves=found))

    @rule(damage=st.sampled_from(DAMAGES), point=st.none() | st.sampled_from(("before insert", "before commit")))
    def rebuild_a_day(self, damage, point):
        """Whatever was done to the figures of a day, counting it again mends it; else it writes nothing."""
        broken = self.db.execute(damage, (make.DAY,)).rowcount if damage else 0

        def stop(reached):
            if reached == point:
                raise Crash

        before = self.db.execute("SELECT count(*) FROM events.batch").fetchone()
        if broken and point:
            with pytest.raises(Crash):
                store.rebuild_day(self.db, make.DAY, "x", "x", kill=stop)
        done = store.rebuild_day(self.db, make.DAY, "x", "x")
        assert (done.changed, done.removed) == (broken, 0)
        if done.batch:
            self.rebuilds.add(done.batch)
        else:
            assert self.db.execute("SELECT count(*) FROM events.batch").fetchone() == before

    @rule()
    def code_everything_again(self):
        """Every article coded again to the same result: nothing may change."""
        if self.articles:
            self.version += 1
            items, lot = self.named(self.articles, self.version)
            counts = store.load_batch(self.db, lot, items)
            assert (counts.articles_new, counts.events_new, counts.events_changed, counts.events_removed) == (
                0,
                0,
                0,
                0,
            )
            self.count(dict(self.articles), lot, counts)

    @rule(number=st.integers(0, len(ARTICLES) - 1))
    def delete(self, number):
        """An article coded to nothing loses what it supported."""
        self.load({number: []})

    @rule(wanted=batches)
    def hold(self, wanted):
        self.version += 1
        items, lot = self.named(wanted, self.version)
        store.stage_batch(self.db, lot, items)
        assert store.publish_batch(self.db, lot.key, hold="looks odd").state == "held"
        self.held[lot.key] = wanted

    @rule(wanted=batches)
    def quarantine(self, wanted):
        """Validation keeps every 042 out."""
        self.version += 1
        items, lot = self.named(wanted, self.version)
        store.stage_batch(self.db, lot, items)
        found = self.db.execute(
            "SELECT event_key, article_key FROM staging.event WHERE batch_id = %s AND code = '042'", (lot.key,)
        ).fetchall()
        store.quarantine(
            self.db,
            lot.key,
            [store.Quarantined("event", key, "EV-Q001", "no visits", "", article) for key, article in found],
        )
        store.publish_batch(self.db, lot.key)
        left = {n: told and [act for act in told if act[2] != "042"] for n, told in wanted.items()}
        self.ledger[lot.key] = left
        self.articles.update(left)

    @invariant()
    def equal_to_the_model(self):
        if not hasattr(self, "articles"):
            return
        stored = self.db.execute(
            "SELECT key, n_mentions, n_articles, n_sources, confidence, place_name IS NOT NULL FROM events.event"
            " ORDER BY key"
        )
        assert stored.fetchall() == sorted(self.expected())
        ledger = self.db.execute("SELECT id FROM events.batch WHERE state = 'published'").fetchall()
        assert {row[0] for row in ledger} == set(self.ledger) | self.rebuilds
        still_open = self.db.execute(
            "SELECT DISTINCT article_key FROM events.rejection WHERE resolved_by IS NULL AND stage = 'clean'"
        )
        refused = {store.article_key(ARTICLES[number]) for number, told in self.articles.items() if told is None}
        assert {row[0] for row in still_open} == refused
        assert {row[0] for row in self.db.execute("SELECT DISTINCT id FROM staging.batch")} <= set(
            self.held
        ) | self.pending()
        assert self.db.execute("SELECT count(*) FROM events.article").fetchone() == (len(self.articles),)

    def pending(self):
        """Batches a crash left staged; they are loaded in the same step."""
        return {row[0] for row in self.db.execute("SELECT id FROM staging.batch")} - set(self.ledger)

    def expected(self):
        """Every event the model's articles tell, recounted from scratch."""
        mentions = {}
        for number, told in self.articles.items():
            of = ARTICLES[number]
            for event in coded_of(number, told).events:
                key = store.event_key(event, store.article_key(of))
                mentions.setdefault(key, []).extend((of, mention) for mention in event.mentions)
        for key, found in mentions.items():
            sources = {of.source for of, _ in found} - {None}
            yield (
                key, len(found), len({of.id for of, _ in found}), len(sources), max(m.confidence for _, m in found),
                any(m.place for _, m in found),
            )  # fmt: skip


def test_the_store_is_the_model(fresh_database):
    Store.url = fresh_database
    many = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
    run_state_machine_as_test(
        Store,
        settings=settings(
            max_examples=100 if many else 12,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
