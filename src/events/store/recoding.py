"""Stored articles, and under which code and seeds they were coded last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from events.model import RawArticle
from events.store.connection import Connection
from events.store.staging import store_errors

_CODED_UNDER = """
SELECT a.key FROM events.article a JOIN events.batch b ON b.id = a.last_batch
WHERE b.code_version = %s AND b.seeds_fingerprint = %s"""
_STORED = """
SELECT a.id, a.text, a.published, a.source, a.url, a.title
FROM events.article a JOIN events.batch b ON b.id = a.last_batch
WHERE (%(all)s OR b.code_version <> %(code)s OR b.seeds_fingerprint <> %(seeds)s)
  AND (%(since)s::date IS NULL OR a.published >= %(since)s) AND (%(until)s::date IS NULL OR a.published <= %(until)s)
  AND (%(source)s::text IS NULL OR a.source = %(source)s)
ORDER BY a.published NULLS LAST, a.key LIMIT %(limit)s"""
_LATEST = "SELECT id FROM events.batch WHERE state = 'published' ORDER BY loaded_at DESC, id LIMIT %s"


def coded_under(connection: Connection, code_version: str, seeds_fingerprint: str) -> frozenset[UUID]:
    """The keys of the articles whose last coding was under this code and these seeds."""
    with store_errors():
        rows = connection.execute(_CODED_UNDER, (code_version, seeds_fingerprint))
        return frozenset(row[0] for row in rows)


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
    """The articles whose last coding was under other code or seeds (`everything`: all), oldest first, as they came in."""
    values = {
        "all": everything, "code": code_version, "seeds": seeds_fingerprint, "since": since, "until": until,
        "source": source, "limit": limit or None,
    }  # fmt: skip
    with store_errors(), connection.transaction(), connection.cursor(name="stored_articles") as cursor:
        cursor.execute(_STORED, values)
        for key, text, published, name, url, title in cursor:
            yield RawArticle(key, text, published, name, url, title)


def latest_batches(connection: Connection, count: int = 1) -> tuple[UUID, ...]:
    """The ids of the batches published last, newest first."""
    with store_errors():
        return tuple(row[0] for row in connection.execute(_LATEST, (count,)))


def vacuum(connection: Connection) -> None:
    """Vacuums and analyses the tables of schema `events` that the connection's role may."""
    with store_errors():
        tables = connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'events'"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f"VACUUM (ANALYZE) events.{table}")
