"""The real scheduler under fire: kill -9 of task, scheduler, api-server, Postgres in mid-run. Each run must
end in success with exactly the rows an undisturbed run gives."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.dags.service import Api, running

from events import settings, store
from events.batch.database import ready
from events.commands import airflow
from events.store import server

pytestmark = [pytest.mark.nightly, pytest.mark.airflow, pytest.mark.postgres]
SAMPLES = Path(__file__).parents[2] / "seeds" / "articles" / "articles.jsonl"
ROUNDS = int(os.environ.get("EVENTS_CHAOS_ROUNDS", "5"))
Rows = list[tuple[object, ...]]
CONTENT = (
    "SELECT source::text, target::text, code::text, date, grain::text, n_mentions, n_articles FROM events.event"
    " ORDER BY 1, 2, 3, 4, 5, key",
    "SELECT id, outcome FROM events.article ORDER BY 1",
    "SELECT article_key, event_key, sentence, rule FROM events.mention ORDER BY 1, 2, 3, 4",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with a durable embedded Postgres of its own, which may be killed."""
    made = tmp_path_factory.mktemp("chaos_home")
    yield made
    server.stop(made, "immediate")


@pytest.fixture(scope="module")
def env(home: Path, monkeypatch_module: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch_module.setenv("EVENTS_HOME", str(home))
    monkeypatch_module.delenv("EVENTS_DATABASE_URL", raising=False)
    return airflow.prepare(settings.load(), 8080, 4)


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as made:
        yield made


def _content(env: dict[str, str]) -> list[Rows]:
    with store.connect(env["EVENTS_DATABASE_URL"]) as connection:
        return [connection.execute(question).fetchall() for question in CONTENT]


def _articles(folder: Path, round_: int) -> Path:
    """The samples under ids of their own, so that every round is a batch of its own."""
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    path = folder / f"round{round_}.jsonl"
    lines = (json.dumps({**row, "id": f"{round_}/{row['id']}"}, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _pids(word: str) -> list[int]:
    """Processes of this test's home whose command line or title holds the word."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if word in path.read_text(errors="replace").replace("\0", " "):
                found.append(int(path.parent.name))
    return found


def _wait_for(api: Api, run: str, task: str, states: tuple[str, ...], seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with contextlib.suppress(OSError):
            if set(api.tasks("code_events", run).get(task, ())) & set(states):
                return
        time.sleep(0.2)


def _descendants(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found += [int(path.parent.name), *_descendants(int(path.parent.name))]
    return found


@pytest.fixture(scope="module")
def undisturbed(env: dict[str, str], home: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Rows]:
    """What one undisturbed run over the samples gives, in a database of its own."""
    url = server.ensure_database(env["EVENTS_DATABASE_URL"], "undisturbed")
    ready(settings.Settings(home, settings.load().seeds, settings.load().sql, settings.load().dags, url, None))
    with running({**env, "EVENTS_DATABASE_URL": url, "AIRFLOW_CONN_EVENTS_DB": store.plain_url(url)},
                 tmp_path_factory.mktemp("undisturbed")) as (_, api, _port):  # fmt: skip
        run = api.trigger("code_events", {"files": [str(_articles(home, 0))], "shard": 12})
        assert api.wait("code_events", run) == "success", api.tasks("code_events", run)
    return _content({"EVENTS_DATABASE_URL": url})


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("victim", ["task", "scheduler", "api-server", "postgres"])
def test_a_kill_in_mid_run_ends_in_success_with_exact_rows(
    victim: str, env: dict[str, str], home: Path, undisturbed: list[Rows], tmp_path: Path
) -> None:
    with running(env, tmp_path / "logs") as (supervisor, api, port):

        def component(name: str) -> None:
            os.killpg(supervisor.children[name].pid, signal.SIGKILL)

        def task() -> None:
            for pid in _descendants(supervisor.children["scheduler"].pid):
                with contextlib.suppress(OSError):
                    if "code_events" in Path(f"/proc/{pid}/cmdline").read_text(errors="replace"):
                        os.kill(pid, signal.SIGKILL)

        def postgres() -> None:
            os.kill(int((home / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            time.sleep(0.5)
            server.start(home)

        kill: Callable[[], None] = {
            "task": task, "scheduler": lambda: component("scheduler"), "api-server": lambda: component("api-server"),
            "postgres": postgres,
        }[victim]  # fmt: skip
        for round_ in range(ROUNDS):
            _empty(env)
            run = api.trigger("code_events", {"files": [str(_articles(home, 0))], "shard": 12})
            _wait_for(api, run, ("extract_events", "validate", "load")[round_ % 3], ("running", "success"))
            kill()
            began = time.monotonic()
            assert api.wait("code_events", run, 300) == "success", (victim, round_, api.tasks("code_events", run))
            recovered = time.monotonic() - began
            assert _content(env) == undisturbed, (victim, round_)
            sys.stderr.write(f"{victim} round {round_}: success {recovered:.0f} s after the kill\n")
        assert supervisor.healthy(port)


def _empty(env: dict[str, str]) -> None:
    """Takes back what earlier rounds loaded."""
    with psycopg.connect(store.plain_url(env["EVENTS_DATABASE_URL"]), autocommit=True) as connection:
        names = "batch, article, event, mention, rejection, event_history, quality_run, quality_result"
        connection.execute(f"TRUNCATE {', '.join('events.' + name for name in names.split(', '))} CASCADE")
