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
    """Where things are. `home` holds the embedded server's data, staged files and reports, `cache` the built lexicon.

    `staging` is where runs keep their files (a path or URL, None: `home/staged`). `fetch` opens the door to the hosts
    of the sources table; `fetch_plain` are hosts that may be asked over http, `fetch_local` are `host:port` pairs on
    this machine. `log` is the form of the log lines on stderr: `json`, `text` or `off`.
    """

    home: Path
    cache: Path
    seeds: Path
    sql: Path
    dags: Path
    database_url: str | None
    morphology: str | None
    staging: str | None = None
    fetch: bool = False
    fetch_plain: frozenset[str] = frozenset()
    fetch_local: frozenset[str] = frozenset()
    sources: Path | None = None
    log: str = "off"


def load() -> Settings:
    """Settings from `EVENTS_HOME` (default `.events` in the working folder), `EVENTS_CACHE` (default `cache` there; may
    be shared, between hosts too), `EVENTS_SEEDS`, `EVENTS_DATABASE_URL`, `EVENTS_MORPHOLOGY` (a camel_tools database to
    use beside our own), `EVENTS_STAGING`, `EVENTS_SOURCES` (another table of sources), `EVENTS_FETCH` (`1` opens the
    door to the internet), `EVENTS_FETCH_PLAIN` and `EVENTS_FETCH_LOCAL` (lists with commas), `EVENTS_LOG` (`json` or
    `text`)."""
    home = Path(os.environ.get("EVENTS_HOME") or ".events").absolute()
    return Settings(
        home=home,
        cache=Path(os.environ.get("EVENTS_CACHE") or home / "cache").absolute(),
        seeds=Path(os.environ.get("EVENTS_SEEDS") or _data("seeds")),
        sql=_data("sql"),
        dags=_data("dags"),
        database_url=os.environ.get("EVENTS_DATABASE_URL") or None,
        morphology=os.environ.get("EVENTS_MORPHOLOGY") or None,
        staging=os.environ.get("EVENTS_STAGING") or None,
        fetch=os.environ.get("EVENTS_FETCH") == "1",
        fetch_plain=_names("EVENTS_FETCH_PLAIN"),
        fetch_local=_names("EVENTS_FETCH_LOCAL"),
        sources=Path(os.environ["EVENTS_SOURCES"]) if os.environ.get("EVENTS_SOURCES") else None,
        log=os.environ.get("EVENTS_LOG") or "off",
    )


def _names(variable: str) -> frozenset[str]:
    return frozenset(filter(None, os.environ.get(variable, "").replace(" ", "").split(",")))


def environment() -> dict[str, str]:
    """The whole environment, for child processes."""
    return dict(os.environ)
