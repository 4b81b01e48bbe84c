"""From staging into the event table: one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from events.model import Coded, Rejection
from events.store import keys
from events.store import statements as sql
from events.store.connection import Connection
from events.store.errors import StagingLost, TerminalError
from events.store.staging import Batch, KillPoint, lock_batch, no_kill, stage_batch, store_errors, unstage


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """A batch's line in the ledger. `articles` = `with_events` + `without_events` + `rejected`.

    `articles_new`, `events_new`, `events_changed`, `events_removed` say what the batch did to the tables when it was
    published; `again` is true where it had been published before and this call changed nothing.
    """

    batch: UUID
    state: str
    code_version: str
    seeds_fingerprint: str
    articles: int
    with_events: int
    without_events: int
    rejected: int
    articles_new: int
    events_new: int
    events_changed: int
    events_removed: int
    events_quarantined: int
    mentions: int
    note: str = ""
    again: bool = False


_LEDGER_COLUMNS = (
    "id, state, code_version, seeds_fingerprint, articles, with_events, without_events, rejected, articles_new,"
    " events_new, events_changed, events_removed, events_quarantined, mentions, note"
)


def publish_batch(
    connection: Connection,
    batch: UUID | str,
    *,
    hold: str | None = None,
    resolves: Iterable[UUID] = (),
    kill: KillPoint = no_kill,
) -> BatchCounts:
    """Publishes the staged batch in one transaction and gives its counts; a batch published before is left alone.

    With `hold` (the reason) only the ledger's row is written, state `held`; the staged rows stay.
    `resolves` names rejections this batch settles beside those of its own articles.
    Raises `StagingLost` where the staged rows are not all there, `TransientError`, `TerminalError`.
    """
    key = keys.as_key(batch)
    with store_errors():
        with connection.transaction():
            lock_batch(connection, key)
            known = batch_counts(connection, key)
            if known is not None and known.state == "published":
                return known
            counts = _publish(connection, key, hold, list(resolves), kill)
            kill("before commit")
        kill("after commit")
    return counts


def load_batch(
    connection: Connection,
    batch: Batch,
    coded: Iterable[Coded],
    rejections: Iterable[Rejection] = (),
    kill: KillPoint = no_kill,
) -> BatchCounts:
    """Stages and publishes in two transactions, without validation between."""
    stage_batch(connection, batch, coded, rejections, kill)
    return publish_batch(connection, batch.key, kill=kill)


def batch_counts(connection: Connection, batch: UUID | str) -> BatchCounts | None:
    """The batch's line in the ledger (`again` true), None where there is none."""
    row = connection.execute(
        f"SELECT {_LEDGER_COLUMNS} FROM events.batch WHERE id = %s",  # noqa: S608 - columns of this module
        (keys.as_key(batch),),
    ).fetchone()
    return None if row is None else replace(BatchCounts(*row), again=True)


def _publish(connection: Connection, key: UUID, hold: str | None, resolves: list[UUID], kill: KillPoint) -> BatchCounts:
    values: dict[str, Any] = {"batch": key, "resolves": resolves}
    articles, code_version, fingerprint = _staged(connection, key)
    (quarantined,) = _row(connection, sql.QUARANTINED, values)
    connection.execute(sql.GATHERING)
    for statement in sql.passing(quarantined=quarantined):
        connection.execute(statement, values if "%(batch)s" in statement else None)
    with_events, without_events, rejected, kept_out, mentions = _row(connection, sql.COUNTS, values)
    if articles != with_events + without_events + rejected:
        raise TerminalError(
            f"batch {key}: {articles} articles came in, but {with_events} with events + {without_events} without"
            f" + {rejected} rejected are accounted for"
        )
    done = (0, 0, 0, 0)
    if hold is None:
        kill("before insert")
        done = _move(connection, values, quarantined=quarantined)
        kill("after insert")
    counts = BatchCounts(
        key, "published" if hold is None else "held", code_version, fingerprint, articles, with_events, without_events,
        int(rejected), *done, kept_out, mentions, keys.storable(hold or ""),
    )  # fmt: skip
    kill("before ledger")
    connection.execute(sql.LEDGER, {name: getattr(counts, name) for name in counts.__slots__} | {"id": key})
    if hold is None:
        unstage(connection, key)
    kill("after ledger")
    return counts


def _staged(connection: Connection, key: UUID) -> tuple[int, str, str]:
    """Articles of the input, code version, seeds fingerprint; `StagingLost` where rows are missing."""
    row = connection.execute(
        "SELECT article_rows, event_rows, mention_rows, rejection_rows, articles, code_version, seeds_fingerprint"
        " FROM staging.batch WHERE id = %s",
        (key,),
    ).fetchone()
    if row is None:
        raise StagingLost(f"batch {key} is not staged")
    found = _row(connection, sql.STAGED_ROWS, {"batch": key})
    if tuple(row[:4]) != found:
        raise StagingLost(f"batch {key}: {found} rows stand in staging, {tuple(row[:4])} were put there")
    return row[4], row[5], row[6]


def _move(connection: Connection, values: dict[str, Any], *, quarantined: bool) -> tuple[int, int, int, int]:
    """New articles, new events, changed events, removed events."""
    connection.execute(sql.KNOWN_ARTICLES)
    articles_new, articles, events = _row(connection, sql.ARTICLES, values)
    connection.execute(sql.SEARCHING)
    connection.execute(sql.FORMER)
    events_new = connection.execute(sql.EVENTS, values).rowcount
    connection.execute(sql.FORGET_MENTIONS)
    connection.execute(sql.GATHERING)
    connection.execute(sql.mentions(quarantined=quarantined), values)
    connection.execute(sql.SEARCHING)
    changed = removed = 0
    if articles_new < articles or events_new < events:  # else nothing was there before
        changed, removed = _recount(connection, values)
    for statement in sql.REJECTIONS:
        connection.execute(statement, values)
    return articles_new, events_new, changed, removed


def _recount(connection: Connection, values: dict[str, Any]) -> tuple[int, int]:
    """Changed events, removed events, among those known before."""
    connection.execute(sql.TOUCHED, values)
    connection.execute("ANALYZE load_touched")
    connection.execute(sql.RECOUNT)
    for statement in sql.CHANGES:
        connection.execute(statement, values)
    changed = connection.execute(sql.UPDATE_EVENTS, values).rowcount
    return changed, connection.execute(sql.REMOVE_EVENTS).rowcount


def _row(connection: Connection, statement: str, values: dict[str, Any] | None = None) -> tuple[Any, ...]:
    row = connection.execute(statement, values).fetchone()
    if row is None:
        raise TerminalError("a count gave no row")
    return tuple(row)
