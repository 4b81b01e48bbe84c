"""The data-quality report of a batch."""

from __future__ import annotations

from pathlib import Path

from events.batch import places
from events.batch.errors import Transient
from events.settings import Settings


def write(url: str, configured: Settings, batch: str) -> Path:
    """Writes the batch's report and the overview, in English and Arabic, under `reports/` of the home folder; gives the
    path of the English report. Raises `Transient` where the database does not answer."""
    from events import store
    from events.quality import QualityError
    from events.quality.report import write_pages

    folder = places.reports(configured)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        pages = write_pages(store.role_url(url, "events_validator"), batch, folder, seeds=configured.seeds)
    except QualityError as error:
        raise Transient(f"the report was not written: {error}") from error
    return pages["en"]
