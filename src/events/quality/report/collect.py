"""Reads what the reports show from Postgres, as a role that can only read."""

# ruff: noqa: S608 - built from constants of this module; values are parameters
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from events.quality.records import Profile, QualityError
from events.quality.report.data import (
    BatchLine,
    EventLine,
    Example,
    HeldBack,
    OverviewData,
    ReportData,
    ResultLine,
    SourceLine,
)
from events.quality.report.evidence import Piece, pieces
from events.quality.report.gold import Figure

TIMED: Final = "articles_coded_in_time"
EXAMPLES: Final = 5
SAMPLE: Final = 8
BEGINNING: Final = 300
HIDDEN: Final = ("event_key", "evidence_start", "evidence_end", "trigger_start", "trigger_end")

LEDGER = """
SELECT b.id, b.state, to_char(b.loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), b.articles, b.with_events,
       b.without_events, b.rejected, b.mentions, b.events_quarantined, b.note, b.code_version, b.seeds_fingerprint,
       coalesce(f.critical, 0), coalesce(f.warnings, 0), (p.details ->> 'events')::int
FROM events.batch b
LEFT JOIN LATERAL (SELECT id FROM events.quality_run WHERE batch_id = b.id AND suite <> 'tables'
                   ORDER BY ran_at DESC LIMIT 1) r ON true
LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE severity = 'critical') AS critical,
                          count(*) FILTER (WHERE severity = 'warning') AS warnings
                   FROM events.quality_result WHERE run_id = r.id AND NOT success) f ON true
LEFT JOIN events.quality_result p ON p.run_id = r.id AND p.expectation = 'profile_measured'
WHERE CAST(:batch AS uuid) IS NULL OR b.id = CAST(:batch AS uuid)
ORDER BY b.loaded_at DESC, b.id LIMIT :most"""
RESULTS = """
SELECT q.expectation, q.details ->> 'code', coalesce(q.details ->> 'suite', r.suite), q.severity, q.success,
       coalesce(q.observed, ''), coalesce(q.unexpected_count, 0), q.details
FROM events.quality_result q JOIN events.quality_run r ON r.id = q.run_id
WHERE r.id IN (SELECT DISTINCT ON (suite) id FROM events.quality_run WHERE batch_id = :batch
               ORDER BY suite, ran_at DESC)
ORDER BY r.suite, q.position"""
DOCS = "SELECT report FROM events.quality_run WHERE batch_id = :batch AND report <> '' ORDER BY ran_at DESC LIMIT 1"
PROFILES = """
SELECT q.details FROM events.quality_result q JOIN events.quality_run r ON r.id = q.run_id
WHERE q.expectation = 'profile_measured' AND r.batch_id IS DISTINCT FROM CAST(:but AS uuid)
ORDER BY r.ran_at DESC LIMIT :most"""
REJECTED = """
SELECT stage, code::text, article_id, detail, article_key, event_key, count(*) OVER (PARTITION BY stage, code),
       row_number() OVER (PARTITION BY stage, code ORDER BY article_id, key)
FROM events.rejection WHERE batch_id = :batch ORDER BY 7 DESC, stage, code, 8"""
REJECTED_ALL = """
SELECT stage, code::text, count(*), min(left(detail, 160)) FROM events.rejection WHERE resolved_by IS NULL
GROUP BY 1, 2 ORDER BY 3 DESC, 2"""
_SPANS = """m.evidence_start, m.evidence_end, m.trigger_start, m.trigger_end, m.source_start, m.source_end,
       m.target_start, m.target_end, m.date_start, m.date_stop, m.place_start, m.place_end"""
EVENTS = f"""
(SELECT e.source::text, e.target::text, e.code::text, e.date, e.grain::text, m.place_name, m.confidence, a.source,
        a.id, m.rule, a.text, {_SPANS}
 FROM events.mention m JOIN events.article a ON a.key = m.article_key JOIN events.event e ON e.key = m.event_key
 WHERE a.last_batch = :batch ORDER BY m.confidence DESC, m.key LIMIT :most)
UNION ALL
(SELECT e.source::text, e.target::text, e.code::text, e.date, e.grain::text, m.place_name, m.confidence, a.source,
        a.id, m.rule, a.text, {_SPANS}
 FROM events.mention m JOIN events.article a ON a.key = m.article_key JOIN events.event e ON e.key = m.event_key
 WHERE a.last_batch = :batch ORDER BY m.confidence, m.key LIMIT :most)"""
ARTICLE_TEXT = """
SELECT text FROM events.article WHERE key = :article
UNION ALL SELECT text FROM staging.article WHERE batch_id = :batch AND key = :article LIMIT 1"""
IN_QUARANTINE = """
SELECT 'quality', q.code::text, a.id, q.expectation || ': ' || q.detail, coalesce(q.article_key, q.key), NULL::uuid,
       count(*) OVER (PARTITION BY q.code), row_number() OVER (PARTITION BY q.code ORDER BY q.key)
FROM staging.quarantine q
LEFT JOIN staging.article a ON a.batch_id = q.batch_id AND a.key = coalesce(q.article_key, q.key)
WHERE q.batch_id = :batch ORDER BY 7 DESC, 2, 8"""


def collect(url: str, batch_id: str | UUID, *, gold: Sequence[Figure] = ()) -> ReportData:
    """What the report of a batch shows. `url` as for `events.quality.validate`. `QualityError` where the ledger does
    not know the batch or the database does not answer."""
    batch = UUID(str(batch_id).replace("-", "")[:32])
    with _reading(url) as read:
        lines = _lines(read(LEDGER, batch=batch, most=1))
        if not lines:
            raise QualityError(f"the ledger knows no batch {batch}")
        results = tuple(_result(row) for row in read(RESULTS, batch=batch))
        profiles = [r for r in results if r.expectation == "profile_measured"]
        measured = [r.rows[0] for r in profiles if r.rows]
        docs = read(DOCS, batch=batch)
        shown: list[Any] = read(EVENTS, batch=batch, most=SAMPLE)
        return ReportData(
            batch=lines[0],
            profile=Profile.from_json(dict(measured[0])) if measured else _bare(lines[0]),
            past=_profiles(read(PROFILES, but=batch, most=60)),
            results=tuple(replace(r, rows=()) if r.expectation == TIMED else r for r in results if r not in profiles),
            held_back=_held_back(read, batch),
            events=tuple(_event(row) for row in dict.fromkeys(shown)),
            docs=docs[0][0] if docs else "",
            gold=tuple(gold),
            slowest=tuple((str(row["article"]), float(row["seconds"])) for row in _rows_of(results, TIMED)),
        )


def collect_overview(
    url: str, *, most: int = 60, gold: Sequence[Figure] = (), sources: Sequence[SourceLine] = ()
) -> OverviewData:
    """What the overview shows: the latest batches and their profiles, and how the sources stand."""
    with _reading(url) as read:
        return OverviewData(
            batches=_lines(read(LEDGER, batch=None, most=most)),
            profiles=_profiles(read(PROFILES, but=None, most=most))[::-1],
            held_back=tuple((stage, code, count, detail or "") for stage, code, count, detail in read(REJECTED_ALL)),
            gold=tuple(gold),
            sources=tuple(sorted(sources, key=lambda line: (-line.hours, line.name))),
        )


def _rows_of(results: Sequence[ResultLine], name: str) -> tuple[Mapping[str, Any], ...]:
    """The rows an expectation's result names."""
    return next((r.rows for r in results if r.expectation == name), ())


@contextmanager
def _reading(url: str) -> Any:
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:

            def read(sql: str, **values: Any) -> list[Any]:
                return [tuple(row) for row in connection.execute(sa.text(sql), values)]

            yield read
    except sa.exc.SQLAlchemyError as error:
        first = str(getattr(error, "orig", None) or error).splitlines()[0][:300]
        raise QualityError(f"the report could not be read: {first}") from None
    finally:
        engine.dispose()


def _lines(rows: list[Any]) -> tuple[BatchLine, ...]:
    found = []
    for key, *values, version, seeds, critical, warnings, events in rows:
        state, loaded, articles, with_events, without, rejected, mentions, quarantined, note = values
        counts = (articles, with_events, without, rejected, events or 0, mentions, quarantined)
        found.append(BatchLine(UUID(str(key)).hex, state, loaded, *counts, note, version, seeds, critical, warnings))
    return tuple(found)


def _result(row: Any) -> ResultLine:
    name, code, suite, severity, success, observed, unexpected, details = row
    rows = (details,) if name == "profile_measured" else tuple(details.get("rows") or ())
    return ResultLine(name, code or "", suite, severity, success, observed, unexpected, rows)


def _profiles(rows: list[Any]) -> tuple[Profile, ...]:
    found: dict[str, Profile] = {}
    for (details,) in rows:
        profile = Profile.from_json(details)
        found.setdefault(profile.batch_id, profile)
    return tuple(sorted(found.values(), key=lambda p: (p.newest is not None, p.newest), reverse=True))


def _bare(line: BatchLine) -> Profile:
    """What the ledger alone tells of a batch that was never measured."""
    counts = (line.articles, line.with_events, line.without_events, line.rejected, line.events, line.mentions)
    return Profile(line.batch_id, None, *counts)


def _event(row: Any) -> EventLine:
    source, target, code, on, grain, place, confidence, outlet, article, rule, text, *spans = row
    who_what_when = (source, target, code, str(on or ""), grain, place or "", float(confidence))
    return EventLine(*who_what_when, outlet or "", article, rule, _marked(text, spans))


def _marked(text: str, spans: Sequence[int | None]) -> tuple[Piece, ...]:
    pairs = list(zip(spans[::2], spans[1::2], strict=True))
    both = [(a, b) if a is not None and b is not None else None for a, b in pairs]
    evidence, trigger, source, target, date, place = both
    roles = {"trigger": trigger, "source": source, "target": target, "date": date, "place": place}
    return pieces(text, evidence or (0, 0), roles)


def _held_back(read: Any, batch: UUID) -> tuple[HeldBack, ...]:
    """What was turned away, by code; of a held batch also what waits in quarantine."""
    groups: dict[tuple[str, str], tuple[int, list[Example]]] = {}
    for stage, code, article_id, detail, article, _event, total, place in [
        *read(REJECTED, batch=batch),
        *read(IN_QUARANTINE, batch=batch),
    ]:
        _, examples = groups.setdefault((stage, code), (total, []))
        if place <= EXAMPLES:
            examples.append(_example(read, batch, article_id or "", detail, article))
    return tuple(HeldBack(stage, code, count, tuple(found)) for (stage, code), (count, found) in groups.items())


def _example(read: Any, batch: UUID, article_id: str, detail: str, article: Any) -> Example:
    """The row's values, and the words it points at; the article's beginning where it points at none."""
    head, _, told = detail.partition("{")
    try:
        values = json.loads("{" + told) if told else {}
    except ValueError:
        return Example(article_id, detail)
    rows = read(ARTICLE_TEXT, batch=batch, article=article) if article is not None else []
    text = (rows[0][0] if rows else "") or ""
    spans = [None if at < 0 else at for at in values.pop("spans", ())]
    marked = (
        _marked(text, spans) if len(spans) == 12 and text else (Piece(text[:BEGINNING], context=True),) if text else ()
    )
    shown = " · ".join(f"{name} {_plain(value)}" for name, value in values.items() if name not in HIDDEN)
    return Example(article_id, f"{head.strip(' :')}: {shown}" if values else detail, marked)


def _plain(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
