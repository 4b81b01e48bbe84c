"""What a batch brings, put where it can be looked at before anything is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from uuid import UUID

import psycopg
from psycopg import sql

from events.model import Coded, Rejection
from events.store import keys, rows
from events.store.connection import Connection
from events.store.errors import TerminalError, TransientError
from events.store.rows import Columns, Row

CHUNK = 500
KillPoint = Callable[[str], None]


def no_kill(_point: str) -> None:
    """The usual kill point: nothing happens."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What names a batch. `id` as `keys.batch_key` gives it, or 32 or 64 hex digits."""

    id: UUID | str
    code_version: str
    seeds_fingerprint: str

    @property
    def key(self) -> UUID:
        """The id as a uuid; `ValueError` where it is none."""
        return keys.as_key(self.id)


@dataclass(frozen=True, slots=True)
class Staged:
    """How much stands in staging for a batch. `articles` is the input's count: what must add up in the end."""

    articles: int
    article_rows: int
    event_rows: int
    mention_rows: int
    rejection_rows: int
    published: bool = False


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A staged row to keep out: `kind` is `article`, `event` (key: its event_key; with `article_key` only that
    article's telling of it) or `mention`. Becomes a rejection of stage `quality` when the batch is published."""

    kind: str
    key: UUID
    code: str
    expectation: str
    detail: str = ""
    article_key: UUID | None = None


def stage_batch(
    connection: Connection,
    batch: Batch,
    coded: Iterable[Coded],
    rejections: Iterable[Rejection] = (),
    kill: KillPoint = no_kill,
) -> Staged:
    """Replaces what stands in staging for the batch, in one transaction; memory holds no more than keys and a chunk.

    `rejections` are inputs that never became an article (unreadable lines): each counts as one article of the input.
    Of an article that stands twice in the input the second is rejected (`EV-L001`).
    A batch already published is left alone (`published` is then true). Raises `TransientError`, `TerminalError`.
    """
    key = batch.key
    with store_errors(), connection.transaction():
        lock_batch(connection, key)
        known = connection.execute("SELECT articles FROM events.batch WHERE id = %s AND state = 'published'", (key,))
        row = known.fetchone()
        if row is not None:
            return Staged(row[0], 0, 0, 0, 0, published=True)
        unstage(connection, key)
        kill("before copy")
        staged = _copy(connection, key, coded, rejections)
        kill("after copy")
        connection.execute(
            "INSERT INTO staging.batch (id, code_version, seeds_fingerprint, articles, article_rows, event_rows,"
            " mention_rows, rejection_rows) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            (key, batch.code_version, batch.seeds_fingerprint, *astuple(staged)[:5]),
        )
    return staged


def quarantine(connection: Connection, batch: UUID | str, found: Iterable[Quarantined]) -> int:
    """Names staged rows to keep out; naming one again changes nothing. Gives how many rows are now named."""
    key = keys.as_key(batch)
    lines = sorted((_quarantine_row(key, item) for item in found), key=lambda line: str(line[1]))
    with store_errors(), connection.transaction():
        lock_batch(connection, key)
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO staging.quarantine (batch_id, rejection_key, kind, key, article_key, code, expectation,"
                " detail) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                lines,
            )
        row = connection.execute("SELECT count(*) FROM staging.quarantine WHERE batch_id = %s", (key,)).fetchone()
    return int(row[0]) if row else 0


def release(connection: Connection, batch: UUID | str) -> None:
    """Empties the batch's quarantine, so that it can be validated anew."""
    with store_errors():
        connection.execute("DELETE FROM staging.quarantine WHERE batch_id = %s", (keys.as_key(batch),))


def drop_staged(connection: Connection, batch: UUID | str) -> None:
    """Removes whatever stands in staging for the batch."""
    key = keys.as_key(batch)
    with store_errors(), connection.transaction():
        lock_batch(connection, key)
        unstage(connection, key)


def lock_batch(connection: Connection, key: UUID) -> None:
    """Holds the batch until the transaction ends; a second attempt at the same batch waits `lock_timeout` at most."""
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (key.hex,))


def unstage(connection: Connection, key: UUID) -> None:
    """Deletes the batch's staged rows, inside the caller's transaction."""
    for table in ("article", "event", "mention", "rejection", "quarantine"):
        connection.execute(
            sql.SQL("DELETE FROM {} WHERE batch_id = %s").format(sql.Identifier("staging", table)), (key,)
        )
    connection.execute("DELETE FROM staging.batch WHERE id = %s", (key,))


@contextmanager
def store_errors() -> Iterator[None]:
    """Turns the driver's errors into `TransientError` (time-outs, lost connections, deadlocks, a server going down)
    or `TerminalError` (data or schema at fault, with the constraint's name)."""
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise TransientError(_reason(error)) from error
    except psycopg.Error as error:
        raise TerminalError(_reason(error)) from error


def _quarantine_row(batch: UUID, item: Quarantined) -> Row:
    return (
        batch,
        keys.quarantine_key(item.key, item.article_key, item.code, item.expectation),
        item.kind,
        item.key,
        item.article_key,
        item.code,
        keys.storable(item.expectation),
        keys.storable(item.detail)[: rows.DETAIL_LIMIT],
    )


def _reason(error: psycopg.Error) -> str:
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    table, constraint = error.diag.table_name, error.diag.constraint_name
    where = f" ({table}: {constraint})" if constraint and table else ""
    return f"{type(error).__name__}: {first}{where}"


def _copy(connection: Connection, batch: UUID, coded: Iterable[Coded], rejections: Iterable[Rejection]) -> Staged:
    counts = dict.fromkeys((columns.table for columns in rows.STAGED), 0)
    total = 0
    pending: dict[str, list[Row]] = {table: [] for table in counts}

    def flush(limit: int) -> None:
        for columns in rows.STAGED:
            lines = pending[columns.table]
            if len(lines) > limit:
                copy_rows(connection, columns, lines)
                counts[columns.table] += len(lines)
                lines.clear()

    seen: set[UUID] = set()
    for at, item in enumerate(coded, 1):
        total += 1
        _rows_of(batch, item, seen, pending)
        if at % CHUNK == 0:
            flush(0)
    for rejection in rejections:
        total += 1
        pending["rejection"].append(rows.rejection_row(batch, rejection, None, 1))
        flush(CHUNK)
    flush(0)
    return Staged(total, counts["article"], counts["event"], counts["mention"], counts["rejection"])


def _rows_of(batch: UUID, item: Coded, seen: set[UUID], pending: dict[str, list[Row]]) -> None:
    """The rows of one coded article, appended to `pending`."""
    article, digest = item.article, keys.content_hash(item.article)
    key = keys.hashed_article_key(digest, article.published)
    if key in seen:
        pending["rejection"].append(rows.rejection_row(batch, rows.duplicate(article, digest), key, 1))
        return
    seen.add(key)
    if item.rejection is not None:
        fits = len(article.text) <= rows.TEXT_LIMIT
        pending["rejection"].append(rows.rejection_row(batch, item.rejection, key if fits else None, 0 if fits else 1))
        if fits:
            pending["article"].append(rows.article_row(batch, key, digest, article, item.flags, events=None))
        return
    pending["article"].append(rows.article_row(batch, key, digest, article, item.flags, events=len(item.events)))
    events: set[UUID] = set()
    mentions: set[UUID] = set()
    for event in item.events:
        event_key = keys.event_key(event, key)
        if not event.mentions:
            found = rows.mentionless(event, article, digest)
            pending["rejection"].append(rows.rejection_row(batch, found, key, 0))
        if event_key not in events:
            events.add(event_key)
            pending["event"].append(rows.event_row(batch, article, key, event_key, event))
        for mention in event.mentions:
            mention_key = keys.mention_key(mention, event_key, key)
            if mention_key not in mentions:
                mentions.add(mention_key)
                pending["mention"].append(rows.mention_row(batch, mention_key, event_key, key, mention))


def copy_rows(connection: Connection, columns: Columns, lines: Iterable[Row]) -> None:
    """Binary COPY of the rows into the staging table."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(
        sql.Identifier("staging", columns.table), sql.SQL(", ").join(map(sql.Identifier, columns.names))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(columns.types)
        for line in lines:
            copy.write_row(line)
