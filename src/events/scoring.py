"""Coded articles held against gold annotations: precision, recall and F1 at several strictnesses, and calibration.

Both sides are rows of `events code` (`id`, `events`, `dates`). Gold events marked `"sure": false` count neither as
missed nor as wrong. Symmetric kinds (codebook section 2, rule 8) match whichever side comes first.
Figures are micro-averaged over articles.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.coding.merge import SYMMETRIC

Row = Mapping[str, Any]
_CUT = {"day": 10, "month": 7, "quarter": 7, "year": 4, "decade": 3, "unknown": 0}


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one measure and what follows from them (0…1; 0 where undefined)."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Right among coded."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Right among gold."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def share(self) -> float:
        """Right among all that was counted."""
        whole = self.right + self.wrong + self.missed
        return self.right / whole if whole else 0.0

    def __add__(self, other: Figures) -> Figures:
        """The counts of two sets of articles together."""
        return Figures(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


def at_grain(start: str | None, grain: str | None) -> str:
    """A start date cut to what its grain says: `2014-02` for a month, `2014-W07` for a week, empty where unknown."""
    start, grain = start or "", grain or "day"
    if grain == "week" and len(start) == 10:
        year, week, _ = date.fromisoformat(start).isocalendar()
        return f"{year}-W{week:02}"
    return start[: _CUT.get(grain, 10)]


def _pair_root(event: Row) -> tuple[str, str, str]:
    return event["source"][:3], event["target"][:3], event["code"][:2]


def _actors_root(event: Row) -> tuple[str, str, str]:
    return event["source"][:6], event["target"][:6], event["code"][:2]


MEASURES: dict[str, Callable[[Row], tuple[str, ...]]] = {
    "pair+root": _pair_root,
    "pair+root+date": lambda e: (*_pair_root(e), at_grain(e["date"], e["grain"])),
    "actors+root": _actors_root,
    "full": lambda e: (*_actors_root(e)[:2], e["code"][:3], at_grain(e["date"], e["grain"])),
}


def key_of(measure: str, event: Row) -> tuple[str, ...]:
    """What an event is compared by under a measure."""
    source, target, *rest = MEASURES[measure](event)
    if event["code"][:3] in SYMMETRIC:
        source, target = min(source, target), max(source, target)
    return (source, target, *rest)


def score(gold: Iterable[Row], coded: Mapping[str, Row]) -> dict[str, Figures]:
    """Figures per measure; of `dates`; of `eventless` articles (right: kept empty); of `exact` (right: an article with
    every event right by `full` and none besides). An article that was not coded counts as coded empty."""
    totals = {name: Figures(0, 0, 0) for name in (*MEASURES, "exact", "dates", "eventless")}
    for article in gold:
        found = coded.get(article["id"], {})
        events = found.get("events", [])
        for name in MEASURES:
            wanted: dict[Hashable, bool] = {}
            for event in article["events"]:
                key = key_of(name, event)
                wanted[key] = wanted.get(key, False) or event.get("sure", True)
            compared = _compare(wanted, {key_of(name, e) for e in events})
            totals[name] += compared
            if name == "full":
                faultless = not compared.wrong and not compared.missed
                totals["exact"] += Figures(int(faultless), int(not faultless), 0)
        dates = {at_grain(d["start"], d["grain"]): True for d in article.get("dates", ())}
        resolved = {at_grain(d["start"], d["grain"]) for d in found.get("dates", ()) if d["start"]}
        if "dates" in article:
            totals["dates"] += _compare(dates, resolved)
        if not article["events"]:
            totals["eventless"] += Figures(int(not events), int(bool(events)), 0)
    return totals


def _compare(wanted: Mapping[Any, bool], got: set[Any]) -> Figures:
    sure = {key for key, is_sure in wanted.items() if is_sure}
    return Figures(len(sure & got), len(got - set(wanted)), len(sure - got))


def calibration(gold: Iterable[Row], coded: Mapping[str, Row], bins: int = 5) -> list[tuple[float, float, float, int]]:
    """Per confidence bin: (lower edge, mean confidence, share right by pair+root, events), empty bins left out."""
    rows: list[tuple[float, bool]] = []
    for article in gold:
        wanted = {key_of("pair+root", e) for e in article["events"]}
        events = coded.get(article["id"], {}).get("events", [])
        rows.extend((event["confidence"], key_of("pair+root", event) in wanted) for event in events)
    out = []
    for n in range(bins):
        inside = [(c, ok) for c, ok in rows if n / bins <= c < (n + 1) / bins or (n == bins - 1 and c == 1)]
        if inside:
            out.append(
                (
                    n / bins,
                    sum(c for c, _ in inside) / len(inside),
                    sum(ok for _, ok in inside) / len(inside),
                    len(inside),
                )
            )
    return out
