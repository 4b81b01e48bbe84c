"""What is usual: the bounds that earlier batches set for this one, as expectations over small tables.

Nothing is called unusual before `ENOUGH` batches were seen, nor where a batch is too small for a share to mean much.
"""

# mypy: disable-error-code="attr-defined"
from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from events.quality.library import with_statistics
from events.quality.profile import Measured
from events.quality.records import Profile
from events.quality.suites import Make

ENOUGH: Final = 5  # earlier batches needed before anything is called unusual
SMALL: Final = 30  # articles or events below which a share says little
REJECTED_LIMIT: Final = 0.2
STALE_DAYS: Final = 3
BACKFILL_DAYS: Final = 30  # older than this is an archive, not a feed that stands still
ARTICLE_SECONDS: Final = 2.0  # of processor time for one article
FLOOD: Final = 30  # articles of one source below which nothing is a flood

# expectation -> the share it judges, how far it may stray, whether too little and too much are unusual
SHARES: Final = {
    "events_as_usual": ("with_events", 0.15, True, False),
    "rejected_as_usual": ("rejected", 0.05, False, True),
    "dates_as_usual": ("undated", 0.10, False, True),
    "missing_actors_as_usual": ("missing_actor", 0.10, False, True),
    "confidence_as_usual": ("low_confidence", 0.15, False, True),
    "places_as_usual": ("placed", 0.20, True, False),
    "titles_present": ("titled", 0.10, True, False),
    "repeats_as_usual": ("repeated", 0.10, False, True),
    "source_share_bounded": ("largest_source", 0.25, False, True),
}
OF_EVENTS: Final = ("undated", "missing_actor", "low_confidence", "placed")
RATIOS: Final = {"events_per_article_as_usual": "events_per_article", "lengths_as_usual": "median_length"}


@dataclass(frozen=True, slots=True)
class Bound:
    """The least and the most a measure may be; None where it may be anything."""

    low: float | None = None
    high: float | None = None


def bounds(profile: Profile, past: Sequence[Profile]) -> dict[str, Bound]:
    """Expectation → bound on its measure, for every expectation over the batch's measures."""
    found = {name: Bound() for name in (*SHARES, *RATIOS, "batch_not_oversized", "batch_not_undersized")}
    found["rejected_below_limit"] = Bound(high=REJECTED_LIMIT)
    if len(past) < ENOUGH:
        return found
    sizes = [p.articles for p in past]
    middle = statistics.median(sizes)
    found["batch_not_undersized"] = Bound(low=math.floor(min(0.4 * middle, 0.8 * min(sizes))))
    found["batch_not_oversized"] = Bound(high=math.ceil(max(2.5 * middle, 1.25 * max(sizes), SMALL)))
    for name, (share, room, low, high) in SHARES.items():
        size = profile.events if share in OF_EVENTS else profile.articles
        if size >= SMALL:
            stray = _share([p.shares.get(share, 0.0) for p in past], room, size)
            found[name] = Bound(stray.low if low else None, stray.high if high else None)
    for name, ratio in RATIOS.items():
        if profile.articles >= SMALL:
            values = [p.shares.get(ratio, 0.0) for p in past]
            middle = statistics.median(values)
            found[name] = Bound(0.8 * min(0.5 * middle, *values), 1.25 * max(2 * middle, *values))
    return found


def _share(values: list[float], room: float, size: int) -> Bound:
    """Bounds of a share: beyond all seen, by the room given, by four times its usual spread and by chance."""
    middle = statistics.median(values)
    spread = 4 * 1.4826 * statistics.median(abs(v - middle) for v in values)
    chance = 4 * math.sqrt(max(middle * (1 - middle), 0.0) / size)
    stray = max(room, spread, chance)
    return Bound(max(0.0, min(middle - stray, *values)), min(1.0, max(middle + stray, *values)))


def measured(make: Make, taken: Measured, past: Sequence[Profile], latest: date | None) -> tuple[Any, list[Any]]:
    """One row of the batch's measures (a pandas frame) and the expectations over it."""
    import pandas as pd

    from events.quality import kinds

    between = kinds.Between
    profile = taken.profile
    behind = (latest - profile.newest).days if latest and profile.newest else 0
    row: dict[str, Any] = {
        **profile.shares,
        "articles": profile.articles,
        "unaccounted": taken.unaccounted,
        "complete": taken.complete,
        "days_behind": behind if behind <= BACKFILL_DAYS else 0,
    }
    asked = [
        make(between, "articles_accounted", column="unaccounted", min_value=0, max_value=0),
        make(kinds.InSet, "rows_complete", column="complete", value_set=[True]),
        make(between, "news_is_fresh", column="days_behind", max_value=STALE_DAYS),
    ]
    columns = {name: share for name, (share, *_) in SHARES.items()} | RATIOS
    columns |= {
        "batch_not_oversized": "articles",
        "batch_not_undersized": "articles",
        "rejected_below_limit": "rejected",
    }
    for name, bound in bounds(profile, past).items():
        low = -1.0 if bound.low is None and bound.high is None else bound.low  # evaluated, never unusual
        asked.append(make(between, name, column=columns[name], min_value=low, max_value=bound.high))
    return pd.DataFrame([row]), asked


def by_source(make: Make, profile: Profile, past: Sequence[Profile]) -> tuple[Any, list[Any]]:
    """One row a source, with what is usual for it (a pandas frame), and the expectations over them."""
    import pandas as pd

    from events.quality import kinds

    pair = kinds.AtLeast
    names = sorted({*profile.sources, *(name for p in past for name in p.sources)}) or ["?"]
    frame = pd.DataFrame([{"source": name, **_source(name, profile, past)} for name in names])
    return frame, [
        make(pair, "source_not_flooding", column_A="ceiling", column_B="articles", or_equal=True),
        make(pair, "source_not_silent", column_A="articles", column_B="floor", or_equal=True),
        make(pair, "source_quality_as_usual", column_A="undated_ceiling", column_B="undated", or_equal=True),
        make(pair, "source_yields_events", column_A="events", column_B="events_floor", or_equal=True),
    ]


def _source(name: str, profile: Profile, past: Sequence[Profile]) -> dict[str, float]:
    """What a source sent, beside the most and the least that is usual for it."""
    none = {"articles": 0, "events": 0.0, "undated": 0.0}
    now = profile.sources.get(name, none)
    before = [p.sources.get(name, none) for p in past]
    row = {"articles": float(now["articles"]), "events": float(now["events"]), "undated": float(now["undated"])}
    row |= {"ceiling": math.inf, "floor": 0.0, "undated_ceiling": math.inf, "events_floor": 0.0}
    if len(before) < ENOUGH:
        return row
    counts = [b["articles"] for b in before]
    row["ceiling"] = max(FLOOD, 3 * max(counts))
    whole = profile.articles >= 0.5 * statistics.median(p.articles for p in past)
    if whole and min(counts) >= 5:
        row["floor"] = 1.0
    events, articles = sum(b["events"] for b in before), sum(counts)
    undated = sum(b["undated"] for b in before)
    if now["events"] >= SMALL / 2 and events:
        usual = undated / events
        row["undated_ceiling"] = now["events"] * min(
            1.0, usual + 0.25 + 4 * math.sqrt(usual * (1 - usual) / now["events"])
        )
    if articles and now["articles"] * events / articles >= 10 and min(b["events"] for b in before) > 0:
        row["events_floor"] = 1.0
    return row


def in_time(make: Make, slowest: Sequence[tuple[str, float]]) -> tuple[Any, list[Any]]:
    """The articles that took longest (a pandas frame) and what is asked of them."""
    import pandas as pd

    from events.quality import kinds

    frame = pd.DataFrame(slowest or [("", 0.0)], columns=["article", "seconds"])
    return frame, [make(kinds.Between, "articles_coded_in_time", column="seconds", max_value=ARTICLE_SECONDS)]


def drift(make: Make, profile: Profile, past: Sequence[Profile]) -> Iterable[Any]:
    """Expectations over the staged events: root codes and acting countries distributed as before."""
    from events.quality import kinds

    if len(past) < ENOUGH or profile.events < SMALL:
        return
    watched = (
        ("codes_as_usual", "root", [p.roots for p in past], 0.15),
        ("actors_as_usual", "acting", [p.actors for p in past], 0.5),
    )
    for name, column, counts, limit in watched:
        total: dict[str, int] = {}
        for each in counts:
            for value, n in each.items():
                total[value] = total.get(value, 0) + n
        known = {value: n for value, n in total.items() if n > 1}
        size = sum(known.values())
        if size < 100:
            continue
        with_statistics()
        weights = {"values": list(known), "weights": [n / size for n in known.values()]}
        noise = 2 * len(known) / profile.events
        yield make(kinds.Drift, name, column=column, partition_object=weights,
                   threshold=round(limit + noise, 3), tail_weight_holdout=0.05)  # fmt: skip
