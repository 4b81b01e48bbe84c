"""A message when a batch is held or a quality task fails, sent by Airflow's standard mail notifier.

Where it goes is configured as an Airflow connection, `events_smtp`: host, port, login, and in its extra `from_email`
and `to` (a list of addresses). Nothing is in the code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

CONNECTION: Final = "events_smtp"
SUBJECT: Final = "Events: {{ ti.task_id }} failed ({{ dag.dag_id }}, {{ run_id }})"
TEXT: Final = """<p>{{ ti.task_id }} of {{ dag.dag_id }} failed in run {{ run_id }}.</p>
<p>{{ exception | string | escape }}</p>
<p>The data-quality page names what did not hold and what to do.</p>"""


def send(context: Mapping[str, Any], connection: str = CONNECTION) -> bool:
    """Tells of a failed task by mail: the connection names the server, and in its extra `to` the addresses. Whether it
    was told: not where there is no such connection, or it names nobody. Errors are those of the notifier."""
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException, AirflowRuntimeError

    try:
        to = Connection.get(connection).extra_dejson.get("to")
    except (AirflowNotFoundException, AirflowRuntimeError):
        return False
    if not to:
        return False
    notifier(to, connection)(context)
    return True


def notifier(to: str | Sequence[str], connection: str = CONNECTION, from_email: str | None = None) -> Any:
    """A notifier for `on_failure_callback`: one mail to the addresses through the connection."""
    from airflow.providers.smtp.notifications.smtp import SmtpNotifier

    return SmtpNotifier(
        to=to, from_email=from_email, subject=SUBJECT, html_content=TEXT, smtp_conn_id=connection, files=None
    )
