"""Records that last as long as the process are not searched for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """No garbage collection meanwhile, nor of what was made then: many lasting records, which to search again and again
    would take half the time of loading and a part of all later work."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.freeze()
            gc.enable()
