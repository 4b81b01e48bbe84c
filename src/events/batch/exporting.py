"""The day's export."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from events import settings
from events.batch.errors import sorted_errors

NAMES: Final = {"parquet": "events", "gdelt": "events.gdelt.tsv", "plover": "events.plover.jsonl", "csv": "events.csv"}


def export(url: str, form: str, day: str | None) -> dict[str, Any]:
    """Exports the published events dated up to `day` (an ISO date; None: all, undated ones too) in one form:
    `{"path", "rows"}`. An export made again replaces the one before."""
    from events import store
    from events.store import exports

    chosen = exports.Chosen(None, date.fromisoformat(day[:10])) if day else exports.Chosen()
    folder = settings.load().home / "exports" / (day[:10] if day else "all")
    with sorted_errors(), store.connect(url, role="events_reader") as connection:
        path: Path = folder / NAMES[form]
        done = exports.export(connection, exports.Form(form), path, chosen, overwrite=True)
    return {"path": str(path), "rows": done.rows}
