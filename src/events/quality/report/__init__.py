"""The quality report: `collect` and `collect_overview` read it from Postgres, `write_report` and `write_overview` make
pages of it, `write_pages` does all for one batch in English and Arabic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from events.quality.report.collect import collect, collect_overview
from events.quality.report.data import (
    BatchLine,
    EventLine,
    Example,
    HeldBack,
    OverviewData,
    ReportData,
    ResultLine,
    SourceLine,
)
from events.quality.report.gold import Figure, gold_figures
from events.quality.report.pages import LANGUAGES, batch_page, overview_page, write_overview, write_report

__all__ = [
    "LANGUAGES",
    "BatchLine",
    "EventLine",
    "Example",
    "Figure",
    "HeldBack",
    "OverviewData",
    "ReportData",
    "ResultLine",
    "SourceLine",
    "batch_page",
    "collect",
    "collect_overview",
    "gold_figures",
    "overview_page",
    "write_overview",
    "write_pages",
    "write_report",
]


def write_pages(
    url: str,
    batch_id: str | UUID,
    folder: Path,
    *,
    gold: Sequence[Figure] = (),
    seeds: Path | None = None,
    sources: Sequence[SourceLine] = (),
) -> dict[str, Path]:
    """Writes the batch's report and the overview in every language; the report's path by language.

    `url` is a SQLAlchemy URL of the role `events_validator`. `gold`: what `gold_figures` read;
    `sources`: how they stand. `QualityError` where the ledger does not know the batch.
    """
    data = collect(url, batch_id, gold=gold)
    written = {lang: write_report(data, folder, lang, seeds) for lang in LANGUAGES}
    overview = collect_overview(url, gold=gold, sources=sources)
    for lang in LANGUAGES:
        write_overview(overview, folder, lang, seeds)
    return written
