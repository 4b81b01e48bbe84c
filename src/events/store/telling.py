"""One stored event with its mentions and the articles they point into: what `events explain` shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from events.model import RawArticle
from events.store.connection import Connection
from events.store.staging import store_errors

_DIGITS = re.compile("[0-9a-f]{1,32}")
_EVENT = """
SELECT key, source, target, code::text, date, grain::text, place_name, confidence, n_mentions, n_articles
FROM events.event WHERE key BETWEEN rpad(%(prefix)s, 32, '0')::uuid AND rpad(%(prefix)s, 32, 'f')::uuid
ORDER BY key LIMIT 2"""
_MENTIONS = """
SELECT m.sentence, m.evidence_start, m.evidence_end, m.trigger_start, m.trigger_end, m.rule, m.seeds, m.steps,
       m.confidence, a.id, a.text, a.published, a.source, a.url, a.title
FROM events.mention m JOIN events.article a ON a.key = m.article_key
WHERE m.event_key = %s ORDER BY a.published NULLS LAST, a.key, m.sentence, m.trigger_start"""


@dataclass(frozen=True, slots=True)
class ToldMention:
    """A stored mention and its article; spans count characters of the article's text."""

    sentence: int
    evidence: tuple[int, int]
    trigger: tuple[int, int]
    rule: str
    seeds: tuple[str, ...]
    steps: tuple[str, ...]
    confidence: float
    article: RawArticle


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """A stored event with all its mentions, oldest article first."""

    key: UUID
    source: str
    target: str
    code: str
    date: date | None
    grain: str
    place: str | None
    confidence: float
    mentions: tuple[ToldMention, ...]


def told(connection: Connection, prefix: str) -> ToldEvent | None:
    """The event whose key begins with `prefix` (hex digits, no dashes); None where there is none or several."""
    if not _DIGITS.fullmatch(prefix):
        return None
    with store_errors():
        found = connection.execute(_EVENT, {"prefix": prefix}).fetchall()
        if len(found) != 1:
            return None
        row: tuple[Any, ...] = found[0]
        mentions = connection.execute(_MENTIONS, (row[0],)).fetchall()
    return ToldEvent(
        key=row[0], source=row[1], target=row[2], code=row[3], date=row[4], grain=row[5], place=row[6],
        confidence=float(row[7]), mentions=tuple(_mention(mention) for mention in mentions),
    )  # fmt: skip


def _mention(row: tuple[Any, ...]) -> ToldMention:
    return ToldMention(
        row[0],
        (row[1], row[2]),
        (row[3], row[4]),
        row[5],
        tuple(row[6]),
        tuple(row[7]),
        float(row[8]),
        RawArticle(*row[9:]),
    )
