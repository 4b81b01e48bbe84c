"""What the DAGs share: the assets they hand on, how they retry, where a run keeps its files. No DAG here."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import Asset, ExceptionRetryPolicy, ObjectStoragePath, RetryAction, RetryRule, get_current_context

ARTICLES = Asset(name="articles", uri="x-events://inbox/articles", group="events")
EVENTS = Asset(name="events", uri="x-events://database/events", group="events")


def alert(context: dict) -> None:
    """Tells of a task that failed for good: a line in `alerts.jsonl`, a mail where `events_smtp` is configured."""
    from events.batch.alerts import failed

    failed(context)


DEFAULTS = {
    "owner": "events",
    "retries": 3,
    "retry_delay": timedelta(seconds=10),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=10),
    "execution_timeout": timedelta(hours=2),
    "on_failure_callback": alert,
    "retry_policy": ExceptionRetryPolicy(
        rules=[
            RetryRule("events.batch.errors.Terminal", RetryAction.FAIL, reason="trying again gives the same answer"),
            RetryRule("events.batch.errors.Transient", RetryAction.RETRY, reason="something outside was not there"),
            RetryRule([TypeError, AttributeError, LookupError], RetryAction.FAIL, reason="a fault in the code"),
        ]
    ),
}


def database() -> str:
    """The URL of Airflow's connection `events_db`."""
    from airflow.sdk import Connection

    return Connection.get("events_db").get_uri()


def folder(run: str | None = None) -> ObjectStoragePath:
    """Where a run keeps its staged files; the present run's unless another is named."""
    from events.batch.places import staging

    return ObjectStoragePath(staging(run or get_current_context()["run_id"], get_current_context()["dag"].dag_id))
