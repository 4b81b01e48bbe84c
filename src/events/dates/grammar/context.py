"""What stands around an expression: names that only look like dates, and the tense of the clause."""

from __future__ import annotations

import re
from itertools import compress

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
_ACTS = frozenset(("past", "future", "said"))
_PAUSES = frozenset("," + COMMA)
_WEEKS = frozenset(f"week_{ref}" for ref in ("past", "next", "current", "before_last", "after_next"))
_SEEN, _BACK, _AHEAD = 14, 110, 45
_LEAD, _FIRST_SENTENCE, _NEAR = 160, 400, 4
# Where no day of the paper is told, an act near "اليوم" counts this near the beginning, or in a text this brief.
_EARLY, _BRIEF = 700, 1500
_PARTICLE = 4
_SPEECH = '"'
_WORDS = re.compile(f"[{FIRST}-{LAST}]+")
_BREAKS = f".!?{QUESTION}{SEMICOLON}\n"
_BREAK = re.compile(f"[{_BREAKS}]")
_CLAUSE = re.compile(f"[.!?{QUESTION}{SEMICOLON}\n{COMMA},]")


def masked(t: Tokens) -> frozenset[int]:
    """The tokens inside names that are no dates ("عين اليوم")."""
    if t.vocabulary.names.isdisjoint(t.keys):
        return frozenset()
    found: set[int] = set()
    for i in compress(range(t.size), map(t.vocabulary.names.__contains__, t.keys)):
        if "name" in t.meanings[i]:
            found.update(range(i, i + t.meanings[i]["name"].words))
    return frozenset(found)


def is_name(t: Tokens, reading: Reading) -> bool:
    """Whether the reading is part of a name: "حركة 20 فبراير", "جسر السادس من أكتوبر", "كل خميس",
    or "ثورة 25 يناير" without a year."""
    if recurs(t, reading) or (t.has(reading.stop, "famous") and reading.kind == "calendar" and reading.year is None):
        return True
    if _before_christ(t, reading) or (reading.rule == "day_word" and _described(t, reading)):
        return True
    i = reading.start - 1
    if i >= 0 and t.key(i) in _QUOTES:
        i -= 1
    if t.has(i, "every"):
        return True
    if reading.base == "discourse" and any(
        t.has(k, "every") and t.has(k + 1, "unit") for k in range(i, max(i - _SEEN, -1), -1)
    ):
        return True
    if reading.kind == "unit" and reading.n and _each(t, reading, i):
        return True
    if reading.rule == "weekday" and reading.stop - reading.start == 1 and (_habitual(t, i) or _family_name(t, i)):
        return True
    if (
        reading.kind == "unit"
        and reading.n == 0
        and reading.stop - reading.start == 1
        and t.key(reading.start - 1) in _QUOTES
    ):
        return t.key(reading.stop) in _CLOSING
    if reading.kind not in ("calendar", "weekday", "season", "holiday"):
        return False
    if reading.year is None and any(t.has(k, "head_places") for k in range(i, max(i - _NEAR, -1), -1)):
        return True
    if t.has(i, "head_place", "head_group"):
        return reading.year is None or reading.month is not None or t.has(i, "head_place") is not None
    return (
        t.has(i, "head_event") is not None
        and reading.year is None
        and not reading.ref
        and not reading.year_ref
        and reading.kind == "calendar"
    )


def _before_christ(t: Tokens, reading: Reading) -> bool:
    stop = reading.stop + (t.key(reading.stop) in _CLOSING and t.key(reading.stop) != "")
    return reading.kind == "calendar" and t.has(stop, "before_christ") is not None


def _described(t: Tokens, reading: Reading) -> bool:
    """Whether a clause says which day "هذه الليلة التي …" is: one of the story."""
    clause = t.has(reading.stop, "relative")
    return clause is not None and not clause.prefix and t.has(reading.start, "this") is not None and not reading.weekday


def recurs(t: Tokens, reading: Reading) -> bool:
    """Whether "من كل عام" follows: a day that comes round."""
    return t.has(reading.stop, "of") is not None and t.has(reading.stop + 1, "every") is not None


def _each(t: Tokens, reading: Reading, i: int) -> bool:
    """Whether "كل شهر" stands a few words before "الشهر القادم": any next month."""
    return any(
        t.has(k, "every") and (unit := t.has(k + 1, "unit")) and unit.value == reading.unit
        for k in range(i, max(i - _NEAR, -1), -1)
    )


def _habitual(t: Tokens, i: int) -> bool:
    """Whether "أيام" stands at token i: "أيام الأحد" are Sundays."""
    unit = t.has(i, "unit")
    return unit is not None and unit.value == "day" and unit.extra == "3"


def _family_name(t: Tokens, i: int) -> bool:
    """Whether token i is a given name and no title stands before it: "أحمد الخميس", but "الملك سلمان الخميس"; or a
    title that a family name alone follows: "الدكتور الجمعة"."""
    if t.has(i, "family_title"):
        return True
    return t.has(i, "given_name") is not None and t.has(i - 1, "title") is None


def within_week(t: Tokens, before: Reading, reading: Reading) -> Reading:
    """The weekday of the week named just before it ("الأسبوع الماضي، وفي يوم الثلاثاء"), else the reading as it is."""
    if reading.rule != "weekday" or reading.ref or reading.other or before.rule not in _WEEKS:
        return reading
    between = range(before.stop, reading.start)
    if len(between) > 3 or not all(t.key(k) in _PAUSES or t.has(k, "in", "clitic", "precisely") for k in between):
        return reading
    return reading._replace(rule="weekday_of_week", unit="week", ref=before.ref)


def is_the_day(vocabulary: Vocabulary, keys: str, start: int, end: int, formerly: bool, report: bool) -> bool:
    """Whether a bare "اليوم" at `start` is the day of the paper and not nowadays: it leads the text, stands beside a
    word for the day's news, or in a `report` (a text that told such a day at its beginning) outside speech. Elsewhere
    a preposition of time ("حتى") must stand before it, or an act near the beginning. `formerly`: it is a bare
    "بالأمس", which may mean once upon a time unless it leads its sentence."""
    if not vocabulary.comparisons.isdisjoint(_WORDS.findall(keys, end, end + _AHEAD)[: _SEEN // 2]):
        return False
    leads = start < _LEAD or (start < _FIRST_SENTENCE and _BREAK.search(keys, 0, start) is None)
    words = _WORDS.findall(_since_break(keys, start))[-_SEEN:]
    last = words[-1] if words else ""
    if leads and not formerly:
        return not _became(words, vocabulary)
    if not formerly and _spoken(keys, start):
        return _cue(last, vocabulary) == "past"
    if formerly and not words:
        return True
    if last in vocabulary.nowadays:
        return False
    if report or not (formerly or vocabulary.daily.isdisjoint(words[-_NEAR:])):
        return True
    if last in vocabulary.bounds:
        return True
    if start > _EARLY and len(keys) > _BRIEF and not leads:
        return False
    return any(word not in vocabulary.auxiliaries and _cue(word, vocabulary) in _ACTS for word in words)


def _became(words: list[str], vocabulary: Vocabulary) -> bool:
    """Whether the clause tells what has become of something ("باتت المدينة اليوم") and no act."""
    near = words[-_NEAR:]
    acts = any(word not in vocabulary.auxiliaries and _cue(word, vocabulary) in _ACTS for word in near)
    return not acts and any(word in vocabulary.auxiliaries and word not in vocabulary.may for word in near)


def _since_break(keys: str, at: int) -> str:
    """What stands between the last end of a sentence and the place, a limited way back."""
    first = max(0, at - _BACK)
    return keys[max(first, *[keys.rfind(mark, first, at) + 1 for mark in _BREAKS]) : at]


def _spoken(keys: str, at: int) -> bool:
    """Whether a quotation opened on the same line is still open."""
    return keys.count(_SPEECH, keys.rfind("\n", 0, at) + 1, at) % 2 == 1


def begins_sentence(keys: str, at: int) -> bool:
    """Whether at most a preposition or two stand between the beginning of the sentence and the place."""
    return len(_since_break(keys, at).strip()) <= _PARTICLE


def breaks(keys: str, start: int, end: int) -> bool:
    """Whether a sentence ends between the two places."""
    return _BREAK.search(keys, start, end) is not None


def needs_tense(reading: Reading) -> bool:
    """Whether the tense of the clause decides where the reading falls."""
    if reading.kind == "calendar":
        undated = reading.month is not None and reading.year is None and not reading.ref
        return undated or reading.month_ref == "current"
    return reading.kind in ("weekday", "weekend", "offset") or reading.other is not None


def tense(vocabulary: Vocabulary, keys: str, start: int, end: int) -> tuple[str, int]:
    """`future`, `past`, `lasting` or `` for the clause around `keys[start:end]`: the nearest cue before it, else the
    first after it; and how many words stand between (none where the cue governs its whole clause)."""
    before = _since_break(keys, start)
    words = _WORDS.findall(before)[-_SEEN:]
    for at in range(len(words) - 1, -1, -1):
        cue = _cue(words[at], vocabulary)
        if cue and cue != "said":
            ahead = cue == "past" and (
                (at > 0 and _cue(words[at - 1], vocabulary) == "future") or _may(words, at, vocabulary)
            )
            beside = cue == "past" and words[at] in vocabulary.auxiliaries
            return "future" if ahead else cue, 0 if beside else len(words) - 1 - at
    pieces = _CLAUSE.split(keys[end : end + _AHEAD], maxsplit=2)
    leads = len(words) <= 1 and len(pieces) > 1 and not pieces[0].strip()
    after = pieces[1] if leads else pieces[0]
    for distance, word in enumerate(_WORDS.findall(after)[:2]):
        if word.startswith(AND) or word in vocabulary.prepositions:
            break
        cue = _cue(word, vocabulary)
        if cue and cue != "said":
            return cue, distance
    return "", 0


def _may(words: list[str], at: int, vocabulary: Vocabulary) -> bool:
    """Whether the word at `at` and an imperfect after it tell what may come ("قد يخرج")."""
    return words[at] in vocabulary.may and at + 1 < len(words) and words[at + 1][0] in IMPERFECT


def _cue(key: str, vocabulary: Vocabulary) -> str:
    told = vocabulary.cues.get(key)
    if told is not None:
        return told
    bare = key[1:] if key[:1] in (AND, SO) and len(key) > 3 else key
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
