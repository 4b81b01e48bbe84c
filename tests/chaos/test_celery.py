"""Past one machine: two Celery workers as separate processes with working folders of their own, Postgres as the broker.
The same articles must give the same rows as one process gives."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest
from tests.dags.service import running

from events import store

pytestmark = [pytest.mark.nightly, pytest.mark.airflow, pytest.mark.postgres]
SAMPLES = Path(__file__).parents[2] / "seeds" / "articles" / "articles.jsonl"
QUESTION = (
    "SELECT source::text, target::text, code::text, date, grain::text, n_mentions FROM events.event"
    " ORDER BY 1, 2, 3, 4, 5, key"
)
COPIES = 8


def _rows(url: str) -> list[tuple[object, ...]]:
    with store.connect(url) as connection:
        return connection.execute(QUESTION).fetchall()


@pytest.mark.timeout(1800)
def test_two_workers_give_the_rows_one_gives(airflow_env: dict[str, str], clone, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    several = [{**row, "id": f"{copy}/{row['id']}"} for copy in range(COPIES) for row in rows]
    path = tmp_path / "several.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in several), encoding="utf-8")
    found, seconds = {}, {}
    for workers in (1, 2):
        url = clone(f"celery_{workers}")
        metadata = airflow_env["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
        env = {
            **airflow_env,
            "EVENTS_DATABASE_URL": url,
            "AIRFLOW_CONN_EVENTS_DB": store.plain_url(url),
            "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
            "AIRFLOW__CELERY__BROKER_URL": f"sqla+{metadata}",
            "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{metadata}",
            "AIRFLOW__CELERY__WORKER_CONCURRENCY": "1",
            "EVENTS_STAGING": f"file://{tmp_path}/staged",
        }
        with running(env, tmp_path / f"logs{workers}") as (supervisor, api, _):
            for number in range(workers):
                own = tmp_path / f"worker{workers}{number}"
                own.mkdir()
                command = [
                    sys.executable,
                    "-m",
                    "airflow",
                    "celery",
                    "worker",
                    "--skip-serve-logs",
                    "-H",
                    f"worker{number}@test",
                ]
                supervisor.start(f"worker{number}", command, EVENTS_HOME=str(own))
            began = time.monotonic()
            run = api.trigger("code_events", {"files": [str(path)], "shard": len(several) // 8})
            assert api.wait("code_events", run, 900) == "success", api.tasks("code_events", run)
            seconds[workers] = time.monotonic() - began
            names = {
                each["hostname"]
                for each in api.ask(f"/dags/code_events/dagRuns/{run}/taskInstances?limit=500")["task_instances"]
            }
        found[workers] = _rows(url)
        assert names
    assert found[1] == found[2]
    assert len(found[1]) > 20
    sys.stderr.write(f"one worker {seconds[1]:.0f} s, two workers {seconds[2]:.0f} s\n")
