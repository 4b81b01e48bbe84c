"""What is stored, read back as records: to be coded again under other code or seeds, or after a fix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg import sql

from events.model import RawArticle
from events.store.connection import Connection
from events.store.staging import store_errors

PAGE = 500
_STORED = """
SELECT a.id, a.text, a.published, a.source, a.url, a.title
FROM events.article a JOIN events.batch b ON b.id = a.last_batch
WHERE (%(all)s OR b.code_version <> %(version)s OR b.seeds_fingerprint <> %(seeds)s)
  AND (%(since)s::date IS NULL OR a.published >= %(since)s) AND (%(until)s::date IS NULL OR a.published <= %(until)s)
  AND (%(source)s::text IS NULL OR a.source = %(source)s)
ORDER BY a.published NULLS LAST, a.key LIMIT %(limit)s"""

_NEWEST = """
SELECT date, grain, source, code, label, target, place_name AS place, n_mentions AS mentions, confidence
FROM analyst.events ORDER BY n_mentions DESC, confidence DESC, date DESC NULLS LAST, event_key LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A rejection as stored. `article` is there where the article was kept, `raw` where its line was."""

    key: UUID
    batch: UUID
    stage: str
    code: str
    detail: str
    article_id: str | None
    rejected_at: datetime
    resolved_by: UUID | None
    raw: str
    article: RawArticle | None


@dataclass(frozen=True, slots=True)
class RejectionCount:
    """Rejections of one code: all that ever were, and those no later batch has settled."""

    code: str
    stage: str
    total: int
    open: int


def stored_articles(
    connection: Connection,
    code_version: str,
    seeds_fingerprint: str,
    *,
    since: date | None = None,
    until: date | None = None,
    source: str | None = None,
    limit: int | None = None,
    everything: bool = False,
) -> Iterator[RawArticle]:
    """Stored articles last coded under other code or other seeds than these (`everything`: all), oldest first,
    published from `since` to `until`; streamed from one snapshot, which stays open until the last is read."""
    values = {
        "all": everything, "version": code_version, "seeds": seeds_fingerprint, "since": since, "until": until,
        "source": source, "limit": limit or None,
    }  # fmt: skip
    with store_errors(), connection.transaction(), connection.cursor(name="stored_articles") as cursor:
        cursor.execute(_STORED, values)
        for row in cursor:
            yield RawArticle(*row)


def latest_batches(connection: Connection, count: int = 1) -> tuple[UUID, ...]:
    """The ids of the batches published last, newest first."""
    with store_errors():
        rows = connection.execute(
            "SELECT id FROM events.batch WHERE state = 'published' ORDER BY loaded_at DESC, id LIMIT %s", (count,)
        )
        return tuple(row[0] for row in rows)


def coded_under(connection: Connection, code_version: str, seeds_fingerprint: str) -> frozenset[UUID]:
    """Keys of the articles last coded under this code version and these seeds."""
    with store_errors():
        rows = connection.execute(
            "SELECT a.key FROM events.article a JOIN events.batch b ON b.id = a.last_batch"
            " WHERE b.code_version = %s AND b.seeds_fingerprint = %s",
            (code_version, seeds_fingerprint),
        )
        return frozenset(row[0] for row in rows)


def refused(
    connection: Connection,
    *,
    code: str | None = None,
    stage: str | None = None,
    everything: bool = False,
    limit: int = 0,
) -> Iterator[Refused]:
    """Open rejections (`everything`: settled ones too) in the keys' order, optionally of one code (`EV-D099`) or all
    codes that begin so (`EV-D`), with what is needed to try again."""
    where = [sql.SQL("r.key > %(after)s")]
    if not everything:
        where.append(sql.SQL("r.resolved_by IS NULL"))
    if code is not None:
        where.append(sql.SQL("starts_with(r.code, %(code)s)"))
    if stage is not None:
        where.append(sql.SQL("r.stage = %(stage)s"))
    query = sql.SQL(
        "SELECT r.key, r.batch_id, r.stage, r.code::text, r.detail, r.article_id, r.rejected_at, r.resolved_by, r.raw,"
        " a.key IS NOT NULL, a.id, a.text, a.published, a.source, a.url, a.title"
        " FROM events.rejection r LEFT JOIN events.article a ON a.key = r.article_key"
        " WHERE {} ORDER BY r.key LIMIT %(page)s"
    ).format(sql.SQL(" AND ").join(where))
    for at, row in enumerate(_pages(connection, query, {"code": code, "stage": stage})):
        if limit and at >= limit:
            return
        yield Refused(*row[:9], RawArticle(*row[10:]) if row[9] else None)  # type: ignore[call-arg]


def rejection_counts(connection: Connection) -> tuple[RejectionCount, ...]:
    """Rejections by code and stage, most open ones first."""
    with store_errors():
        rows = connection.execute(
            "SELECT code::text, stage, count(*), count(*) FILTER (WHERE resolved_by IS NULL) FROM events.rejection"
            " GROUP BY code, stage ORDER BY 4 DESC, 1, 2"
        ).fetchall()
    return tuple(RejectionCount(*row) for row in rows)


def vacuum(connection: Connection) -> None:
    """Vacuums and analyses the event tables and staging. Needs their owner's rights."""
    with store_errors():
        for table in ("article", "event", "mention", "rejection", "event_history"):
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier("events", table)))
        for table in ("article", "event", "mention", "rejection", "quarantine", "batch"):
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier("staging", table)))


def _pages(connection: Connection, query: sql.Composed, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    after = UUID(int=0)
    while True:
        with store_errors():
            rows = connection.execute(query, {**values, "after": after, "page": PAGE}).fetchall()
        yield from rows
        if len(rows) < PAGE:
            return
        after = rows[-1][0]


def newest_events(connection: Connection, limit: int = 20) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Column names and rows of published events, most mentioned and surest first, then newest: for a look."""
    with store_errors():
        cursor = connection.execute(_NEWEST, (limit,))
        return tuple(column.name for column in cursor.description or ()), cursor.fetchall()
