"""Runs DAGs one after the other in this process, as `dag.test()` does; prints what came of each as one line of JSON.

Arguments: a JSON list of [dag id, conf].
"""

import json
import sys
from pathlib import Path

from airflow.dag_processing.dagbag import DagBag

DAGS = Path(__file__).parents[2] / "dags"


def main() -> None:
    """Runs and tells: `RESULT {"dag", "state", "tasks": {id: [state, …]}}`."""
    sys.path.insert(0, str(DAGS))
    bag = DagBag(str(DAGS))
    for name, conf in json.loads(sys.argv[1]):
        run = bag.dags[name].test(run_conf=conf)
        tasks: dict[str, list[str]] = {}
        for ti in sorted(run.get_task_instances(), key=lambda ti: (ti.task_id, ti.map_index)):
            tasks.setdefault(ti.task_id, []).append(str(ti.state))
        print("RESULT " + json.dumps({"dag": name, "state": str(run.state), "tasks": tasks}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
