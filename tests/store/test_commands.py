"""`events db`, `events export`, `events rejections` as a user calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from events import store

from . import make

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture(scope="module")
def events(database, tmp_path_factory):
    """Runs `events …` on the module's database."""
    with store.connect(database, role="events_loader") as db:
        items = make.crowd(60, seed=8)
        store.load_batch(db, make.batch(items), items)
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "EVENTS_DATABASE_URL": database, "EVENTS_HOME": str(home)}

    def run(*words, code=0):
        done = subprocess.run(
            [sys.executable, "-c", "from events.cli import main; main()", *map(str, words)],
            env=environment, capture_output=True, text=True, check=False, timeout=120, cwd=home,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout, done.stderr

    return run


def test_url_with_and_without_the_password(events, database):
    assert events("db", "url")[0].strip() == store.plain_url(database)
    shown = events("db", "url", "--no-password")[0].strip()
    assert shown.startswith("postgresql://")
    assert ":" not in shown.removeprefix("postgresql://").partition("@")[0]


def test_psql_runs_a_statement(events):
    out, _ = events("db", "psql", "-At", "-c", "SELECT count(*) > 0 FROM analyst.events")
    assert out.strip() == "t"


def test_migrate_says_where_it_is(events):
    from events.store.migrations import head

    assert events("db", "migrate")[0].strip() == head()


def test_backup_restore_check(events, database, tmp_path):
    events("db", "backup", tmp_path / "out.dump")
    name = f"cli_restored_{database.rpartition('_')[2]}"
    out, told = events("db", "restore", tmp_path / "out.dump", "--into", name, "--check")
    assert out.strip().endswith(name)
    assert "every table is equal" in told
    _, told = events("db", "restore", tmp_path / "out.dump", "--into", name, code=1)
    assert "exists already" in told
    import psycopg

    with psycopg.connect(store.plain_url(database), autocommit=True) as db:
        db.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_export_writes_and_counts(events, tmp_path):
    out, _ = events("export", tmp_path / "out.csv", "--format", "csv", "--json")
    done = json.loads(out)
    assert done["rows"] == len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) - 1 > 0
    _, told = events("export", tmp_path / "out.csv", "--format", "csv", code=1)
    assert "exists already" in told
    events("export", tmp_path / "out.csv", "--format", "gdelt", "--excel", code=1)


def test_rejections_are_listed_and_counted(events):
    lines = [json.loads(line) for line in events("rejections", "--json")[0].splitlines()]
    assert lines
    assert {line["code"] for line in lines} == {"EV-C002"}
    counts = [json.loads(line) for line in events("rejections", "--count", "--json")[0].splitlines()]
    assert counts == [{"code": "EV-C002", "stage": "clean", "open": len(lines), "total": len(lines)}]
    assert events("rejections", "--code", "EV-X", "--json")[0] == ""
    assert "EV-C002" in events("rejections")[0]


def test_a_server_that_does_not_answer_is_one_line(events, monkeypatch):
    done = subprocess.run(
        [sys.executable, "-c", "from events.cli import main; main()", "db", "start"],
        env={**os.environ, "EVENTS_DATABASE_URL": "postgresql://nobody:canary-secret@127.0.0.1:1/none"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "canary-secret" not in done.stderr + done.stdout
