"""A month as a backfill: one run a day, exact counts, and nothing new the second time; by the scheduler's own backfill,
and by the days' runs one after the other in one process.

`EVENTS_BACKFILL_ARTICLES` says how many articles a day has (default 10), `EVENTS_BACKFILL_DAYS` how many days (31). The
corpus stands on thirteen days; its first articles are dated anew, so that every day has its own.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from tests.dags.service import Api, in_process, running

from events import store

pytestmark = [pytest.mark.nightly, pytest.mark.airflow, pytest.mark.postgres]
ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "saudinewsnet.jsonl.gz"
FIRST = date(2015, 7, 7)
DAYS = int(os.environ.get("EVENTS_BACKFILL_DAYS", "31"))
A_DAY = int(os.environ.get("EVENTS_BACKFILL_ARTICLES", "10"))
CONTENT = (
    "SELECT id, content_hash, outcome FROM events.article ORDER BY 1",
    "SELECT key, source, target, code::text, date, n_mentions FROM events.event ORDER BY 1",
    "SELECT key, event_key, article_key, sentence FROM events.mention ORDER BY 1",
)


def _written(path: Path) -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines, path.open("w", encoding="utf-8") as written:
        for number, line in enumerate(islice(lines, DAYS * A_DAY)):
            row = {**json.loads(line), "published": (FIRST + timedelta(days=number % DAYS)).isoformat()}
            written.write(json.dumps(row, ensure_ascii=False) + "\n")


def _backfill(api: Api, path: Path) -> dict[str, str]:
    """Runs the backfill; the state of each day's run."""
    until = FIRST + timedelta(days=DAYS - 1)
    body = {
        "dag_id": "code_events", "from_date": f"{FIRST}T00:00:00Z", "to_date": f"{until}T00:00:00Z",
        "reprocess_behavior": "completed", "max_active_runs": 2, "dag_run_conf": {"files": [str(path)]},
    }  # fmt: skip
    made = api.ask("/backfills", body)
    ends = time.monotonic() + 3500
    while time.monotonic() < ends:
        if api.ask(f"/backfills/{made['id']}")["completed_at"]:
            break
        time.sleep(3)
    runs = api.ask("/dags/code_events/dagRuns?run_type=backfill&limit=100")["dag_runs"]
    return {each["logical_date"][:10]: each["state"] for each in runs}


def _content(url: str) -> list[list[tuple[Any, ...]]]:
    with store.connect(url) as connection:
        return [connection.execute(question).fetchall() for question in CONTENT]


@pytest.mark.timeout(7200)
@pytest.mark.skipif(not CORPUS.is_file(), reason="the corpus lies beside the checkout of those who may read it")
def test_a_month_is_coded_day_by_day_and_the_second_time_changes_nothing(
    airflow_env: dict[str, str], clone, tmp_path: Path
) -> None:
    url, path = clone("backfill"), tmp_path / "month.jsonl"
    _written(path)
    env = {
        **airflow_env,
        "EVENTS_DATABASE_URL": url,
        "AIRFLOW_CONN_EVENTS_DB": store.plain_url(url),
        "EVENTS_HOME": str(tmp_path),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
    }
    with running(env, tmp_path / "logs") as (_, api, _port):
        api.known("code_events")
        days = {(FIRST + timedelta(days=number)).isoformat(): "success" for number in range(DAYS)}
        began = time.monotonic()
        assert _backfill(api, path) == days
        first, seconds = _content(url), time.monotonic() - began
        began = time.monotonic()
        assert _backfill(api, path) == days
        again = time.monotonic() - began
    assert _content(url) == first
    _check(url)
    sys.stderr.write(_told(first, seconds, again))


def _check(url: str) -> None:
    """Every day is a batch of its own articles; the ledger adds up."""
    with store.connect(url) as connection:
        batches = connection.execute(
            "SELECT count(*), sum(articles), sum(articles_new), sum(with_events + without_events + rejected)"
            " FROM events.batch WHERE state = 'published'"
        ).fetchall()
        per_day = connection.execute("SELECT published, count(*) FROM events.article GROUP BY 1 ORDER BY 1").fetchall()
    assert batches == [(DAYS, DAYS * A_DAY, DAYS * A_DAY, DAYS * A_DAY)]
    assert per_day == [(FIRST + timedelta(days=number), A_DAY) for number in range(DAYS)]


def _told(first: list[list[tuple[Any, ...]]], seconds: float, again: float) -> str:
    return (
        f"{DAYS} days, {DAYS * A_DAY} articles: {len(first[1])} events, {len(first[2])} mentions in {seconds:.0f} s;"
        f" again in {again:.0f} s: 0 new rows\n"
    )


@pytest.mark.timeout(7200)
@pytest.mark.skipif(not CORPUS.is_file(), reason="the corpus lies beside the checkout of those who may read it")
def test_the_days_of_a_month_in_one_process(airflow_env: dict[str, str], clone, tmp_path: Path) -> None:
    url, path = clone("month"), tmp_path / "month.jsonl"
    _written(path)
    env = {**airflow_env, "EVENTS_DATABASE_URL": url, "AIRFLOW_CONN_EVENTS_DB": store.plain_url(url),
           "EVENTS_HOME": str(tmp_path)}  # fmt: skip
    days = [(FIRST + timedelta(days=number)).isoformat() for number in range(DAYS)]
    runs = [("code_events", {"files": [str(path)], "date": day}) for day in days]
    began = time.monotonic()
    assert [each["state"] for each in in_process(env, *runs)] == ["success"] * DAYS
    first, seconds = _content(url), time.monotonic() - began
    began = time.monotonic()
    assert [each["state"] for each in in_process(env, *runs)] == ["success"] * DAYS
    again = time.monotonic() - began
    assert _content(url) == first
    _check(url)
    sys.stderr.write(_told(first, seconds, again))
