"""How fast the dates stage is over a corpus, next to dateparser's `search_dates` on a sample, in one process.

    bench_dates.py [CORPUS.jsonl[.gz]] [--articles N] [--sample N] [--json]

Prints articles a second of processor time (one core) for both, their ratio, how the time grows with the length of one
text, and how often dateparser, asked about single plain dates, agrees with the grammar.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateparser.search import search_dates

from events.dates import resolve, tally
from events.model import TemporalExpression

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "saudinewsnet.jsonl.gz"


def articles(path: Path) -> Iterator[tuple[str, date]]:
    """(text, publication date) of each article."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], date.fromisoformat(row["published"][:10])


def ours(batch: list[tuple[str, date]]) -> tuple[float, list[tuple[TemporalExpression, date | None]]]:
    """Seconds for the batch, and what was found."""
    resolve("", None)
    found: list[tuple[TemporalExpression, date | None]] = []
    began = time.process_time()
    for text, published in batch:
        found.extend((expression, published) for expression in resolve(text, published))
    return time.process_time() - began, found


def theirs(batch: list[tuple[str, date]]) -> float:
    """Seconds dateparser's `search_dates` takes for the batch."""
    search_dates("اليوم", languages=["ar"])
    began = time.process_time()
    for text, published in batch:
        base = datetime(published.year, published.month, published.day)  # noqa: DTZ001  (dateparser takes it so)
        search_dates(text, languages=["ar"], settings={"RELATIVE_BASE": base})
    return time.process_time() - began


def growth() -> dict[str, float]:
    """Seconds for one text of so many tokens."""
    sentence = "زار الرئيس أمس العاصمة والتقى نظيره في 3 مايو الماضي وبحث معه التعاون "
    each = len(sentence.split())
    seconds = {}
    for tokens in (12_500, 25_000, 50_000, 100_000):
        text = sentence * (tokens // each)
        began = time.process_time()
        resolve(text, date(2024, 3, 15))
        seconds[str(tokens)] = round(time.process_time() - began, 3)
    return seconds


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=0, help="at most so many articles (all)")
    parser.add_argument("--sample", type=int, default=60, help="articles dateparser searches")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.corpus.exists():
        sys.exit(f"no corpus at {options.corpus}: give the path of a JSON lines file with text and published")
    batch = list(articles(options.corpus))
    if options.articles:
        batch = batch[:: max(1, len(batch) // options.articles)][: options.articles]
    seconds, found = ours(batch)
    sample = batch[:: max(1, len(batch) // options.sample)][: options.sample]
    slow = theirs(sample)
    counted = tally(found)
    result: dict[str, Any] = {
        "articles": len(batch),
        "expressions": len(found),
        "unresolved": sum(e.start is None for e, _ in found),
        "articles_per_second": round(len(batch) / seconds),
        "dateparser_search_articles_per_second": round(len(sample) / slow, 1),
        "times_faster": round(len(batch) / seconds / (len(sample) / slow), 1),
        "seconds_by_tokens": growth(),
        "dateparser_check": {
            "asked": counted.asked,
            "agreed": counted.agreed,
            "disagreed": counted.disagreed,
            "silent": counted.silent,
            "disagreements": [f"{o.text} ({o.locale}): {o.value}" for o in counted.disagreements[:20]],
        },
    }
    if options.json:
        json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
        return
    for name, value in result.items():
        print(f"{name:40} {value}")


if __name__ == "__main__":
    main()
