"""Whether the office rows a mention leaned on were held on its event's date."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from events.quality.profile import Fetch
from events.settings import load


@dataclass(frozen=True, slots=True)
class Office:
    """A person, the actor code while in office, the first and last day; None where the row leaves it open."""

    person: str
    code: str
    start: date | None
    end: date | None

    def days_outside(self, on: date) -> int:
        """How many days the day lies before the first or after the last; 0 where the office was held."""
        before = (self.start - on).days if self.start else 0
        return max(before, (on - self.end).days if self.end else 0, 0)

    def same_actor(self, other: Office) -> bool:
        """Whether both make the same person the same actor: a minister become prime minister acts for GOV in both."""
        return (self.person, self.code) == (other.person, other.code)


MENTIONS = """
SELECT m.key, m.article_key, e.date, e.source, e.target, s.seed
FROM staging.mention m
JOIN staging.event e ON e.batch_id = m.batch_id AND e.event_key = m.event_key AND e.article_key = m.article_key
CROSS JOIN LATERAL unnest(m.seeds) AS s (seed)
WHERE m.batch_id = :batch AND e.date IS NOT NULL AND e.grain = 'day' AND starts_with(s.seed, :file)"""


def office_rows(fetch: Fetch, batch: UUID, seeds: Path | None) -> Any:
    """A pandas frame, one row a dated mention and actor taken from an office, with `days_outside_office` (0: it
    was held); None where no mention leaned on an office. Of several offices that make a person the same actor the
    nearest counts, and only offices of the event's own source and target."""
    import pandas as pd

    held = _offices((seeds or load().seeds) / "offices.csv")
    nearest: dict[tuple[str, str], dict[str, Any]] = {}
    for key, article, on, source, target, seed in fetch(MENTIONS, {"batch": batch, "file": "offices.csv:"}):
        office = held.get(seed)
        if office is None or office.code not in (source, target):
            continue
        outside = min(other.days_outside(on) for other in held.values() if other.same_actor(office))
        known = nearest.get((str(key), office.code))
        if known is None or outside < known["days_outside_office"]:
            nearest[str(key), office.code] = {
                "key": str(key),
                "article_key": str(article),
                "office": f"{seed} {office.code}",
                "date": str(on),
                "office_start": str(office.start or ""),
                "office_end": str(office.end or ""),
                "days_outside_office": outside,
            }
    return pd.DataFrame(list(nearest.values())) if nearest else None


def _offices(path: Path) -> dict[str, Office]:
    """`offices.csv:line` → the office."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            f"{path.name}:{line}": Office(
                row.get("person_en") or row["id"],
                row["code"],
                _day(row["start"], first=True),
                _day(row["end"], first=False),
            )
            for line, row in enumerate(csv.DictReader(stream), start=2)
        }


def _day(text: str, *, first: bool) -> date | None:
    """The day a cell names: an ISO day, or the first or last day of a year."""
    if not text:
        return None
    if len(text) == 4:
        return date(int(text), 1, 1) if first else date(int(text), 12, 31)
    if len(text) == 7:
        month = date.fromisoformat(f"{text}-01")
        return month if first else date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromisoformat(text)
