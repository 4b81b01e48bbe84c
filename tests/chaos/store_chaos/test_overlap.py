"""Several loaders at once, and connections that break."""

from __future__ import annotations

import random
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit, urlunsplit

import pytest

from events import store
from events.model import Coded

from .conftest import leftovers

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.mark.parametrize("rounds", [3, pytest.param(20, marks=pytest.mark.nightly)])
def test_four_loaders_with_shared_articles_and_events(clone, crowd, rounds):
    for turn in range(rounds):
        url = clone(f"overlap_{turn}")
        pool = crowd(400, 100 + turn, shared=0.9)
        luck = random.Random(turn)
        lots = [luck.sample(pool, 250) for _ in range(4)]
        gate = threading.Barrier(4)

        def load(lot, url=url, gate=gate):
            with store.connect(url, role="events_loader", lock_timeout="60s") as db:
                store.stage_batch(db, crowd.batch(lot), lot)
                gate.wait()
                return store.publish_batch(db, crowd.batch(lot).id)

        with ThreadPoolExecutor(4) as workers:
            counts = list(workers.map(load, lots))
        keys = {store.article_key(item.article) for lot in lots for item in lot}
        with store.connect(url) as db:
            found = {row[0] for row in db.execute("SELECT key FROM events.article")}
            mentions = db.execute("SELECT count(*) FROM events.mention").fetchone()[0]
        assert found == keys
        assert sum(count.articles_new for count in counts) == len(keys)
        told = {store.article_key(item.article): len(item.mentions) for lot in lots for item in lot}
        assert mentions == sum(told.values())
        assert leftovers(url) == {}


def test_opposite_orders_of_recoding_do_not_deadlock(clone, crowd):
    """Two loaders re-code articles whose old and new events cross."""
    url = clone("crossing")
    pool = crowd(300, 7, shared=1.0)
    with store.connect(url, role="events_loader") as db:
        store.load_batch(db, crowd.batch(pool), pool)
    halves = pool[:150], pool[150:]
    swapped = [
        [Coded(a.article, events=b.events if a.events else ()) for a, b in zip(half, half[::-1], strict=True)]
        for half in halves
    ]
    gate = threading.Barrier(2)

    def load(lot):
        with store.connect(url, role="events_loader", lock_timeout="60s") as db:
            store.stage_batch(db, crowd.batch(lot, code_version="2"), lot)
            gate.wait()
            return store.publish_batch(db, crowd.batch(lot, code_version="2").id)

    with ThreadPoolExecutor(2) as workers:
        assert [count.state for count in workers.map(load, swapped)] == ["published"] * 2
    assert leftovers(url) == {}


@pytest.mark.parametrize("limit", [20_000, 150_000, 400_000])
def test_a_connection_lost_on_the_way(clone, crowd, limit):
    url = clone("proxy")
    items = crowd(500, 5)
    with (
        Proxy(url, limit) as broken,
        pytest.raises(store.TransientError),
        store.connect(broken, role="events_loader") as db,
    ):
        store.load_batch(db, crowd.batch(items), items)
    with store.connect(url, role="events_loader") as db:
        assert db.execute("SELECT count(*) FROM events.event").fetchone() == (0,)
        assert store.load_batch(db, crowd.batch(items), items).articles == 500
    assert leftovers(url) == {}


class Proxy:
    """Passes bytes to the server until so many were sent, then drops the connection."""

    def __init__(self, url, limit):
        parts = urlsplit(store.plain_url(url))
        self.target = (parts.hostname, parts.port)
        self.limit = limit
        self.door = socket.create_server(("127.0.0.1", 0))
        netloc = parts.netloc.rpartition(":")[0] + f":{self.door.getsockname()[1]}"
        self.url = urlunsplit(parts._replace(netloc=netloc))

    def __enter__(self):
        threading.Thread(target=self.serve, daemon=True).start()
        return self.url

    def __exit__(self, *_):
        self.door.close()

    def serve(self):
        client, _ = self.door.accept()
        server = socket.create_connection(self.target)
        threading.Thread(target=self.back, args=(server, client), daemon=True).start()
        sent = 0
        while data := client.recv(8192):
            server.sendall(data)
            sent += len(data)
            if sent > self.limit:
                break
        for end in (client, server):
            end.shutdown(socket.SHUT_RDWR)
            end.close()

    @staticmethod
    def back(server, client):
        try:
            while data := server.recv(8192):
                client.sendall(data)
        except OSError:
            pass
