"""Past one machine: two Celery workers as separate processes with working folders of their own, Postgres as the broker.
The same articles must give the same rows as one worker gives, and so when a worker is killed in the middle.

`EVENTS_CELERY_ARTICLES` says how many articles (default 1,200): of the corpus where it is there, else copies of the
samples.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest
from tests.dags.service import Api, running

from events import store
from events.commands.airflow import Supervisor

pytestmark = [pytest.mark.nightly, pytest.mark.airflow, pytest.mark.postgres]
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "seeds" / "articles" / "articles.jsonl"
CORPUS = ROOT.parent / "shared" / "corpus" / "saudinewsnet.jsonl.gz"
ARTICLES = int(os.environ.get("EVENTS_CELERY_ARTICLES", "1200"))
QUESTIONS = (
    "SELECT source::text, target::text, code::text, date, grain::text, n_mentions FROM events.event"
    " ORDER BY 1, 2, 3, 4, 5, key",
    "SELECT key, outcome FROM events.article ORDER BY 1",
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of `ARTICLES` articles."""
    path = tmp_path_factory.mktemp("articles") / "several.jsonl"
    if CORPUS.is_file():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            path.write_text("".join(islice(lines, ARTICLES)), encoding="utf-8")
        return path
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    several = ({**rows[number % len(rows)], "id": f"copy/{number}"} for number in range(ARTICLES))
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in several), encoding="utf-8")
    return path


class Cluster:
    """A scheduler with CeleryExecutor, some workers, and an event database of its own."""

    def __init__(self, env: dict[str, str], url: str, folder: Path, workers: int) -> None:
        metadata = env["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
        self.url, self.folder, self.workers = url, folder, workers
        self.env = {
            **env,
            "EVENTS_DATABASE_URL": url,
            "AIRFLOW_CONN_EVENTS_DB": store.plain_url(url),
            "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
            "AIRFLOW__CELERY__BROKER_URL": f"sqla+{metadata}",
            "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{metadata}",
            "AIRFLOW__CELERY__WORKER_CONCURRENCY": "1",
            "EVENTS_STAGING": f"file://{folder}/staged",
        }

    def start(self, supervisor: Supervisor) -> None:
        """Starts the workers, each with a home of its own: they share the staged files and the databases alone."""
        for number in range(self.workers):
            own = self.folder / f"worker{number}"
            own.mkdir(parents=True)
            command = [sys.executable, "-m", "airflow", "celery", "worker", "--skip-serve-logs"]
            name = f"worker{number}"
            supervisor.start(name, [*command, "-H", f"{name}@{self.folder.name}"], EVENTS_HOME=str(own))

    def rows(self) -> list[list[tuple[object, ...]]]:
        """What the run left."""
        with store.connect(self.url) as connection:
            return [connection.execute(question).fetchall() for question in QUESTIONS]


def _span(api: Api, run: str, task: str) -> float:
    """Seconds from the start of the first of a task's instances to the end of the last."""
    chosen = [each for each in api.instances("code_events", run) if each["task_id"] == task]
    ends = [datetime.fromisoformat(each["end_date"]) for each in chosen]
    return (max(ends) - min(datetime.fromisoformat(each["start_date"]) for each in chosen)).total_seconds()


@pytest.fixture(scope="module")
def measured(airflow_env: dict[str, str], clone, articles: Path, tmp_path_factory) -> Iterator[dict]:
    """The rows that one worker and two workers leave."""
    found = {}
    for workers in (1, 2):
        cluster = Cluster(
            airflow_env, clone(f"celery_{workers}"), tmp_path_factory.mktemp(f"cluster{workers}"), workers
        )
        with running(cluster.env, cluster.folder / "logs") as (supervisor, api, _):
            cluster.start(supervisor)
            run = api.trigger("code_events", {"files": [str(articles)], "shard": ARTICLES // 6})
            assert api.wait("code_events", run, 1800) == "success", api.tasks("code_events", run)
            spans = {task: _span(api, run, task) for task in ("clean", "resolve_dates", "extract_events")}
            hosts = {each["hostname"] for each in api.instances("code_events", run)}
        found[workers] = cluster.rows()
        told = ", ".join(f"{task} {seconds:.0f} s" for task, seconds in spans.items())
        sys.stderr.write(f"{workers} worker(s), {ARTICLES} articles in 6 shards: {told}; hosts {len(hosts)}\n")
    yield found


@pytest.mark.timeout(3600)
def test_two_workers_give_the_rows_one_gives(measured: dict) -> None:
    assert measured[1] == measured[2]
    assert len(measured[1][0]) > 20
    assert len(measured[1][1]) > 0.9 * ARTICLES


@pytest.mark.timeout(3600)
def test_a_killed_worker_costs_no_row(
    airflow_env: dict[str, str], clone, articles: Path, measured: dict, tmp_path: Path
) -> None:
    cluster = Cluster(airflow_env, clone("celery_killed"), tmp_path / "cluster", 2)
    with running(cluster.env, tmp_path / "logs") as (supervisor, api, _):
        cluster.start(supervisor)
        run = api.trigger("code_events", {"files": [str(articles)], "shard": ARTICLES // 6})
        ends = time.monotonic() + 900
        while "running" not in api.tasks("code_events", run).get("extract_events", ()) and time.monotonic() < ends:
            time.sleep(0.5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(supervisor.children["worker0"].pid, signal.SIGKILL)
        began = time.monotonic()
        assert api.wait("code_events", run, 1800) == "success", api.tasks("code_events", run)
        sys.stderr.write(f"worker killed: success {time.monotonic() - began:.0f} s after the kill\n")
    assert cluster.rows() == measured[2]
