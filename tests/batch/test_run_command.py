"""`events run`: files in, one accounted batch out, the same again changes nothing, bad input never a traceback."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests import forked

from events import store

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "seeds" / "articles" / "articles.jsonl"
COUNTS = (
    "SELECT (SELECT count(*) FROM events.article), (SELECT count(*) FROM events.event),"
    " (SELECT count(*) FROM events.mention)"
)


def _env(database: str, home: Path) -> dict[str, str]:
    return {**os.environ, "EVENTS_DATABASE_URL": database, "EVENTS_HOME": str(home)}


def _events(database: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = forked.run(arguments, _env(database, home))
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def _counts(database: str) -> tuple[int, ...]:
    with store.connect(database) as connection:
        row = connection.execute(COUNTS).fetchone()
    assert row is not None
    return row


@pytest.mark.slow
def test_the_samples_twice_and_the_second_time_changes_nothing(fresh_database: str, tmp_path: Path) -> None:
    first = subprocess.run(  # started in full, as a user does
        [sys.executable, "-c", "from events.cli import main; main()", "run", "--json", str(SAMPLES)],
        env=_env(fresh_database, tmp_path), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert first.returncode == 0, first.stderr
    told = json.loads(first.stdout)
    articles = len(SAMPLES.read_text(encoding="utf-8").splitlines())
    assert told["articles"] == articles == told["with_events"] + told["without_events"] + told["rejected"]
    assert told["articles_new"] == articles
    assert told["events_new"] > 20
    before = _counts(fresh_database)
    second = _events(fresh_database, tmp_path, "run", str(SAMPLES))
    assert second.returncode == 0, second.stderr
    assert "0 new articles, 0 new events" in second.stderr
    assert _counts(fresh_database) == before
    assert list(tmp_path.glob("reports/*.html"))


def _check_log(told: list[dict[str, Any]]) -> None:
    """Every line has a moment and a level; batch and article ids lead from a rejection to its batch."""
    assert all(each["at"].endswith("+00:00") and each["level"] == "info" for each in told)
    (loaded,) = [each for each in told if each["event"] == "batch loaded"]
    assert loaded["articles"] == loaded["with_events"] + loaded["without_events"] + loaded["rejected"]
    assert loaded["seconds"] > 0
    rejected = [each for each in told if each["event"] == "article rejected"]
    assert len(rejected) == loaded["rejected"]
    assert {each["batch"] for each in rejected} == {loaded["batch"]}
    assert ("far", "clean", "EV-C005") in {(each["article"], each["stage"], each["code"]) for each in rejected}
    assert [each["batch"] for each in told if each["event"] == "batch judged"] == [loaded["batch"]]


@pytest.mark.slow
def test_bad_input_is_rejected_with_codes_and_never_a_traceback(fresh_database: str, tmp_path: Path) -> None:
    samples = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    good = samples[0]
    lines = [
        *(json.dumps(row, ensure_ascii=False) for row in samples),
        "not json",
        json.dumps({**good, "id": "no text", "text": None}),
        json.dumps({**good, "id": "future", "published": "2199-13-01"}),
        json.dumps({**good, "id": "far", "published": "2199-01-01"}),
        json.dumps({**good, "id": "nul", "text": "\x00\u202e" + good["text"]}),
        json.dumps({**good, "id": "markup", "text": f"<p>{good['text']}</p><script>alert(1)</script>"}),
    ]
    path = tmp_path / "bad.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode("utf-8")))
    done = _events(fresh_database, tmp_path, "--log", "json", "run", str(path))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    _check_log([json.loads(each) for each in done.stderr.splitlines() if each.startswith("{")])
    with store.connect(fresh_database) as connection:
        rows = connection.execute("SELECT article_id, code::text FROM events.rejection WHERE code !~ 'EV-Q'").fetchall()
        stored = connection.execute("SELECT text FROM events.article WHERE id = 'nul'").fetchone()
    assert set(rows) == {(None, "EV-I001"), ("no text", "EV-I004"), ("future", "EV-I006"), ("far", "EV-C005")}
    assert stored is not None
    assert stored[0].startswith("\ufffd\u2060")


@pytest.mark.slow
def test_an_article_of_twenty_megabytes_costs_one_rejection(fresh_database: str, tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    rows = [{"id": "large", "text": "نص طويل " * 1_500_000}, {"id": "half", "text": "نص طويل " * 200_000}]
    small = SAMPLES.read_text(encoding="utf-8")
    path.write_text(small + "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    done = _events(fresh_database, tmp_path, "run", str(path))
    assert done.returncode == 0, done.stderr
    with store.connect(fresh_database) as connection:
        rows = connection.execute("SELECT code::text FROM events.rejection WHERE code !~ 'EV-Q' ORDER BY 1").fetchall()
    assert rows == [("EV-C002",), ("EV-I005",)]


def test_wrong_usage_a_missing_server_and_wrong_seeds_have_their_own_exit_codes(database: str, tmp_path: Path) -> None:
    assert _events(database, tmp_path, "run", str(tmp_path / "nothing.jsonl")).returncode == 2
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nowhere"
    done = _events(nowhere, tmp_path, "run", str(SAMPLES))
    assert (done.returncode, "Traceback" in done.stderr) == (3, False), done.stderr


@pytest.mark.slow
def test_a_kill_anywhere_and_a_run_again_give_the_same_rows(fresh_database: str, clone, tmp_path: Path) -> None:
    assert _events(fresh_database, tmp_path, "--help").returncode == 0  # from now on imports cost nothing
    calm, began = clone("calm"), time.monotonic()
    assert _events(calm, tmp_path, "run", str(SAMPLES)).returncode == 0
    lasted = time.monotonic() - began
    env, nowhere = _env(fresh_database, tmp_path), Path(os.devnull)
    for part in (0.3, 0.6, 0.75, 0.9):
        child = forked.start(["run", str(SAMPLES)], env, nowhere, nowhere)
        time.sleep(part * lasted)
        forked.kill(child)
        assert _counts(fresh_database) in ((0, 0, 0), _counts(calm)), "all or nothing"
    assert _events(fresh_database, tmp_path, "run", str(SAMPLES)).returncode == 0
    assert _counts(fresh_database) == _counts(calm)
