"""The reports as HTML: one file each, escaped, without script, readable from `file://` and on paper."""

from __future__ import annotations

import os.path
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from events.quality.catalogue import catalogue, labels, texts
from events.quality.records import Profile
from events.quality.report import charts
from events.quality.report.data import OverviewData, ReportData

LANGUAGES: Final = ("en", "ar")
BARS: Final = 12
HIDDEN: Final = ("key", "spans", "event_key")
_HERE: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: texts by key, what expectations say, labels of codes."""

    lang: str
    table: Mapping[str, str]
    seeds: Path | None

    def text(self, key: str, **values: Any) -> str:
        """The text of a key, with values filled in."""
        return self.table[key].format(**values) if values else self.table[key]


def batch_page(batch_id: str, lang: str) -> str:
    """The file name of a batch's report."""
    return f"batch-{batch_id}.{lang}.html"


def overview_page(lang: str) -> str:
    """The file name of the overview."""
    return f"index.{lang}.html"


def write_report(data: ReportData, folder: Path, lang: str = "en", seeds: Path | None = None) -> Path:
    """Writes the batch's report in `ar` or `en` into the folder and gives its path."""
    words = Words(lang, texts(lang, seeds), seeds)
    docs = ""
    if data.docs and Path(data.docs).is_file():
        docs = Path(os.path.relpath(data.docs, folder)).as_posix()
    context = {
        "data": data,
        "title": words.text("report_title"),
        "other": batch_page(data.batch.batch_id, _other(lang)),
        "index": overview_page(lang),
        "docs": docs,
        "failed": [r for r in sorted(data.results, key=lambda r: (r.severity, r.code)) if not r.success],
        "sources": _sources(data),
        "charts": _batch_charts(data, words),
        "columns": _columns,
        "opened": next((g.code for g in data.held_back if any(p.role for e in g.examples for p in e.pieces)), ""),
    }
    return _write(folder / batch_page(data.batch.batch_id, lang), "batch.html.j2", words, context)


def write_overview(data: OverviewData, folder: Path, lang: str = "en", seeds: Path | None = None) -> Path:
    """Writes the overview in `ar` or `en` into the folder and gives its path. Batches whose report stands in the
    folder are linked."""
    words = Words(lang, texts(lang, seeds), seeds)
    written = {b.batch_id for b in data.batches if (folder / batch_page(b.batch_id, lang)).is_file()}
    context = {
        "data": data,
        "title": words.text("overview_title"),
        "other": overview_page(_other(lang)),
        "written": written,
        "page": lambda line: batch_page(line.batch_id, lang),
        "charts": _trends(data.profiles, words),
    }
    return _write(folder / overview_page(lang), "overview.html.j2", words, context)


def _write(path: Path, template: str, words: Words, context: dict[str, Any]) -> Path:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"number": lambda n: f"{int(n):,}", "share": _share, "cell": _cell}
    entries = catalogue(words.seeds)
    by_code = {entry.code: entry.says(words.lang) for entry in entries.values()}
    cameo = labels("cameo", words.lang, words.seeds)
    environment.globals |= {
        "lang": words.lang,
        "t": words.text,
        "style": Markup((_HERE / "style.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        "says": lambda name: entries[name].says(words.lang) if name in entries else name,
        "do": lambda name: entries[name].do(words.lang) if name in entries else "",
        "reason": lambda code: by_code.get(code, ""),
        "cameo": lambda code: cameo.get(code, ""),
    }
    page = environment.get_template(template).render(context)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(page, encoding="utf-8")
    temporary.replace(path)
    return path


def _other(lang: str) -> str:
    return "en" if lang == "ar" else "ar"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)[:200]


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns worth showing of the failing rows, in order."""
    names: dict[str, None] = {}
    for row in rows:
        names |= dict.fromkeys(name for name, value in row.items() if name not in HIDDEN and value is not None)
    return list(names)


def _sources(data: ReportData) -> list[dict[str, Any]]:
    """What each source sent, beside its median in earlier batches."""
    none = {"articles": 0, "events": 0, "undated": 0, "rejected": 0}
    names = sorted({*data.profile.sources, *(n for p in data.past[:14] for n in p.sources)})
    rows = []
    for name in names:
        before = [p.sources.get(name, none)["articles"] for p in data.past[:14]]
        usual = f"{statistics.median(before):,.0f}" if before else "—"
        rows.append({"name": name, "usual": usual, **none, **data.profile.sources.get(name, {})})
    return sorted(rows, key=lambda row: (-row["articles"], row["name"]))


def _batch_charts(data: ReportData, words: Words) -> dict[str, Any]:
    found: dict[str, Any] = _trends([*data.past[::-1], data.profile], words)
    found |= {"roots": "", "actors": ""}
    cameo = labels("cameo", words.lang, words.seeds)
    countries = labels("countries", words.lang, words.seeds)
    found["roots"] = _compared(data.profile.roots, [p.roots for p in data.past], words, words.text("chart_roots"),
                               lambda code: f"{code} {cameo.get(code, '')}")  # fmt: skip
    found["actors"] = _compared(data.profile.actors, [p.actors for p in data.past], words, words.text("actors_title"),
                                lambda code: countries.get(code, code))  # fmt: skip
    return found


def _compared(now: Mapping[str, int], past: Sequence[Mapping[str, int]], words: Words, name: str, label: Any) -> Any:
    """Bars of this batch's shares beside the usual ones, the largest first; empty where there is nothing to show."""
    if not now:
        return ""
    before: dict[str, int] = {}
    for each in past:
        for code, count in each.items():
            before[code] = before.get(code, 0) + count
    codes = sorted(now, key=lambda code: (-now[code], code))[:BARS]
    series = {words.text("per_batch"): [now[code] / sum(now.values()) for code in codes]}
    if before:
        series[words.text("usual")] = [before.get(code, 0) / sum(before.values()) for code in codes]
    return Markup(charts.bars([label(code) for code in codes], series, name, words.lang == "ar"))  # noqa: S704


def _trends(profiles: Sequence[Profile], words: Words) -> dict[str, Any]:
    """The two charts over batches; empty where there are fewer than two."""
    if len(profiles) < 2:
        return {"volume": "", "shares": ""}
    rtl = words.lang == "ar"
    names = [str(p.newest or p.batch_id[:6]) for p in profiles]
    volume = {
        words.text("with_events"): [p.with_events for p in profiles],
        words.text("without_events"): [p.without_events for p in profiles],
        words.text("rejected"): [p.rejected for p in profiles],
    }
    shares = {
        words.text(f"share_{key}"): [p.shares.get(key) for p in profiles]
        for key in ("with_events", "rejected", "undated", "missing_actor", "low_confidence", "placed")
    }
    return {
        "volume": Markup(charts.stacked(names, volume, words.text("chart_volume"), rtl)),  # noqa: S704
        "shares": Markup(charts.lines(names, shares, words.text("chart_shares"), rtl)),  # noqa: S704
    }
