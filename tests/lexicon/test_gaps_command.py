"""`events lexicon gaps`: what is missing, how often, and where."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from small_seeds import PROJECT, ROWS, write_seeds
from typer.testing import CliRunner

from events.commands.lexicon import app

TEXTS = [
    "أدانت الجزائر الأردن. وتحدث الرئيس زنبرك قرطاس عن محافظة شمبرستان.",
    "أدانت الجزائر تركيا في بيان. وصل الرئيس زنبرك قرطاس إلى محافظة شمبرستان.",
    "زار لبنان الأردن.",
]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles, and seeds that know a verb without a frame, a title and a word for places."""
    agents = sorted([*ROWS["agents.csv"], "محافظة,محافظات,f,,place,,"])
    seeds = write_seeds(tmp_path / "seeds", {"agents.csv": agents})
    shutil.copy(PROJECT / "particles.csv", seeds / "particles.csv")
    monkeypatch.setenv("EVENTS_SEEDS", str(seeds))
    monkeypatch.setenv("EVENTS_HOME", str(tmp_path / "home"))
    path = tmp_path / "articles.jsonl"
    rows = [{"id": str(n), "text": text, "published": "2024-03-01"} for n, text in enumerate(TEXTS)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_gaps_are_counted_with_an_example(corpus: Path) -> None:
    result = CliRunner().invoke(app, ["gaps", "--json", str(corpus)])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert [(row["word"], row["times"]) for row in found["verb"]] == [("أدان", 2)]
    assert [(row["word"], row["times"]) for row in found["name"]] == [("زنبرك قرطاس", 2)]
    assert [(row["word"], row["times"]) for row in found["place"]] == [("شمبرستان", 2)]
    assert "أدانت الجزائر" in found["verb"][0]["example"] and found["verb"][0]["article"] == "0"


def test_what_has_a_frame_is_no_gap(corpus: Path) -> None:
    result = CliRunner().invoke(app, ["gaps", "--json", "--least", "1", str(corpus)])
    words = {row["word"] for row in json.loads(result.stdout)["verb"]}
    assert "زار" not in words


def test_tables_are_limited(corpus: Path) -> None:
    result = CliRunner().invoke(app, ["gaps", "--limit", "1", "--least", "1", str(corpus)])
    assert result.exit_code == 0
    assert "verbs between two actors without a frame" in result.stdout


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["gaps", str(tmp_path / "none.jsonl")]).exit_code == 2
