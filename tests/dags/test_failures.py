"""A task that fails for good calls for help: a line in `alerts.jsonl` and a mail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.dags.service import in_process
from tests.quality.postbox import body_of, connection, mails_of, receiving

pytestmark = [pytest.mark.airflow, pytest.mark.postgres, pytest.mark.slow]


def test_a_failed_task_leaves_an_alert_and_a_mail(airflow_env: dict[str, str], tmp_path: Path) -> None:
    missing = ("code_events", {"files": [str(tmp_path / "none.jsonl")]})
    with receiving() as server:
        env = {
            **airflow_env,
            "EVENTS_HOME": str(tmp_path),
            "AIRFLOW_CONN_EVENTS_SMTP": connection(server, ["editor@example.org", "desk@example.org"]),
        }
        (result,) = in_process(env, missing)
    assert (result["state"], result["tasks"]["read"]) == ("failed", ["failed"]), result
    (alert,) = map(json.loads, (tmp_path / "alerts.jsonl").read_text(encoding="utf-8").splitlines())
    assert (alert["dag"], alert["task"]) == ("code_events", "read") and "none.jsonl" in alert["detail"]
    (mail,) = mails_of(server)
    assert mail["Subject"].startswith("Events: read failed (code_events, ")
    assert mail["To"] == "editor@example.org, desk@example.org" and "none.jsonl" in body_of(mail)
