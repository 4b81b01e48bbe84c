"""The tables as SQLAlchemy 2 Core metadata, for reads and for tools that speak SQLAlchemy.

The truth is the SQL under `sql/migrations/` (domains and CHECKs are there); a test compares the two column by column.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB, REAL

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_name)s",
        "uq": "%(table_name)s_%(column_0_name)s_key",
    }
)


def _key(name: str = "key", *, primary: bool = True) -> Column[Any]:
    return Column(name, Uuid(as_uuid=True), primary_key=primary, nullable=False)


def _uuid(name: str, to: str | None = None, *, null: bool = False) -> Column[Any]:
    return Column(name, Uuid(as_uuid=True), *([ForeignKey(to)] if to else []), nullable=null)


def _text(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=null)


def _texts(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, ARRAY(Text), nullable=null)


def _int(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Integer, nullable=null)


def _place(*, point: Any = Double) -> list[Column[Any]]:
    return [
        _text("place_name", null=True),
        _text("place_country", null=True),
        Column("place_lat", point, nullable=True),
        Column("place_lon", point, nullable=True),
    ]


def _spans(*, null: bool) -> list[Column[Any]]:
    whole = ["evidence_start", "evidence_end", "trigger_start", "trigger_end"]
    parts = ["source_start", "source_end", "target_start", "target_end", "date_start", "date_stop"]
    return [*(_int(name, null=null) for name in whole), *(_int(name, null=True) for name in parts)]


cameo = Table(
    "cameo",
    metadata,
    Column("code", Text, primary_key=True),
    _text("label"),
    _text("label_ar"),
    Column("parent", Text, ForeignKey("events.cameo.code")),
    _text("root"),
    Column("quad_class", SmallInteger, nullable=False),
    Column("gdelt_quad_class", SmallInteger, nullable=False),
    Column("goldstein", REAL, nullable=False),
    Column("goldstein_inherited", Boolean, nullable=False),
    _text("plover"),
    schema="events",
)

country = Table(
    "country",
    metadata,
    Column("code", Text, primary_key=True),
    _text("name_en"),
    _text("name_ar"),
    _text("capital", null=True),
    schema="events",
)

actor = Table(
    "actor",
    metadata,
    Column("id", Text, primary_key=True),
    _text("code"),
    _text("kind"),
    _text("name_en"),
    _text("name_ar"),
    _text("valid_from", null=True),
    _text("valid_to", null=True),
    schema="events",
)

source = Table(
    "source",
    metadata,
    Column("name", Text, primary_key=True),
    *(_text(name, null=True) for name in ("name_ar", "country", "kind", "url", "language")),
    schema="events",
)

role = Table(
    "role",
    metadata,
    Column("code", Text, primary_key=True),
    _text("label"),
    _text("label_ar"),
    schema="events",
)

fips = Table("fips", metadata, Column("code", Text, primary_key=True), _text("fips"), schema="events")

actor_name = Table(
    "actor_name",
    metadata,
    Column("code", Text, primary_key=True),
    _text("name_en"),
    _text("name_ar"),
    _text("kind"),
    schema="events",
)

batch = Table(
    "batch",
    metadata,
    _key("id"),
    _text("code_version"),
    _text("seeds_fingerprint"),
    _text("state"),
    *(
        _int(name)
        for name in (
            "articles",
            "with_events",
            "without_events",
            "rejected",
            "articles_new",
            "events_new",
            "events_changed",
            "events_removed",
            "events_quarantined",
            "mentions",
        )
    ),
    Column("loaded_at", DateTime(timezone=True), nullable=False),
    _text("note"),
    schema="events",
)

article = Table(
    "article",
    metadata,
    _key(),
    _text("content_hash"),
    _text("id"),
    _text("source", null=True),
    Column("published", Date),
    _text("url", null=True),
    _text("title", null=True),
    _text("text"),
    _texts("flags"),
    _text("outcome"),
    _uuid("first_batch"),
    _uuid("last_batch", "events.batch.id"),
    schema="events",
)

event = Table(
    "event",
    metadata,
    _key(),
    _text("source"),
    _text("target"),
    Column("source_primary", Text, Computed("left(source, 3)"), nullable=False),
    Column("target_primary", Text, Computed("left(target, 3)"), nullable=False),
    Column("code", Text, ForeignKey("events.cameo.code"), nullable=False),
    _text("root"),
    Column("quad_class", SmallInteger, nullable=False),
    Column("goldstein", REAL, nullable=False),
    Column("date", Date),
    Column("date_end", Date),
    _text("grain"),
    *_place(),
    Column("confidence", REAL, nullable=False),
    _int("n_mentions"),
    _int("n_articles"),
    _int("n_sources"),
    Column("first_published", Date),
    _uuid("first_batch"),
    _uuid("last_batch"),
    schema="events",
)

mention = Table(
    "mention",
    metadata,
    _key(),
    Column("event_key", Uuid(as_uuid=True), ForeignKey("events.event.key"), primary_key=True),
    _uuid("article_key", "events.article.key"),
    _int("sentence"),
    Column("date_end", Date),
    *_place(),
    _int("place_start", null=True),
    _int("place_end", null=True),
    *_spans(null=False),
    _text("rule"),
    _texts("seeds"),
    _texts("steps"),
    Column("confidence", REAL, nullable=False),
    schema="events",
)

rejection = Table(
    "rejection",
    metadata,
    _key(),
    _uuid("batch_id", "events.batch.id"),
    _text("stage"),
    _text("code"),
    _text("detail"),
    _text("raw_hash"),
    _text("article_id", null=True),
    _uuid("article_key", null=True),
    _uuid("event_key", null=True),
    _text("raw"),
    Column("rejected_at", DateTime(timezone=True), nullable=False),
    _uuid("resolved_by", "events.batch.id", null=True),
    schema="events",
)

event_history = Table(
    "event_history",
    metadata,
    _key("event_key"),
    Column("batch_id", Uuid(as_uuid=True), ForeignKey("events.batch.id"), primary_key=True),
    _text("change"),
    Column("was", JSONB, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    schema="events",
)

quality_run = Table(
    "quality_run",
    metadata,
    _key("id"),
    _uuid("batch_id", null=True),
    _text("suite"),
    Column("success", Boolean, nullable=False),
    _int("evaluated"),
    _int("failed"),
    _text("report"),
    Column("ran_at", DateTime(timezone=True), nullable=False),
    schema="events",
)

quality_result = Table(
    "quality_result",
    metadata,
    Column("run_id", Uuid(as_uuid=True), ForeignKey("events.quality_run.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("expectation"),
    _text("column_name", null=True),
    _text("severity"),
    Column("success", Boolean, nullable=False),
    _text("observed", null=True),
    Column("element_count", BigInteger),
    Column("unexpected_count", BigInteger),
    Column("details", JSONB, nullable=False),
    schema="events",
)

staged_batch = Table(
    "batch",
    metadata,
    _key("id"),
    _text("code_version"),
    _text("seeds_fingerprint"),
    *(_int(name) for name in ("articles", "article_rows", "event_rows", "mention_rows", "rejection_rows")),
    Column("staged_at", DateTime(timezone=True), nullable=False),
    schema="staging",
)

staged_article = Table(
    "article",
    metadata,
    _key("batch_id"),
    _key(),
    *(_text(name, null=True) for name in ("content_hash", "id", "source")),
    Column("published", Date),
    *(_text(name, null=True) for name in ("url", "title", "text")),
    _texts("flags", null=True),
    _int("n_events", null=True),
    Column("rejected", Boolean),
    schema="staging",
)

staged_event = Table(
    "event",
    metadata,
    _key("batch_id"),
    _key("article_key"),
    _key("event_key"),
    *(_text(name, null=True) for name in ("article_id", "source", "target", "code", "root")),
    _int("quad_class", null=True),
    Column("goldstein", Double),
    Column("date", Date),
    Column("date_end", Date),
    _text("grain", null=True),
    *_place(),
    Column("confidence", Double),
    _int("n_mentions", null=True),
    Column("published", Date),
    schema="staging",
)

staged_mention = Table(
    "mention",
    metadata,
    _key("batch_id"),
    _key(),
    _key("event_key", primary=False),
    _key("article_key", primary=False),
    _int("sentence", null=True),
    Column("date_end", Date),
    *_place(),
    _int("place_start", null=True),
    _int("place_end", null=True),
    *_spans(null=True),
    _text("rule", null=True),
    _texts("seeds", null=True),
    _texts("steps", null=True),
    Column("confidence", Double),
    schema="staging",
)

staged_rejection = Table(
    "rejection",
    metadata,
    _key("batch_id", primary=False),
    _key(primary=False),
    *(_text(name, null=True) for name in ("stage", "code", "detail", "raw_hash", "article_id")),
    _uuid("article_key", null=True),
    _uuid("event_key", null=True),
    _text("raw", null=True),
    _int("stands_for"),
    schema="staging",
)

quarantine = Table(
    "quarantine",
    metadata,
    _key("batch_id"),
    _key("rejection_key"),
    _text("kind"),
    _uuid("key"),
    _uuid("article_key", null=True),
    _text("code"),
    _text("expectation"),
    _text("detail"),
    schema="staging",
)
