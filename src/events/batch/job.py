"""What is done with a coded batch: named, staged in Postgres, judged, published, reported."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from events.batch.errors import Terminal, Transient, sorted_errors
from events.batch.stages import Spent, slowest
from events.batch.telling import tell, timed
from events.model import Coded, Rejection

if TYPE_CHECKING:
    from events.quality import QualityResult as Measured
    from events.quality import QualityRun
    from events.store import BatchCounts

Again = Callable[[], Iterable[Any]]
TIMED: Final = "articles_coded_in_time"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Under which code and seeds articles were coded. A batch has one and the same stamp."""

    code_version: str
    seeds_fingerprint: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What validation said of a batch. `held` says why nothing may be published, empty where it may;
    `again`: the batch had been published before and was not judged anew."""

    batch: str
    again: bool
    held: str
    expectations: int
    failed: int
    quarantined: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Counts:
    """A batch's line in the ledger, as plain values. `articles` = `with_events` + `without_events` + `rejected`."""

    batch: str
    state: str
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
    note: str
    again: bool

    @property
    def line(self) -> str:
        """The accounting line."""
        new = (0, 0) if self.again else (self.articles_new, self.events_new)
        return (
            f"{self.articles:,} articles = {self.with_events:,} with events + {self.without_events:,} without"
            f" + {self.rejected:,} rejected; {new[0]:,} new articles, {new[1]:,} new events"
        )


def batch_of(coded: Iterable[Coded], unread: Iterable[Rejection], stamp: Stamp) -> str:
    """The batch's id (32 hex digits): the same articles under the same code and seeds are the same batch."""
    from events import store

    keys = (store.article_key(each.article) for each in coded)
    return store.batch_key(keys, stamp.code_version, stamp.seeds_fingerprint, (each.raw_hash for each in unread)).hex


def judge(
    url: str,
    coded: Again,
    unread: Again,
    stamp: Stamp,
    *,
    seeds: Path,
    docs: Path | None = None,
    took: Iterable[Spent] = (),
) -> Verdict:
    """Stages the batch and validates it; failing rows are named for quarantine, results kept.

    `coded` and `unread` give the records anew each time they are called; `took` are the articles that took longest.
    Great Expectations' Data Docs are written into a folder of the batch's own under `docs`. Raises `Transient` or
    `Terminal`.
    """
    from events import store
    from events.quality import QualityError, validation

    with sorted_errors():
        batch = batch_of(coded(), unread(), stamp)
        with store.connect(url, role="events_loader") as connection:
            named = store.Batch(batch, stamp.code_version, stamp.seeds_fingerprint)
            if store.stage_batch(connection, named, _told(batch, coded()), _told(batch, unread())).published:
                return Verdict(batch, True, "", 0, 0, 0, 0.0)
            reader = store.role_url(url, "events_validator")
            spent = [(each.article_id, each.seconds) for each in slowest(took)]
            try:
                run = validation.validate(reader, batch, docs=docs and docs / batch, seeds=seeds, slowest=spent)
            except QualityError as error:
                raise Transient(f"validation was not done: {error}") from error
            store.release(connection, batch)
            store.quarantine(connection, batch, _rows_out(run))
            _record(connection, batch, run)
    failed = sum(not result.success for result in run.results)
    tell("batch judged", batch=batch, expectations=len(run.results), failed=failed, quarantined=len(run.quarantined),
         held=run.held, seconds=run.seconds)  # fmt: skip
    for row in run.quarantined:
        tell("row quarantined", batch=batch, kind=row.kind, key=row.key, code=row.code, article=row.article_key)
    return Verdict(batch, False, run.held, len(run.results), failed, len(run.quarantined), run.seconds)


def publish(url: str, batch: str, held: str = "", resolves: Iterable[UUID] = ()) -> Counts:
    """Publishes a staged batch, or writes it down as held; the counts of its line in the ledger. `resolves` are the
    keys of stored rejections that it settles beside those of its own articles."""
    from events import store

    with (
        timed("batch held" if held else "batch loaded") as told,
        sorted_errors(),
        store.connect(url, role="events_loader") as connection,
    ):
        counts = _plain(store.publish_batch(connection, batch, hold=held or None, resolves=resolves))
        told.update(asdict(counts))
    return counts


def counts_of(url: str, batch: str) -> Counts:
    """The ledger's line of a batch. Raises `Terminal` where there is none."""
    from events import store

    with sorted_errors(), store.connect(url, role="events_loader") as connection:
        found = store.batch_counts(connection, batch)
    if found is None:
        raise Terminal(f"batch {batch} is not in the ledger")
    return _plain(found)


def recheck(url: str, batch: str, seeds: Path) -> tuple[int, tuple[str, ...]]:
    """How many expectations were checked on what a published batch left in the tables, and the names of those that
    failed critically. The results are kept."""
    from events import store
    from events.quality import QualityError, validation

    with sorted_errors():
        try:
            results = validation.validate_tables(store.role_url(url, "events_validator"), batch, seeds=seeds)
        except QualityError as error:
            raise Transient(f"validation was not done: {error}") from error
        with store.connect(url, role="events_loader") as connection:
            rows = [_row(result) for result in results]
            store.record_quality(connection, _run_id(batch, rows), "tables", rows, batch=batch)
    return len(results), tuple(r.expectation for r in results if not r.success and r.severity == "critical")


def _told(batch: str, found: Iterable[Any]) -> Iterator[Any]:
    """The same records; of every rejection among them a line of the log."""
    for each in found:
        rejection = each if isinstance(each, Rejection) else each.rejection
        if rejection is not None:
            article = rejection.article_id or (None if each is rejection else each.article.id)
            tell("article rejected", batch=batch, article=article, stage=rejection.stage, code=rejection.code)
        yield each


def _rows_out(run: QualityRun) -> Iterator[Any]:
    from events import store

    for row in run.quarantined:
        article = UUID(row.article_key) if row.article_key else None
        yield store.Quarantined(row.kind, UUID(row.key), row.code, row.expectation, row.detail, article)


def _record(connection: Any, batch: str, run: QualityRun) -> None:
    from events import store

    rows = [_row(result) for result in run.results]
    store.record_quality(
        connection, _run_id(batch, rows), "staged", rows, batch=batch, success=not run.held, report=run.docs
    )


def _row(result: Measured) -> Any:
    from events import store

    profile = result.expectation == "profile_measured" and result.rows
    details = result.rows[0] if profile else {"suite": result.suite, "code": result.code, "rows": list(result.rows)}
    return store.QualityResult(
        result.expectation,
        result.success,
        result.severity,
        result.column,
        result.observed,
        result.element_count,
        result.unexpected_count,
        json.loads(json.dumps(details, default=str)),
    )


def _run_id(batch: str, rows: list[Any]) -> str:
    """The same findings on the same batch are one run, however long the articles took."""
    told = json.dumps([asdict(row) for row in rows if row.expectation != TIMED], sort_keys=True, default=str)
    return hashlib.sha256(f"{batch}\0{told}".encode()).hexdigest()


def _plain(counts: BatchCounts) -> Counts:
    values = {name: getattr(counts, name) for name in Counts.__slots__}
    return Counts(**{**values, "batch": counts.batch.hex})
