"""Two kinds of failure, so that a scheduler knows whether to try again. Light to import: DAGs name these classes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Transient(Exception):
    """Something outside was not there (a server, a disk, a lock): the same call may succeed later."""


class Unstaged(Transient):
    """The server came back without the staged batch, as it does after a crash: stage and judge it again."""


class Terminal(Exception):
    """The data, the seeds or the set-up is wrong: trying again gives the same answer."""


@contextmanager
def sorted_errors() -> Iterator[None]:
    """Turns what the rooms raise into `Transient` (perhaps `Unstaged`) or `Terminal`, the cause kept."""
    from events.store import StagingLost, StoreError, TransientError

    try:
        yield
    except (Transient, Terminal):
        raise
    except StagingLost as error:
        raise Unstaged(str(error)) from error
    except (TransientError, ConnectionError, TimeoutError) as error:
        raise Transient(str(error)) from error
    except StoreError as error:
        raise Terminal(str(error)) from error
    except OSError as error:
        raise (Terminal if isinstance(error, FileNotFoundError | PermissionError) else Transient)(str(error)) from error
    except ValueError as error:
        raise Terminal(str(error)) from error
