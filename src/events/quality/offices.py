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
    """An actor code and the first and last day it was held; None where the row leaves it open."""

    code: str
    start: date | None
    end: date | None


MENTIONS = """
SELECT m.key, m.article_key, e.date, e.source, e.target, s.seed
FROM staging.mention m
JOIN staging.event e ON e.batch_id = m.batch_id AND e.event_key = m.event_key AND e.article_key = m.article_key
CROSS JOIN LATERAL unnest(m.seeds) AS s (seed)
WHERE m.batch_id = :batch AND e.date IS NOT NULL AND e.grain = 'day' AND starts_with(s.seed, :file)"""


def office_rows(fetch: Fetch, batch: UUID, seeds: Path | None) -> Any:
    """A pandas frame, one row a dated mention and actor taken from an office, with `days_outside_office` (0: it was
    held); None where no mention leaned on an office. Of several offices of one actor the nearest counts, and only
    offices of the event's own source and target."""
    import pandas as pd

    held = _offices((seeds or load().seeds) / "offices.csv")
    nearest: dict[tuple[str, str], dict[str, Any]] = {}
    for key, article, on, source, target, seed in fetch(MENTIONS, {"batch": batch, "file": "offices.csv:"}):
        office = held.get(seed)
        if office is None or office.code not in (source, target):
            continue
        outside = max((office.start - on).days if office.start else 0, (on - office.end).days if office.end else 0, 0)
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
            f"{path.name}:{line}": Office(row["code"], _day(row["start"], first=True), _day(row["end"], first=False))
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
