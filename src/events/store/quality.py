"""Quality runs and their results, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from events.store import keys
from events.store.connection import Connection
from events.store.staging import store_errors


@dataclass(frozen=True, slots=True)
class QualityResult:
    """What one expectation found. `severity` is `critical`, `warning` or `info`; `details` must be plain JSON."""

    expectation: str
    success: bool
    severity: str = "critical"
    column: str | None = None
    observed: str | None = None
    element_count: int | None = None
    unexpected_count: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def record_quality(
    connection: Connection,
    run: UUID | str,
    suite: str,
    results: Sequence[QualityResult],
    *,
    batch: UUID | str | None = None,
    success: bool | None = None,
    report: str = "",
) -> UUID:
    """Stores a run and its results and gives the run's id; a run recorded before is left alone.

    `run` names the run (32 or 64 hex digits or a uuid). Unless given, `success` is that no critical expectation failed.
    """
    key = keys.as_key(run)
    failed = sum(not result.success for result in results)
    good = all(result.success for result in results if result.severity == "critical") if success is None else success
    batch_key = None if batch is None else keys.as_key(batch)
    with store_errors(), connection.transaction():
        fresh = connection.execute(
            "INSERT INTO events.quality_run (id, batch_id, suite, success, evaluated, failed, report)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
            (key, batch_key, suite, good, len(results), failed, report),
        ).rowcount
        if fresh:
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO events.quality_result (run_id, position, expectation, column_name, severity, success,"
                    " observed, element_count, unexpected_count, details)"
                    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                    [_row(key, at, result) for at, result in enumerate(results)],
                )
    return key


def _row(run: UUID, at: int, result: QualityResult) -> tuple[Any, ...]:
    return (
        run,
        at,
        result.expectation,
        result.column,
        result.severity,
        result.success,
        None if result.observed is None else keys.storable(result.observed),
        result.element_count,
        result.unexpected_count,
        Jsonb(dict(result.details)),
    )
