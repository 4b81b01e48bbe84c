"""Where expressions may stand: the stretches of a text around words and numbers of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.dates.letters import COMMA, QUESTION, SEMICOLON
from events.dates.vocabulary import Vocabulary

# What words are divided by: each is replaced by a space, which is faster than one regular expression.
_NO_WORD = f"0123456789.,{COMMA}{SEMICOLON}:;()[]{{}}\"'/-!?{QUESTION}\u2026*_|\n\t\r\u2022"
_YEAR = re.compile("[12][0-9]{3}")
_BEFORE, _AFTER = 40, 45


def stretches(keys: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The stretches around each word or number that may belong to an expression, cut at spaces, in order, apart."""
    left = right = -1
    for hit in sorted(_hits(keys, vocabulary)):
        if hit <= right - _AFTER // 2:
            right = max(right, _cut(keys, hit + _AFTER))
            continue
        start = keys.rfind(" ", 0, hit - _BEFORE) + 1 if hit > _BEFORE else 0
        if start <= right:
            right = _cut(keys, hit + _AFTER)
            continue
        if right >= 0:
            yield left, right
        left, right = start, _cut(keys, hit + _AFTER)
    if right >= 0:
        yield left, right


def _cut(keys: str, at: int) -> int:
    found = keys.find(" ", at)
    return found if 0 <= found < at + 40 else min(at, len(keys)) if found < 0 else at


def _hits(keys: str, vocabulary: Vocabulary) -> list[int]:
    """Where words of time and numbers of four digits stand."""
    plain = f" {keys} "
    for mark in _NO_WORD:
        plain = plain.replace(mark, " ")
    hits = [match.start() for match in _YEAR.finditer(keys)]
    for word in vocabulary.triggers.intersection(plain.split()):
        needle = f" {word} "
        at = plain.find(needle)
        while at >= 0:
            hits.append(at)
            at = plain.find(needle, at + 1)
    return hits
