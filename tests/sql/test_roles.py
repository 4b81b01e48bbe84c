"""Who may do what: every role, every verb, every kind of object."""

from __future__ import annotations

import psycopg
import pytest

from events import store

pytestmark = pytest.mark.postgres

EVENT_TABLES = ("batch", "article", "event", "mention", "rejection", "event_history", "quality_run", "quality_result")
REFERENCE = ("cameo", "country", "actor", "role", "fips", "source", "actor_name")
STAGING = ("batch", "article", "event", "mention", "rejection", "quarantine")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")

LOADER = {
    **{f"events.{table}": {"SELECT", "INSERT", "UPDATE"} for table in ("batch", "article", "rejection")},
    "events.event": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "events.mention": {"SELECT", "INSERT", "DELETE"},
    **{f"events.{table}": {"SELECT", "INSERT"} for table in ("event_history", "quality_run", "quality_result")},
    **{f"events.{table}": {"SELECT", "INSERT", "UPDATE", "DELETE"} for table in REFERENCE},
    **{f"staging.{table}": {"SELECT", "INSERT", "DELETE"} for table in STAGING},
}
TABLES = tuple(LOADER)
MATRIX = {
    "events_owner": {table: set(VERBS) for table in TABLES},
    "events_loader": LOADER,
    "events_validator": {table: {"SELECT"} for table in TABLES},
    "events_reader": {table: set() for table in TABLES},
}


@pytest.mark.parametrize("role", MATRIX)
@pytest.mark.parametrize("table", TABLES)
def test_a_role_has_these_verbs_on_a_table_and_no_other(database, role, table):
    with store.connect(database) as db:
        allowed = {
            verb
            for verb in VERBS
            if db.execute("SELECT has_table_privilege(%s, %s, %s)", (role, table, verb)).fetchone()[0]
        }
        schema = db.execute("SELECT has_schema_privilege(%s, %s, 'USAGE')", (role, table.partition(".")[0])).fetchone()[
            0
        ]
    assert allowed == MATRIX[role][table]
    assert schema == bool(MATRIX[role][table])


def test_the_matrix_names_every_table(database):
    with store.connect(database) as db:
        found = {f"{schema}.{table}" for schema, table in db.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('events', 'staging')")}  # fmt: skip
    assert found == set(TABLES)


@pytest.mark.parametrize("role", MATRIX)
def test_views_can_be_read_by_all_four_and_written_by_none(database, role):
    with store.connect(database) as db:
        views = [row[0] for row in db.execute("SELECT viewname FROM pg_views WHERE schemaname = 'analyst'")]
        for view in views:
            allowed = {verb for verb in VERBS if db.execute(
                "SELECT has_table_privilege(%s, %s, %s)", (role, f"analyst.{view}", verb)).fetchone()[0]}  # fmt: skip
            assert allowed == {"SELECT"}, view


@pytest.mark.parametrize(("role", "temporary", "create"), [
    ("events_owner", True, True), ("events_loader", True, False), ("events_validator", False, False),
    ("events_reader", False, False),
])  # fmt: skip
def test_only_owner_and_loader_make_temporary_tables_only_the_owner_schemas(database, role, temporary, create):
    with store.connect(database) as db:
        row = db.execute("SELECT has_database_privilege(%s, current_database(), 'TEMPORARY'),"
                         " has_database_privilege(%s, current_database(), 'CREATE')",
                         (role, role)).fetchone()  # fmt: skip
    assert row == (temporary, create)


def test_the_public_has_no_rights(database):
    with store.connect(database) as db:
        assert (
            db.execute("""
            SELECT n.nspname FROM pg_namespace n, aclexplode(n.nspacl) a
            WHERE n.nspname IN ('events', 'staging', 'analyst', 'public') AND a.grantee = 0""").fetchall()
            == []
        )
        assert (
            db.execute("""
            SELECT a.privilege_type FROM pg_database d, aclexplode(d.datacl) a
            WHERE d.datname = current_database() AND a.grantee = 0""").fetchall()
            == []
        )


@pytest.mark.parametrize(("role", "statement"), [
    ("events_reader", "SELECT 1 FROM events.event"),
    ("events_reader", "SELECT 1 FROM staging.event"),
    ("events_reader", "CREATE TEMP TABLE t (x int)"),
    ("events_reader", "DELETE FROM analyst.articles"),
    ("events_validator", "INSERT INTO staging.batch VALUES (gen_random_uuid(), '1', 'f', 0, 0, 0, 0, 0)"),
    ("events_validator", "UPDATE events.event SET n_mentions = 9"),
    ("events_loader", "DROP TABLE events.event"),
    ("events_loader", "TRUNCATE events.mention"),
    ("events_loader", "DELETE FROM events.batch"),
    ("events_loader", "UPDATE events.event_history SET change = 'removed'"),
    ("events_loader", "CREATE SCHEMA mine"),
])  # fmt: skip
def test_what_a_role_must_not_do_is_refused(database, role, statement):
    with store.connect(database, role=role) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute(statement)


def test_a_url_can_carry_a_role(database):
    import sqlalchemy as sa

    engine = sa.create_engine(store.role_url(database, "events_validator"))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT current_user")).scalar() == "events_validator"
        assert connection.execute(sa.text("SELECT count(*) FROM staging.event")).scalar() == 0
    engine.dispose()


def test_an_unknown_role_is_refused(database):
    with pytest.raises(store.TerminalError, match="unknown role"):
        store.connect(database, role="postgres")
    with pytest.raises(store.TerminalError, match="unknown role"):
        store.role_url(database, "postgres")
