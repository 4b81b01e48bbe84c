"""A call for help: one line of JSON for every task that failed for good."""

from __future__ import annotations

import json
import logging

from events import settings
from events.batch.clock import now

MAX_DETAIL = 1_000


def alert(dag_id: str, task_id: str, run_id: str, detail: str) -> None:
    """Appends the failure to `alerts.jsonl` under the home folder and logs it as an error."""
    row = {"at": now().isoformat(), "dag": dag_id, "task": task_id, "run": run_id, "detail": detail[:MAX_DETAIL]}
    line = json.dumps(row, ensure_ascii=False)
    logging.getLogger("events.alerts").error("%s", line)
    path = settings.load().home / "alerts.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
