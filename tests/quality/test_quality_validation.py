"""Validation on a real Postgres: rows kept out, batches held, nothing written, nothing leaked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from batches import batch_of
from damages import EVENTS, MENTIONS, Damage
from published import publish

from events.quality import Profile, QualityError

pytestmark = pytest.mark.postgres
DAY = date(2024, 3, 13)
CANARY = "canary-7f3a-password"


def _damage(name: str) -> Damage:
    return next(d for d in (*EVENTS, *MENTIONS) if d.name == name)


@pytest.fixture(scope="module")
def rows(database: str):
    """Runs a query on the module's database."""
    from events import store

    def run(sql: str, *values):
        with store.connect(database) as connection:
            return connection.execute(sql, values).fetchall()

    return run


def test_an_undamaged_batch_passes_and_is_measured(stage, judge):
    run = judge(stage(batch_of(DAY, 60)))
    assert run.outcome == "passed" and run.failed == ()
    profile = run.profile
    assert profile.articles == profile.with_events + profile.without_events + profile.rejected == 61
    assert profile.events == sum(profile.roots.values()) > 30
    assert Profile.from_json(json.loads(json.dumps(profile.as_json()))) == profile


def test_a_bad_row_is_kept_out_with_its_values_and_the_rest_is_published(database, rows):
    verdict = publish(database, _damage("place in another country").records(batch_of(DAY, 40)))
    assert verdict.held == "" and verdict.quarantined == 1
    kept = rows("SELECT stage, code::text, detail, event_key, article_key FROM events.rejection WHERE batch_id = %s"
                " AND stage = 'quality'", verdict.batch)  # fmt: skip
    ((stage, code, detail, event, article),) = kept
    assert (stage, code) == ("quality", "EV-Q227")
    assert detail.startswith("event_place_inside_country: degrees_outside: ") and "JPN" in detail
    assert rows("SELECT count(*) FROM events.mention WHERE event_key = %s AND article_key = %s", event, article) == [
        (0,)
    ]
    ((articles, parts, state),) = rows(
        "SELECT articles, with_events + without_events + rejected, state FROM events.batch WHERE id = %s", verdict.batch
    )
    assert articles == parts == 41 and state == "published"


def test_a_batch_of_bad_rows_is_held_and_nothing_of_it_is_published(database, rows):
    coded = batch_of(DAY + timedelta(days=1), 40)
    for name in ("evidence past the end",):
        coded = _damage(name).records(coded)
    coded = [c if n % 2 else _broken(c) for n, c in enumerate(coded)]
    verdict = publish(database, coded)
    assert "failed a critical expectation" in verdict.held
    assert rows("SELECT state FROM events.batch WHERE id = %s", verdict.batch) == [("held",)]
    assert rows("SELECT count(*) FROM events.article WHERE last_batch = %s", verdict.batch) == [(0,)]


def test_results_are_kept_in_sql_with_the_profile(database, rows):
    verdict = publish(database, batch_of(DAY + timedelta(days=2), 40))
    ((evaluated, failed, success),) = rows(
        "SELECT evaluated, failed, success FROM events.quality_run WHERE batch_id = %s", verdict.batch
    )
    assert evaluated == verdict.expectations > 90 and failed == 0 and success
    ((details,),) = rows(
        "SELECT details FROM events.quality_result q JOIN events.quality_run r ON r.id = q.run_id"
        " WHERE r.batch_id = %s AND expectation = 'profile_measured'",
        verdict.batch,
    )
    assert Profile.from_json(details).articles == 41


def test_what_a_batch_left_in_the_tables_is_checked(database, rows):
    from events import quality, store

    verdict = publish(database, _damage("latitude off the globe").records(batch_of(DAY + timedelta(days=3), 40)))
    results = quality.validate_tables(store.role_url(database, "events_validator"), verdict.batch)
    assert {r.suite for r in results} == {"tables"} and len(results) == 9
    assert [r.expectation for r in results if not r.success] == []
    with store.connect(database) as connection:
        connection.execute(
            "UPDATE events.event SET n_mentions = n_mentions + 3 WHERE last_batch = %s", (verdict.batch,)
        )
    broken = quality.validate_tables(store.role_url(database, "events_validator"), verdict.batch)
    assert [r.expectation for r in broken if not r.success] == ["table_event_counts"]


def test_the_slowest_articles_are_named_and_one_that_takes_too_long_is_warned_of(quality_database, stage):
    from events import quality, store

    batch, url = stage(batch_of(DAY, 10)), store.role_url(quality_database, "events_validator")
    results = []
    for slowest in ([("b", 1.9), ("a", 0.2)], [("b", 9.5), ("a", 0.2)]):
        run = quality.validate(url, batch, history=(), only=("profile",), slowest=slowest)
        results += [r for r in run.results if r.expectation == "articles_coded_in_time"]
    assert [(r.success, r.severity) for r in results] == [(True, "warning"), (False, "warning")]
    assert results[1].rows == ({"article": "b", "seconds": 9.5}, {"article": "a", "seconds": 0.2})


def test_validation_writes_nothing_and_needs_no_more_than_select(quality_database, stage):
    """As `events_validator`, in sessions that refuse every write and every temporary table."""
    from events import quality, store

    batch = stage(_damage("place in another country").records(batch_of(DAY, 30)))
    url = store.role_url(quality_database, "events_validator") + "%20-cdefault_transaction_read_only%3Don"
    run = quality.validate(url, batch, history=())
    assert run.outcome == "quarantined"


def test_no_file_of_great_expectations_holds_the_password(quality_database, stage, tmp_path: Path, caplog):
    from sqlalchemy import make_url

    from events import quality, store

    batch = stage(_damage("longitude lost").records(batch_of(DAY, 30)))
    url = make_url(store.role_url(quality_database, "events_validator"))
    password = url.password or CANARY  # a server that asks for none takes any
    url = url.set(password=password)
    run = quality.validate(url.render_as_string(hide_password=False), batch, history=(), docs=tmp_path / "docs")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    assert len(pages) >= 4 and run.docs == str(tmp_path / "docs" / "index.html")
    assert [path for path in files if password.encode() in path.read_bytes()] == []
    assert password not in caplog.text and password not in repr(run)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text and "Content-Security-Policy" in text
        assert not [line for line in text.splitlines() if "<link" in line and "http" in line]


def test_the_password_is_not_in_the_error_of_a_server_that_is_not_there():
    from events import quality

    with pytest.raises(QualityError) as error:
        quality.validate(f"postgresql+psycopg://someone:{CANARY}@127.0.0.1:1/none", "0" * 32)
    assert CANARY not in str(error.value) and error.value.__suppress_context__


def test_an_unknown_batch_and_a_word_that_is_no_batch_are_refused(judge):
    with pytest.raises(QualityError, match="is not staged"):
        judge("f" * 32)
    with pytest.raises(QualityError, match="not a batch id"):
        judge("'; DROP TABLE staging.batch; --")


def test_an_office_out_of_term_is_found(stage, judge, quality_database, tmp_path: Path):
    from dataclasses import replace
    from shutil import copytree

    from events import quality, store

    seeds = copytree(Path(__file__).parents[2] / "seeds", tmp_path / "seeds")
    (seeds / "offices.csv").write_text(
        "id,code,start,end\na,MRTGOV,2019-08-01,\nb,ESPGOV,2004,2011-12-21\n", encoding="utf-8"
    )
    coded = batch_of(DAY, 30)

    def leaning(line: int):
        first = next(n for n, c in enumerate(coded) if c.events and c.events[0].target == "ESPGOV")
        event = coded[first].events[0]
        mentions = (replace(event.mentions[0], seeds=("frames.csv:2", f"offices.csv:{line}")),)
        return [
            *coded[:first],
            replace(coded[first], events=(replace(event, mentions=mentions), *coded[first].events[1:])),
            *coded[first + 1 :],
        ]

    url = store.role_url(quality_database, "events_validator")
    right = quality.validate(url, stage(leaning(2)), history=(), seeds=seeds)
    wrong = quality.validate(url, stage(leaning(3)), history=(), seeds=seeds)
    assert "mention_office_valid" not in {r.expectation for r in right.failed}
    assert [q.expectation for q in wrong.quarantined] == ["mention_office_valid"]
    assert "2011-12-21" in wrong.quarantined[0].detail


def _broken(coded):
    from dataclasses import replace

    return replace(coded, events=tuple(replace(e, goldstein=9.9) for e in coded.events))
