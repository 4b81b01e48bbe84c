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
