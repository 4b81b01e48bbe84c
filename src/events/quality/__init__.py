"""Data quality: what may be published, what is held back and why, and a report an editor can read.

`validate(url, batch_id)` judges a staged batch (`events.store` stages it) with Great Expectations in Postgres, as a
role that can only read, and gives a `QualityRun`: its `results`, the rows to keep out (`quarantined`), why the whole
batch must be held if it must (`held`), and its `profile`, to compare later batches with. The caller hands these to the
store:

    reader = store.role_url(url, "events_validator")
    run = quality.validate(reader, batch_id, docs=folder / "docs")
    store.quarantine(connection, batch_id, …run.quarantined)      # rows out, each a rejection EV-Q…
    store.record_quality(connection, run_id, "staged", …run.results)
    store.publish_batch(connection, batch_id, hold=run.held)      # held: nothing is published
    quality.validate_tables(reader, batch_id)                     # after the load: the suite `tables`
    quality.write_pages(reader, batch_id, folder)                 # the reports, English and Arabic

Of the result `profile_measured` the first of `rows` is the profile; stored as that result's `details` it is what later
batches are compared with. Every expectation has a name, a rejection code, a severity and, in English and Arabic, what
it says and what to do when it fails: `catalogue()`, from `seeds/expectations.csv`. `critical` keeps the row or the
batch out; `warning` is reported.
"""

from events.quality.catalogue import Catalogue, Entry, catalogue
from events.quality.records import (
    Profile,
    QualityError,
    QualityResult,
    QualityRun,
    Quarantined,
)

__all__ = [
    "Catalogue",
    "Entry",
    "Profile",
    "QualityError",
    "QualityResult",
    "QualityRun",
    "Quarantined",
    "catalogue",
    "measure",
    "validate",
    "validate_tables",
    "write_pages",
]


def __getattr__(name: str) -> object:
    """What needs the database drivers is imported when it is first asked for."""
    if name in ("measure", "validate", "validate_tables"):
        from events.quality import validation

        return getattr(validation, name)
    if name == "write_pages":
        from events.quality.report import write_pages

        return write_pages
    raise AttributeError(name)
