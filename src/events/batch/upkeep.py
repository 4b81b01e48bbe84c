"""Backup, retention and vacuum."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from events import settings
from events.batch import places
from events.batch.clock import now
from events.batch.errors import sorted_errors


def backup(url: str, keep: int = 7) -> str:
    """Dumps the event database under `backups/`, keeps the newest `keep` dumps; gives the new one's path."""
    from events.store import backup as dumps

    folder = settings.load().home / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"events-{now():%Y%m%dT%H%M%SZ}.dump"
    with sorted_errors():
        dumps.backup(url, path)
        for old in sorted(folder.glob("events-*.dump"))[:-keep]:
            old.unlink()
    return str(path)


def retention(days: int, docs_days: int) -> int:
    """Removes the folders of runs and the read inbox files older than `days`, and Great Expectations' Data Docs older
    than `docs_days`; gives how many. Our own reports stay, and what the docs tell stays in `quality_result`. Files on
    remote object storage are left to its own life-cycle rules."""
    configured = settings.load()
    oldest = _days_ago(days)
    removed = sum(_remove(batch, _days_ago(docs_days)) for batch in places.docs(configured).glob("*"))
    groups = [configured.home / "staged"] if configured.staging is None else []
    for run in [path for group in groups if group.is_dir() for path in group.glob("*/*")]:
        removed += _remove(run, oldest)
    for done in (places.inbox(configured) / ".done", places.drop(configured) / ".done"):
        removed += sum(_remove(path, oldest) for path in (done.iterdir() if done.is_dir() else ()))
    return removed


def vacuum(url: str) -> None:
    """Vacuums and analyses the event tables."""
    from events import store
    from events.store import recoding

    with sorted_errors(), store.connect(url) as connection:
        recoding.vacuum(connection)


def _days_ago(days: int) -> float:
    return (now() - timedelta(days=days)).timestamp()


def _remove(path: Path, oldest: float) -> bool:
    if path.stat().st_mtime >= oldest:
        return False
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return True
