"""The whole way: text in, temporal expressions out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from events.clean import Folded, fold, key
from events.dates.calendars import Interval
from events.dates.grammar import parse
from events.dates.grammar.context import tense
from events.dates.reading import Reading
from events.dates.resolution import Context, Unresolvable, interval_of
from events.dates.tokens import Tokens, read
from events.dates.vocabulary import Vocabulary, default_path, load
from events.model import Anchor, Grain, Span, TemporalExpression

_STOP = re.compile("[.!?\u061f\u061b](?=[^0-9]|$)|\n")
_WORD = re.compile("[\u0620-\u064a]+")
_DIGITS = re.compile("[0-9]{4}|[0-9] ?[/.-] ?[0-9]")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def resolve(text: str, reference: date | None, seeds: Path | None = None) -> tuple[TemporalExpression, ...]:
    """Every temporal expression of `text`, in order of appearance, spans into `text`.

    `reference` is the publication date; without one (or with one outside 1900 to 2100) only absolute expressions get
    days. What stays without days has `start` None, grain `unknown` and a rule that says why. `seeds` is the folder of
    the vocabulary; by default the one shipped with the package.
    """
    vocabulary = load(seeds or default_path())
    folded = fold(text)
    keys = key(folded.text)
    if reference is not None and not FIRST_YEAR <= reference.year <= LAST_YEAR:
        reference = None
    found: list[TemporalExpression] = []
    focus: Interval | None = None
    for start, end in _stretches(keys, vocabulary):
        tokens = read(folded.text, keys, start, end, vocabulary)
        heading: int | None = None
        for reading in parse(tokens):
            if reading.rule == "year_heading":
                heading = reading.year
            context = Context(reference, focus, heading, tense(tokens, reading))
            expression, interval = _expression(text, folded, tokens, reading, context)
            found.append(expression)
            if interval is not None and reading.kind != "vague":
                focus = interval
    return tuple(found)


def _stretches(keys: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The sentences that hold a word or number of the grammar."""
    start, triggers = 0, vocabulary.triggers
    for stop in (*(match.end() for match in _STOP.finditer(keys)), len(keys)):
        if stop > start:
            part = keys[start:stop]
            if not triggers.isdisjoint(_WORD.findall(part)) or _DIGITS.search(part):
                yield start, stop
        start = stop


def _expression(
    text: str, folded: Folded, tokens: Tokens, reading: Reading, context: Context
) -> tuple[TemporalExpression, Interval | None]:
    first, last = tokens.words[reading.start], tokens.words[reading.stop - 1]
    span = folded.span(first.start + _prefix_length(tokens, reading), last.end)
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
    word = tokens.words[reading.start]
    return 1 if word.meanings and word.meanings[0].prefix.startswith(("\u0648", "\u0641")) else 0


def _unresolved(text: str, span: Span, reason: str) -> TemporalExpression:
    return TemporalExpression(span.of(text), span, None, None, Grain.UNKNOWN, reason, Anchor.NONE, None, 0.0)
