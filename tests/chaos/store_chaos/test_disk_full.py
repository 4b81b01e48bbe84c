"""A disk that fills up: the loader fails with a word, nothing is half there; with room made the same run goes on."""

from __future__ import annotations

import os
import random
import shutil
import subprocess

import pytest

from events import store
from events.store import server

from .conftest import leftovers, published

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
STAGED = {f"staging.{name}" for name in ("batch", "article", "event", "mention", "rejection")}


@pytest.fixture
def small_disk(tmp_path):
    """Mounts a file system of so many megabytes, or gives a mounted one another size. Needs the right to mount."""
    place = tmp_path / "small"
    place.mkdir()

    def size(megabytes):
        options = f"size={megabytes}m,mode=700" + (",remount" if os.path.ismount(place) else "")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
        if done.returncode:
            pytest.skip("no right to mount a small disk")
        return place

    yield size
    if os.path.ismount(place):
        subprocess.run(["umount", place], check=True)


def long_articles(crowd, seed):
    """A batch of about a megabyte: texts that do not compress."""
    import dataclasses

    luck = random.Random(seed)
    items = crowd(60, seed, shared=0.6)
    letters = [chr(code) for code in (*range(0x621, 0x63B), *range(0x641, 0x64B))]
    letter = {code: letters[code % len(letters)] for code in range(256)}

    def longer(item):
        text = item.article.text + " " + luck.randbytes(15_000).decode("latin-1").translate(letter)
        return dataclasses.replace(item, article=dataclasses.replace(item.article, text=text))

    return [longer(item) for item in items]


def database_on(url, place):
    """A migrated database whose tables lie on the small disk."""
    import psycopg

    with psycopg.connect(store.plain_url(url), autocommit=True) as db:
        db.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
        db.execute("CREATE DATABASE small TABLESPACE small")
    return server.with_database(url, "small")


def fill_up(url, lots):
    """Loads batch after batch until the disk is full; gives how many went in, and the error."""
    with store.connect(url, role="events_loader") as db:
        for done, (batch, items) in enumerate(lots):
            try:
                store.load_batch(db, batch, items)
            except store.StoreError as error:
                return done, error
    return len(lots), None


@pytest.mark.parametrize("ahead", [0, 6])
def test_the_tables_disk_is_full(tmp_path, seeds, crowd, small_disk, ahead):
    """Full while a batch is staged or published; with batches staged ahead, while one of them is published."""
    home, place = tmp_path / "home", small_disk(46)
    lots = [(crowd.batch(items), items) for items in (long_articles(crowd, seed) for seed in range(1, 25))]
    try:
        url = database_on(server.start(home), place)
        store.migrate(url)
        with store.connect(url) as db:
            store.load_reference(db, seeds)
        with store.connect(url, role="events_loader") as db:
            for batch, items in lots[:ahead]:
                store.stage_batch(db, batch, items)
        done, error = fill_up(url, lots)
        assert isinstance(error, store.TransientError), error
        assert "No space left" in str(error)
        assert 0 < done < len(lots)
        state = published(url)
        assert {row[0] for row in state["batch"]} == {batch.key for batch, _ in lots[:done]}
        assert {row[0] for row in state["article"]} == {
            store.article_key(item.article) for _, items in lots[:done] for item in items
        }
        assert not set(leftovers(url)) - STAGED
        again, error = fill_up(url, lots[done:])
        assert (again, type(error)) == (0, store.TransientError)
        assert published(url) == state
        small_disk(300)
        assert fill_up(url, lots) == (len(lots), None)
        assert len(published(url)["batch"]) == len(lots)
        assert leftovers(url) == {}
    finally:
        server.stop(home, "immediate")


@pytest.mark.nightly
def test_the_whole_disk_is_full(seeds, crowd, small_disk):
    """The log has no room either: the server goes down in the middle. With room made it comes back with what was in."""
    home = small_disk(190) / "home"
    lots = [(crowd.batch(items), items) for items in (long_articles(crowd, seed) for seed in range(1, 60))]
    try:
        url = server.start(home)
        store.migrate(url)
        with store.connect(url) as db:
            store.load_reference(db, seeds)
        done, error = fill_up(url, lots)
        assert isinstance(error, store.TransientError), error
        assert 0 < done < len(lots)
        server.stop(home, "immediate")
        small_disk(900)
        url = server.start(home)
        assert len(published(url)["batch"]) == done
        assert not set(leftovers(url)) - STAGED
        assert fill_up(url, lots) == (len(lots), None)
        assert len(published(url)["batch"]) == len(lots)
        assert leftovers(url) == {}
    finally:
        server.stop(home, "immediate")
        shutil.rmtree(home, ignore_errors=True)
