"""The data-quality report of a batch."""

from __future__ import annotations

from html import escape
from pathlib import Path

from events.batch import job, places
from events.settings import Settings


def write(url: str, configured: Settings, batch: str) -> Path:
    """Writes the report of a batch under `reports/` of the home folder; gives the page's path."""
    counts = job.counts_of(url, batch)
    folder = places.reports(configured)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{batch}.html"
    path.write_text(
        f"<!doctype html><meta charset='utf-8'><title>{escape(batch)}</title><p>{escape(counts.line)}</p>", encoding="utf-8"
    )
    return path
