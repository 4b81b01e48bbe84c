"""### Housekeeping

Every night: a backup of the event database (`backups/` of the home folder, the newest seven are kept), staged files,
read inbox files and Data Docs older than the days in the form removed, tables vacuumed.
"""

from __future__ import annotations

from airflow.sdk import Param, chain, dag, task
from assets import DEFAULTS, database
from stages import asked


@dag(
    schedule="30 3 * * *",
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["events", "upkeep"],
    params={
        "keep_days": Param(14, type="integer", minimum=1, description="Days staged and read files are kept"),
        "keep_docs": Param(90, type="integer", minimum=1, description="Days Data Docs of a batch are kept"),
        "keep_backups": Param(7, type="integer", minimum=1, description="Backups kept"),
    },
)
def housekeeping() -> None:
    """Backup, retention, vacuum."""

    @task(pool="events_db")
    def backup() -> str:
        """Dumps the event database; gives the file's path."""
        from events.batch import upkeep

        return upkeep.backup(database(), asked()["keep_backups"])

    @task
    def retention() -> int:
        """Removes old staged files, read files and Data Docs; gives how many."""
        from events.batch import upkeep

        return upkeep.retention(asked()["keep_days"], asked()["keep_docs"])

    @task(pool="events_db")
    def vacuum() -> None:
        """Vacuums and analyses the event tables."""
        from events.batch import upkeep

        upkeep.vacuum(database())

    chain(backup(), retention(), vacuum())


housekeeping()
