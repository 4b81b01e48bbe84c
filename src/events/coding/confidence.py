"""How often an event of a given weight is right: the curve that makes confidence a probability.

Measured on 395 events coded from real news: the tune set and a hundred further articles of the corpus, annotated by
the codebook before they were coded (pair and root right, November 2026). `events gate` prints how it holds on every
gold set; composed sentences do better than it says. Measure again when the coder's weights change.
"""

from __future__ import annotations

from itertools import pairwise

# (weight the coder gave, share that was right), made monotone.
_CURVE = ((0.0, 0.50), (0.50, 0.66), (0.62, 0.68), (0.70, 0.76), (0.80, 0.81), (0.88, 0.86), (1.0, 0.88))
_UNKNOWN_AUTHOR = 0.5


def calibrated(weight: float, author_known: bool) -> float:
    """The confidence (0…1) of an event whose evidence weighs `weight` (0…1); half of it where the author
    is unknown."""
    share = _CURVE[-1][1]
    for (low, below), (high, above) in pairwise(_CURVE):
        if low <= weight < high:
            share = below + (above - below) * (weight - low) / (high - low)
            break
    return round(share if author_known else share * _UNKNOWN_AUTHOR, 4)
