"""Checks on what a published batch left in the tables."""

from __future__ import annotations

from collections.abc import Sequence

from events import settings
from events.batch import job
from events.batch.errors import Terminal, sorted_errors


def batches(url: str, named: str | None, told: Sequence[str | None]) -> list[str]:
    """The batches to check: the one named, else those told of, else the one published last."""
    from events import store
    from events.store import recoding

    if named:
        return [named]
    found = sorted({batch for batch in told if batch})
    if found:
        return found
    with sorted_errors(), store.connect(url, role="events_loader") as connection:
        return [batch.hex for batch in recoding.latest_batches(connection)]


def check(url: str, batch: str) -> int:
    """Checks one batch; gives how many expectations were evaluated. Raises `Terminal` naming those that failed."""
    evaluated, failed = job.recheck(url, batch, settings.load().seeds)
    if failed:
        raise Terminal(f"batch {batch} broke the tables: {', '.join(failed)}")
    return evaluated
