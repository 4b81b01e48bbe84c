"""### From the press to the inbox

Visits the sources of `seeds/sources.csv` that are due by their schedule: conditional requests, robots.txt, a pause
between requests to one host. What is new or corrected is left in the inbox for `code_events`; what was refused or
could not be reached goes along as rejections.

The door to the internet is shut unless `EVENTS_FETCH=1`; only hosts of the table are asked.
"""

from __future__ import annotations

from airflow.sdk import Param, dag, task
from assets import ARTICLES, DEFAULTS
from stages import asked


@dag(
    schedule="10 * * * *",
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["events", "sources"],
    params={
        "source": Param(None, type=["null", "string"], description="Only this source, due or not"),
        "limit": Param(0, type="integer", minimum=0, description="At most so many sources; 0: all that are due"),
    },
)
def ingest_articles() -> None:
    """From sources to files in the inbox."""

    @task
    def due() -> list[str]:
        """The names of the sources to visit now."""
        from events.batch import ingest

        return ingest.due(asked()["source"], asked()["limit"])

    @task(pool="events_net", map_index_template="{{ task.op_kwargs.source }}", multiple_outputs=False)
    def visit(source: str) -> dict:
        """Visits one source; gives how many articles it left in the inbox and how much was refused."""
        from events.batch import ingest

        return ingest.visit(source)

    @task(outlets=[ARTICLES], trigger_rule="none_failed")
    def arrived(*, outlet_events=None) -> int:
        """Tells `code_events` how many files wait in the inbox and the drop folder; skipped where none does."""
        from airflow.sdk.exceptions import AirflowSkipException

        from events.batch import ingest

        files = ingest.waiting()
        if not files:
            raise AirflowSkipException("nothing waits")
        outlet_events[ARTICLES].extra = {"files": files}
        return files

    visit.expand(source=due()) >> arrived()


ingest_articles()
