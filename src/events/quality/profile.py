"""What is measured of a staged batch, and the measures of the batches before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from events.quality.records import Profile

LOW_CONFIDENCE: Final = 0.5

Fetch = Callable[[str, dict[str, Any]], Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Measured:
    """A staged batch's profile, whether all rows staged are there, how many articles no row stands for, and
    how many visits there are."""

    profile: Profile
    complete: bool
    unaccounted: int
    visits: int


COUNTS = """
SELECT b.articles, b.article_rows = (SELECT count(*) FROM staging.article WHERE batch_id = b.id)
         AND b.event_rows = (SELECT count(*) FROM staging.event WHERE batch_id = b.id)
         AND b.mention_rows = (SELECT count(*) FROM staging.mention WHERE batch_id = b.id),
       a.with_events, a.without_events, a.rejected, e.events,
       (SELECT count(*) FROM staging.mention WHERE batch_id = b.id),
       a.newest, a.median_length, a.titled, a.repeated, e.undated, e.missing, e.unsure, e.placed, a.rows, e.visits
FROM staging.batch b,
     LATERAL (SELECT count(*) FILTER (WHERE NOT rejected AND n_events > 0) AS with_events,
                     count(*) FILTER (WHERE NOT rejected AND coalesce(n_events, 0) = 0) AS without_events,
                     count(*) FILTER (WHERE rejected) AS rejected, count(*) AS rows,
                     max(published) FILTER (WHERE NOT rejected AND published <= b.staged_at::date + 1) AS newest,
                     percentile_cont(0.5) WITHIN GROUP (ORDER BY length(text)) FILTER (WHERE NOT rejected)
                         AS median_length,
                     avg((coalesce(title, '') <> '')::int) AS titled,
                     1 - count(DISTINCT md5(text))::float / nullif(count(text), 0) AS repeated
              FROM staging.article WHERE batch_id = b.id) a,
     LATERAL (SELECT count(*) AS events, avg((date IS NULL)::int) AS undated,
                     avg((source = '---' OR target = '---')::int) AS missing,
                     avg((confidence < :unsure)::int) AS unsure, avg((place_name IS NOT NULL)::int) AS placed,
                     count(*) FILTER (WHERE code IN ('042', '043', '044')) AS visits
              FROM staging.event WHERE batch_id = b.id) e
WHERE b.id = :batch"""
UNREAD = "SELECT coalesce(sum(stands_for), 0) FROM staging.rejection WHERE batch_id = :batch"
SOURCES = """
SELECT coalesce(a.source, '?'), count(*), coalesce(sum(e.events), 0), coalesce(sum(e.undated), 0),
       count(*) FILTER (WHERE a.rejected)
FROM staging.article a
LEFT JOIN (SELECT article_key, count(*) AS events, count(*) FILTER (WHERE date IS NULL) AS undated
           FROM staging.event WHERE batch_id = :batch GROUP BY 1) e ON e.article_key = a.key
WHERE a.batch_id = :batch GROUP BY 1 ORDER BY 1"""
ROOTS = """
SELECT left(code, 2), count(*) FROM staging.event WHERE batch_id = :batch AND code IS NOT NULL GROUP BY 1 ORDER BY 1"""
ACTORS = """
SELECT left(source, 3), count(*) FROM staging.event WHERE batch_id = :batch AND source <> '---'
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 60"""
LATEST = """
SELECT (q.details ->> 'newest')::date FROM events.quality_result q JOIN events.quality_run r ON r.id = q.run_id
WHERE q.expectation = 'profile_measured' AND r.batch_id <> :batch AND q.details ->> 'newest' IS NOT NULL
ORDER BY r.ran_at DESC LIMIT 1"""
HISTORY = """
SELECT q.details FROM events.quality_result q JOIN events.quality_run r ON r.id = q.run_id
JOIN events.batch b ON b.id = r.batch_id
WHERE q.expectation = 'profile_measured' AND b.state = 'published' AND r.batch_id <> :batch
  AND (q.details ->> 'newest' IS NULL OR CAST(:newest AS date) IS NULL
       OR (q.details ->> 'newest')::date <= CAST(:newest AS date))
ORDER BY (q.details ->> 'newest')::date DESC NULLS LAST, r.ran_at DESC LIMIT :days"""


def measure(fetch: Fetch, batch: UUID) -> Measured:
    """What is measured of a staged batch."""
    rows = fetch(COUNTS, {"batch": batch, "unsure": LOW_CONFIDENCE})
    (articles, complete, with_events, without, _, events, mentions, newest, length, titled, repeated,
     undated, missing, unsure, placed, article_rows, visits) = rows[0]  # fmt: skip
    unread = fetch(UNREAD, {"batch": batch})[0][0]
    shares = {
        "with_events": with_events / articles if articles else 0.0,
        "rejected": (articles - with_events - without) / articles if articles else 0.0,
        "events_per_article": events / articles if articles else 0.0,
        "median_length": float(length or 0),
        "titled": float(titled or 0),
        "repeated": float(repeated or 0),
        "undated": float(undated or 0),
        "missing_actor": float(missing or 0),
        "low_confidence": float(unsure or 0),
        "placed": float(placed or 0),
    }
    sources = {
        name: {"articles": n, "events": float(found), "undated": float(lost), "rejected": turned}
        for name, n, found, lost, turned in fetch(SOURCES, {"batch": batch})
    }
    shares["largest_source"] = max((s["articles"] for s in sources.values()), default=0) / max(article_rows, 1)
    profile = Profile(
        batch_id=str(batch),
        newest=newest,
        articles=articles,
        with_events=with_events,
        without_events=without,
        rejected=articles - with_events - without,
        events=events,
        mentions=mentions,
        shares={name: round(value, 5) for name, value in shares.items()},
        sources=sources,
        roots={str(root): int(n) for root, n in fetch(ROOTS, {"batch": batch})},
        actors={str(actor): int(n) for actor, n in fetch(ACTORS, {"batch": batch})},
    )
    return Measured(profile, bool(complete), articles - article_rows - unread, visits)


def history(fetch: Fetch, batch: UUID, newest: Any, runs: int = 28) -> tuple[Profile, ...]:
    """The profiles of the published batches before this one, newest first, one a batch."""
    found: dict[str, Profile] = {}
    for (details,) in fetch(HISTORY, {"batch": batch, "newest": newest, "days": runs * 2}):
        profile = Profile.from_json(details)
        found.setdefault(profile.batch_id, profile)
    return tuple(found.values())[:runs]


def latest(fetch: Fetch, batch: UUID) -> date | None:
    """The newest publication date of the batch validated last before this one."""
    rows = fetch(LATEST, {"batch": batch})
    return rows[0][0] if rows else None
