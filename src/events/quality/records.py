"""What validation gives back. Nothing here knows Great Expectations or a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Severity = Literal["critical", "warning", "info"]
Kind = Literal["article", "event", "mention"]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A staged row to keep out: its kind, key, the article it belongs to, the rejection code, the expectation that
    failed and the row's values (at most 2,000 characters). The row's own article and no other is meant."""

    kind: Kind
    key: str
    article_key: str | None
    code: str
    expectation: str
    detail: str


@dataclass(frozen=True, slots=True)
class QualityResult:
    """How one expectation fared. `rows` are the failing rows (at most 20 are kept), `observed` what was measured."""

    expectation: str
    code: str
    suite: str
    severity: Severity
    success: bool
    column: str | None = None
    observed: str | None = None
    element_count: int | None = None
    unexpected_count: int = 0
    rows: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What was measured of a batch: counts, shares in 0…1, and counts by source, root code and actor.
    Kept with each run, so that later batches can be compared with it."""

    batch_id: str
    newest: date | None
    articles: int
    with_events: int
    without_events: int
    rejected: int
    events: int
    mentions: int
    shares: dict[str, float] = field(default_factory=dict)
    sources: dict[str, dict[str, float]] = field(default_factory=dict)
    roots: dict[str, int] = field(default_factory=dict)
    actors: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The profile as plain JSON values."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        plain["newest"] = self.newest.isoformat() if self.newest else None
        return plain

    @staticmethod
    def from_json(plain: dict[str, Any]) -> Profile:
        """The profile that `as_json` wrote; names it does not know are left out."""
        known = {name: plain[name] for name in Profile.__slots__ if name in plain}
        known["newest"] = date.fromisoformat(plain["newest"]) if plain.get("newest") else None
        return Profile(**known)


@dataclass(frozen=True, slots=True)
class QualityRun:
    """One validation of one batch. `held` says why nothing of the batch may be published, empty where it may."""

    batch_id: str
    results: tuple[QualityResult, ...]
    quarantined: tuple[Quarantined, ...]
    profile: Profile
    held: str = ""
    seconds: float = 0.0
    docs: str = ""

    @property
    def outcome(self) -> Literal["passed", "quarantined", "held"]:
        """`held`: publish nothing; `quarantined`: publish all but the named rows; `passed`: publish all."""
        if self.held:
            return "held"
        return "quarantined" if self.quarantined else "passed"

    @property
    def failed(self) -> tuple[QualityResult, ...]:
        """The results that failed, critical ones first."""
        return tuple(sorted((r for r in self.results if not r.success), key=lambda r: (r.severity, r.code)))


class QualityError(Exception):
    """Validation itself could not be done: a relation or a column is missing, or the database did not answer."""
