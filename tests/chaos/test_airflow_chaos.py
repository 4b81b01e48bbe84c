"""The real scheduler under fire: kill -9 of task, worker, scheduler, api-server, Postgres in mid-run. Each run must end
in success with exactly the rows an undisturbed run gives, at work again within a minute at test settings."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import product
from pathlib import Path

import psycopg
import pytest
from tests.dags.service import Api, running

from events import settings, store
from events.commands import airflow
from events.model import RawArticle
from events.store import reference, server

pytestmark = [pytest.mark.nightly, pytest.mark.airflow, pytest.mark.postgres]
SAMPLES = Path(__file__).parents[2] / "seeds" / "articles" / "articles.jsonl"
STAGED = ("article", "event", "mention", "rejection", "quarantine")
PAUSED = {"AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True"}  # the night's DAGs stay out of it
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


def _articles(folder: Path) -> Path:
    """A third of the samples."""
    path = folder / "articles.jsonl"
    path.write_text("\n".join(SAMPLES.read_text(encoding="utf-8").splitlines()[::3]), encoding="utf-8")
    return path


def _wait_for(api: Api, run: str, task: str, states: tuple[str, ...], seconds: float = 300) -> None:
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
def undisturbed(env: dict[str, str], home: Path) -> list[Rows]:
    """What the same articles give without Airflow and without a kill, in a database of its own."""
    from events.batch import job, runs
    from events.batch.parallel import code_all
    from events.batch.version import code_version
    from events.sources import read_file

    seeds = settings.load().seeds
    url = server.ensure_database(env["EVENTS_DATABASE_URL"], "undisturbed")
    store.migrate(url)
    with store.connect(url) as connection:
        reference.load_reference(connection, seeds)
    coded = code_all([each for each in read_file(_articles(home)) if isinstance(each, RawArticle)], 1)
    stamp = job.Stamp(code_version(), runs.lexicon().fingerprint)
    verdict = job.judge(url, lambda: coded, lambda: [], stamp, seeds=seeds)
    assert job.publish(url, verdict.batch, verdict.held).state == "published"
    return _content({"EVENTS_DATABASE_URL": url})


def _tasks_of(pid: int, ids: set[str], child: bool) -> list[int]:
    """The processes below the scheduler that work on one of the task instances: the worker that watches over it, or
    its child, in which the task's own code runs."""
    found = []
    for each in _descendants(pid):
        with contextlib.suppress(OSError):
            title = Path(f"/proc/{each}/cmdline").read_text(errors="replace")
            parent = int(Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[1])
            if any(one in title for one in ids) and (parent != pid) == child:
                found.append(each)
    return found


def _at_work(api: Api, run: str) -> dict[tuple[str, int], str]:
    """The run's task instances that are at work, by task and map index: their ids."""
    return {
        (each["task_id"], each["map_index"]): each["id"]
        for each in api.instances("code_events", run)
        if each["state"] == "running"
    }


def _recovery(api: Api, run: str, victims: Collection[tuple[str, int]], killed: float, seconds: float = 300) -> float:
    """Seconds from the kill until every task that was then at work had been started anew, or had succeeded."""
    while time.time() - killed < seconds:
        with contextlib.suppress(OSError):
            again = set()
            for each in api.instances("code_events", run):
                began = each["start_date"] and datetime.fromisoformat(each["start_date"]).timestamp()
                if each["state"] == "success" or (began and began > killed and each["state"] == "running"):
                    again.add((each["task_id"], each["map_index"]))
            if again >= set(victims):
                break
        time.sleep(0.5)
    return time.time() - killed


@pytest.mark.timeout(9000)
def test_a_kill_in_mid_run_ends_in_success_with_exact_rows(
    env: dict[str, str], home: Path, undisturbed: list[Rows], tmp_path: Path
) -> None:
    slowest: dict[str, float] = {}
    with running(env, tmp_path / "logs", restarts=20 * ROUNDS, **PAUSED) as (supervisor, api, port):

        def component(name: str) -> None:
            os.killpg(supervisor.children[name].pid, signal.SIGKILL)

        def worker(run: str, child: bool) -> None:
            found: list[int] = []
            ends = time.monotonic() + 60
            while not found and time.monotonic() < ends:
                found = _tasks_of(supervisor.children["scheduler"].pid, set(_at_work(api, run).values()), child)
            assert found, "no task was at work"
            for pid in found:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

        def postgres() -> None:
            os.kill(int((home / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            time.sleep(0.5)
            server.start(home)

        kills: dict[str, Callable[[str], None]] = {
            "task": lambda run: worker(run, child=True),
            "postgres": lambda _: postgres(),
            "scheduler": lambda _: component("scheduler"),
            "worker": lambda run: worker(run, child=False),
            "api-server": lambda _: component("api-server"),
        }
        for round_, victim in product(range(ROUNDS), kills):
            _empty(env)
            stage = ("extract_events", "validate", "load", "clean", "resolve_dates")[round_ % 5]
            run = api.trigger("code_events", {"files": [str(_articles(home))], "shard": 6})
            _wait_for(api, run, stage, ("running", "success"))
            victims, began = _at_work(api, run), time.time()
            kills[victim](run)
            recovery = _recovery(api, run, victims, began)
            assert api.wait("code_events", run, 600) == "success", (victim, round_, api.tasks("code_events", run))
            ended = time.time() - began
            assert _content(env) == undisturbed, (victim, round_)
            assert _leftovers(env) == 0, (victim, round_)
            again = sum(each["try_number"] > 1 for each in api.instances("code_events", run))
            slowest[victim] = max(recovery, slowest.get(victim, 0.0))
            sys.stderr.write(
                f"{victim} {round_ + 1} in {stage}: {len(victims)} tasks at work again {recovery:.0f} s after the kill,"
                f" success after {ended:.0f} s, {again} tasks tried again\n"
            )
        assert supervisor.healthy(port)
    assert max(slowest.values()) <= 60, slowest


def _leftovers(env: dict[str, str]) -> int:
    with store.connect(env["EVENTS_DATABASE_URL"]) as connection:
        return sum(connection.execute(f"SELECT count(*) FROM staging.{name}").fetchone()[0] for name in STAGED)


def _empty(env: dict[str, str]) -> None:
    """Takes back what earlier rounds loaded."""
    with psycopg.connect(store.plain_url(env["EVENTS_DATABASE_URL"]), autocommit=True) as connection:
        names = "batch, article, event, mention, rejection, event_history, quality_run, quality_result"
        connection.execute(f"TRUNCATE {', '.join('events.' + name for name in names.split(', '))} CASCADE")
