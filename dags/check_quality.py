"""### What a batch left in the tables

After every load: Great Expectations over the published batch (the ledger adds up, every event has its mentions, every
code exists, the views agree). Fails, and calls for help, where a critical expectation does not hold.
"""

from __future__ import annotations

from airflow.sdk import Param, dag, task
from assets import DEFAULTS, EVENTS, database
from stages import asked


@dag(
    schedule=[EVENTS],
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["events", "quality"],
    params={
        "batch": Param(None, type=["null", "string"], description="The batch to check; none: those just loaded"),
    },
)
def check_quality() -> None:
    """From a published batch to its quality results."""

    @task
    def batches(*, triggering_asset_events=None) -> list[str]:
        """The batches to check."""
        from events.batch import checks

        told = [event.extra.get("batch") for event in (triggering_asset_events or {}).get(EVENTS, [])]
        return checks.batches(database(), asked()["batch"], told)

    @task(pool="events_db", map_index_template="{{ task.op_kwargs.batch }}")
    def check(batch: str) -> int:
        """Checks one batch; gives how many expectations were evaluated."""
        from events.batch import checks

        return checks.check(database(), batch)

    check.expand(batch=batches())


check_quality()
