"""What stands around an expression: names that only look like dates, and the tense of the clause."""

from __future__ import annotations

from events.dates.reading import Reading
from events.dates.tokens import BREAKS, Tokens

_QUOTES = frozenset("\"'(")
_SEEN = 14


def masked(t: Tokens) -> frozenset[int]:
    """The tokens inside names that are no dates ("عين اليوم")."""
    found: set[int] = set()
    for i, word in enumerate(t.words):
        for lexeme in word.meanings:
            if lexeme.kind == "name":
                found.update(range(i, i + lexeme.words))
    return frozenset(found)


def is_name(t: Tokens, reading: Reading) -> bool:
    """Whether the reading is part of a name: "حركة 20 فبراير", "جسر السادس من أكتوبر", "ثورة 25 يناير" (without a year), "كل خميس"."""
    i = reading.start - 1
    if i >= 0 and t.key(i) in _QUOTES:
        i -= 1
    if t.has(i, "every"):
        return True
    if reading.kind not in ("calendar", "weekday", "season", "holiday"):
        return False
    if t.has(i, "head_place", "head_group"):
        return reading.year is None or reading.month is not None or t.has(i, "head_place") is not None
    return t.has(i, "head_event") is not None and reading.year is None and not reading.ref and not reading.year_ref and reading.kind == "calendar"


def tense(t: Tokens, reading: Reading) -> str:
    """`future`, `past` or `` for the clause the reading stands in: the nearest cue before it, else the first after it."""
    vocabulary = t.vocabulary
    for i in range(reading.start - 1, max(-1, reading.start - _SEEN), -1):
        key = t.words[i].key
        if key in BREAKS:
            break
        cue = _cue(key, vocabulary.future, vocabulary.past, vocabulary.not_future)
        if cue:
            return cue
    for i in range(reading.stop, min(len(t.words), reading.stop + 5)):
        key = t.words[i].key
        if key in BREAKS or key in ("\u060c", ","):
            break
        cue = _cue(key, vocabulary.future, vocabulary.past, vocabulary.not_future)
        if cue:
            return cue
    return ""


def _cue(key: str, future: frozenset[str], past: frozenset[str], not_future: frozenset[str]) -> str:
    bare = key[1:] if key[:1] in ("\u0648", "\u0641") and len(key) > 4 else key
    if key in future or bare in future:
        return "future"
    if key in past or bare in past:
        return "past"
    if len(bare) > 4 and bare[0] == "\u0633" and bare[1] in "\u064a\u062a\u0646" and bare not in not_future:
        return "future"
    return ""
