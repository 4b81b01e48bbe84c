"""The DAG files: parsed without network or database, thin, and the same every time."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("airflow")
DAGS = Path(__file__).parents[2] / "dags"
FILES = sorted(DAGS.glob("*.py"))
PARSE = """
import json, socket, sys
def refuse(*_, **__):
    raise AssertionError("the network was used while parsing")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization
sys.path.insert(0, sys.argv[1])
bag = DagBag(sys.argv[1])
from assets import ARTICLES, EVENTS
heavy = {"great_expectations", "dateparser", "camel_tools", "trafilatura", "feedparser", "pyarrow.parquet"}
heavy = sorted(set(sys.modules) & heavy)
dags = {name: DagSerialization.to_dict(dag) for name, dag in bag.dags.items()}
print("PARSED" + json.dumps({
    "errors": bag.import_errors, "dags": dags, "heavy": heavy,
    "assets": [[each.name, each.uri] for each in (ARTICLES, EVENTS)],
}, sort_keys=True, default=str))
"""


def _parse(tmp_path: Path, **extra: str) -> dict[str, Any]:
    env = {
        **os.environ,
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "postgresql+psycopg://nobody@127.0.0.1:1/nowhere",
        **extra,
    }
    done = subprocess.run(
        [sys.executable, "-c", PARSE, str(DAGS)], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    found = [line for line in done.stdout.splitlines() if line.startswith("PARSED")]
    assert found, done.stderr[-3000:]
    return dict(json.loads(found[0].removeprefix("PARSED")))


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _parse(tmp_path_factory.mktemp("parse"))


def _tasks(parsed: dict[str, Any], dag: str) -> dict[str, dict[str, Any]]:
    return {each["__var"]["task_id"]: each["__var"] for each in parsed["dags"][dag]["dag"]["tasks"]}


@pytest.mark.slow
def test_every_dag_is_read_without_database_or_network(parsed: dict[str, Any]) -> None:
    assert parsed["errors"] == {}
    assert set(parsed["dags"]) == {
        "ingest_articles", "code_events", "check_quality", "recode", "export_daily", "housekeeping",
    }  # fmt: skip
    assert parsed["heavy"] == [], "heavy modules belong inside the tasks"


@pytest.mark.slow
def test_the_serialised_form_is_the_same_every_time(parsed: dict[str, Any], tmp_path: Path) -> None:
    again = _parse(tmp_path, PYTHONHASHSEED="7", TZ="Asia/Tokyo", EVENTS_HOME=str(tmp_path))
    assert again["dags"] == parsed["dags"]


@pytest.mark.parametrize(("dag", "first"), [("code_events", "read"), ("recode", "read_stored")])
def test_the_stages_stand_in_order_over_mapped_shards(parsed: dict[str, Any], dag: str, first: str) -> None:
    tasks = _tasks(parsed, dag)
    chain = [first, "clean", "resolve_dates", "extract_events", "validate", "load", "report"]
    assert set(tasks) == set(chain)
    for before, after in pairwise(chain):
        assert after in tasks[before]["downstream_task_ids"]
    raw = {each["__var"]["task_id"]: each["__var"] for each in parsed["dags"][dag]["dag"]["tasks"]}
    assert [name for name in chain if raw[name].get("_is_mapped")] == ["clean", "resolve_dates", "extract_events"]


def test_assets_tie_the_dags_together(parsed: dict[str, Any]) -> None:
    assert _tasks(parsed, "ingest_articles")["arrived"]["outlets"][0]["__var"]["name"] == "articles"
    assert _tasks(parsed, "code_events")["load"]["outlets"][0]["__var"]["name"] == "events"
    for dag, asset in (("code_events", "x-events://inbox/articles"), ("check_quality", "x-events://database/events")):
        assert asset in json.dumps(parsed["dags"][dag]["dag"]["timetable"])
    names, uris = zip(*parsed["assets"], strict=True)
    assert len(set(names)) == len(set(uris)) == len(names)


def test_conventions_every_dag_keeps(parsed: dict[str, Any]) -> None:
    for name, each in parsed["dags"].items():
        dag = each["dag"]
        assert dag["doc_md"].startswith("###"), name
        assert "events" in dag["tags"], name
        assert dag["max_active_runs"] == 1, name
        assert not dag.get("catchup"), name
        for task in _tasks(parsed, name).values():
            known = {**dag["default_args"]["__var"], **task.get("partial_kwargs", {}), **task}
            assert known["retries"] == 3, (name, task["task_id"])
            assert known.get("has_retry_policy") or "retry_policy" in known, (name, task["task_id"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_dag_file_is_thin(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            assert module in ("__future__", "airflow.sdk", "assets", "stages", "datetime"), f"{module} at module level"
