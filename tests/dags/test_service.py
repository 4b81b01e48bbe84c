"""Airflow as `events airflow` runs it: by the API as a user would, with the quality page, stopped without leftovers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tests.dags.service import free_port, running

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


def test_a_run_by_the_api_starts_the_check_of_what_it_loaded(airflow_env: dict[str, str], tmp_path: Path) -> None:
    with running(airflow_env, tmp_path / "logs") as (_, api, port):
        run = api.trigger("code_events", {"files": [str(SAMPLES)], "shard": 18})
        assert api.wait("code_events", run) == "success", api.tasks("code_events", run)
        assert api.tasks("code_events", run)["extract_events"] == ["success"] * 2
        # Tests before this one may have left asset events of their own: every run they start must succeed as well.
        ends, states = time.monotonic() + 180, set()
        while time.monotonic() < ends and (not states or states - {"success", "failed"}):
            time.sleep(1)
            runs = api.ask("/dags/check_quality/dagRuns?run_type=asset_triggered")["dag_runs"]
            states = {each["state"] for each in runs}
        assert states == {"success"}
        names = {each["name"] for each in api.ask("/plugins")["plugins"]}
        assert any("quality" in name.lower() for name in names), names
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/quality/", timeout=60) as page:
            assert page.status == 200
            assert b"<html" in page.read()
    with store.connect(airflow_env["EVENTS_DATABASE_URL"]) as connection:
        loaded = connection.execute("SELECT count(*) FROM events.article WHERE source LIKE 'sample%'").fetchone()
    assert loaded is not None
    assert loaded[0] >= len(SAMPLES.read_text(encoding="utf-8").splitlines())


def test_ctrl_c_stops_every_process_and_leaves_none(airflow_env: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    mark = f"EVENTS_TEST_MARK={tmp_path.name}"
    env = {**airflow_env, "EVENTS_TEST_MARK": tmp_path.name}
    child = subprocess.Popen(
        [sys.executable, "-c", "from events.cli import main; main()", "airflow", "--port", str(port)],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    assert child.stdout is not None
    told = ""
    for line in child.stdout:
        told += line
        if "Ctrl-C" in line:
            break
    assert "http://localhost:" in told
    assert "login: admin / " in told
    assert len(_children(mark)) >= 3
    assert health(port)["scheduler"] == "healthy"
    os.kill(child.pid, signal.SIGINT)
    assert child.wait(60) == 0
    ends = time.monotonic() + 10
    while _children(mark) and time.monotonic() < ends:
        time.sleep(0.5)
    assert _children(mark) == []
    assert health(port) == {}
