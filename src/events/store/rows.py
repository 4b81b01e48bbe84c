"""Records as rows of the staging tables, in the columns' order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from events.clean.unicode import neutralise
from events.model import Event, Mention, Place, RawArticle, Rejection, Span
from events.store import keys
from events.store.keys import storable

Row = tuple[Any, ...]

DETAIL_LIMIT = 2_000
RAW_LIMIT = 100_000
# A rejected article with a longer text is kept as a rejection only, its raw text cut.
TEXT_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Columns:
    """A staging table's columns as binary COPY wants them."""

    table: str
    names: tuple[str, ...]
    types: tuple[str, ...]


def _columns(table: str, text: str) -> Columns:
    pairs = [part.split(":") for part in text.split()]
    return Columns(table, tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


_PLACE = "place_name:text place_country:text place_lat:float8 place_lon:float8"
_SPANS = (
    "place_start:int4 place_end:int4 evidence_start:int4 evidence_end:int4 trigger_start:int4 trigger_end:int4 "
    "source_start:int4 source_end:int4 target_start:int4 target_end:int4 date_start:int4 date_stop:int4"
)

ARTICLE = _columns(
    "article",
    "batch_id:uuid key:uuid content_hash:text id:text source:text published:date url:text title:text text:text "
    "flags:text[] n_events:int4 rejected:bool",
)
EVENT = _columns(
    "event",
    "batch_id:uuid article_key:uuid event_key:uuid article_id:text source:text target:text code:text root:text "
    f"quad_class:int4 goldstein:float8 date:date date_end:date grain:text {_PLACE} confidence:float8 n_mentions:int4 "
    "published:date",
)
MENTION = _columns(
    "mention",
    f"batch_id:uuid key:uuid event_key:uuid article_key:uuid sentence:int4 date_end:date {_PLACE} {_SPANS} rule:text "
    "seeds:text[] steps:text[] confidence:float8",
)
REJECTION = _columns(
    "rejection",
    "batch_id:uuid key:uuid stage:text code:text detail:text raw_hash:text article_id:text article_key:uuid "
    "event_key:uuid raw:text stands_for:int4",
)
STAGED = (ARTICLE, EVENT, MENTION, REJECTION)


def article_row(
    batch: UUID, key: UUID, digest: str, article: RawArticle, flags: Sequence[str], *, events: int | None
) -> Row:
    """A row of `staging.article`; `events` None for a rejected article."""
    return (
        batch,
        key,
        digest,
        storable(article.id),
        _text(article.source),
        article.published,
        _text(article.url),
        None if article.title is None else neutralise(article.title),
        neutralise(article.text),
        [storable(flag) for flag in flags],
        events or 0,
        events is None,
    )


def event_row(batch: UUID, article: RawArticle, article_key: UUID, event_key: UUID, event: Event) -> Row:
    """A row of `staging.event`: one event as one article tells it."""
    return (
        batch,
        article_key,
        event_key,
        storable(article.id),
        storable(event.source),
        storable(event.target),
        storable(event.code),
        storable(event.root),
        event.quad_class,
        event.goldstein,
        event.date,
        event.date_end,
        event.grain.value,
        *_place(event.place),
        event.confidence,
        len(event.mentions),
        article.published,
    )


def mention_row(batch: UUID, key: UUID, event_key: UUID, article_key: UUID, mention: Mention) -> Row:
    """A row of `staging.mention`."""
    place = mention.place
    return (
        batch,
        key,
        event_key,
        article_key,
        mention.sentence,
        mention.date_end,
        *_place(place),
        *_span(place.span if place else None),
        mention.evidence.start,
        mention.evidence.end,
        mention.trigger.start,
        mention.trigger.end,
        *_span(mention.source_span),
        *_span(mention.target_span),
        *_span(mention.date_span),
        storable(mention.rule),
        [storable(seed) for seed in mention.seeds],
        [storable(step) for step in mention.steps],
        mention.confidence,
    )


def rejection_row(batch: UUID, rejection: Rejection, article_key: UUID | None, stands_for: int) -> Row:
    """A row of `staging.rejection`. `stands_for`: articles of the input that no row of `staging.article` stands for."""
    detail = storable(rejection.detail)[:DETAIL_LIMIT]
    return (
        batch,
        keys.rejection_key(rejection, article_key),
        storable(rejection.stage),
        storable(rejection.code),
        detail,
        storable(rejection.raw_hash),
        _text(rejection.article_id),
        article_key,
        None,
        storable(rejection.raw)[:RAW_LIMIT],
        stands_for,
    )


def duplicate(article: RawArticle, digest: str) -> Rejection:
    """The rejection of an article that stands in one batch a second time."""
    return Rejection("load", "EV-L001", "the same article stands in this batch already", digest, article.id)


def mentionless(event: Event, article: RawArticle, digest: str) -> Rejection:
    """The rejection of an event that no mention supports."""
    what = f"{event.source} {event.code} {event.target} {event.date or 'unknown'}"
    return Rejection("load", "EV-L002", f"event without a mention: {what}", digest, article.id)


def raw_hash(text: str) -> str:
    """SHA-256 of a text, 64 hex digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _place(place: Place | None) -> Row:
    if place is None:
        return (None, None, None, None)
    return (storable(place.name), _text(place.country), place.lat, place.lon)


def _span(span: Span | None) -> Row:
    return (None, None) if span is None else (span.start, span.end)
