"""The schema: its migrations both ways, its metadata, its comments, its checks."""

from __future__ import annotations

import re
import subprocess

import psycopg
import pytest
import sqlalchemy as sa

from events import store
from events.store import migrations, reference, server
from events.store.tables import metadata

pytestmark = pytest.mark.postgres


def dump(url):
    """The schema as pg_dump writes it, without what differs from run to run."""
    done = subprocess.run(
        [server.binaries() / "pg_dump", "--schema-only", "-d", store.plain_url(url)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if not re.match(r"--|\\(un)?restrict", line)]


def test_there_is_one_head_and_every_step_has_both_ways():
    folder = migrations.sql_folder() / "migrations"
    ups = sorted(path.name.removesuffix(".up.sql") for path in folder.glob("*.up.sql"))
    downs = sorted(path.name.removesuffix(".down.sql") for path in folder.glob("*.down.sql"))
    assert ups == downs
    assert migrations.head() == ups[-1][:4]


def test_up_down_up_gives_the_same_schema(empty_database):
    store.migrate(empty_database)
    before = dump(empty_database)
    for revision in [path.name[:4] for path in sorted((migrations.sql_folder() / "migrations").glob("*.up.sql"))]:
        assert store.migrate(empty_database, revision) == revision
        assert store.migrate(empty_database, "head") == migrations.head()
        assert dump(empty_database) == before
    assert store.migrate(empty_database, "base") == "base"
    assert store.migrate(empty_database) == migrations.head()
    assert dump(empty_database) == before


def test_down_and_up_on_a_filled_database_keeps_its_rows(fresh_database, crowd, seeds):
    with store.connect(fresh_database, role="events_loader") as db:
        items = crowd(150, seed=2)
        store.load_batch(db, crowd.batch(items), items)
    before = rows(fresh_database)
    store.migrate(fresh_database, "0001")
    store.migrate(fresh_database)
    with store.connect(fresh_database) as db:
        reference.load_reference(db, seeds)
    assert rows(fresh_database) == before
    with store.connect(fresh_database, role="events_loader") as db:
        more = crowd(50, seed=3)
        assert store.load_batch(db, crowd.batch(more), more).articles_new == 50


def rows(url):
    from events.store.backup import fingerprint

    with store.connect(url) as db:
        return fingerprint(db)


def test_migrating_again_touches_nothing(fresh_database):
    with store.connect(fresh_database) as db:
        before = db.execute(
            "SELECT oid FROM pg_class WHERE relnamespace = 'analyst'::regnamespace ORDER BY 1"
        ).fetchall()
        assert store.migrate(fresh_database) == migrations.head()
        after = db.execute(
            "SELECT oid FROM pg_class WHERE relnamespace = 'analyst'::regnamespace ORDER BY 1"
        ).fetchall()
    assert after == before


def test_a_changed_view_is_applied_without_a_migration(fresh_database, tmp_path):
    import shutil

    folder = tmp_path / "sql"
    shutil.copytree(migrations.sql_folder(), folder)
    (folder / "views" / "99_more.sql").write_text("CREATE VIEW analyst.one AS SELECT 1 AS one;")
    store.migrate(fresh_database, sql_dir=folder)
    with store.connect(fresh_database, role="events_reader") as db:
        assert db.execute("SELECT one FROM analyst.one").fetchone() == (1,)


def test_a_schema_made_by_other_files_is_not_taken_for_this_one(fresh_database, tmp_path):
    import shutil

    folder = tmp_path / "sql"
    shutil.copytree(migrations.sql_folder(), folder)
    first = next((folder / "migrations").glob("0001*.up.sql"))
    first.write_text(first.read_text("utf-8") + "\nCREATE TABLE events.later ();\n", "utf-8")
    with pytest.raises(store.TerminalError, match="earlier form of revision"):
        store.migrate(fresh_database, sql_dir=folder)
    assert store.migrate(fresh_database) == migrations.head()


def test_a_failing_migration_leaves_the_database_as_it_was(fresh_database, tmp_path):
    import shutil

    before = dump(fresh_database)
    folder = tmp_path / "sql"
    shutil.copytree(migrations.sql_folder(), folder)
    (folder / "views" / "99_broken.sql").write_text("CREATE VIEW analyst.broken AS SELECT nothing FROM nowhere;")
    with pytest.raises(store.TerminalError, match="nowhere"):
        store.migrate(fresh_database, sql_dir=folder)
    assert dump(fresh_database) == before


def test_a_missing_server_is_a_transient_error():
    with pytest.raises(store.TransientError):
        store.connect("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(store.TransientError):
        store.migrate("postgresql://nobody@127.0.0.1:1/none")


def test_the_metadata_is_the_schema(database):
    with store.connect(database) as db:
        found = db.execute("""
            SELECT n.nspname || '.' || c.relname, a.attname, a.attnotnull
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('events', 'staging') AND c.relkind = 'r' AND a.attnum > 0
              AND NOT a.attisdropped""").fetchall()
    described = {
        (table.fullname, column.name, not column.nullable)
        for table in metadata.sorted_tables
        for column in table.columns
    }
    assert set(found) == described


def test_sqlalchemy_reads_through_the_metadata(database):
    from events.store import tables

    engine = sa.create_engine(store.sqlalchemy_url(database))
    with engine.connect() as connection:
        labels = dict(connection.execute(sa.select(tables.cameo.c.code, tables.cameo.c.label_ar)).all())
    engine.dispose()
    assert len(labels) == 318
    assert labels["057"] == "توقيع اتفاق"


def test_every_view_function_and_column_is_described(database):
    with store.connect(database) as db:
        bare = db.execute("""
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = 'analyst'::regnamespace AND col_description(c.oid, a.attnum) IS NULL
            UNION ALL SELECT relname, NULL FROM pg_class c
            WHERE relnamespace = 'analyst'::regnamespace AND relkind = 'v' AND obj_description(oid) IS NULL
            UNION ALL SELECT proname, NULL FROM pg_proc
            WHERE pronamespace = 'analyst'::regnamespace AND obj_description(oid) IS NULL""").fetchall()
        views = db.execute("SELECT count(*) FROM pg_class WHERE relnamespace = 'analyst'::regnamespace").fetchone()[0]
    assert bare == []
    assert views >= 15


GOOD_AND_BAD = {
    "events.cameo_code": (["01", "036", "0871", "20", "2042"], ["00", "21", "1", "08711", "٠٣٦", "03a", ""]),
    "events.actor_code": (["---", "MRT", "MRTGOV", "P51", "UNOSEC", "IMGAQAREB"],
                          ["mrt", "MR", "MRTG", "--", "1AB", "مرت", "MRT GOV", ""]),
    "events.country_code": (["MRT"], ["MR", "MRTX", "mrt", "M1T", ""]),
    "events.grain": (["day", "decade", "unknown"], ["Day", "century", ""]),
    "events.rejection_code": (["EV-C002", "EV-I100"], ["EV-Z001", "EV-C2", "C002", ""]),
}  # fmt: skip
NUMBERS = {
    "events.confidence": ([0, 0.5, 1], [-0.1, 1.1]),
    "events.quad_class": ([1, 4], [0, 5]),
    "events.goldstein": ([-10, 0, 10], [-10.5, 11]),
    "events.latitude": ([-90, 90], [90.1, -91]),
    "events.longitude": ([-180, 180], [181]),
}


@pytest.mark.parametrize("domain", [*GOOD_AND_BAD, *NUMBERS])
def test_a_domain_takes_good_values_and_refuses_bad_ones(database, domain):
    good, bad = {**GOOD_AND_BAD, **NUMBERS}[domain]
    with store.connect(database) as db:
        for value in good:
            assert db.execute(f"SELECT (%s)::{domain} IS NOT NULL", (value,)).fetchone() == (True,)
        for value in bad:
            with pytest.raises(psycopg.errors.CheckViolation):
                db.execute(f"SELECT (%s)::{domain}", (value,))


def test_the_ledger_refuses_what_does_not_add_up(database):
    with (
        store.connect(database, role="events_loader") as db,
        pytest.raises(psycopg.errors.CheckViolation, match="accounts_for_every_article"),
    ):
        db.execute("INSERT INTO events.batch (id, code_version, seeds_fingerprint, state, articles, with_events,"
                   " without_events, rejected)"
                   " VALUES (gen_random_uuid(), '1', 'f', 'published', 3, 1, 1, 0)")  # fmt: skip


def test_reference_tables_follow_the_seeds(fresh_database, tmp_path, seeds):
    import shutil

    folder = tmp_path / "seeds"
    shutil.copytree(seeds, folder)
    text = (folder / "cameo.csv").read_text(encoding="utf-8").replace("Sign an agreement", "Sign a paper")
    (folder / "cameo.csv").write_text(text, encoding="utf-8")
    (folder / "roles.csv").write_text("code,label,label_ar\nGOV,government,الحكومة\n", encoding="utf-8")
    with store.connect(fresh_database, role="events_loader") as db:
        assert reference.load_reference(db, folder)["cameo"] == 318
        assert db.execute("SELECT label FROM events.cameo WHERE code = '057'").fetchone() == ("Sign a paper",)
        assert db.execute("SELECT count(*) FROM events.role").fetchone() == (1,)
        inherited = db.execute("SELECT code FROM events.cameo WHERE goldstein_inherited ORDER BY code").fetchall()
    assert [row[0] for row in inherited] == ["1213", "1214", "155", "176", "1834", "1951", "1952"]


@pytest.mark.parametrize(("statement", "constraint"), [
    ("INSERT INTO events.mention SELECT gen_random_uuid(), gen_random_uuid(), article_key, sentence, date_end,"
     " place_name, place_country, place_lat, place_lon, place_start, place_end, evidence_start, evidence_end,"
     " trigger_start,"
     " trigger_end, source_start, source_end, target_start, target_end, date_start, date_stop, rule, seeds,"
     " steps, confidence FROM events.mention LIMIT 1", "mention_event"),
    ("UPDATE events.mention SET article_key = gen_random_uuid()", "mention_article"),
    ("DELETE FROM events.event", "mention_event"),
    ("DELETE FROM events.article", "mention_article"),
])  # fmt: skip
def test_a_mention_always_has_its_event_and_article(fresh_database, crowd, statement, constraint):
    items = crowd(30)
    with store.connect(fresh_database) as db:
        store.load_batch(db, crowd.batch(items), items)
        with pytest.raises(psycopg.errors.ForeignKeyViolation) as caught:
            db.execute(statement)
        assert caught.value.diag.constraint_name == constraint


NEW_EVENT = (
    "INSERT INTO events.event (key, source, target, code, root, quad_class, goldstein, date, date_end, grain,"
    " confidence, n_mentions, n_articles, n_sources, first_batch, last_batch)"
    " SELECT gen_random_uuid(), source, target, '0999', '09', quad_class, goldstein, date, date_end, grain,"
    " confidence, 1, 1, 1, first_batch, last_batch FROM events.event LIMIT 1"
)


@pytest.mark.parametrize(("statement", "constraint"), [
    (NEW_EVENT, "event_code_fkey"),
    ("DELETE FROM events.cameo WHERE code = '042'", "event_code_fkey"),
    ("UPDATE events.cameo SET code = '0999' WHERE code = '042'", "event_keeps_its_key"),
    ("UPDATE events.event SET code = '041'", "event_keeps_its_key"),
    ("UPDATE events.event SET source = 'FRA'", "event_keeps_its_key"),
    ("UPDATE events.event SET date = date - 1, date_end = date_end - 1 WHERE date IS NOT NULL", "event_keeps_its_key"),
])  # fmt: skip
def test_an_event_always_has_its_code_and_what_its_key_is_made_of(fresh_database, crowd, statement, constraint):
    items = crowd(30)
    with store.connect(fresh_database) as db:
        store.load_batch(db, crowd.batch(items), items)
        with pytest.raises(psycopg.errors.IntegrityError) as caught:
            db.execute(statement)
        assert caught.value.diag.constraint_name == constraint


def test_a_code_that_no_event_has_can_go(fresh_database):
    with store.connect(fresh_database) as db:
        assert db.execute("DELETE FROM events.cameo WHERE code = '2042'").rowcount == 1


def test_counts_change_without_a_new_index_entry(fresh_database, crowd):
    """What changes when an event is told again stands in no index: the new version stays on its page (HOT)."""
    items = crowd(30)
    with store.connect(fresh_database) as db:
        store.load_batch(db, crowd.batch(items), items)
        indexed = db.execute("""
            SELECT DISTINCT a.attname FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = 'events.event'::regclass""").fetchall()
    assert not {row[0] for row in indexed} & {"n_mentions", "n_articles", "n_sources", "confidence", "last_batch"}
