"""### Coding the past again

When the seeds or the code changed, takes the stored articles that were coded under others, and codes them anew:
**read_stored → clean → resolve_dates → extract_events → validate → load → report**.

Events that are no longer told disappear, changed ones keep their history (`event_history`). The fingerprint stored with
every batch says which articles are concerned; nothing is done twice. *Backfill*: one run per month of `since`/`until`.
"""

from __future__ import annotations

from airflow.sdk import Param, dag, task
from assets import DEFAULTS, database, folder
from stages import asked, stages


@dag(
    schedule=None,
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["events", "coding"],
    params={
        "date": Param(None, type=["null", "string"], format="date", description="Only articles from this day"),
        "until": Param(None, type=["null", "string"], format="date", description="… to this day"),
        "source": Param(None, type=["null", "string"], description="Only articles of this source"),
        "limit": Param(0, type="integer", minimum=0, description="At most so many articles; 0: all"),
        "shard": Param(2000, type="integer", minimum=1, maximum=50000, description="Articles a shard"),
        "all": Param(
            False, type="boolean", description="Also articles that were coded under this code and these seeds"
        ),
    },
)
def recode() -> None:
    """From stored articles to events under the present code and seeds."""

    @task
    def read_stored() -> list[str]:
        """Reads the articles concerned into shards; gives the shards' names. Skips the run where there are none."""
        from airflow.sdk.exceptions import AirflowSkipException

        from events.batch import runs

        shards = runs.read_stored(folder(), asked(), database())
        if not shards:
            raise AirflowSkipException("every article is coded under the present code and seeds")
        return shards

    stages(read_stored())


recode()
