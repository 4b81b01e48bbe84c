"""`events airflow`: Airflow's api-server, scheduler and dag-processor as processes of ours, until Ctrl-C."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from events import settings

COMPONENTS: Final = {
    "api-server": ("api-server",),
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
}
POOLS: Final = {
    name: {"slots": slots, "description": description, "include_deferred": False}
    for name, slots, description in (
        ("events_db", 2, "tasks that write to the event database"),
        ("events_nlp", 2, "tasks that keep a core busy: as many as there are cores"),
        ("events_net", 4, "tasks that ask outside servers"),
    )
}
PARTS: Final = ("metadatabase", "scheduler", "dag_processor")
# Several of Airflow's commands in one process: importing it takes longer than what they do.
SET_UP: Final = """
import json, sys
from airflow.__main__ import main
for arguments in json.loads(sys.argv[1]):
    sys.argv[1:] = arguments
    main()
"""
STOP_SECONDS: Final = 15.0
RESTARTS: Final = 5
RESTART_WINDOW: Final = 600.0


def airflow(
    port: Annotated[int, typer.Option(help="Port of the web page, on 127.0.0.1.", min=1, max=65535)] = 8080,
    parallelism: Annotated[int, typer.Option(help="Tasks at once.", min=1, max=64)] = 4,
) -> None:
    """Run Airflow's api-server, scheduler and dag-processor until Ctrl-C.

    Exit code 0 after a stop by Ctrl-C or SIGTERM, 1 where a process kept ending by itself, 3 where the set-up failed.
    """
    from rich.console import Console

    console = Console(stderr=True)
    configured = settings.load()
    env = prepare(configured, port, parallelism, console.print)
    with Supervisor(configured.home / "airflow" / "logs", env) as running:
        if not running.start_all(port):
            console.print(f"[red]Airflow did not come up; see {running.logs}[/red]")
            raise typer.Exit(3)
        console.print(f"\n  Airflow: [bold]http://localhost:{port}[/bold]   login: {_login(configured.home)}")
        console.print(f"  Logs: {running.logs}   Stop: Ctrl-C\n")
        ended = running.wait()
    if ended:
        console.print(f"[red]{ended} keeps ending by itself; see {running.logs}[/red]")
        raise typer.Exit(1)


class Supervisor:
    """Child processes that are started together, started again where one ends by itself, and stopped together.

    Use as a context."""

    def __init__(self, logs: Path, env: Mapping[str, str], restarts: int = RESTARTS) -> None:
        """`logs` gets one file per process; `env` is their whole environment; a process that ended more than `restarts`
        times in ten minutes is given up."""
        self.logs, self._env, self._allowed = logs, dict(env), restarts
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self._commands: dict[str, tuple[list[str], dict[str, str]]] = {}
        self._restarts: dict[str, list[float]] = {}
        self._stopping = False
        logs.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Supervisor:
        """Takes SIGINT and SIGTERM as the wish to stop."""
        self._before = {name: signal.signal(name, self._stop) for name in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_: object) -> None:
        """Stops what still runs: SIGTERM, after 15 s SIGKILL to its whole group."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        ends = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(ends - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                _kill_group(child)
        for name, handler in self._before.items():
            signal.signal(name, handler)

    def start(self, name: str, command: list[str], **extra: str) -> subprocess.Popen[bytes]:
        """Starts one process in a group of its own, its output in `NAME.log`; `extra` adds to its environment."""
        self._commands[name] = (command, extra)
        with (self.logs / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                command,
                env={**self._env, **extra},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self.children[name]

    def start_all(self, port: int) -> bool:
        """Starts Airflow's components: the api-server first, since tasks that find none fail; whether all became
        healthy."""
        for name, arguments in COMPONENTS.items():
            self.start(name, [sys.executable, "-m", "airflow", *arguments])
            if name == "api-server" and not self.healthy(port, ("metadatabase",)):
                return False
        return self.healthy(port)

    def healthy(self, port: int, parts: Sequence[str] = PARTS, seconds: float = 300.0) -> bool:
        """Whether the parts report themselves healthy in time."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and not self._stopping and not self.ended():
            state = health(port)
            if all(state.get(part) == "healthy" for part in parts):
                return True
            time.sleep(0.5)
        return False

    def ended(self) -> str | None:
        """The name of a process that has ended, if any."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    def tend(self) -> str | None:
        """Starts again what ended by itself, after its leftovers are gone; the name of a process that ended too often,
        which is given up."""
        for name, child in list(self.children.items()):
            if child.poll() is None or self._stopping:
                continue
            _kill_group(child)
            at = time.monotonic()
            recent = [when for when in self._restarts.get(name, ()) if at - when < RESTART_WINDOW]
            if len(recent) >= self._allowed:
                return name
            self._restarts[name] = [*recent, at]
            command, extra = self._commands[name]
            self.start(name, command, **extra)
        return None

    def wait(self) -> str | None:
        """Waits for the wish to stop, tending the processes; the name of one that was given up."""
        while not self._stopping:
            if (name := self.tend()) is not None:
                return name
            time.sleep(0.5)
        return None

    def _stop(self, _signal: int, _frame: object) -> None:
        self._stopping = True


def health(port: int) -> dict[str, str]:
    """What the api-server says of the parts: name → `healthy`, `unhealthy`; empty while it does not answer."""
    import http.client

    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", "/api/v2/monitor/health")
        parts = json.loads(line.getresponse().read())
        return {name: str(part["status"]) for name, part in parts.items()}
    except (OSError, ValueError, KeyError, TypeError, http.client.HTTPException):
        return {}


def prepare(configured: settings.Settings, port: int, parallelism: int, say: object = None) -> dict[str, str]:
    """The environment of Airflow's processes, everything set up: event database, metadata database, pools.

    Airflow's own set-up runs once per version of it and of our pools; later calls take a moment.
    """
    from events.batch.database import ready
    from events.store import server

    url = ready(configured)
    metadata = server.ensure_database(url, "airflow")
    env = environment(configured, url, metadata, port, parallelism)
    set_up(env, configured.home / "airflow", say if callable(say) else None)
    return env


def set_up(env: Mapping[str, str], home: Path, say: Callable[[str], None] | None = None) -> None:
    """Migrates the metadata and makes the pools, unless that was done for this version, database and pools."""
    home.mkdir(parents=True, exist_ok=True)
    pools, stamp = home / "pools.json", home / "prepared"
    metadata = env["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    wanted = json.dumps([_airflow_version(), _without_password(metadata), POOLS], sort_keys=True)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if say is not None:
        say("Setting up Airflow's metadata …")
    pools.write_text(json.dumps(POOLS))
    commands = [["db", "migrate"], ["pools", "import", str(pools)]]
    done = subprocess.run(
        [sys.executable, "-c", SET_UP, json.dumps(commands)], env=dict(env), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"Airflow's set-up failed:\n{done.stderr[-2000:]}")
    stamp.write_text(wanted)


def environment(
    configured: settings.Settings, url: str, metadata: str, port: int = 8080, parallelism: int = 4
) -> dict[str, str]:
    """Airflow's settings as environment variables, on top of our own environment."""
    from events.store import plain_url

    ours = {
        "AIRFLOW_HOME": str(configured.home / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(configured.dags.absolute()),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(configured.dags.absolute().parent / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(parallelism),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://localhost:{port}",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "30",
        "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "10",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
        "AIRFLOW__LOGGING__NAMESPACE_LEVELS": "great_expectations=WARNING",
        "AIRFLOW_CONN_EVENTS_DB": plain_url(url),
        "EVENTS_HOME": str(configured.home),
        "EVENTS_SEEDS": str(configured.seeds.absolute()),
        "EVENTS_DATABASE_URL": url,
        "GX_ANALYTICS_ENABLED": "false",
    }
    return {**settings.environment(), **ours}


def _login(home: Path) -> str:
    path = home / "airflow" / "simple_auth_manager_passwords.json.generated"
    try:
        path.chmod(0o600)
        return "  ".join(f"{name} / {password}" for name, password in json.loads(path.read_text()).items())
    except (OSError, ValueError):
        return f"see {path}"


def _without_password(url: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}{parts.path}"


def _airflow_version() -> str:
    from importlib.metadata import version

    return version("apache-airflow")


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    import contextlib
    import os

    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
