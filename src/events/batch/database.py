"""The event database made ready: server up, schema at head, reference tables as the seeds say."""

from __future__ import annotations

from events.batch.errors import sorted_errors
from events.settings import Settings


def ready(configured: Settings) -> str:
    """The URL of the migrated database: the configured one, else that of the embedded server, started where need be.

    Raises `Transient` where the server does not answer, `Terminal` where it cannot be set up.
    """
    from events import store
    from events.store import reference, server

    with sorted_errors():
        url = configured.database_url or server.start(configured.home)
        store.migrate(url)
        with store.connect(url) as connection:
            reference.load_reference(connection, configured.seeds)
    return url
