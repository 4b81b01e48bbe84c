"""The one place that reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


def _data(name: str) -> Path:
    """`seeds`, `sql` or `dags`: beside the package in a checkout, inside it in an installed wheel."""
    installed = Path(__file__).parent / "_data" / name
    return installed if installed.is_dir() else Path(__file__).parents[2] / name


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are. `home` holds the embedded server's data, staged files, reports and caches."""

    home: Path
    seeds: Path
    sql: Path
    dags: Path
    database_url: str | None
    morphology: str | None


def load() -> Settings:
    """Settings from `EVENTS_HOME` (default `.events` in the working folder), `EVENTS_SEEDS`, `EVENTS_DATABASE_URL`
    and `EVENTS_MORPHOLOGY` (a camel_tools database to use instead of our own)."""
    return Settings(
        home=Path(os.environ.get("EVENTS_HOME") or ".events").absolute(),
        seeds=Path(os.environ.get("EVENTS_SEEDS") or _data("seeds")),
        sql=_data("sql"),
        dags=_data("dags"),
        database_url=os.environ.get("EVENTS_DATABASE_URL") or None,
        morphology=os.environ.get("EVENTS_MORPHOLOGY") or None,
    )
