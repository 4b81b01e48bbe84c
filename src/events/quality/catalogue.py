"""What each expectation says, in English and Arabic, and what to do when it fails: `seeds/expectations.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from events.quality.records import QualityError, Severity
from events.settings import load

SUITES = ("articles", "events", "mentions", "profile", "tables")


@dataclass(frozen=True, slots=True)
class Entry:
    """One expectation: its name and rejection code, the suite it belongs to, whether it fails rows or the batch,
    its severity, what it says and what to do."""

    name: str
    code: str
    suite: str
    scope: Literal["row", "batch"]
    severity: Severity
    says_en: str
    says_ar: str
    do_en: str
    do_ar: str

    def says(self, lang: str) -> str:
        """The description in `ar` or `en`."""
        return self.says_ar if lang == "ar" else self.says_en

    def do(self, lang: str) -> str:
        """What to do when it fails, in `ar` or `en`."""
        return self.do_ar if lang == "ar" else self.do_en


Catalogue = Mapping[str, Entry]


def catalogue(seeds: Path | None = None) -> Catalogue:
    """Every expectation by name. `QualityError` with file and line for a row that cannot be read."""
    path = (seeds or load().seeds) / "expectations.csv"
    found: dict[str, Entry] = {}
    codes: set[str] = set()
    for line, row in _rows(path):
        entry = Entry(**row)  # type: ignore[arg-type]
        if entry.name in found or entry.code in codes:
            raise QualityError(f"{path.name}:{line}: {entry.name} or {entry.code} stands there twice")
        if entry.suite not in SUITES or entry.scope not in ("row", "batch"):
            raise QualityError(f"{path.name}:{line}: unknown suite {entry.suite!r} or scope {entry.scope!r}")
        if entry.severity not in ("critical", "warning", "info") or not all(row.values()):
            raise QualityError(f"{path.name}:{line}: unknown severity {entry.severity!r} or an empty cell")
        codes.add(entry.code)
        found[entry.name] = entry
    return found


def texts(lang: str, seeds: Path | None = None) -> Mapping[str, str]:
    """The words of the report in `ar` or `en`, by key: `seeds/report_texts.csv`."""
    return {row["key"]: row[lang] for _, row in _rows((seeds or load().seeds) / "report_texts.csv")}


def labels(name: str, lang: str, seeds: Path | None = None) -> Mapping[str, str]:
    """Code → label in `ar` or `en` of a seed with the columns code and label or name: `cameo`, `roles`, `countries`."""
    path = (seeds or load().seeds) / f"{name}.csv"
    wanted = ("label_ar", "name_ar") if lang == "ar" else ("label", "name_en")
    return {row["code"]: next((row[w] for w in wanted if row.get(w)), "") for _, row in _rows(path)}


def codes(name: str, seeds: Path | None = None) -> frozenset[str]:
    """The codes of a seed with a column `code`."""
    return frozenset(row["code"] for _, row in _rows((seeds or load().seeds) / f"{name}.csv"))


def boxes(seeds: Path | None = None) -> tuple[tuple[str, float, float, float, float], ...]:
    """Country, south, west, north, east in degrees: `seeds/country_boxes.csv`."""
    path = (seeds or load().seeds) / "country_boxes.csv"
    return tuple(
        (row["code"], float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
        for _, row in _rows(path)
    )


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return [(line, row) for line, row in enumerate(csv.DictReader(stream), start=2)]
    except OSError as error:
        raise QualityError(f"cannot read {path.name}: {error.strerror}") from error
