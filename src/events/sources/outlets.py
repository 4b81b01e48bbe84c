"""The table of sources, `seeds/sources.csv`: read strictly, `file:line` in every complaint."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from events.sources.decode import ENCODINGS
from events.sources.records import FIELDS

KINDS: Final = ("feed", "page", "jsonl", "csv", "warc", "folder")
SCHEDULES: Final = {"hourly": 1, "6h": 6, "daily": 24, "manual": 0}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{1,40}")
_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One source. `url` is an address for feeds and pages, otherwise a path, of a table with a mapping of its columns;
    `schedule` is one of `SCHEDULES` (hours between visits, 0 = only by hand); `terms` says how it may be read."""

    name: str
    name_ar: str
    country: str
    kind: str
    url: str
    language: str
    encoding: str
    time_zone: str
    schedule: str
    terms: str

    @property
    def host(self) -> str | None:
        """The host of a feed or page, None for files."""
        return urlsplit(self.url).hostname if self.kind in ("feed", "page") else None

    @property
    def path(self) -> Path:
        """The file or folder of a source of files."""
        return Path(self.url.partition("#")[0])

    @property
    def columns(self) -> dict[str, str]:
        """Our field names mapped to the columns of a table, as the URL's fragment says: `dump.csv#text=body,id=nr`."""
        pairs = (pair.partition("=") for pair in self.url.partition("#")[2].split(",") if pair)
        return {name.strip(): column.strip() for name, _, column in pairs}

    @property
    def zone(self) -> ZoneInfo:
        """The time zone whose days the outlet counts."""
        return ZoneInfo(self.time_zone)


def read_outlets(path: Path) -> tuple[Outlet, ...]:
    """The sources of a table, in its order. Raises ValueError with every complaint as `file:line: what`."""
    names = [item.name for item in fields(Outlet)]
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        if rows.fieldnames != names:
            raise ValueError(f"{path.name}:1: the columns must be {', '.join(names)}")
        outlets, complaints, seen = [], [], set()
        for row in rows:
            where = f"{path.name}:{rows.line_num}"
            if None in row or None in row.values():
                complaints.append(f"{where}: {len(names)} cells are expected")
                continue
            outlet = Outlet(**row)
            complaints += [f"{where}: {problem}" for problem in _problems(outlet)]
            if outlet.name in seen:
                complaints.append(f"{where}: {outlet.name!r} stands twice")
            seen.add(outlet.name)
            outlets.append(outlet)
    if complaints:
        raise ValueError("\n".join(complaints))
    return tuple(outlets)


def hosts_of(outlets: tuple[Outlet, ...]) -> frozenset[str]:
    """The allow-list of the fetcher: the hosts of the feeds and pages, with and without `www.`."""
    plain = {outlet.host.removeprefix("www.") for outlet in outlets if outlet.host}
    return frozenset(plain | {f"www.{host}" for host in plain} | {outlet.host for outlet in outlets if outlet.host})


def _problems(outlet: Outlet) -> list[str]:
    found = []
    if not _NAME.fullmatch(outlet.name):
        found.append(f"name {outlet.name!r} must be lower-case Latin letters, digits, - and _")
    if not _COUNTRY.fullmatch(outlet.country):
        found.append(f"country {outlet.country!r} is no alpha-3 code")
    if outlet.kind not in KINDS:
        found.append(f"kind {outlet.kind!r} is none of {', '.join(KINDS)}")
    if outlet.kind in ("feed", "page") and urlsplit(outlet.url).scheme not in ("https", "http"):
        found.append(f"url {outlet.url!r} is no web address")
    if outlet.kind == "csv" and (set(outlet.columns) - set(FIELDS) or not all(outlet.columns.values())):
        found.append(f"url {outlet.url!r} maps columns to other fields than {', '.join(FIELDS)}")
    if outlet.encoding not in ENCODINGS:
        found.append(f"encoding {outlet.encoding!r} is not read")
    if outlet.schedule not in SCHEDULES:
        found.append(f"schedule {outlet.schedule!r} is none of {', '.join(SCHEDULES)}")
    try:
        ZoneInfo(outlet.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        found.append(f"time_zone {outlet.time_zone!r} is unknown")
    found += [
        f"{name} is empty" for name in ("name_ar", "url", "language", "terms") if not getattr(outlet, name).strip()
    ]
    return found
