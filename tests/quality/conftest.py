"""Batches staged on a real Postgres, validated as the role that can only read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from damages import Damage, undamaged

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

    def run(
        batch: str, history: Sequence[Profile] | None = (), docs: Path | None = None, only: Sequence[str] = ()
    ) -> QualityRun:
        url = store.role_url(quality_database, "events_validator")
        return quality.validate(url, batch, history=history, docs=docs, only=only)

    return run


@pytest.fixture(scope="session")
def past(quality_database: str, stage) -> tuple[Profile, ...]:
    """The profiles of eight undamaged days before `DAY`, newest first."""
    from batches import batch_of

    from events import quality, store

    url = store.role_url(quality_database, "events_validator")
    days = [DAY - timedelta(days=n) for n in range(1, 9)]
    return tuple(quality.measure(url, stage(batch_of(day, 100))) for day in days)


@pytest.fixture(scope="session")
def caught(stage, judge, past, alter) -> Callable[[Damage], None]:
    """Asserts that a damage is caught by the expectation meant for it, and kept out where that is critical. The suite
    of that expectation is asked, whole."""
    from events.quality import catalogue

    suites = {name: entry.suite for name, entry in catalogue().items()}

    def check(damage: Damage) -> None:
        batch = stage(damage.records(undamaged()) if damage.records else undamaged())
        for statement in damage.sql:
            assert alter(statement, batch) > 0
        run = judge(batch, past, only=(suites[damage.caught_by],))
        failed = {r.expectation: r for r in run.failed}
        assert damage.caught_by in failed, f"only {sorted(failed)}"
        if failed[damage.caught_by].severity == "critical":
            assert run.outcome in ("quarantined", "held")

    return check


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
