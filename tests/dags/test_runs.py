"""The real DAGs in a real Airflow: from a local feed and from files to published events, again and again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.dags.service import in_process
from tests.sources.hostile import Site, article_page, rss, serving

from events import store

pytestmark = [pytest.mark.airflow, pytest.mark.postgres, pytest.mark.slow]
HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "seeds" / "articles" / "articles.jsonl"
STAGES = ("clean", "resolve_dates", "extract_events")


def _rows(env: dict[str, str], question: str) -> list[tuple[Any, ...]]:
    with store.connect(env["EVENTS_DATABASE_URL"]) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture(scope="module")
def samples(airflow_env: dict[str, str]) -> list[dict[str, Any]]:
    conf = {"files": [str(SAMPLES)], "shard": 12}
    return in_process(
        airflow_env,
        ("code_events", conf),
        ("code_events", conf),
        ("check_quality", {}),
        ("recode", {}),
        ("recode", {"all": True, "limit": 5}),
        ("housekeeping", {}),
        ("export_daily", {}),
    )


def test_the_dag_publishes_the_samples_and_changes_nothing_the_second_time(
    samples: list[dict[str, Any]], airflow_env: dict[str, str]
) -> None:
    for result in samples[:2]:
        assert result["state"] == "success", result
        assert all(len(result["tasks"][stage]) == 3 for stage in STAGES)
    batches = _rows(
        airflow_env, "SELECT articles, with_events + without_events + rejected, articles_new FROM events.batch"
    )
    articles = len(SAMPLES.read_text(encoding="utf-8").splitlines())
    assert (articles, articles, articles) in batches
    assert _rows(airflow_env, "SELECT count(*) FROM events.article") == [(articles,)]
    assert _rows(airflow_env, "SELECT count(*) > 20 FROM events.event") == [(True,)]
    assert _rows(airflow_env, "SELECT count(*) FROM staging.article") == [(0,)]


def test_the_report_and_the_quality_results_are_there(
    samples: list[dict[str, Any]], airflow_env: dict[str, str]
) -> None:
    reports = Path(airflow_env["EVENTS_HOME"]) / "reports"
    page = next(reports.glob("batch-*.en.html")).read_text(encoding="utf-8")
    (docs,) = set(re.findall(r'href="(docs/[^"]+)"', page))
    assert (reports / docs).is_file() and (reports / docs).parent.name in page
    assert 'id="slowest"' in page
    assert _rows(airflow_env, "SELECT count(*) > 0 FROM events.quality_result") == [(True,)]
    assert samples[2]["state"] == "success"
    assert samples[2]["tasks"]["check"] == ["success"]


def test_recoding_takes_only_what_is_concerned(samples: list[dict[str, Any]]) -> None:
    nothing, five = samples[3], samples[4]
    assert nothing["tasks"]["read_stored"] == ["skipped"]
    assert nothing["tasks"]["load"] == ["skipped"]
    assert five["state"] == "success"
    assert five["tasks"]["load"] == ["success"]


def test_housekeeping_leaves_a_backup_and_exports_leave_files(
    samples: list[dict[str, Any]], airflow_env: dict[str, str]
) -> None:
    assert samples[5]["state"] == "success", samples[5]
    assert [path.stat().st_size > 10_000 for path in Path(airflow_env["EVENTS_HOME"]).glob("backups/*.dump")] == [True]
    assert samples[6]["state"] == "success", samples[6]
    assert samples[6]["tasks"]["export"] == ["success"] * 4


def test_from_a_feed_to_the_table(airflow_env: dict[str, str], tmp_path: Path) -> None:
    text = "استقبل الرئيس الموريتاني أمس في نواكشوط وزير الخارجية الجزائري. وبحث الجانبان التعاون بين البلدين. " * 4
    with serving(Site()) as site:
        site.pages["/robots.txt"] = (b"", {})
        slugs = [f"page{number}" for number in range(9)]
        site.pages["/feed"] = (rss([(slug, f"استقبال {slug}") for slug in [*slugs, "gone"]], site.base), {})
        for slug in slugs:
            site.pages[f"/{slug}"] = (article_page(f"استقبال {slug}", text).encode(), {})
        table = tmp_path / "sources.csv"
        header = "name,name_ar,country,kind,url,language,encoding,time_zone,schedule,terms"
        rows = [
            f"{name},عينة,MRT,feed,{site.base}{path},ar,utf-8,Africa/Nouakchott,hourly,ours"
            for name, path in (("bomb", "/bomb"), ("good", "/feed"), ("missing", "/nothing"))
        ]
        table.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        env = {
            **airflow_env,
            "EVENTS_HOME": str(tmp_path),
            "EVENTS_SOURCES": str(table),
            "EVENTS_FETCH": "1",
            "EVENTS_FETCH_LOCAL": site.place,
        }
        ingested, coded, again = in_process(env, ("ingest_articles", {}), ("code_events", {}), ("ingest_articles", {}))
    assert ingested["tasks"]["visit"] == ["success"] * 3
    assert ingested["tasks"]["arrived"] == ["success"]
    assert coded["state"] == "success"
    assert again["tasks"]["visit"] == ["skipped"], "nothing is due twice within the hour"
    assert _rows(airflow_env, "SELECT outcome, count(*) FROM events.article WHERE source = 'good' GROUP BY 1") == [
        ("events", 9)
    ]
    refused = _rows(airflow_env, "SELECT code::text, article_id FROM events.rejection WHERE stage = 'read'")
    assert refused == [("EV-I024", "gone")]
    assert list(tmp_path.glob("inbox/*.parquet")) == []
    assert len(list(tmp_path.glob("inbox/.done/*.parquet"))) == 1
    problems = {
        path.stem: json.loads(path.read_text())["problem"][:7] for path in tmp_path.glob("sources/*.visit.json")
    }
    assert problems == {"bomb.visit": "EV-I023", "good.visit": "", "missing.visit": "EV-I024"}
    overview = (tmp_path / "reports" / "index.en.html").read_text(encoding="utf-8")
    sources = overview[overview.index('id="sources"') :]
    assert all(text in sources for text in ("good", "EV-I023", "EV-I024"))
