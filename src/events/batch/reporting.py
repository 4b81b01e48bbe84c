"""The data-quality report of a batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from events.batch import ingest, places
from events.batch.clock import now
from events.batch.errors import Transient
from events.settings import Settings
from events.sources.outlets import SCHEDULES

if TYPE_CHECKING:
    from events.quality.report import SourceLine


def write(url: str, configured: Settings, batch: str) -> Path:
    """Writes the batch's report and the overview, in English and Arabic, under `reports/` of the home folder; gives the
    path of the English report. Raises `Transient` where the database does not answer."""
    from events import store
    from events.quality import QualityError
    from events.quality.report import write_pages

    folder = places.reports(configured)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        pages = write_pages(
            store.role_url(url, "events_validator"),
            batch,
            folder,
            seeds=configured.seeds,
            sources=sources_of(configured),
        )
    except QualityError as error:
        raise Transient(f"the report was not written: {error}") from error
    return pages["en"]


def sources_of(configured: Settings) -> list[SourceLine]:
    """How the sources stand that were ever visited, as the overview shows them."""
    from events.quality.report import SourceLine

    found = []
    for outlet in ingest.outlets(configured):
        lag = ingest.lag(configured, outlet.name)
        if lag.visited is not None:
            hours, at = (now() - lag.visited).total_seconds() / 3600, f"{lag.visited:%Y-%m-%d %H:%M}"
            every, came = SCHEDULES[outlet.schedule], (lag.articles, lag.refused)
            found.append(SourceLine(outlet.name, outlet.country, at, hours, every, *came, lag.problem, lag.failures))
    return found
