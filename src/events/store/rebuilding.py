"""The events of a day counted again from their mentions: for tables that not only the loader has touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from events.store import keys
from events.store import statements as sql
from events.store.connection import Connection
from events.store.staging import KillPoint, no_kill, store_errors

# Locked in the order of publishing; what a batch under way adds is waited for, and counted.
_TOUCHED = """
    CREATE TEMP TABLE load_touched ON COMMIT DROP AS
    SELECT key FROM (SELECT key FROM events.event WHERE date = %(day)s ORDER BY key FOR UPDATE) e
"""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What counting a day again found. `batch` is the ledger's line for the change, None where all was right."""

    day: date
    events: int
    changed: int
    removed: int
    batch: UUID | None


def rebuild_day(
    connection: Connection, day: date, code_version: str, seeds_fingerprint: str, kill: KillPoint = no_kill
) -> Rebuilt:
    """Makes the day's events what their mentions add up to, in one transaction: counts, confidence, place and end
    recomputed, events without a mention removed, how they stood kept in the history. Where all is right it writes
    nothing.

    Raises `TransientError`, `TerminalError`.
    """
    with store_errors(), connection.transaction():
        connection.execute(_TOUCHED, {"day": day})
        connection.execute("ANALYZE load_touched")
        connection.execute(sql.RECOUNT)
        wrong = connection.execute(sql.DIFFERING).fetchall()
        (events,) = connection.execute("SELECT count(*) FROM load_touched").fetchone() or (0,)
        if not wrong:
            return Rebuilt(day, int(events), 0, 0, None)
        found = [f"{key.hex} {last.hex}" for key, last in wrong]
        batch = keys.batch_key([], code_version, seeds_fingerprint, ["rebuild", day.isoformat(), *found])
        values: dict[str, Any] = {"batch": batch}
        kill("before insert")
        for statement in sql.CHANGES:
            connection.execute(statement, values)
        changed = connection.execute(sql.UPDATE_EVENTS, values).rowcount
        removed = connection.execute(sql.REMOVE_EVENTS).rowcount
        kill("before ledger")
        none = dict.fromkeys(
            ("articles", "with_events", "without_events", "rejected", "articles_new", "events_new",
             "events_quarantined", "mentions"), 0,
        )  # fmt: skip
        ledger = {
            "id": batch, "state": "published", "code_version": code_version, "seeds_fingerprint": seeds_fingerprint,
            "events_changed": changed, "events_removed": removed, "note": f"events of {day} counted again",
        }  # fmt: skip
        connection.execute(sql.LEDGER, none | ledger)
        kill("before commit")
    return Rebuilt(day, int(events), changed, removed, batch)
