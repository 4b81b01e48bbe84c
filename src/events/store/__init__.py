"""The store: one Postgres, exactly once.

How a batch gets in
-------------------
1. `stage_batch(connection, batch, coded, rejections)` copies what the coder gave (`events.model.Coded`, and `Rejection`s of
   lines that never became an article) into the tables of schema `staging`, keyed by batch id. Staged tables have no CHECKs, so that
   bad rows can stand there and be found. Staging a batch again replaces its rows; staging a published batch does nothing.
2. Quality reads `staging.article`, `staging.event`, `staging.mention`, `staging.rejection` `WHERE batch_id = …` as role
   `events_validator` (`role_url(url, "events_validator")`, SELECT only). Rows to turn away are named with
   `quarantine(connection, batch_id, [Quarantined(kind, key, code, expectation, detail), …])`; kind is `article`, `event` (its
   `event_key`; `article_key` too where only that article's telling is bad) or `mention`. `release(connection, batch_id)` empties it.
   `record_quality(connection, run, results)` stores the run (`quality_run`, `quality_result`).
3. `publish_batch(connection, batch_id)` moves what passed into schema `events` in one transaction: advisory lock on the batch, binary-staged
   rows, one sorted `INSERT … ON CONFLICT`, mentions of re-coded articles replaced, the events they support recomputed, history, rejections,
   the ledger row, staging emptied. Killed anywhere, nothing or everything is there. Publishing a published batch gives its counts back.
   `publish_batch(…, hold="why")` writes the ledger row as `held` instead and publishes no row; the staged rows stay for a look.

`load_batch` is stage + publish. Every call takes a connection of `connect(url, role="events_loader")`.
Counts: articles = with_events + without_events + rejected, held by a CHECK. An article with every event quarantined counts as rejected.

Keys are uuids: the first 128 bits of a SHA-256 over content (`events.store.keys`). `as_key` accepts 32 or 64 hex digits, so a batch
may be named by the whole SHA-256.

Errors: `TransientError` (try again), `TerminalError` (do not), `StagingLost` (stage again, then publish).
"""

from events.store.connection import Connection, connect, plain_url, role_url, sqlalchemy_url
from events.store.errors import ServerError, StagingLost, StoreError, TerminalError, TransientError
from events.store.migrations import migrate

__all__ = [
    "Connection",
    "ServerError",
    "StagingLost",
    "StoreError",
    "TerminalError",
    "TransientError",
    "connect",
    "migrate",
    "plain_url",
    "role_url",
    "sqlalchemy_url",
]
