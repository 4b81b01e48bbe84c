"""### The day's export

Writes the events published so far as Parquet, GDELT-like TSV, PLOVER JSON lines and CSV under `exports/` of the home
folder, one folder a day. A day exported twice is the same bytes, so any day can be run again.
"""

from __future__ import annotations

from airflow.sdk import CronDataIntervalTimetable, Param, dag, task
from assets import DEFAULTS, database
from stages import asked


@dag(
    schedule=CronDataIntervalTimetable("30 2 * * *", timezone="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["events", "export"],
    params={
        "date": Param(None, type=["null", "string"], format="date", description="The day; none: the interval's first"),
    },
)
def export_daily() -> None:
    """From the event table to files."""

    @task(pool="events_db", map_index_template="{{ task.op_kwargs.form }}", multiple_outputs=False)
    def export(form: str, *, data_interval_start=None) -> dict:
        """Exports the events of the day in one form; gives the path and how many rows."""
        from events.batch import exporting

        day = asked()["date"] or (data_interval_start and data_interval_start.date().isoformat())
        return exporting.export(database(), form, day)

    export.expand(form=["parquet", "gdelt", "plover", "csv"])


export_daily()
