"""The outer ring's clock: the one place that reads the time of day, and the time an article may take."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from types import FrameType


def spent() -> float:
    """Seconds of processor time this process has used: what two readings differ by does not depend on what else the
    machine does."""
    return time.process_time()


class Overrun(Exception):
    """An article took longer than it may."""


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day, in UTC."""
    return now().date()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raises `Overrun` inside the block once it has run that long. Works in a process's main thread on Unix;
    elsewhere the block runs unbounded."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise Overrun(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    pending, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, pending)
        signal.signal(signal.SIGALRM, before)
