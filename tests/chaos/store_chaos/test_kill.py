"""A loader killed anywhere leaves all of a batch or nothing, and trying again completes it."""

from __future__ import annotations

import random
import signal
import time

import pytest

from events import store
from events.store import server

from .conftest import leftovers, published

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

POINTS = (
    "before copy",
    "after copy",
    "before insert",
    "after insert",
    "before ledger",
    "after ledger",
    "before commit",
    "after commit",
)
SIZE = 300
STAGED = {f"staging.{name}" for name in ("batch", "article", "event", "mention", "rejection")}


def undisturbed(durable, start_loader, size, batches):
    url = durable("calm")
    assert start_loader(url, size, 1, batches).wait(120) == 0
    return published(url)


def ready(process):
    assert process.stdout.readline() == "ready\n", process.stderr.read()


def test_killed_at_every_named_point(durable, start_loader, crowd):
    """Batch after batch, each killed at the next point first, then loaded."""
    expected = undisturbed(durable, start_loader, SIZE, len(POINTS))
    url = durable("point")
    there = set()
    for number, point in enumerate(POINTS, 1):
        assert start_loader(url, SIZE, max(number - 1, 1), number, point).wait(60) == -signal.SIGKILL
        wait_for_quiet(url)
        after = published(url)
        if point == "after commit":
            assert len(after["batch"]) == number
        else:
            assert len(after["batch"]) == number - 1, point
            assert {row[0] for row in after["article"]} == there, point
            there |= articles(crowd, number)
        assert not set(leftovers(url)) - STAGED, point
    assert start_loader(url, SIZE, 1, len(POINTS)).wait(60) == 0
    assert published(url) == expected
    assert leftovers(url) == {}


def articles(crowd, number):
    """Keys of the articles of a batch."""
    return {store.article_key(item.article) for item in crowd(SIZE, number, shared=0.6)}


@pytest.mark.parametrize("kills", [8, pytest.param(50, marks=pytest.mark.nightly)])
def test_killed_at_random_moments(durable, start_loader, kills):
    luck = random.Random(kills)
    batches = 4 if kills < 50 else 12
    size = 400 if kills < 50 else 1000
    expected = undisturbed(durable, start_loader, size, batches)
    url = durable("random")
    done = 0
    while done < kills:
        process = start_loader(url, size, 1, batches)
        ready(process)
        time.sleep(luck.uniform(0.0, 0.4))
        process.kill()
        done += process.wait() == -signal.SIGKILL
        if process.returncode == 0:  # all batches were in: begin again in an empty database
            wait_for_quiet(url)
            assert published(url) == expected
            url = durable("random")
    wait_for_quiet(url)
    assert start_loader(url, size, 1, batches).wait(120) == 0
    assert published(url) == expected
    assert leftovers(url) == {}


@pytest.mark.parametrize("rounds", [2, pytest.param(10, marks=pytest.mark.nightly)])
def test_the_server_crashes_mid_load(home, durable, start_loader, rounds):
    luck = random.Random(rounds)
    expected = undisturbed(durable, start_loader, 400, 3)
    for _ in range(rounds):
        url = durable("crash")
        process = start_loader(url, 400, 1, 3)
        ready(process)
        time.sleep(luck.uniform(0.05, 0.5))
        server.stop(home, "immediate")
        assert process.wait(60) in (0, 3)
        server.start(home)
        with store.connect(url) as db:
            partial = db.execute("SELECT count(*) FROM events.event e WHERE NOT EXISTS"
                                 " (SELECT FROM events.batch b WHERE b.id = e.first_batch)").fetchone()[0]  # fmt: skip
        assert partial == 0
        assert start_loader(url, 400, 1, 3).wait(120) == 0
        assert published(url) == expected
        assert leftovers(url) == {}


def test_what_was_committed_survives_a_crash(home, durable, start_loader):
    url = durable("survive")
    assert start_loader(url, SIZE, 1, 1).wait(60) == 0
    before = published(url)
    server.stop(home, "immediate")
    server.start(home)
    assert published(url) == before
    assert len(before["batch"]) == 1


def test_staged_rows_lost_in_a_crash_are_noticed(home, durable, crowd):
    url = durable("staged")
    items = crowd(50)
    with store.connect(url, role="events_loader") as db:
        store.stage_batch(db, crowd.batch(items), items)
    server.stop(home, "immediate")
    server.start(home)
    with store.connect(url, role="events_loader") as db:
        with pytest.raises(store.StagingLost):
            store.publish_batch(db, crowd.batch(items).id)
        assert store.load_batch(db, crowd.batch(items), items).articles == 50
    assert leftovers(url) == {}


@pytest.mark.parametrize("rounds", [1, pytest.param(5, marks=pytest.mark.nightly)])
def test_split_brain(durable, start_loader, crowd, rounds):
    expected = undisturbed(durable, start_loader, SIZE, 1)
    for _ in range(rounds):
        url = durable("brain")
        first = start_loader(url, SIZE, 1, 1, "after insert", "STOP")
        ready(first)
        wait_until(lambda pid=first.pid: process_state(pid) == "T")
        items = crowd(SIZE, 1, shared=0.6)
        with store.connect(url, role="events_loader", lock_timeout="1s") as db, pytest.raises(store.TransientError):
            store.load_batch(db, crowd.batch(items), items)
        first.send_signal(signal.SIGCONT)
        assert first.wait(60) == 0
        with store.connect(url, role="events_loader") as db:
            assert store.load_batch(db, crowd.batch(items), items).again
        assert published(url) == expected
        assert leftovers(url) == {}


def process_state(pid):
    with open(f"/proc/{pid}/stat") as handle:  # noqa: PTH123
        return handle.read().rpartition(")")[2].split()[0]


def wait_until(holds, seconds=30):
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.02)


def wait_for_quiet(url):
    """Until the server has noticed that the killed loader is gone."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'events' AND datname = current_database()"
        " AND pid <> pg_backend_pid()"
    )
    with store.connect(url) as db:
        wait_until(lambda: db.execute(others).fetchone()[0] == 0)
