"""`events gate`: figures of gold sets, and exit code 1 below a floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from events.commands.gate import below
from events.scoring import Figures, at_grain, calibration, score

EVENT = {"source": "QAT", "target": "ISR", "code": "111", "date": "2024-03-13", "grain": "day"}
GOLD = [
    {"id": "one", "published": "2024-03-13", "text": "أدانت قطر إسرائيل.", "events": [EVENT]},
    {"id": "none", "published": "2024-03-13", "text": "تراجعت أسعار القمح.", "events": []},
]


def _gold_set(folder: Path, floors: dict[str, float], rows: list[dict] = GOLD) -> Path:
    gold = folder / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", "utf-8")
    path = folder / "floors.json"
    missing = str(folder / "missing.jsonl")
    sets = {
        "set": {"articles": str(gold), "gold": str(gold), "floors": floors},
        "elsewhere": {"articles": missing, "gold": missing, "floors": {}, "optional": True},
    }
    path.write_text(json.dumps(sets), "utf-8")
    return path


def test_floors_that_hold_are_exit_code_zero(call, tmp_path: Path) -> None:
    floors = {"pair+root.f1": 1.0, "exact.share": 1.0, "eventless.wrong": 0}
    done = call("gate", "--json", "--floors", str(_gold_set(tmp_path, floors)))
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr.decode()
    assert told["broken"] == []
    assert told["sets"]["set"]["figures"]["pair+root"]["f1"] == 1.0
    assert told["sets"]["set"]["figures"]["exact"] == {"share": 1.0, "right": 2, "wrong": 0}
    assert told["sets"]["set"]["calibration"]
    assert b"elsewhere" in done.stderr


def test_a_figure_below_its_floor_is_exit_code_one(call, tmp_path: Path) -> None:
    wrong = [{**GOLD[0], "events": [{**EVENT, "target": "EGY"}]}, GOLD[1]]
    done = call("gate", "--json", "--floors", str(_gold_set(tmp_path, {"pair+root.f1": 0.5}, wrong)))
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["broken"]) == 1
    assert b"below its floor" in done.stderr


@pytest.mark.slow
def test_tables_for_a_person_name_the_floors(call, tmp_path: Path) -> None:
    done = call("gate", "--floors", str(_gold_set(tmp_path, {"pair+root.f1": 0.5})))
    assert done.returncode == 0
    assert "f1 0.5" in done.stdout.decode()
    assert "all right" in done.stdout.decode()


def test_unsure_gold_is_neither_missed_nor_wrong() -> None:
    gold = [{"id": "a", "events": [EVENT, {**EVENT, "code": "112", "target": "USA", "sure": False}]}]
    assert score(gold, {"a": {"events": [EVENT]}})["full"] == Figures(1, 0, 0)
    both = {"events": [EVENT, {**EVENT, "code": "112", "target": "USA"}]}
    assert score(gold, {"a": both})["full"] == Figures(1, 0, 0)
    assert score(gold, {"a": both})["exact"] == Figures(1, 0, 0)


def test_symmetric_kinds_match_either_way_round_and_others_do_not() -> None:
    meeting, turned = {**EVENT, "code": "040"}, {**EVENT, "code": "040", "source": "ISR", "target": "QAT"}
    assert score([{"id": "a", "events": [meeting]}], {"a": {"events": [turned]}})["full"] == Figures(1, 0, 0)
    blame = {**turned, "code": "111"}
    assert score([{"id": "a", "events": [EVENT]}], {"a": {"events": [blame]}})["full"] == Figures(0, 1, 1)


def test_an_uncoded_article_counts_as_coded_empty() -> None:
    told = score([{"id": "a", "events": [EVENT]}, {"id": "b", "events": []}], {})
    assert told["pair+root"] == Figures(0, 0, 1)
    assert told["eventless"] == Figures(1, 0, 0)
    assert told["exact"] == Figures(1, 1, 0)


@pytest.mark.parametrize(
    ("day", "grain", "cut"),
    [
        ("2024-03-13", "day", "2024-03-13"), ("2024-03-13", "week", "2024-W11"), ("2024-03-13", "month", "2024-03"),
        ("2024-03-13", "year", "2024"), ("2024-03-13", "decade", "202"), (None, "unknown", ""),
    ],
)  # fmt: skip
def test_dates_compare_at_their_grain(day: str | None, grain: str, cut: str) -> None:
    assert at_grain(day, grain) == cut


def test_figures_follow_from_counts() -> None:
    figures = Figures(6, 2, 4)
    assert (figures.precision, figures.recall, figures.share) == (0.75, 0.6, 0.5)
    assert figures.f1 == pytest.approx(2 / 3)
    assert Figures(0, 0, 0).f1 == Figures(0, 0, 0).share == 0.0
    assert below({"full": figures}, {"full.f1": 0.6, "full.wrong": 2}) == []
    assert len(below({"full": figures}, {"full.f1": 0.7, "full.wrong": 1})) == 2


def test_calibration_compares_what_was_said_with_what_was_right() -> None:
    coded = {"a": {"events": [{**EVENT, "confidence": 0.9}, {**EVENT, "target": "USA", "confidence": 0.85}]}}
    ((edge, said, right, count),) = calibration([{"id": "a", "events": [EVENT]}], coded)
    assert (edge, right, count) == (0.8, 0.5, 2)
    assert said == pytest.approx(0.875)
