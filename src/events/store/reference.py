"""Reference tables from the seeds: codes, countries, actors, sources."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from psycopg import sql

from events.store.connection import Connection
from events.store.staging import store_errors

SeedRow = Mapping[str, str]

_COLUMNS: Mapping[str, Sequence[str]] = {
    "cameo": (
        "code", "label", "label_ar", "parent", "root", "quad_class", "gdelt_quad_class", "goldstein",
        "goldstein_inherited", "plover",
    ),
    "country": ("code", "name_en", "name_ar", "capital"),
    "actor": ("id", "code", "kind", "name_en", "name_ar", "valid_from", "valid_to"),
    "role": ("code", "label", "label_ar"),
    "fips": ("code", "fips"),
    "source": ("name", "name_ar", "country", "kind", "url", "language"),
}  # fmt: skip


def load_reference(connection: Connection, seeds: Path) -> dict[str, int]:
    """Makes the reference tables equal to the seeds in one transaction; gives the number of rows of each table.

    A seed file that is not there leaves its table alone (and is missing from the answer). CAMEO codes are updated,
    never removed. Raises `TransientError`, `TerminalError`.
    """
    readers = {
        "cameo": ("cameo.csv", _cameo),
        "country": ("countries.csv", _country),
        "actor": ("actors.csv", _actor),
        "role": ("roles.csv", _plain("role")),
        "fips": ("fips.csv", _plain("fips")),
        "source": ("sources.csv", _plain("source")),
    }
    done: dict[str, int] = {}
    with store_errors(), connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('events.reference', 0))")
        for table, (name, reader) in readers.items():
            if (seeds / name).is_file():
                with (seeds / name).open(encoding="utf-8", newline="") as handle:
                    lines = [reader(row) for row in csv.DictReader(handle)]
                done[table] = _replace(connection, table, lines)
        done["actor_name"] = _name_actors(connection)
    return done


def _name_actors(connection: Connection) -> int:
    """Names of countries, and of the first actor row of every other code."""
    wanted = (
        "SELECT code::text, name_en, name_ar, 'country' FROM events.country UNION ALL"
        " (SELECT DISTINCT ON (a.code) a.code::text, a.name_en, a.name_ar, a.kind FROM events.actor a"
        " WHERE NOT EXISTS (SELECT FROM events.country c WHERE c.code = a.code::text) ORDER BY a.code, a.id)"
    )
    same = (
        f"SELECT NOT EXISTS (({wanted}) EXCEPT TABLE events.actor_name)"
        f" AND NOT EXISTS (TABLE events.actor_name EXCEPT ({wanted}))"
    )
    row = connection.execute(same).fetchone()
    if row is None or not row[0]:
        connection.execute("DELETE FROM events.actor_name")
        connection.execute(f"INSERT INTO events.actor_name {wanted}")
    count = connection.execute("SELECT count(*) FROM events.actor_name").fetchone()
    return int(count[0]) if count else 0


def _replace(connection: Connection, table: str, lines: Iterable[tuple[Any, ...]]) -> int:
    columns = _COLUMNS[table]
    target, names = sql.Identifier("events", table), [sql.Identifier(name) for name in columns]
    rows = list(lines)
    changes = sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(name) for name in names[1:])
    differs = sql.SQL("({}) IS DISTINCT FROM ({})").format(
        sql.SQL(", ").join(sql.SQL("was.{}").format(name) for name in names),
        sql.SQL(", ").join(sql.SQL("EXCLUDED.{}").format(name) for name in names),
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            sql.SQL("INSERT INTO {} AS was ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {} WHERE {}").format(
                target,
                sql.SQL(", ").join(names),
                sql.SQL(", ").join(sql.Placeholder() * len(names)),
                names[0],
                changes,
                differs,
            ),
            rows,
        )
    if table != "cameo":
        gone = sql.SQL("DELETE FROM {} WHERE {} <> ALL(%s)").format(target, names[0])
        connection.execute(gone, ([row[0] for row in rows],))
    return len(rows)


def _cameo(row: SeedRow) -> tuple[Any, ...]:
    return (
        row["code"], row["label"], row["label_ar"], row["parent"] or None, row["code"][:2], int(row["quad_class"]),
        int(row["gdelt_quad_class"]), float(row["goldstein"]), row["goldstein_inherited"] == "1", row["plover"],
    )  # fmt: skip


def _country(row: SeedRow) -> tuple[Any, ...]:
    return row["code"], row["name_en"], row["name_ar"], row["capital"].partition("|")[0] or None


def _actor(row: SeedRow) -> tuple[Any, ...]:
    name = row["names"].partition("|")[0]
    return row["id"], row["code"], row["kind"], row["name_en"], name, row["start"] or None, row["end"] or None


def _plain(table: str) -> Callable[[SeedRow], tuple[Any, ...]]:
    """A reader of columns that are called alike in the seed and in the table; empty cells but the key's are NULL."""
    first, *others = _COLUMNS[table]
    return lambda row: (row[first], *(row[name] or None for name in others))
