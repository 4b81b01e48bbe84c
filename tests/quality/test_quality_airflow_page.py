"""The page in Airflow: what it serves, to whom; and the mail a failed task sends."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.airflow
airflow = pytest.importorskip("airflow", reason="Airflow is not installed (extra `airflow`)")


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    """A reports folder with two pages, a Data Docs page and a secret beside it."""
    folder = tmp_path_factory.mktemp("home") / "reports"
    (folder / "docs").mkdir(parents=True)
    for lang in ("en", "ar"):
        (folder / f"index.{lang}.html").write_text(f"<!doctype html><title>{lang}</title>overview", encoding="utf-8")
    (folder / "docs" / "index.html").write_text("docs", encoding="utf-8")
    (folder / "notes.txt").write_text("notes", encoding="utf-8")
    (folder.parent / "secret.html").write_text("secret", encoding="utf-8")
    (folder / "link.html").symlink_to(folder.parent / "secret.html")
    return folder


@pytest.fixture(scope="module")
def client(reports: Path):
    """A client of the page, guarded by a header that stands for Airflow's own check."""
    from fastapi import FastAPI, Header, HTTPException
    from fastapi.testclient import TestClient

    from events.quality.airflow_page import page_app

    def guard(user: str | None = Header(None)) -> None:
        if user != "editor":
            raise HTTPException(401)

    outer = FastAPI()
    outer.mount("/quality", page_app(reports, guard))
    return TestClient(outer)


EDITOR = {"user": "editor"}


@pytest.mark.parametrize("path", ["", "index.en.html", "docs/index.html", "no-such.html"])
def test_nobody_sees_a_page_without_being_let_in(client, path: str):
    assert client.get(f"/quality/{path}", follow_redirects=False).status_code == 401


@pytest.mark.parametrize(("asked", "served"), [("ar-MA,ar;q=0.9", "ar"), ("en", "en"), ("fr", "en")])
def test_the_overview_comes_in_the_readers_language(client, asked: str, served: str):
    answer = client.get("/quality/", headers={**EDITOR, "accept-language": asked})
    assert answer.status_code == 200 and f"<title>{served}</title>" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_data_docs_are_served(client):
    assert client.get("/quality/docs/index.html", headers=EDITOR).text == "docs"


@pytest.mark.parametrize(
    "path", ["../secret.html", "%2e%2e/secret.html", "link.html", "notes.txt", "docs", "/etc/passwd", "a%00b.html"]
)
def test_nothing_outside_the_folder_is_served(client, path: str):
    answer = client.get(f"/quality/{path}", headers=EDITOR)
    assert answer.status_code == 404 and "secret" not in answer.text


def test_without_reports_the_page_says_so(tmp_path: Path):
    from fastapi.testclient import TestClient

    from events.quality.airflow_page import page_app

    empty = TestClient(page_app(tmp_path / "reports", lambda: None))
    answer = empty.get("/", headers={"accept-language": "ar"})
    assert answer.status_code == 200 and 'dir="rtl"' in answer.text


def test_the_plugin_names_its_page_and_airflows_own_check_guards_it():
    from events.quality.airflow_page import QualityPlugin

    (app,), (view,) = QualityPlugin.fastapi_apps, QualityPlugin.external_views
    assert view["href"] == app["url_prefix"] + "/" and view["destination"] == "nav"
    guards = [d.dependency.__qualname__ for d in app["app"].router.dependencies]
    assert guards == ["requires_access_view.<locals>.inner"]


def test_a_failure_is_told_by_mail_through_the_connection(monkeypatch):
    """Airflow's own notifier, rendered with a task's context, against a receiver on this machine."""
    from types import SimpleNamespace

    from airflow.sdk import DAG
    from postbox import body_of, connection, mails_of, receiving

    from events.quality.notice import send

    context = {
        "ti": SimpleNamespace(task_id="load"),
        "dag": DAG("code_events", schedule=None),
        "run_id": "manual__1",
        "exception": RuntimeError("batch 0f is held: 9 of 20 events <b>failed</b>"),
    }
    with receiving() as server:
        monkeypatch.setenv("AIRFLOW_CONN_EVENTS_SMTP", connection(server, ["editor@example.org"]))
        assert send(context)
    (mail,) = mails_of(server)
    assert mail["Subject"] == "Events: load failed (code_events, manual__1)"
    assert (mail["To"], mail["From"]) == ("editor@example.org", "events@example.org")
    assert "batch 0f is held" in body_of(mail) and "&lt;b&gt;failed" in body_of(mail)


def test_nothing_is_sent_where_no_address_is_configured(monkeypatch):
    from postbox import connection, receiving

    from events.quality.notice import send

    with receiving() as server:
        monkeypatch.setenv("AIRFLOW_CONN_EVENTS_SMTP", connection(server, []))
        assert not send({})
    assert server.mails == []
