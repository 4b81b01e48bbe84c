"""The services of the compose file, started natively: its own commands, environment and health checks, on an embedded
Postgres that `10-databases.sh` and `init.sh` have set up. Only host names and paths are this machine's."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from tests.dags.service import Api, free_port

from events import store
from events.commands.airflow import Supervisor
from events.store import server

ROOT = Path(__file__).parents[2]
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
SAMPLES = ROOT / "seeds" / "articles" / "articles.jsonl"
CLUSTER = ("api-server", "scheduler", "dag-processor", "worker")
pytestmark = [pytest.mark.nightly, pytest.mark.airflow, pytest.mark.postgres]
_VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::[-?]([^}]*))?\}")  # `$$` is a plain dollar sign


@dataclass(frozen=True)
class Machine:
    """Where things lie on this machine, and what `make-env.sh` made."""

    folder: Path
    values: dict[str, str]
    postgres: str
    port: int

    def filled(self, text: object) -> str:
        """A value of the compose file as compose would fill it in, with this machine's names and paths."""
        told = _VARIABLE.sub(lambda match: self.values.get(match[1], match[2] or ""), str(text)).replace("$$", "$")
        for there, here in (
            ("@postgres:5432", f"@{self.postgres}"), ("http://api-server:8080", f"http://localhost:{self.port}"),
            ("localhost:8080", f"localhost:{self.port}"), ("127.0.0.1:8080", f"127.0.0.1:{self.port}"),
            ("/opt/airflow", f"{self.folder}/airflow"), ("/data", f"{self.folder}/data"), ("/app/", f"{ROOT}/"),
        ):  # fmt: skip
            told = told.replace(there, here)
        return told

    def env(self, service: str) -> dict[str, str]:
        """The whole environment of a service: nothing of ours but the way to the programs."""
        own = {name: self.filled(value) for name, value in SERVICES[service]["environment"].items()}
        path = f"{Path(sys.executable).parent}:{server.binaries()}:/usr/bin:/bin"
        return {**own, "PATH": path, "HOME": str(self.folder), "AIRFLOW__API__PORT": str(self.port),
                "EVENTS_SECRETS": str(self.folder / "run"), "LANG": "C.UTF-8"}  # fmt: skip

    def healthy(self, service: str) -> bool:
        """What the service's own health check says."""
        kind, *check = [self.filled(part) for part in SERVICES[service]["healthcheck"]["test"]]
        command = check if kind == "CMD" else ["sh", "-c", *check]
        return (
            subprocess.run(command, env=self.env(service), capture_output=True, timeout=120, check=False).returncode
            == 0
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A server with the databases and roles of `10-databases.sh`, and the secrets of `make-env.sh`."""
    folder = tmp_path_factory.mktemp("native")
    for name in ("airflow", "data", "run"):
        (folder / name).mkdir()
    shutil.copy(ROOT / "docker" / "make-env.sh", folder)
    made = subprocess.run(["sh", "make-env.sh"], cwd=folder, capture_output=True, text=True, check=True).stdout
    values = dict(line.split("=", 1) for line in made.splitlines())
    shutil.copy(folder / values["AIRFLOW_PASSWORDS_FILE"], folder / "run" / "airflow_passwords")
    url = server.with_database(server.start(folder / "server"), "postgres")
    with psycopg.connect(store.plain_url(url), autocommit=True) as connection:
        connection.execute("DROP DATABASE events")  # the embedded server makes one; the image does not
        connection.execute(f"CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '{values['POSTGRES_PASSWORD']}'")
        place = f"127.0.0.1:{connection.info.port}"
    host, _, port = place.partition(":")
    env = {**values, "PATH": f"{server.binaries()}:/usr/bin:/bin", "PGHOST": host, "PGPORT": port,
           "PGPASSWORD": values["POSTGRES_PASSWORD"]}  # fmt: skip
    subprocess.run(["sh", str(ROOT / "docker/postgres/10-databases.sh")], env=env, check=True, capture_output=True)
    yield Machine(folder, values, place, free_port())
    server.stop(folder / "server", "immediate")


@pytest.fixture(scope="module")
def ready(machine: Machine) -> Machine:
    """The machine after the service `init`."""
    command = [machine.filled(part) for part in SERVICES["init"]["command"]]
    for _ in range(2):  # compose runs it at every start
        done = subprocess.run(command, env=machine.env("init"), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
    return machine


def test_each_login_sees_its_own_database_only(ready: Machine) -> None:
    def ask(user: str, secret: str, database: str, question: str) -> Any:
        url = f"postgresql://{user}:{ready.values[secret]}@{ready.postgres}/{database}"
        with psycopg.connect(url) as connection:
            return connection.execute(question).fetchone()

    assert ask("grafana", "GRAFANA_DB_PASSWORD", "events", "SELECT count(*) FROM analyst.batches") == (0,)
    assert ask("airflow", "AIRFLOW_DB_PASSWORD", "airflow", "SELECT count(*) > 0 FROM slot_pool") == (True,)
    for user, secret, database, question in (
        ("grafana", "GRAFANA_DB_PASSWORD", "airflow", "SELECT 1"),
        ("airflow", "AIRFLOW_DB_PASSWORD", "events", "SELECT 1"),
        ("grafana", "GRAFANA_DB_PASSWORD", "events", "SELECT * FROM events.article"),
        ("grafana", "GRAFANA_DB_PASSWORD", "events", "DELETE FROM analyst.batches"),
    ):
        with pytest.raises(psycopg.Error):
            ask(user, secret, database, question)


@pytest.mark.timeout(2400)
def test_the_services_start_by_their_commands_and_do_a_run(ready: Machine) -> None:
    with Supervisor(ready.folder / "logs", {}) as supervisor:
        for name in CLUSTER:
            command = [ready.filled(part) for part in SERVICES[name]["command"]]
            supervisor.start(name, command, **ready.env(name))
        ends, missing = time.monotonic() + 600, set(CLUSTER)
        while missing and time.monotonic() < ends:
            assert supervisor.ended() is None, (supervisor.ended(), supervisor.logs)
            missing = {name for name in missing if not ready.healthy(name)}
        assert not missing, (missing, supervisor.logs)
        passwords = json.loads((ready.folder / "run" / "airflow_passwords").read_text())
        body = json.dumps({"username": "admin", "password": passwords["admin"]}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{ready.port}/auth/token", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            api = Api(f"http://127.0.0.1:{ready.port}/api/v2", json.loads(answer.read())["access_token"])
        run = api.trigger("code_events", {"files": [str(SAMPLES)], "shard": 18})
        assert api.wait("code_events", run, 900) == "success", api.tasks("code_events", run)
    url = ready.filled(SERVICES["worker"]["environment"]["EVENTS_DATABASE_URL"])
    with store.connect(url) as connection:
        articles = connection.execute("SELECT count(*) FROM events.article").fetchone()
    assert articles == (len(SAMPLES.read_text(encoding="utf-8").splitlines()),)
    assert oct((ready.folder / "airflow" / "passwords.json").stat().st_mode)[-3:] == "600"
