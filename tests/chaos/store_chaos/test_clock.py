"""A clock that is wrong, jumps or speaks of another zone changes no key and no row."""

from __future__ import annotations

from datetime import date

import pytest

from events import store

from .conftest import leftovers, published

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
SIZE = 120
# The loader's clock in each of three attempts at the same three batches, its zone, the database's zone and date style.
CLOCKS = (
    (("2024-02-29T23:59:59", "2024-03-01T00:00:00", "2023-02-28T12:00:00"),
     "Asia/Riyadh", "UTC", "ISO, MDY"),
    (("2024-12-31T23:59:59", "2025-01-01T00:00:00", "1970-01-01T00:00:00"),
     "Pacific/Kiritimati", "Asia/Tehran", "SQL, DMY"),
    (("2024-03-31T01:59:59", "2024-03-31T03:00:00", "2024-10-27T02:30:00"),
     "Europe/Paris", "America/New_York", "German"),
    (("2099-12-31T23:59:59", "2024-01-01T00:00:00", "2026-06-30T23:59:59"),
     "Etc/GMT+12", "Pacific/Apia", "Postgres, DMY"),
)  # fmt: skip


@pytest.mark.parametrize("case", range(len(CLOCKS)), ids=[case[1] for case in CLOCKS])
def test_a_clock_that_jumps_between_attempts(durable, start_loader, case):
    clocks, zone, server_zone, style = CLOCKS[case]
    calm = durable(f"calm_{case}")
    assert start_loader(calm, SIZE, 1, 3).wait(120) == 0
    url = durable(f"jump_{case}")
    name = url.rpartition("/")[2]
    with store.connect(url) as db:
        db.execute(f"ALTER DATABASE \"{name}\" SET timezone = '{server_zone}'")
        db.execute(f"ALTER DATABASE \"{name}\" SET datestyle = '{style}'")
    for last, clock in enumerate(clocks, 1):
        process = start_loader(url, SIZE, 1, last, LOADER_CLOCK=clock, TZ=zone, PGTZ=zone)
        assert process.wait(120) == 0, process.stderr.read()
        done = [line.split() for line in process.stdout.read().splitlines() if line.startswith("done")]
        assert [words[2] for words in done] == ["True"] * (last - 1) + ["False"]
    assert published(url) == published(calm)
    assert leftovers(url) == {}


def test_turns_of_the_calendar_keep_their_day(durable, crowd):
    """Articles and events of the days clocks stumble over: stored, keyed and grouped under that day in any zone."""
    days = [date(2024, 2, 29), date(2023, 12, 31), date(2024, 1, 1), date(2024, 3, 31), date(2024, 10, 27),
            date(1900, 1, 1), date(2079, 6, 6), date(2079, 6, 7)]  # fmt: skip
    url = durable("turns")
    name = url.rpartition("/")[2]
    with store.connect(url) as db:
        db.execute(f"ALTER DATABASE \"{name}\" SET timezone = 'Pacific/Kiritimati'")
    items = [item for at, day in enumerate(days) for item in crowd(12, 50 + at, shared=1.0, day=day)]
    with store.connect(url, role="events_loader") as db:
        store.load_batch(db, crowd.batch(items), items)
        told = {event.date for item in items for event in item.events if event.date}
        assert {row[0] for row in db.execute("SELECT DISTINCT date FROM analyst.dyad_day")} == told
        wrong = db.execute("SELECT count(*) FROM events.event WHERE date IS NOT NULL"
                           " AND left(key::text, 4) <> events.day_digits(date)").fetchone()  # fmt: skip
        assert wrong == (0,)
        found = dict(db.execute("SELECT id, published FROM events.article").fetchall())
    assert found == {item.article.id: item.article.published for item in items}
