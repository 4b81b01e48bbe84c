"""The store: one Postgres, exactly once.

How a batch gets in
-------------------
1. `stage_batch(connection, batch, coded, rejections)` copies what the coder gave (`events.model.Coded`, and
   `Rejection`s of inputs that never became an article) into the tables of schema `staging`, keyed by batch id.
   Staged tables have no CHECKs, so that bad rows can stand there and be found. Staging a batch again replaces its
   rows and empties its quarantine; staging a published batch does nothing (`Staged.published`).
2. Quality reads `staging.article`, `staging.event`, `staging.mention`, `staging.rejection` `WHERE batch_id = …` as
   role `events_validator`, which can only SELECT: `role_url(url, "events_validator")`. Rows to turn away are named:
   `quarantine(connection, batch_id, [Quarantined(kind, key, code, expectation, detail, article_key), …])`, where kind
   is `article`, `event` (key: its `event_key`; with `article_key` only that article's telling of it) or `mention`.
   `release(connection, batch_id)` empties the quarantine. `record_quality(connection, run, suite, results, batch=…)`
   stores the run (`events.quality_run`, `events.quality_result`).
3. `publish_batch(connection, batch_id)` moves what passed into schema `events` in one transaction: advisory lock on
   the batch, one sorted `INSERT … ON CONFLICT` a table, mentions of re-coded articles replaced, the events they
   support recomputed, history, rejections, the ledger row, staging emptied. Killed anywhere, all of it is there or
   nothing. Publishing a published batch gives its counts back (`BatchCounts.again`).
   `publish_batch(…, hold="why")` writes the ledger row as `held` and no other row; what is staged stays for a look.

`load_batch` is stage + publish. Use connections of `connect(url, role="events_loader")`.
Counts: articles = with_events + without_events + rejected, held by a CHECK. An article whose every event was
quarantined counts as rejected. Of an article twice in one batch the second is rejected (`EV-L001`); an event without
a mention is rejected (`EV-L002`).

`rebuild_day(connection, day, …)` counts a day's events again from their mentions, by the same statements.

Keys are uuids: SHA-256 over content, cut to 128 bits; those of articles and events begin with their day
(`events.store.keys`). `as_key` takes 32 or 64 hex
digits, so that a batch may be named by a whole SHA-256.

Errors: `TransientError` (try again), `TerminalError` (do not), `StagingLost` (stage, validate and publish again).
"""

from events.store.connection import ROLES, Connection, connect, plain_url, role_url, sqlalchemy_url
from events.store.errors import ServerError, StagingLost, StoreError, TerminalError, TransientError
from events.store.keys import article_key, as_key, batch_key, content_hash, event_key, mention_key
from events.store.migrations import migrate
from events.store.publishing import BatchCounts, batch_counts, load_batch, publish_batch
from events.store.quality import QualityResult, record_quality
from events.store.rebuilding import Rebuilt, rebuild_day
from events.store.reference import load_reference
from events.store.staging import Batch, Quarantined, Staged, drop_staged, quarantine, release, stage_batch

__all__ = [
    "ROLES",
    "Batch",
    "BatchCounts",
    "Connection",
    "QualityResult",
    "Quarantined",
    "Rebuilt",
    "ServerError",
    "Staged",
    "StagingLost",
    "StoreError",
    "TerminalError",
    "TransientError",
    "article_key",
    "as_key",
    "batch_counts",
    "batch_key",
    "connect",
    "content_hash",
    "drop_staged",
    "event_key",
    "load_batch",
    "load_reference",
    "mention_key",
    "migrate",
    "plain_url",
    "publish_batch",
    "quarantine",
    "rebuild_day",
    "record_quality",
    "release",
    "role_url",
    "sqlalchemy_url",
    "stage_batch",
]
