"""What the grammar hands to resolution: the meaning of an expression, still without a day."""

from __future__ import annotations

from typing import NamedTuple

GREGORIAN, HIJRI = "gregorian", "hijri"


class Reading(NamedTuple):
    """The meaning of tokens `start` to `stop` (exclusive).

    `kind`: `calendar` (year, month, day, any of them missing), `weekday`, `unit` (n units away), `offset`
    ("three days ago"), `window` ("the last three days"), `decade`, `season`, `quarter`, `half`, `weekend`, `holiday`,
    `dated_day` (a day word with its date in `other`).
    `ref`, `month_ref`, `year_ref` are the modifier on the whole, on the month, on the year: `past`, `next`, `current`,
    `same`, `previous`, `following`, `before_last`, `after_next`, or empty. `base` is what an offset counts from:
    `publication`, `discourse` or `auto`. `edge` is `start`, `mid` or `end`. `other` is the far end of a range.
    """

    rule: str
    kind: str
    start: int
    stop: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: str = GREGORIAN
    ref: str = ""
    month_ref: str = ""
    year_ref: str = ""
    weekday: int | None = None
    unit: str = ""
    n: int = 0
    base: str = "publication"
    edge: str = ""
    night: bool = False
    open: bool = False
    certainty: float = 1.0
    other: Reading | None = None
