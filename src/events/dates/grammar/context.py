"""What stands around an expression: names that only look like dates, and the tense of the clause."""

from __future__ import annotations

import re

from events.dates.letters import (
    ALEF,
    AND,
    ARTICLE,
    COMMA,
    FIRST,
    FUTURE,
    IMPERFECT,
    LAST,
    NOT_PERFECT,
    QUESTION,
    SEMICOLON,
    SO,
    TA,
)
from events.dates.reading import Reading
from events.dates.tokens import Tokens
from events.dates.vocabulary import Vocabulary

_QUOTES = frozenset("\"'(")
_CLOSING = frozenset("\"')")
_SEEN, _BACK, _AHEAD = 14, 110, 45
_WORDS = re.compile(f"[{FIRST}-{LAST}]+")
_BREAK = re.compile(f"[.!?{QUESTION}{SEMICOLON}\n]")
_CLAUSE = re.compile(f"[.!?{QUESTION}{SEMICOLON}\n{COMMA},]")


def masked(t: Tokens) -> frozenset[int]:
    """The tokens inside names that are no dates ("عين اليوم")."""
    if t.vocabulary.names.isdisjoint(t.keys):
        return frozenset()
    found: set[int] = set()
    for i, meanings in enumerate(t.meanings):
        if "name" in meanings:
            found.update(range(i, i + meanings["name"].words))
    return frozenset(found)


def is_name(t: Tokens, reading: Reading) -> bool:
    """Whether the reading is part of a name: "حركة 20 فبراير", "جسر السادس من أكتوبر", "كل خميس",
    or "ثورة 25 يناير" without a year."""
    if t.has(reading.stop, "of") and t.has(reading.stop + 1, "every"):
        return True
    i = reading.start - 1
    if i >= 0 and t.key(i) in _QUOTES:
        i -= 1
    if t.has(i, "every"):
        return True
    if reading.kind == "unit" and reading.stop - reading.start == 1 and t.key(reading.start - 1) in _QUOTES:
        return t.key(reading.stop) in _CLOSING
    if reading.kind not in ("calendar", "weekday", "season", "holiday"):
        return False
    if t.has(i, "head_place", "head_group"):
        return reading.year is None or reading.month is not None or t.has(i, "head_place") is not None
    return (
        t.has(i, "head_event") is not None
        and reading.year is None
        and not reading.ref
        and not reading.year_ref
        and reading.kind == "calendar"
    )


def needs_tense(reading: Reading) -> bool:
    """Whether the tense of the clause decides where the reading falls."""
    if reading.kind == "calendar":
        return reading.month is not None and reading.year is None and not reading.ref
    return reading.kind in ("weekday", "weekend", "offset") or reading.other is not None


def tense(vocabulary: Vocabulary, keys: str, start: int, end: int) -> str:
    """`future`, `past`, `lasting` or `` for the clause around `keys[start:end]`: the nearest cue before it, else the
    first after it."""
    before = _BREAK.split(keys[max(0, start - _BACK) : start])[-1]
    for word in reversed(_WORDS.findall(before)[-_SEEN:]):
        cue = _cue(word, vocabulary)
        if cue:
            return cue
    after = _CLAUSE.split(keys[end : end + _AHEAD], maxsplit=1)[0]
    for word in _WORDS.findall(after)[:2]:
        if word.startswith(AND):
            break
        cue = _cue(word, vocabulary)
        if cue:
            return cue
    return ""


def _cue(key: str, vocabulary: Vocabulary) -> str:
    bare = key[1:] if key[:1] in (AND, SO) and len(key) > 4 else key
    if key in vocabulary.future or bare in vocabulary.future:
        return "future"
    if key in vocabulary.past or bare in vocabulary.past:
        return "past"
    if key in vocabulary.lasting or bare in vocabulary.lasting:
        return "lasting"
    if len(bare) > 4 and bare[0] == FUTURE and bare[1] in IMPERFECT and bare not in vocabulary.not_future:
        return "future"
    if (
        len(bare) > 3
        and bare[-1] == TA
        and bare[-2] != ALEF
        and bare[0] not in NOT_PERFECT
        and not bare.startswith(ARTICLE)
    ):
        return "past"
    return ""
