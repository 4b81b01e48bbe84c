"""A call for help: one line of JSON for every task that failed for good, and a mail where a server is configured."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

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


def failed(context: Mapping[str, Any]) -> None:
    """Tells of a failed Airflow task: the line, then the mail of the connection `events_smtp`. A mail that could not be
    sent is logged: it must not hide the failure it tells of."""
    from events.quality import notice

    ti = context["task_instance"]
    alert(ti.dag_id, ti.task_id, ti.run_id, str(context.get("exception") or ""))
    try:
        notice.send(context)
    except Exception as error:
        logging.getLogger("events.alerts").warning("no mail was sent: %s: %s", type(error).__name__, error)
