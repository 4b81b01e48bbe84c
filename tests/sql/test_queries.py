"""Every question of sql/queries/ runs, for readers, and gives the columns it promises."""

from __future__ import annotations

import pytest

from events import store
from events.store.queries import questions

pytestmark = pytest.mark.postgres
QUESTIONS = questions()


@pytest.fixture(scope="module")
def filled(database, crowd):
    with store.connect(database, role="events_loader") as db:
        items = crowd(400, seed=11, shared=0.8)
        store.load_batch(db, crowd.batch(items), items)
        more = crowd(100, seed=12, shared=0.8)
        store.load_batch(db, crowd.batch(more), more)
    return database


def test_there_are_at_least_fifteen():
    assert len(QUESTIONS) >= 15


def test_readme_and_the_page_of_answers_list_every_question():
    from pathlib import Path

    root = Path(__file__).parents[2]
    readme = (root / "README.md").read_text(encoding="utf-8")
    page = (root / "docs" / "queries.md").read_text(encoding="utf-8")
    answers = dict(part.split("\n", 1) for part in page.split("\n## ")[1:])
    assert list(answers) == [question.name for question in QUESTIONS]
    for question in QUESTIONS:
        assert f"`{question.name}.sql` | {question.question} |" in readme
        assert question.question in answers[question.name]
        assert question.question_ar in answers[question.name]
        assert "| " + " | ".join(question.columns) + " |" in answers[question.name]


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_a_question_gives_its_columns_to_a_reader(filled, question):
    with store.connect(filled, role="events_reader") as db:
        cursor = db.execute(question.statement())
        assert tuple(column.name for column in cursor.description) == question.columns
        cursor.fetchall()


ANSWERED = ("01", "02", "03", "04", "05", "06", "07", "08", "10", "12", "14", "15", "16", "19", "20")


@pytest.mark.parametrize("number", ANSWERED)
def test_a_question_has_an_answer_where_there_is_one(filled, number):
    question = next(q for q in QUESTIONS if q.name.startswith(number))
    with store.connect(filled, role="events_reader") as db:
        assert db.execute(question.statement()).fetchall()


def test_psql_reads_the_same_files(filled):
    import subprocess

    from events.store.migrations import sql_folder
    from events.store.server import binaries

    for path in sorted((sql_folder() / "queries").glob("*.sql")):
        done = subprocess.run(
            [binaries() / "psql", "-X", "-v", "ON_ERROR_STOP=1", "-v", "since=2023-01-01", "-A",
             "-d", store.plain_url(filled), "-f", path],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (path.name, done.stderr)
        assert done.stdout.splitlines()[0].split("|")[0]


def test_near_agrees_with_a_plain_reckoning(filled):
    """Great-circle distance of every placed event, reckoned in Python."""
    from math import asin, cos, radians, sin, sqrt

    def km(lat, lon, other, there):
        a = (
            sin(radians(other - lat) / 2) ** 2
            + cos(radians(lat)) * cos(radians(other)) * sin(radians(there - lon) / 2) ** 2
        )
        return 12742 * asin(sqrt(a))

    points = [(18.08, -15.98, 5), (18.5, -15.5, 80), (19.9, -14.1, 400), (33.3, 44.4, 50), (18.08581, -15.9785, 0.5)]
    with store.connect(filled, role="events_reader") as db:
        placed = db.execute("SELECT event_key, place_lat, place_lon FROM analyst.event_codes"
                            " WHERE place_lat IS NOT NULL AND date IS NOT NULL").fetchall()  # fmt: skip
        for lat, lon, radius in points:
            found = db.execute(
                "SELECT event_key FROM analyst.near(%s, %s, %s, '1900-01-01', '2100-01-01')", (lat, lon, radius)
            )
            assert {row[0] for row in found} == {key for key, y, x in placed if km(lat, lon, y, x) <= radius}
            some = db.execute(
                "SELECT event_key FROM analyst.near(%s, %s, %s, '1900-01-01', '2100-01-01', 3)", (lat, lon, radius)
            ).fetchall()
            every = db.execute(
                "SELECT event_key FROM analyst.near(%s, %s, %s, '1900-01-01', '2100-01-01')", (lat, lon, radius)
            ).fetchall()
            assert some == every[:3]
    assert placed


def test_escalation_agrees_with_a_plain_reckoning(filled):
    """Both directions, and an actor with itself once."""
    with store.connect(filled, role="events_reader") as db:
        events = db.execute("SELECT date_trunc('week', date)::date, source_primary, target_primary, quad_class"
                            " FROM analyst.event_codes WHERE date IS NOT NULL").fetchall()  # fmt: skip
        for pair in (("MRT", "DZA"), ("DZA", "MRT"), ("MRT", "MRT"), ("SYR", "MLI")):
            expected = {}
            for week, source, target, quad in events:
                if (source, target) in (pair, pair[::-1]):
                    total, conflict = expected.get(week, (0, 0))
                    expected[week] = (total + 1, conflict + (quad > 2))
            found = db.execute(
                "SELECT week, events, conflict FROM analyst.escalation(%s, %s, '1900-01-01', '2100-01-01')", pair
            )
            assert {row[0]: row[1:] for row in found} == expected


def test_dyads_agree_with_a_plain_reckoning(filled):
    """Counts and means of every pair and month, reckoned in Python."""
    from collections import defaultdict

    with store.connect(filled, role="events_reader") as db:
        events = db.execute("SELECT date, source_primary, target_primary, quad_class, goldstein, n_mentions"
                            " FROM analyst.event_codes WHERE date IS NOT NULL").fetchall()  # fmt: skip
        months = db.execute("SELECT month, source, target, events, verbal_cooperation, material_cooperation, "
                            " verbal_conflict, material_conflict, mean_goldstein, mentions"
                            " FROM analyst.dyad_month").fetchall()  # fmt: skip
        countries = db.execute("SELECT sum(events), sum(as_source) FROM analyst.country_month").fetchone()
    groups = defaultdict(list)
    for day, source, target, quad, goldstein, mentions in events:
        groups[day.replace(day=1), source, target].append((quad, goldstein, mentions))
    expected = {
        key: (
            len(rows), *(sum(row[0] == quad for row in rows) for quad in (1, 2, 3, 4)),
            pytest.approx(sum(row[1] for row in rows) / len(rows), rel=1e-5), sum(row[2] for row in rows),
        )
        for key, rows in groups.items()
    }  # fmt: skip
    assert {row[:3]: row[3:] for row in months} == expected
    assert countries[1] == len(events)
    assert countries[0] == len(events) + sum(source != target for _, source, target, *_ in events)


def big_scans(node):
    own = [node["Relation Name"]] if node["Node Type"] == "Seq Scan" else []
    return own + [name for child in node.get("Plans", []) for name in big_scans(child)]


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_an_index_serves_the_question(filled, question):
    """Where reading from end to end is made dear, no question does it to a big table. Times: `make bench-sql`."""
    with store.connect(filled, role="events_reader") as db:
        db.execute("SET enable_seqscan = off")
        plan = db.execute(b"EXPLAIN (FORMAT JSON) " + question.statement().as_bytes(db)).fetchone()[0]
    assert not {"event", "mention", "article"} & set(big_scans(plan[0]["Plan"]))


def test_a_place_is_found_by_its_cell(filled):
    """The index on cells, not a walk over all places."""
    question = next(q for q in QUESTIONS if q.name.startswith("04"))
    with store.connect(filled, role="events_reader") as db:
        db.execute("SET enable_seqscan = off")
        db.execute("SET enable_indexscan = on")
        plan = str(db.execute(b"EXPLAIN (FORMAT JSON) " + question.statement().as_bytes(db)).fetchone()[0])
    assert "event_cell" in plan
