"""What a report shows, as plain records. `events.quality.report.collect` fills them from Postgres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from events.quality.records import Profile
from events.quality.report.evidence import Piece
from events.quality.report.gold import Figure


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as the ledger tells it, with how its validation went."""

    batch_id: str
    state: str
    loaded_at: str
    articles: int
    with_events: int
    without_events: int
    rejected: int
    events: int
    mentions: int
    quarantined: int
    note: str = ""
    code_version: str = ""
    seeds_fingerprint: str = ""
    critical: int = 0
    warnings: int = 0

    @property
    def outcome(self) -> str:
        """`held`, `quarantined` or `passed`."""
        if self.state == "held":
            return "held"
        return "quarantined" if self.quarantined else "passed"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """How an expectation fared, with at most twenty failing rows."""

    expectation: str
    code: str
    suite: str
    severity: str
    success: bool
    observed: str
    unexpected: int
    rows: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Rows turned away for one reason, with examples."""

    stage: str
    code: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One row turned away: its article, what was wrong, and the words it points at in pieces."""

    article_id: str
    detail: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event with the evidence of its strongest mention."""

    source: str
    target: str
    code: str
    date: str
    grain: str
    place: str
    confidence: float
    outlet: str
    article_id: str
    rule: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything on the page of one batch. `gold` holds (measure, F1, floor), `slowest` (article, seconds)."""

    batch: BatchLine
    profile: Profile
    past: tuple[Profile, ...]
    results: tuple[ResultLine, ...]
    held_back: tuple[HeldBack, ...]
    events: tuple[EventLine, ...]
    docs: str = ""
    gold: tuple[Figure, ...] = ()
    slowest: tuple[tuple[str, float], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How a source stood at its last visit: hours since, hours between visits by its schedule, what came, what was
    wrong, how many visits in a row failed."""

    name: str
    country: str
    visited: str
    hours: float
    every: int
    articles: int
    refused: int
    problem: str
    failures: int

    @property
    def late(self) -> bool:
        """Whether more than two visits were missed, or the last one failed."""
        return self.failures > 0 or 0 < 2 * self.every < self.hours


@dataclass(frozen=True, slots=True)
class OverviewData:
    """Everything on the overview page, newest batch first; profiles oldest first; sources latest first."""

    batches: tuple[BatchLine, ...]
    profiles: tuple[Profile, ...]
    held_back: tuple[tuple[str, str, int, str], ...]  # stage, code, count, what was said of one of them
    gold: tuple[Figure, ...] = ()
    sources: tuple[SourceLine, ...] = ()
