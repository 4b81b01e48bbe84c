"""False alarms on thirty undamaged daily batches of real news: no critical batch, few warnings."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "saudinewsnet.jsonl.gz"
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.nightly,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not CORPUS.is_file(), reason="the corpus (../shared/corpus) is not here"),
]
SERIES, DAYS, ONE_IN = 2, 15, 14


def test_thirty_daily_batches_raise_no_alarm(stage, judge, lexicon):
    """Two series of fifteen days, each an independent fourteenth of the corpus, coded as the pipeline codes them."""
    from events.batch.stages import coded

    warned, critical, rows, judged = Counter(), Counter(), Counter(), 0
    for series in range(SERIES):
        past = []
        for _, articles in sorted(_days(series).items())[:DAYS]:
            run = judge(stage(list(coded(articles, lexicon))), tuple(reversed(past)))
            past.append(run.profile)
            judged += len(run.results)
            warned.update(r.expectation for r in run.failed if r.severity == "warning")
            critical.update(r.expectation for r in run.failed if r.severity == "critical")
            rows.update(q.expectation for q in run.quarantined)
            assert run.held == ""
    print(f"{judged} results, warnings {dict(warned)}, critical {dict(critical)}, rows {dict(rows)}")  # noqa: T201
    assert sum(warned.values()) <= 0.05 * judged
    assert critical == {}


def _days(series: int):
    from events.model import RawArticle

    days: dict[date, list[RawArticle]] = {}
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if zlib.crc32(row["id"].encode()) % ONE_IN == series:
                day = date.fromisoformat(row["published"][:10])
                days.setdefault(day, []).append(
                    RawArticle(row["id"], row["text"], day, row["source"], row["url"], row["title"])
                )
    return days
