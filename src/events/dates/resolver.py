"""The whole way: text in, temporal expressions out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from events.clean import Folded, fold_text, key_text
from events.dates.calendars import Interval
from events.dates.grammar import parse
from events.dates.grammar.context import is_today, needs_tense, tense
from events.dates.letters import AND, COMMA, FIRST, QUESTION, SEMICOLON, SO
from events.dates.reading import GREGORIAN, Reading
from events.dates.resolution import Context, Unresolvable, interval_of
from events.dates.tokens import Tokens, read
from events.dates.vocabulary import Vocabulary, default_path, load
from events.model import Anchor, Grain, Span, TemporalExpression

_PUNCTUATION = f".,{COMMA}{SEMICOLON}:;()[]{{}}\"'/-!?{QUESTION}\u2026*_|\n\t\r\u2022"
_DIGITS = re.compile("[0-9]+")
_BEFORE, _AFTER = 40, 45
# Counted from the day of the paper: no day of a story that a bare "بعد شهر" could count from.
_OF_THE_PAPER = frozenset(("unit", "window", "weekend", "season"))
_OF_THE_WEEK = frozenset(("day_word", "weekday", "weekdays", "night_between"))
_WEEK, _REPORTED = 8, 2
# A weekday beside "اليوم" or "أمس" this near the beginning tells the day the text was written.
_LEAD = 400
FIRST_YEAR, LAST_YEAR = 1900, 2100


def resolve(text: str, reference: date | None, seeds: Path | None = None) -> tuple[TemporalExpression, ...]:
    """Every temporal expression of `text`, in order of appearance, spans into `text`.

    `reference` is the publication date; without one (or with one outside 1900 to 2100) only absolute expressions get
    days. What stays without days has `start` None, grain `unknown` and a rule that says why. `seeds` is the folder of
    the vocabulary; by default the one shipped with the package.
    """
    vocabulary = load(seeds or default_path())
    folded = fold_text(text)
    keys = key_text(folded.text)
    if reference is not None and not FIRST_YEAR <= reference.year <= LAST_YEAR:
        reference = None
    found: list[TemporalExpression] = []
    doubtful: list[int] = []
    focus: Interval | None = None
    event: Interval | None = None
    told: Interval | None = None
    today = reference
    heading: int | None = None
    calendar = GREGORIAN
    read_to = 0
    for start, end in _stretches(keys, vocabulary):
        tokens = read(folded.text, keys, start, end, vocabulary)
        for reading in parse(tokens):
            at = tokens.starts[reading.start]
            if heading is not None and "\n" in keys[read_to:at]:
                heading = None
            read_to = at
            if reading.rule == "year_heading":
                heading = reading.year
            mood = tense(vocabulary, keys, at, tokens.end(reading.stop - 1)) if needs_tense(reading) else ""
            if not mood and reading.kind == "calendar" and tokens.has(reading.start - 1, "to"):
                mood = "future"
            day = today if reading.kind == "unit" else reference
            context = Context(day, focus, event, heading, mood, calendar, told)
            expression, interval = _expression(text, folded, tokens, reading, context)
            if _bare_today(reading) and not is_today(vocabulary, keys, at):
                doubtful.append(len(found))
                interval = None
            found.append(expression)
            if interval is not None and reading.weekday and reading.rule == "day_word" and at < _LEAD:
                today = interval.start - timedelta(days=reading.n)
            if interval is not None and reading.kind != "vague":
                focus, calendar = interval, reading.calendar
                told = None if reading.kind in _OF_THE_PAPER and reading.base == "publication" else interval
                if reading.kind == "calendar" and interval.grain is Grain.DAY:
                    event = interval
    return tuple(_without_nowadays(found, doubtful, reference) if doubtful else found)


def _bare_today(reading: Reading) -> bool:
    return (
        reading.rule == "day_word"
        and reading.n == 0
        and reading.weekday is None
        and reading.stop - reading.start == 1
        and not reading.night
        and reading.base == "publication"
    )


def _without_nowadays(
    found: list[TemporalExpression], doubtful: list[int], reference: date | None
) -> list[TemporalExpression]:
    """The expressions without the doubtful ones, unless the text tells other days around its publication: in a report
    "اليوم" is today, in an essay nowadays."""
    unsure = frozenset(doubtful)
    told = [e for i, e in enumerate(found) if i not in unsure and e.rule in _OF_THE_WEEK and e.start and reference]
    if sum(abs((e.start - reference).days) <= _WEEK for e in told if e.start and reference) >= _REPORTED:
        return found
    return [e for i, e in enumerate(found) if i not in unsure]


def _stretches(keys: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
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
    plain = f" {keys} "
    for mark in _PUNCTUATION:
        plain = plain.replace(mark, " ")
    hits = []
    for word in vocabulary.triggers.intersection(plain.split(" ")):
        needle = f" {word} "
        at = plain.find(needle)
        while at >= 0:
            hits.append(at)
            at = plain.find(needle, at + 1)
    for match in _DIGITS.finditer(keys):
        left, right = match.span()
        if right - left >= 4 or keys[left - 1 : left] >= FIRST or keys[right : right + 1] >= FIRST:
            hits.append(left)
    return hits


def _expression(
    text: str, folded: Folded, tokens: Tokens, reading: Reading, context: Context
) -> tuple[TemporalExpression, Interval | None]:
    span = folded.span(tokens.starts[reading.start] + _prefix_length(tokens, reading), tokens.end(reading.stop - 1))
    try:
        resolved = interval_of(reading, context)
    except Unresolvable as error:
        return _unresolved(text, span, str(error)), None
    interval = resolved.interval
    expression = TemporalExpression(
        span.of(text), span, interval.start, interval.end, interval.grain, reading.rule, resolved.anchor,
        resolved.anchor_date, round(resolved.certainty, 2), resolved.direction, reading.open,
    )  # fmt: skip
    return expression, interval


def _prefix_length(tokens: Tokens, reading: Reading) -> int:
    """How many letters of the first token are a conjunction, which the expression leaves out."""
    meanings = tokens.meanings[reading.start]
    return 1 if any(lexeme.prefix.startswith((AND, SO)) for lexeme in meanings.values()) else 0


def _unresolved(text: str, span: Span, reason: str) -> TemporalExpression:
    return TemporalExpression(span.of(text), span, None, None, Grain.UNKNOWN, reason, Anchor.NONE, None, 0.0)
