"""The gold sets and the corpus readings, where they are at hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.dates.helpers import HERE, at_grain, dated, key_of, rows, shared

# By draw; what was learnt from a draw is mended, so that these figures stand above those of first sight.
FLOORS = {
    1: 0.95,
    2: 0.94,
    3: 0.94,
    4: 0.95,
    5: 0.93,
    6: 0.97,
    7: 0.96,
    8: 0.96,
    9: 0.95,
    10: 0.97,
    11: 0.94,
    12: 0.95,
    13: 0.93,
    14: 0.95,
    15: 0.94,
    16: 0.95,
    17: 0.92,
}


def score(folder: Path) -> float:
    wanted = {row["id"]: row for row in rows(folder / "gold.jsonl")}
    right = extra = missed = 0
    for article in rows(folder / "articles.jsonl"):
        gold = {_cut(d["start"], d["grain"]) for d in wanted[article["id"]].get("dates", [])}
        found = {_cut(str(e.start), e.grain.value) for e in dated(article["text"], article["published"])}
        right, extra, missed = right + len(gold & found), extra + len(found - gold), missed + len(gold - found)
    return 2 * right / (2 * right + extra + missed)


def _cut(start: str, grain: str) -> str:
    return at_grain(start, grain)[0]


@pytest.mark.parametrize(("name", "floor"), [("tune", 0.97), ("exam", 0.95)])
def test_gold_dates(name: str, floor: float) -> None:
    assert score(shared("gold", name)) >= floor


def test_both_first_articles_are_right_in_every_date() -> None:
    assert score(shared("articles")) == 1.0


@pytest.mark.slow
def test_corpus_readings_stay_right() -> None:
    """Expressions drawn at random, 300 a draw, read and judged; wrong ones carry what is right."""
    corpus = shared("corpus", "saudinewsnet.jsonl.gz")
    judged = rows(HERE / "judged_corpus.jsonl")
    needed = {row["article"] for row in judged}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        articles = {row["id"]: row for row in map(json.loads, lines) if row["id"] in needed}
    found = {key: dated(row["text"], row["published"]) for key, row in articles.items()}
    right = dict.fromkeys(FLOORS, 0)
    drawn = {draw: sum(row["draw"] == draw for row in judged) for draw in right}
    for row in judged:
        here = [e for e in found[row["article"]] if e.span.start < row["end"] and row["start"] < e.span.end]
        if row["value"] is None:
            right[row["draw"]] += not here
        else:
            right[row["draw"]] += at_grain(row["value"], row["grain"]) in map(key_of, here)
    assert drawn == {
        1: 300,
        2: 300,
        3: 150,
        4: 300,
        5: 300,
        6: 300,
        7: 300,
        8: 300,
        9: 300,
        10: 300,
        11: 300,
        12: 300,
        13: 300,
        14: 300,
        15: 300,
        16: 300,
        17: 300,
    }
    assert all(right[draw] >= FLOORS[draw] * drawn[draw] for draw in drawn), right
    assert sum(right.values()) >= 0.95 * sum(drawn.values()), right
