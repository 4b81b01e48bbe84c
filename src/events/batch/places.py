"""Where things lie under the home folder."""

from __future__ import annotations

import re
from pathlib import Path

from events import settings


def staging(run: str, group: str = "runs") -> str:
    """The URL of a run's folder: under `EVENTS_STAGING`, else under the home folder."""
    configured = settings.load()
    base = configured.staging or f"file://{configured.home / 'staged'}"
    return f"{base.rstrip('/')}/{_plain(group)}/{_plain(run)}"


def inbox(configured: settings.Settings) -> Path:
    """Where `ingest` leaves articles for the next coding run."""
    return configured.home / "inbox"


def drop(configured: settings.Settings) -> Path:
    """Where a user may drop article files by hand."""
    return configured.home / "drop"


def memories(configured: settings.Settings) -> Path:
    """Where what sources told last time is kept."""
    return configured.home / "sources"


def reports(configured: settings.Settings) -> Path:
    """Where reports are written."""
    return configured.home / "reports"


def docs(configured: settings.Settings) -> Path:
    """Where Great Expectations' Data Docs are written, a folder a batch."""
    return reports(configured) / "docs"


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("._") or "run"
