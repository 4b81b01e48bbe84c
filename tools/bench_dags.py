"""How long the DAG files take to parse once Airflow is imported: `python tools/bench_dags.py`.

In a process of its own, without network or database: the clock over all files, and the slowest file.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

DAGS = Path(__file__).parents[1] / "dags"


def main() -> None:
    """Prints the seconds."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "AIRFLOW_HOME": home, "AIRFLOW__CORE__LOAD_EXAMPLES": "False", "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "postgresql+psycopg://nobody@127.0.0.1:1/nowhere",
        }  # fmt: skip
        import airflow.sdk  # noqa: F401, PLC0415
        from airflow.dag_processing.dagbag import DagBag  # noqa: PLC0415

        DagBag(home)  # what Airflow itself imports on its first reading of a folder
        sys.path.insert(0, str(DAGS))
        begun = time.perf_counter()
        bag = DagBag(str(DAGS))
        taken = time.perf_counter() - begun
        if bag.import_errors:
            sys.exit(f"DAG files with errors: {bag.import_errors}")
        slowest = max(bag.dagbag_stats, key=lambda each: each.duration)
        print(f"{len(bag.dags)} DAGs parsed in {taken:.2f} s after Airflow's import", end="; ")
        print(f"slowest {slowest.file.strip('/')}, {slowest.duration.total_seconds():.3f} s")


if __name__ == "__main__":
    main()
