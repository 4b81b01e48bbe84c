"""Great Expectations, imported without what it draws curves with.

One of its expectations, on the divergence of distributions, imports scipy's statistics and altair, two fifths of the
time that importing the library takes, and every batch waits for it. None of our suites asks for that expectation. So
the two are replaced by empty modules while the library is imported; whoever asks for them later gets the real ones.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from types import ModuleType
from typing import Any

_UNUSED = ("altair", "scipy.stats")
_importing = Lock()


def great_expectations() -> Any:
    """The library with its expectations, its logs kept to errors."""
    logger = logging.getLogger("great_expectations")
    logger.setLevel(logging.ERROR)  # before: importing it writes two hundred lines
    with _importing, _left_out():
        import great_expectations as gx
        import great_expectations.expectations

    logger.setLevel(logging.ERROR)
    return gx


@contextmanager
def _left_out() -> Iterator[None]:
    made = {name: ModuleType(name) for name in _UNUSED if name not in sys.modules}
    sys.modules.update(made)
    try:
        yield
    finally:
        for name, module in made.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
