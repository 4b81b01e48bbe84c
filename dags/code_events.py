"""### Articles to events

When articles arrived, and at midnight: takes what waits in the inbox, or the files named in the form, through
**read → clean → resolve_dates → extract_events → validate → load → report**.

Each stage leaves a Parquet file per shard, so any stage can be cleared and run again alone; only names and counts
pass as XCom. A batch is published in one transaction or not at all, and the same articles twice change nothing.

*Rows that fail a critical expectation* become rejections (`EV-Q…`); *a batch that fails as a whole* is held:
`load` fails and nothing of it is published. *Backfill*: over days, with `files` in the form; each run takes its day.
"""

from __future__ import annotations

from airflow.sdk import AssetOrTimeSchedule, CronDataIntervalTimetable, Param, dag, task
from assets import ARTICLES, DEFAULTS, folder
from stages import asked, stages


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
        assets=[ARTICLES],
    ),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["events", "coding"],
    params={
        "files": Param([], type="array", items={"type": "string"}, description="Article files; none: the inbox"),
        "date": Param(None, type=["null", "string"], format="date", description="Only articles of this day"),
        "until": Param(None, type=["null", "string"], format="date", description="… to this day"),
        "source": Param(None, type=["null", "string"], description="Only articles of this source"),
        "limit": Param(0, type="integer", minimum=0, description="At most so many articles; 0: all"),
        "shard": Param(2000, type="integer", minimum=1, maximum=50000, description="Articles a shard"),
        "only_new": Param(False, type="boolean", description="Leave out articles this code and these seeds have coded"),
    },
)
def code_events() -> None:
    """From article files to published events and their report."""

    @task
    def read() -> list[str]:
        """Reads the articles into shards; gives the shards' names. Skips the run where there is nothing to read."""
        from airflow.sdk.exceptions import AirflowSkipException
        from assets import database

        from events.batch import runs

        shards = runs.read(folder(), asked(), database())
        if not shards:
            raise AirflowSkipException("nothing to read")
        return shards

    stages(read())


code_events()
