"""Airflow as `events airflow` runs it: by the API as a user would, with log lines, metrics and the quality page,
stopped by Ctrl-C without leftovers."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.dags.service import Api, Command

from events import store
from events.commands.airflow import health

pytestmark = [pytest.mark.airflow, pytest.mark.postgres, pytest.mark.slow]
SAMPLES = Path(__file__).parents[2] / "seeds" / "articles" / "articles.jsonl"


def _children(group: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if group.encode() in path.read_bytes():
                found.append((path.parent / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@contextmanager
def _receiving() -> Iterator[tuple[int, list[str]]]:
    """A UDP receiver of StatsD lines on the loopback: its port, and what came."""
    lines: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))

        def listen() -> None:
            while data := receiver.recv(65_536):
                lines.extend(data.decode().splitlines())

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield receiver.getsockname()[1], lines
        receiver.sendto(b"", receiver.getsockname())
        thread.join(10)


def _total(lines: list[str], name: str) -> int:
    """The sum of a counter."""
    return sum(int(line.split(":")[1].partition("|")[0]) for line in lines if line.startswith(f"airflow.{name}:"))


def test_a_user_runs_the_dag_by_the_api_and_ctrl_c_leaves_nothing(
    airflow_env: dict[str, str], clone, tmp_path: Path
) -> None:
    mark, url = f"EVENTS_TEST_MARK={tmp_path.name}", clone("service")
    with _receiving() as (statsd, lines):
        env = {
            **airflow_env,
            "EVENTS_TEST_MARK": tmp_path.name,
            "EVENTS_DATABASE_URL": url,
            "AIRFLOW__METRICS__STATSD_ON": "True",
            "AIRFLOW__METRICS__STATSD_PORT": str(statsd),
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "300",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
        }
        with Command(env) as command:
            assert len(_children(mark)) >= 3
            assert health(command.port)["scheduler"] == "healthy"
            api = command.api()
            api.known("check_quality")
            run = api.trigger("code_events", {"files": [str(SAMPLES)], "shard": 18})
            assert api.wait("code_events", run, 420) == "success", api.tasks("code_events", run)
            assert api.tasks("code_events", run)["extract_events"] == ["success"] * 2
            api.ended_by_asset("check_quality", 300)
            batch, articles = _ledger(url)
            _check_logs(Path(env["AIRFLOW_HOME"]) / "logs", batch, articles)
            _check_page(command, api)
            assert command.stop() == 0
    ends = time.monotonic() + 10
    while _children(mark) and time.monotonic() < ends:
        time.sleep(0.5)
    assert _children(mark) == []
    assert health(command.port) == {}
    assert _total(lines, "events.batch_loaded") == 1
    assert _total(lines, "events.batch_loaded.articles") == articles
    assert _total(lines, "events.shard_coded") == 2
    assert any(line.startswith("airflow.events.shard_coded.seconds:") and line.endswith("|ms") for line in lines)
    assert any("task" in line and "duration" in line for line in lines), "Airflow's own timers come along"


def _ledger(url: str) -> tuple[str, int]:
    """The batch that was loaded and how many articles it has: all the samples."""
    with store.connect(url) as connection:
        ((batch, articles),) = connection.execute("SELECT id, articles FROM events.batch").fetchall()
        assert connection.execute("SELECT count(*) > 20 FROM events.event").fetchone() == (True,)
    assert articles == len(SAMPLES.read_text(encoding="utf-8").splitlines())
    return batch.hex, articles


def _check_logs(logs: Path, batch: str, articles: int) -> None:
    """Task logs are JSON lines; those of ours carry the batch and its counts."""
    told: list[dict[str, Any]] = []
    for path in logs.glob("dag_id=code_events/**/*.log"):
        told += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    (loaded,) = [each for each in told if each.get("event") == "batch loaded" and each.get("batch") == batch]
    assert (loaded["state"], loaded["articles"]) == ("published", articles)
    assert loaded["seconds"] > 0
    assert sum(each["articles"] for each in told if each.get("event") == "shard cleaned") >= articles


def _check_page(command: Command, api: Api) -> None:
    """The quality page is in the menu, and only those who are logged in may read it."""
    names = {each["name"] for each in api.ask("/plugins")["plugins"]}
    assert any("quality" in name.lower() for name in names), names
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{command.base}/quality/index.en.html", timeout=60)
    assert refused.value.code in (401, 403)
    request = urllib.request.Request(
        f"{command.base}/quality/index.en.html", headers={"Authorization": f"Bearer {api.token}"}
    )
    with urllib.request.urlopen(request, timeout=60) as page:
        assert b"<html" in page.read()
