"""The gate: no figure of any gold set falls below its floor in `floors.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from events.commands.gate import below, score_set
from events.lexicon import Lexicon

ROOT = Path(__file__).parents[2]
SETS = json.loads((ROOT / "tests" / "gold" / "floors.json").read_text("utf-8"))
ANNOTATED = [name for name, wanted in SETS.items() if not wanted.get("optional")]


@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(name: str, lexicon: Lexicon) -> None:
    wanted = SETS[name]
    articles, gold = ROOT / wanted["articles"], ROOT / wanted["gold"]
    if wanted.get("optional") and not gold.exists():
        pytest.skip(f"{wanted['gold']} is not here")
    figures, _ = score_set(articles, gold, lexicon)
    assert wanted["floors"]
    assert below(figures, wanted["floors"]) == []


@pytest.mark.parametrize("name", ANNOTATED)
def test_gold_is_well_formed(name: str, lexicon: Lexicon) -> None:
    rows = [json.loads(line) for line in (ROOT / SETS[name]["gold"]).read_text("utf-8").splitlines()]
    texts = [json.loads(line) for line in (ROOT / SETS[name]["articles"]).read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["id"] for row in rows} == {row["id"] for row in texts}
    for event in (event for row in rows for event in row["events"]):
        assert event["code"] in lexicon.cameo
        assert (event["date"] is None) == (event["grain"] == "unknown")
