"""Batches staged on a real Postgres, validated as the role that can only read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from events.model import Coded
from events.quality import Profile, QualityRun

DAY = date(2024, 3, 13)


@pytest.fixture(scope="session")
def quality_database(clone) -> str:
    """URL of a migrated database shared by the quality tests; every batch in it has a key of its own."""
    return clone("quality")


@pytest.fixture(scope="session")
def stage(quality_database: str) -> Callable[..., str]:
    """Stages coded articles and gives the batch's key."""
    from events import store

    def put(coded: Sequence[Coded], rejections: Sequence = (), batch: str | None = None) -> str:
        key = batch or uuid4().hex
        with store.connect(quality_database, role="events_loader") as connection:
            store.stage_batch(connection, store.Batch(key, "test", "seeds"), coded, rejections)
        return key

    return put


@pytest.fixture(scope="session")
def judge(quality_database: str) -> Callable[..., QualityRun]:
    """Validates a staged batch as `events_validator`."""
    from events import quality, store

    def run(batch: str, history: Sequence[Profile] | None = (), docs: Path | None = None) -> QualityRun:
        return quality.validate(store.role_url(quality_database, "events_validator"), batch, history=history, docs=docs)

    return run


@pytest.fixture(scope="session")
def past(stage, judge) -> tuple[Profile, ...]:
    """The profiles of eight undamaged days before `DAY`, newest first."""
    from batches import batch_of

    days = [DAY - timedelta(days=n) for n in range(1, 9)]
    return tuple(judge(stage(batch_of(day, 100))).profile for day in days)


@pytest.fixture(scope="session")
def alter(quality_database: str) -> Callable[[str, str], int]:
    """Runs one statement on the staged rows of a batch (`:batch`) as the database's owner; how many rows it touched."""
    import sqlalchemy as sa

    from events import store

    engine = sa.create_engine(store.sqlalchemy_url(quality_database))

    def run(statement: str, batch: str) -> int:
        with engine.begin() as connection:
            return connection.execute(sa.text(statement), {"batch": batch}).rowcount

    yield run
    engine.dispose()
