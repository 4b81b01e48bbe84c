"""What the DAG's tasks call, on a real Postgres: a server that crashed between two of them costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from events import store
from events.batch import runs, staged
from events.batch.errors import Terminal, Unstaged

pytestmark = pytest.mark.postgres
SAMPLES = Path(__file__).parents[2] / "seeds" / "articles" / "articles.jsonl"
UNLOGGED = "SELECT string_agg(oid::regclass::text, ', ') FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'"


@pytest.fixture
def folder(fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run whose articles are coded and wait for validation."""
    monkeypatch.setenv("EVENTS_HOME", str(tmp_path / "home"))
    made = tmp_path / "run"
    made.mkdir()
    for shard in runs.read(made, {"files": [str(SAMPLES)], "limit": 6}, fresh_database):
        staged.clean_shard(made, shard)
        staged.date_shard(made, shard)
        runs.extract(made, shard)
    return made


def _crash(url: str) -> None:
    """What recovery after a crash does: unlogged tables come back empty."""
    with store.connect(url) as connection:
        (names,) = connection.execute(UNLOGGED).fetchone() or ("",)
        connection.execute(f"TRUNCATE {names}")
        connection.commit()


def test_a_batch_the_server_lost_is_staged_and_judged_again(fresh_database: str, folder: Path) -> None:
    verdict = runs.validate(folder, fresh_database)
    _crash(fresh_database)
    counts = runs.load(folder, fresh_database, verdict)
    assert (counts["state"], counts["articles"], counts["articles_new"]) == ("published", 6, 6)
    assert counts["events_new"] > 5
    with store.connect(fresh_database) as connection:
        assert connection.execute("SELECT count(*) FROM events.article").fetchone() == (6,)
        assert connection.execute("SELECT count(*) FROM events.batch").fetchone() == (1,)
    assert runs.load(folder, fresh_database, verdict)["again"]


def test_what_is_lost_twice_is_for_the_scheduler_to_try_again(
    fresh_database: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = runs.validate(folder, fresh_database)
    _crash(fresh_database)
    monkeypatch.setattr(runs, "validate", lambda *_: verdict)
    with pytest.raises(Unstaged):
        runs.load(folder, fresh_database, verdict)


def test_a_held_batch_fails_for_good(fresh_database: str, folder: Path) -> None:
    verdict = runs.validate(folder, fresh_database) | {"held": "too many rejections"}
    with pytest.raises(Terminal, match="too many rejections"):
        runs.load(folder, fresh_database, verdict)
    with store.connect(fresh_database) as connection:
        assert connection.execute("SELECT state, events_new FROM events.batch").fetchall() == [("held", 0)]
