"""What waits in the inbox and the drop folder: read whole it is put away, read in part it stays."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from events import settings
from events.batch import ingest, places, runs

SAMPLES = Path(__file__).parents[2] / "seeds" / "articles" / "articles.jsonl"


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTS_HOME", str(tmp_path))
    folder = places.drop(settings.load())
    folder.mkdir()
    return folder


def _read(folder: Path, **asked: object) -> list[str] | None:
    """The files that the run will put away; None where nothing was to be read."""
    folder.mkdir()
    if not runs.read(folder, asked, ""):
        return None
    return [Path(name).name for name in json.loads((folder / runs.MANIFEST).read_text())]


def test_a_file_read_whole_is_put_away_and_one_read_in_part_stays(drop: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLES, drop / "a.jsonl")
    assert ingest.waiting() == 1
    assert _read(tmp_path / "day", date="2017-11-24") in ([], None)
    assert _read(tmp_path / "some", limit=3) == []
    assert _read(tmp_path / "whole", shard=10) == ["a.jsonl"]
    assert ingest.waiting() == 1, "it is put away by the load, not before"


def test_while_the_door_is_shut_no_feed_is_due(drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ingest.due() == []
    monkeypatch.setenv("EVENTS_FETCH", "1")
    assert len(ingest.due()) >= 30


def test_a_file_without_a_record_is_put_away_at_once(drop: Path, tmp_path: Path) -> None:
    (drop / "empty.jsonl").write_text("\n")
    (drop / "deep").mkdir()
    (drop / "deep" / "empty.csv").write_text("id,text\n")
    assert _read(tmp_path / "run") is None
    assert ingest.waiting() == 0
    assert (drop / ".done" / "empty.jsonl").is_file()
    assert (drop / ".done" / "deep" / "empty.csv").is_file()
