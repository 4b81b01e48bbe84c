"""Where expressions may stand: the stretches of a text around words and numbers of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from events.dates.letters import COMMA, QUESTION, SEMICOLON, one_byte
from events.dates.vocabulary import Vocabulary

# What words are divided by.
_NO_WORD = f"0123456789.,{COMMA}{SEMICOLON}:;()[]{{}}\"'/-!{QUESTION}\u2026*_|\n\t\r\u2022"
_DIVIDED = bytes.maketrans(one_byte(_NO_WORD), b" " * len(_NO_WORD))
_YEAR = re.compile(b"[12][0-9]{3}")
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
    letters = one_byte(keys)
    hits = [match.start() for match in _YEAR.finditer(letters)]
    plain = b" " + letters.translate(_DIVIDED) + b" "
    find, needles = plain.find, vocabulary.triggers
    for word in needles.keys() & plain.split():
        needle = needles[word]
        at = find(needle)
        while at >= 0:
            hits.append(at)
            at = find(needle, at + 1)
    return hits
