"""Validation of a staged batch before it is published, and of what it left in the tables afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from events.quality import profile as profiles
from events.quality import relations, suites, usual
from events.quality.catalogue import Catalogue, boxes, catalogue, codes
from events.quality.checkpoint import Finding, Plan, Session
from events.quality.offices import office_rows
from events.quality.records import Profile, QualityError, QualityResult, QualityRun, Quarantined

HOLD_SHARE: Final = 0.2  # a batch with more of its articles or events quarantined is held
HOLD_AT_LEAST: Final = 5  # … if there are this many: one bad event of two is quarantined, not a reason to hold
DETAIL: Final = 2000
# Freshly staged rows have no statistics: without these the planner joins row by row.
SESSION: Final = (
    "SET enable_nestloop = off",
    "SET jit = off",
    "SET work_mem = '64MB'",
    "SET statement_timeout = '10min'",
    "SET default_transaction_read_only = on",
)


def validate(
    url: str,
    batch_id: str | UUID,
    *,
    history: Sequence[Profile] | None = None,
    docs: Path | None = None,
    seeds: Path | None = None,
    only: Collection[str] = (),
    slowest: Sequence[tuple[str, float]] = (),
) -> QualityRun:
    """What validation found in the staged batch, and what is to be kept out.

    `url` is a SQLAlchemy URL (`events.store.role_url(url, "events_validator")`): only SELECTs are sent. `history` are
    the profiles of earlier batches, newest first; by default those of the published ones. `docs` is a folder for
    Great Expectations' Data Docs. `only` names suites, where not all are asked; `slowest` are
    the articles that took longest to code, with their seconds. `QualityError` where the batch is not staged or an
    expectation was not evaluated.
    """
    started = time.monotonic()
    batch, entries = _key(batch_id), catalogue(seeds)
    engine = _engine(url)
    try:
        fetch = _fetcher(engine)
        taken = _taken(fetch, batch)
        found = taken.profile
        past = profiles.history(fetch, batch, found.newest) if history is None else tuple(history)
        make = suites.maker(entries)
        plans = [
            Plan(relations.articles(batch), suites.articles(make)),
            Plan(
                relations.events(batch, boxes(seeds), _reference(fetch, seeds)),
                [*suites.events(make, found.articles, taken.visits), *usual.drift(make, found, past)],
            ),
            Plan(relations.mentions(batch), suites.mentions(make)),
        ]
        held_offices = office_rows(fetch, batch, seeds)
        if held_offices is not None:
            plans.append(Plan(relations.offices(), suites.offices(make), held_offices))
        frame, asked = usual.measured(make, taken, past, profiles.latest(fetch, batch))
        plans.append(Plan(relations.Relation("measures", "", ("articles",), "batch"), asked, frame))
        frame, asked = usual.by_source(make, found, past)
        plans.append(Plan(relations.Relation("sources", "", ("source", "articles", "events"), "source"), asked, frame))
        frame, asked = usual.in_time(make, slowest)
        plans.append(Plan(relations.Relation("slowest", "", ("article", "seconds"), "batch"), asked, frame))
        session = Session(_creator(engine), entries)
        try:
            findings = session.run(_chosen(plans, only, entries))
            page = session.docs(docs) if docs is not None else None
        finally:
            session.close()
    except sa.exc.SQLAlchemyError as error:
        raise QualityError(f"the database did not answer as expected: {_first_line(error)}") from None
    finally:
        engine.dispose()
    quarantined = tuple(_quarantined(findings, entries))
    results = (*(_told(finding.result, slowest) for finding in findings), _measured(found, entries))
    return QualityRun(
        batch_id=str(batch),
        results=results,
        quarantined=quarantined,
        profile=found,
        held=_held(findings, quarantined, found, entries),
        seconds=round(time.monotonic() - started, 2),
        docs=str(page or ""),
    )


def measure(url: str, batch_id: str | UUID) -> Profile:
    """What is measured of a staged batch, without judging it. `url` and errors as for `validate`."""
    engine = _engine(url)
    try:
        return _taken(_fetcher(engine), _key(batch_id)).profile
    except sa.exc.SQLAlchemyError as error:
        raise QualityError(f"the database did not answer as expected: {_first_line(error)}") from None
    finally:
        engine.dispose()


def validate_tables(url: str, batch_id: str | UUID, *, seeds: Path | None = None) -> tuple[QualityResult, ...]:
    """What a published batch left in the tables: the results of the suite `tables`. Only SELECTs are sent."""
    batch, entries = _key(batch_id), catalogue(seeds)
    make = suites.maker(entries)
    engine = _engine(url)
    try:
        ledger, loaded_events, loaded_mentions = relations.published(batch)
        plans = [
            Plan(ledger, suites.ledger(make)),
            Plan(loaded_events, suites.loaded_events(make)),
            Plan(loaded_mentions, suites.loaded_mentions(make)),
            *(Plan(relation, asked) for relation, asked in suites.structure(make)),
        ]
        session = Session(_creator(engine), entries)
        try:
            return tuple(finding.result for finding in session.run(plans))
        finally:
            session.close()
    except sa.exc.SQLAlchemyError as error:
        raise QualityError(f"the database did not answer as expected: {_first_line(error)}") from None
    finally:
        engine.dispose()


def _taken(fetch: profiles.Fetch, batch: UUID) -> profiles.Measured:
    if not fetch("SELECT 1 FROM staging.batch WHERE id = :batch", {"batch": batch}):
        raise QualityError(f"batch {batch} is not staged")
    return profiles.measure(fetch, batch)


def _chosen(plans: Sequence[Plan], only: Collection[str], entries: Catalogue) -> list[Plan]:
    """The plans with the expectations of the named suites; all where none is named."""
    if not only:
        return [*plans]
    kept = [
        replace(plan, expectations=[e for e in plan.expectations if entries[e.meta["name"]].suite in only])
        for plan in plans
    ]
    return [plan for plan in kept if plan.expectations]


def _reference(fetch: profiles.Fetch, seeds: Path | None) -> relations.Reference:
    """The codes that exist, from the reference tables and the seed of roles."""

    def column(sql: str) -> tuple[str, ...]:
        return tuple(row[0] for row in fetch(sql, {}))

    countries = column("SELECT code::text FROM events.country ORDER BY 1")
    actors = column("SELECT DISTINCT code::text FROM events.actor ORDER BY 1")
    known = column("SELECT code::text FROM events.cameo ORDER BY 1")
    if not known or not countries:
        raise QualityError("the reference tables are empty: run `events db migrate`")
    roles = {*codes("roles", seeds), *(code[3:6] for code in actors if len(code) > 3)}
    heads = {*countries, *(code[:3] for code in actors)} - {"---"}
    return relations.Reference(known, tuple(sorted(heads)), tuple(sorted(roles)), countries)


def _quarantined(findings: Iterable[Finding], entries: Catalogue) -> Iterable[Quarantined]:
    """One entry a failing row and expectation, where the expectation is critical and about rows."""
    for finding in findings:
        entry = entries[finding.result.expectation]
        if entry.severity != "critical" or entry.scope != "row" or finding.kind not in ("article", "event", "mention"):
            continue
        for row in finding.rows:
            article = row.get("article_key")
            yield Quarantined(
                kind=finding.kind,  # type: ignore[arg-type]
                key=str(row["key"]),
                article_key=None if article is None else str(article),
                code=entry.code,
                expectation=entry.name,
                detail=_detail(finding.result.column, row),
            )


def _detail(column: str | None, row: dict[str, Any]) -> str:
    """The failing row's values as JSON after the column's name, cut at 2,000 characters."""
    values = {key: value for key, value in row.items() if value is not None and key not in ("key", "article_key")}
    told = json.dumps(values, ensure_ascii=False, default=str)
    return f"{column or 'several columns'}: {told}".replace("\x00", "")[:DETAIL]


def _held(findings: Sequence[Finding], quarantined: Sequence[Quarantined], found: Profile, entries: Catalogue) -> str:
    """Why the batch must be held; empty where it may be published."""
    broken = [
        f.result
        for f in findings
        if not f.result.success
        and f.result.severity == "critical"
        and (entries[f.result.expectation].scope == "batch" or f.kind not in ("article", "event", "mention"))
    ]
    if broken:
        return "; ".join(f"{r.code} {r.expectation}" for r in broken)
    articles = len({q.key for q in quarantined if q.kind == "article"})
    events = len({(q.key, q.article_key) for q in quarantined if q.kind == "event"})
    mentions = len({q.key for q in quarantined if q.kind == "mention"})
    for kind, bad, total in (
        ("articles", articles, found.articles),
        ("events", events, found.events),
        ("mentions", mentions, found.mentions),
    ):
        if bad >= HOLD_AT_LEAST and bad > HOLD_SHARE * total:
            return f"{bad} of {total} {kind} failed a critical expectation; at most {HOLD_SHARE:.0%} may be quarantined"
    return ""


def _told(result: QualityResult, slowest: Sequence[tuple[str, float]]) -> QualityResult:
    """The result; that on how long articles took names the slowest whether it holds or not."""
    if result.expectation != "articles_coded_in_time":
        return result
    rows = tuple({"article": article, "seconds": seconds} for article, seconds in slowest)
    return replace(result, rows=rows, observed=f"{slowest[0][1]:.2f} s" if slowest else None)


def _measured(found: Profile, entries: Catalogue) -> QualityResult:
    entry = entries["profile_measured"]
    told = f"{found.articles} articles"
    return QualityResult(
        entry.name, entry.code, entry.suite, entry.severity, True, observed=told, rows=(found.as_json(),)
    )


def _key(batch_id: str | UUID) -> UUID:
    """The batch's key; a whole SHA-256 names it by its first half."""
    digits = str(batch_id).replace("-", "")
    try:
        return UUID(digits[:32] if len(digits) == 64 else digits)
    except ValueError as error:
        raise QualityError(f"not a batch id: {str(batch_id)[:80]!r}") from error


def _engine(url: str) -> sa.Engine:
    """An engine whose sessions only read; the address and the password stay in it."""
    engine = sa.create_engine(url)
    sa.event.listen(engine, "connect", lambda connection, _record: _prepare(connection))
    return engine


def _prepare(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("; ".join(SESSION))
    connection.commit()


def _fetcher(engine: sa.Engine) -> profiles.Fetch:
    def fetch(sql: str, values: dict[str, Any]) -> Sequence[Sequence[Any]]:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(sql), values)]

    return fetch


def _creator(engine: sa.Engine) -> Callable[[], Any]:
    """Opens a driver connection; the address and the password stay in the closure."""
    positional, named = engine.dialect.create_connect_args(engine.url)

    def connect() -> Any:
        connection: Any = engine.dialect.connect(*positional, **named)
        _prepare(connection)
        return connection

    return connect


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0][:300]
