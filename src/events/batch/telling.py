"""What happened, told once: as a line of the log with its ids and counts, and as metrics where Airflow sends them.

Inside an Airflow task the line goes to the task's log through structlog, and every number becomes a metric of Airflow's
own StatsD or OpenTelemetry hook: `events.batch_loaded.articles` (a counter), `events.batch_loaded.seconds` (a timer).
Elsewhere the line goes to the logger `events`, which `set_up` writes to stderr as text or JSON lines.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

FORMS: Final = ("json", "text")
SECONDS: Final = "seconds"
_FIELDS: Final = "events_fields"


def tell(event: str, *, level: int = logging.INFO, metrics: bool = True, **fields: Any) -> None:
    """Tells of one event. `fields` are ids, counts and durations (`seconds`); numbers are metrics too unless
    `metrics` is off."""
    structlog = sys.modules.get("structlog")
    if structlog is not None and structlog.is_configured():
        structlog.get_logger("events").log(level, event, **fields)
    else:
        logging.getLogger("events").log(level, event, extra={_FIELDS: fields})
    if metrics:
        _measure(event.replace(" ", "_"), fields)


@contextmanager
def timed(event: str, **fields: Any) -> Iterator[dict[str, Any]]:
    """Tells of the block once it is done, with what it put into the dictionary given and the `seconds` it took."""
    began = time.monotonic()
    more: dict[str, Any] = {}
    yield more
    tell(event, **fields, **more, seconds=round(time.monotonic() - began, 3))


def gauge(name: str, value: float) -> None:
    """Sets the metric `events.NAME`, where Airflow sends metrics."""
    if (stats := _stats()) is not None:
        stats.gauge(f"events.{name}", value)


def set_up(form: str) -> None:
    """Writes what is told to stderr, one line each: `json` as an object (`at`, `level`, `event` and the fields), `text`
    for people."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    logger = logging.getLogger("events")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        head = {"at": _at(record), "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps({**head, **getattr(record, _FIELDS, {})}, ensure_ascii=False, default=str)


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told = "".join(f" {name}={value}" for name, value in getattr(record, _FIELDS, {}).items())
        return f"{_at(record)} {record.levelname.lower()} {record.getMessage()}{told}"


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _measure(name: str, fields: dict[str, Any]) -> None:
    stats = _stats()
    if stats is None:
        return
    stats.incr(f"events.{name}")
    for field, value in fields.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if field == SECONDS:
            stats.timing(f"events.{name}.{field}", value * 1000.0)
        else:
            stats.incr(f"events.{name}.{field}", count=int(value))


def _stats() -> Any:
    """Airflow's metrics inside one of its tasks, None elsewhere."""
    if "airflow.sdk.execution_time.task_runner" not in sys.modules:
        return None
    from airflow.sdk.observability import stats

    return stats
