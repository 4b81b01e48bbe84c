"""A running Airflow for tests: api-server, scheduler and dag-processor as `events airflow` starts them, and its API."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from events.commands.airflow import Supervisor, health

ENDED = ("success", "failed")
ROOT = Path(__file__).parents[2]
EVENTS = (sys.executable, "-c", "from events.cli import main; main()")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Api:
    """Airflow's REST API as its administrator."""

    base: str
    token: str

    @classmethod
    def login(cls, port: int) -> Api:
        """A client of the server on the port, where everybody is administrator."""
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/auth/token", timeout=30) as answer:
            return cls(f"http://127.0.0.1:{port}/api/v2", json.loads(answer.read())["access_token"])

    def ask(self, path: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:
        """What the API gives back for GET, or POST where there is a body."""
        request = urllib.request.Request(
            self.base + path,
            data=None if body is None else json.dumps(body).encode(),
            method=method or ("GET" if body is None else "POST"),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")

    def known(self, dag: str) -> None:
        """Waits until the DAG is known, and unpauses it."""
        ends = time.monotonic() + 180
        while True:
            try:
                self.ask(f"/dags/{dag}", {"is_paused": False}, "PATCH")
                return
            except urllib.error.HTTPError as error:
                if error.code != 404 or time.monotonic() > ends:
                    raise
                time.sleep(1)

    def trigger(self, dag: str, conf: dict[str, Any]) -> str:
        """Starts a run and gives its id; waits until the DAG is known."""
        self.known(dag)
        return str(self.ask(f"/dags/{dag}/dagRuns", {"logical_date": None, "conf": conf})["dag_run_id"])

    def run_state(self, dag: str, run: str) -> str:
        """The state of a run."""
        return str(self.ask(f"/dags/{dag}/dagRuns/{run}")["state"])

    def instances(self, dag: str, run: str) -> list[dict[str, Any]]:
        """A run's task instances as the API tells them."""
        return list(self.ask(f"/dags/{dag}/dagRuns/{run}/taskInstances?limit=500")["task_instances"])

    def tasks(self, dag: str, run: str) -> dict[str, list[str]]:
        """The states of a run's tasks, by task."""
        found: dict[str, list[str]] = {}
        for each in self.instances(dag, run):
            found.setdefault(each["task_id"], []).append(str(each["state"]))
        return found

    def ended_by_asset(self, dag: str, seconds: float = 900) -> str:
        """The id of the newest run that an asset started, once all such runs have ended, and ended well."""
        ends, runs = time.monotonic() + seconds, []
        while time.monotonic() < ends:
            runs = self.ask(f"/dags/{dag}/dagRuns?run_type=asset_triggered&order_by=-run_after")["dag_runs"]
            if runs and {each["state"] for each in runs} <= set(ENDED):
                assert {each["state"] for each in runs} == {"success"}, runs
                return str(runs[0]["dag_run_id"])
            time.sleep(1)
        raise AssertionError(f"{dag} was not run within {seconds:g} s: {runs}")

    def wait(self, dag: str, run: str, seconds: float = 240) -> str:
        """The state a run ends in; the state it is in where it does not end in time. Lost answers are asked again."""
        ends, state = time.monotonic() + seconds, ""
        while time.monotonic() < ends:
            try:
                state = self.run_state(dag, run)
            except OSError:
                state = state or "unknown"
            if state in ENDED:
                return state
            time.sleep(0.5)
        return state


class Command:
    """`events airflow` as a user starts it, with the login it prints; a context manager that ends with Ctrl-C."""

    def __init__(self, env: dict[str, str], port: int | None = None) -> None:
        self.port = port or free_port()
        self.env = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.child = subprocess.Popen(
            [*EVENTS, "airflow", "--port", str(self.port)],
            env=self.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        assert self.child.stdout is not None
        self.told = ""
        for line in self.child.stdout:
            self.told += line
            if "Ctrl-C" in line:
                break
        assert "login: " in self.told, self.told
        name, _, password = self.told.partition("login: ")[2].splitlines()[0].partition(" / ")
        self.login = (name.strip(), password.strip())

    def __enter__(self) -> Command:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.stop()

    @property
    def base(self) -> str:
        """The address of the pages."""
        return f"http://localhost:{self.port}"

    def api(self) -> Api:
        """The API as the administrator, who logs in with the printed password."""
        body = json.dumps(dict(zip(("username", "password"), self.login, strict=True))).encode()
        request = urllib.request.Request(f"{self.base}/auth/token", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Api(f"{self.base}/api/v2", json.loads(answer.read())["access_token"])

    def events(self, *arguments: str) -> str:
        """What another `events` command of the same home prints."""
        done = subprocess.run([*EVENTS, *arguments], env=self.env, cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        os.kill(self.child.pid, signal.SIGINT)
        return self.child.wait(60)


def in_process(env: dict[str, str], *runs: tuple[str, dict[str, Any]], seconds: float = 3000) -> list[dict[str, Any]]:
    """What came of DAG runs, one after the other in one process: dag, state, tasks' states."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("in_process.py")), json.dumps(runs)],
        env=env, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False,
    )  # fmt: skip
    found = [json.loads(line[7:]) for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    assert len(found) == len(runs), (done.stdout + done.stderr)[-4000:]
    return found


@contextmanager
def running(env: dict[str, str], logs: Path, restarts: int = 5, **extra: str) -> Iterator[tuple[Supervisor, Api, int]]:
    """The three processes, healthy, on a free port, until the block ends; the supervisor, an API client, the port."""
    port = free_port()
    settings = {
        **{name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://localhost:{port}",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "15",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
        "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "3",
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "300",
        **extra,
    }
    with Supervisor(logs, settings, restarts) as supervisor:
        assert supervisor.start_all(port), (health(port), supervisor.ended(), logs)
        tending = threading.Event()

        def tend() -> None:
            while not tending.wait(0.5):
                supervisor.tend()

        watch = threading.Thread(target=tend, daemon=True)
        watch.start()
        try:
            yield supervisor, Api.login(port), port
        finally:
            tending.set()
            watch.join()
