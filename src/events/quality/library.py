"""Great Expectations, imported without what it draws curves with.

One of its expectations, on the divergence of distributions, imports scipy's statistics and altair, two fifths of the
time that importing the library takes, and every batch waits for it. Only drift asks for that expectation, and only
once there is enough to compare with. So the two are replaced by empty modules while the library is imported; whoever
asks for them later gets the real ones, and `with_statistics` gives them to that expectation.
"""

from __future__ import annotations

import logging
import sys
from types import ModuleType
from typing import Any

from events.standins import standing_in

_UNUSED = ("altair", "scipy.stats")


def great_expectations() -> Any:
    """The library with its expectations, its logs kept to errors."""
    logger = logging.getLogger("great_expectations")
    logger.setLevel(logging.ERROR)  # before: importing it writes two hundred lines
    with standing_in(dict.fromkeys(_UNUSED, ModuleType)):
        import great_expectations as gx
        import great_expectations.expectations

    logger.setLevel(logging.ERROR)
    return gx


def with_statistics() -> None:
    """Gives the expectation on the divergence of distributions what it was imported without."""
    import altair
    from scipy import stats

    great_expectations()
    module = sys.modules["great_expectations.expectations.core.expect_column_kl_divergence_to_be_less_than"]
    module.__dict__.update(stats=stats, alt=altair)
