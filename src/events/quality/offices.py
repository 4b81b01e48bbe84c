"""Whether the office rows a mention leaned on were held on its event's date."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from events.quality.profile import Fetch
from events.settings import load

MENTIONS = """
SELECT m.key, m.article_key, e.date, s.seed
FROM staging.mention m
JOIN staging.event e ON e.batch_id = m.batch_id AND e.event_key = m.event_key AND e.article_key = m.article_key
CROSS JOIN LATERAL unnest(m.seeds) AS s (seed)
WHERE m.batch_id = :batch AND e.date IS NOT NULL AND e.grain = 'day' AND starts_with(s.seed, :file)"""


def office_rows(fetch: Fetch, batch: UUID, seeds: Path | None) -> Any:
    """A pandas frame, one row a dated mention and office it leaned on, with `days_outside_office` (0: it was held);
    None where no mention leaned on an office."""
    import pandas as pd

    held = _offices((seeds or load().seeds) / "offices.csv")
    rows = []
    for key, article, on, seed in fetch(MENTIONS, {"batch": batch, "file": "offices.csv:"}):
        start, end = held.get(seed, (None, None))
        before = (start - on).days if start else 0
        after = (on - end).days if end else 0
        rows.append(
            {
                "key": str(key),
                "article_key": str(article),
                "office": seed,
                "date": str(on),
                "office_start": str(start or ""),
                "office_end": str(end or ""),
                "days_outside_office": max(before, after, 0),
            }
        )
    return pd.DataFrame(rows) if rows else None


def _offices(path: Path) -> dict[str, tuple[date | None, date | None]]:
    """`offices.csv:line` → first and last day in office; None where the row leaves it open."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            f"{path.name}:{line}": (_day(row["start"], first=True), _day(row["end"], first=False))
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
