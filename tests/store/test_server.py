"""The embedded server: set up, found again, survives a kill, keeps its data to itself."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from events import store
from events.store import server

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home with a space")
    yield folder
    server.stop(folder, "immediate")


def ask(url, statement):
    with psycopg.connect(store.plain_url(url), autocommit=True) as db:
        return db.execute(statement).fetchone()


def test_starting_twice_finds_the_same_server(home):
    url = server.start(home)
    assert server.start(home) == url == server.url(home)
    assert int(ask(url, "SHOW server_version_num")[0]) >= 150000
    assert ask(url, "SHOW fsync") == ("on",)
    assert ask(url, "SELECT current_database(), current_setting('timezone'), current_setting('server_encoding')") == (
        "events", "UTC", "UTF8")  # fmt: skip


def test_it_listens_on_loopback_only_and_asks_for_the_password(home):
    url = server.start(home)
    assert ask(url, "SHOW listen_addresses") == ("127.0.0.1",)
    assert stat.S_IMODE((home / "postgres.password").stat().st_mode) == 0o600
    wrong = url.replace((home / "postgres.password").read_text().strip(), "wrong")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(store.plain_url(wrong))


def test_stopping_and_starting_keeps_port_and_data(home):
    url = server.start(home)
    with psycopg.connect(store.plain_url(url), autocommit=True) as db:
        db.execute("CREATE TABLE IF NOT EXISTS kept (x int)")
        db.execute("INSERT INTO kept VALUES (1)")
    assert server.stop(home)
    assert server.url(home) is None
    assert not server.stop(home)
    assert server.start(home) == url
    assert ask(url, "SELECT count(*) FROM kept") == (1,)


def test_it_comes_back_after_kill_9(home):
    url = server.start(home)
    with psycopg.connect(store.plain_url(url), autocommit=True) as db:
        db.execute("CREATE TABLE committed (x int)")
    os.kill(int((home / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    assert server.start(home) == url
    assert ask(url, "SELECT count(*) FROM committed") == (0,)


def test_another_port_where_the_remembered_one_is_taken(home):
    url = server.start(home)
    server.stop(home)
    port = int((home / "postgres.port").read_text())
    with socket.create_server(("127.0.0.1", port)):
        other = server.start(home)
        assert other != url
        assert ask(other, "SELECT 1") == (1,)


def test_it_outlives_the_process_that_started_it(home):
    server.stop(home)
    code = (
        "import sys; from pathlib import Path; from events.store import server; print(server.start(Path(sys.argv[1])))"
    )
    done = subprocess.run([sys.executable, "-c", code, home], capture_output=True, text=True, check=True, timeout=60)
    assert ask(done.stdout.strip(), "SELECT 1") == (1,)


def test_two_at_once_start_one_server(home):
    server.stop(home)
    found = []
    threads = [threading.Thread(target=lambda: found.append(server.start(home))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_a_server_that_cannot_start_says_why(tmp_path):
    with pytest.raises(store.ServerError, match="no_such_setting"):
        server.START_SECONDS, before = 1.0, server.START_SECONDS
        try:
            server.start(tmp_path, {"no_such_setting": "1"})
        finally:
            server.START_SECONDS = before


def test_databases_are_made_once(home):
    url = server.start(home)
    one = server.ensure_database(url, "airflow")
    assert server.ensure_database(url, "airflow") == one
    assert ask(one, "SELECT current_database()") == ("airflow",)


def test_a_login_that_may_create_roles_sets_up_its_database_and_acts_as_each(home):
    url = server.start(home)
    with psycopg.connect(store.plain_url(url), autocommit=True) as db:
        db.execute("CREATE ROLE app LOGIN CREATEROLE PASSWORD 'secret'")
        db.execute("CREATE DATABASE apart OWNER app")
    mine = urlsplit(server.with_database(url, "apart"))
    mine = urlunsplit(mine._replace(netloc=f"app:secret@127.0.0.1:{mine.port}"))
    store.migrate(mine)
    for role in ("events_owner", "events_loader", "events_validator", "events_reader"):
        with store.connect(mine, role=role) as db:
            assert db.execute("SELECT current_user").fetchone() == (role,)
