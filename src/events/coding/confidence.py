"""How often an event of a given weight is right: the curve that makes confidence a probability.

Measured on 683 events coded from the tune set and the four sets of composed articles (pair and root right, November
2026); `events gate` prints how it holds on every gold set. Measure again when the coder's weights change.
"""

from __future__ import annotations

from itertools import pairwise

# (weight the coder gave, share that was right), made monotone.
_CURVE = ((0.0, 0.50), (0.45, 0.68), (0.60, 0.70), (0.72, 0.75), (0.80, 0.81), (0.895, 0.90), (0.93, 0.92), (1.0, 0.95))
_UNKNOWN_AUTHOR = 0.5


def calibrated(weight: float, author_known: bool) -> float:
    """The confidence (0…1) of an event whose evidence weighs `weight` (0…1); an unknown author halves it."""
    share = _CURVE[-1][1]
    for (low, below), (high, above) in pairwise(_CURVE):
        if low <= weight < high:
            share = below + (above - below) * (weight - low) / (high - low)
            break
    return round(share if author_known else share * _UNKNOWN_AUTHOR, 4)
