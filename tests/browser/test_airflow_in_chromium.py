"""`make airflow`, then everything as a user would: three sources (one good, one slow, one hostile) are visited, their
articles coded, the batch checked and reported, by the API and in the pages of Airflow.

Pictures of what was seen are left in the folder that `EVENTS_PICTURES` names.
"""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dags.service import Command
from tests.sources.hostile import Site, article_page, rss, serving

from events import store

pytestmark = [pytest.mark.nightly, pytest.mark.browser, pytest.mark.airflow, pytest.mark.postgres]
HEADER = "name,name_ar,country,kind,url,language,encoding,time_zone,schedule,terms"
TEXT = (
    "استقبل الرئيس الموريتاني أمس في نواكشوط وزير الخارجية الجزائري. وبحث الجانبان التعاون بين البلدين. "
    "ووصل رئيس الحكومة التونسية إلى الجزائر يوم الثلاثاء في زيارة رسمية. "
)
TITLES = {"good": ("استقبال في نواكشوط", "زيارة إلى الجزائر", "مباحثات ثنائية"), "slow": ("لقاء متأخر", "خبر متأخر")}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A server with a good feed, one that takes its time for every answer, and one that is a bomb."""
    with serving(Site()) as made:
        made.pages["/robots.txt"] = (b"User-agent: *\nDisallow: /private\n", {"Content-Type": "text/plain"})
        for name, titles in TITLES.items():
            slugs = [f"{name}/{number}" for number in range(len(titles))]
            made.pages[f"/{name}.xml"] = (rss(list(zip(slugs, titles, strict=True)), made.base), {})
            for slug, title in zip(slugs, titles, strict=True):
                made.pages[f"/{slug}"] = (article_page(title, f"{title}. {TEXT * 3}").encode(), {})
        made.late = {path: 3.0 for path in made.pages if path.startswith("/slow")}
        yield made


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Iterator[Command]:
    """`events airflow` in a home of its own that knows the three sources."""
    home = tmp_path_factory.mktemp("drill")
    rows = [f"{name},عينة,MRT,feed,{site.base}/{path},ar,utf-8,Africa/Nouakchott,hourly,ours"
            for name, path in (("good", "good.xml"), ("hostile", "bomb"), ("slow", "slow.xml"))]  # fmt: skip
    (home / "sources.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    env = {
        **os.environ,
        "EVENTS_HOME": str(home),
        "EVENTS_SOURCES": str(home / "sources.csv"),
        "EVENTS_FETCH": "1",
        "EVENTS_FETCH_LOCAL": site.place,
    }
    env.pop("EVENTS_DATABASE_URL", None)
    with Command(env) as made:
        yield made
        assert made.stop() == 0
    made.events("db", "stop")


def _sign_in(chromium, airflow: Command) -> None:
    chromium.open(f"{airflow.base}/auth/login", 1500, 950)
    for field, value in zip(("username", "password"), airflow.login, strict=True):
        chromium.until(f"document.querySelector('input[name={field}]')")
        chromium.run(f"document.querySelector('input[name={field}]').focus()")
        chromium.call("Input.insertText", text=value)
    chromium.run("document.querySelector('button[type=submit]').click()")
    chromium.until("!location.pathname.includes('login')")


def _keep(chromium, name: str) -> None:
    data = chromium.picture()
    assert len(data) > 10_000
    folder = os.environ.get("EVENTS_PICTURES")
    if folder:
        (Path(folder) / f"{name}.png").write_bytes(data)


@pytest.mark.timeout(2400)
def test_from_three_sources_to_the_report_as_a_user_would(chromium, airflow: Command) -> None:
    api = airflow.api()
    visit = api.trigger("ingest_articles", {})
    assert api.wait("ingest_articles", visit, 600) == "success", api.tasks("ingest_articles", visit)
    assert api.tasks("ingest_articles", visit)["visit"] == ["success"] * 3
    coded = api.ended_by_asset("code_events")
    assert {state for states in api.tasks("code_events", coded).values() for state in states} == {"success"}
    api.ended_by_asset("check_quality")
    with store.connect(airflow.events("db", "url")) as connection:
        came = connection.execute("SELECT source, outcome, count(*) FROM events.article GROUP BY 1, 2 ORDER BY 1")
        assert came.fetchall() == [("good", "events", 3), ("slow", "events", 2)]
        assert connection.execute("SELECT count(*) > 0 FROM events.event").fetchone() == (True,)
    again = api.trigger("ingest_articles", {"source": "good"})
    assert api.wait("ingest_articles", again, 300) == "success"
    assert api.tasks("ingest_articles", again)["arrived"] == ["skipped"], "what is unchanged is not read again"
    _sign_in(chromium, airflow)
    _look(chromium, airflow, coded)


def _look(chromium, airflow: Command, run: str) -> None:
    """The pages a user would look at, each with what must be seen on it."""
    dag = f"{airflow.base}/dags/code_events"
    chromium.open(f"{airflow.base}/dags", 1500, 950)
    chromium.until("document.body.innerText.includes('ingest_articles')")
    chromium.settle()
    _keep(chromium, "dags")
    chromium.run("localStorage.setItem('default_dag_view', JSON.stringify('graph'))")
    chromium.open(f"{dag}/runs/{urllib.request.quote(run)}", 1500, 950)
    chromium.until("['read', 'clean', 'resolve_dates', 'extract_events', 'validate', 'load', 'report']"
                   ".every(name => document.body.innerText.includes(name))")  # fmt: skip
    chromium.settle()
    _keep(chromium, "graph")
    chromium.run("localStorage.setItem('default_dag_view', JSON.stringify('grid'))")
    chromium.open(f"{dag}/runs/{urllib.request.quote(run)}", 1500, 950)
    chromium.until("document.body.innerText.includes('extract_events')")
    chromium.settle()
    _keep(chromium, "run")
    chromium.open(f"{airflow.base}/quality/index.en.html", 1280, 900)
    seen = chromium.run("document.querySelector('#sources').innerText")
    assert all(text in seen for text in ("good", "slow", "hostile", "EV-I023"))
    _keep(chromium, "overview")
