"""An act told again without its date is the act told with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from events.coding.merge import SYMMETRIC
from events.coding.passage import is_said
from events.coding.words import Words
from events.model import Anchor, Grain, Mention, Span, TemporalExpression

# How many sentences make the lead, how near to its date an announcement stands, and how many days it may be old.
_NEXT, _BESIDE, _RECENT = 4, 4, 7
Key = tuple[str, str, str]
Told = tuple[date | None, date | None, Grain]


def dated_by_siblings(mentions: Sequence[Mention], sentences: Mapping[int, Span]) -> tuple[Mention, ...]:
    """The mentions, those without a date in their own sentence given the one date the article tells for the same act
    between the same two (codebook, section 1: however often it is repeated, it is one event). `sentences` tells where
    each sentence stands."""
    dates: dict[Key, set[Told]] = {}
    own = [_own(m, sentences[m.sentence]) for m in mentions]
    for mention, dated in zip(mentions, own, strict=True):
        if dated:
            dates.setdefault(_key(mention), set()).add((mention.date, mention.date_end, mention.grain))
    pairs = zip(mentions, own, strict=True)
    return tuple(m if dated else _joined(m, dates.get(_key(m), set())) for m, dated in pairs)


def dated_by_announcement(
    mentions: Sequence[Mention], words: Sequence[Words], dates: Sequence[TemporalExpression], published: date | None
) -> tuple[Mention, ...]:
    """The mentions, undated statements of the lead given the day of the announcement the next sentences name ("دانت
    المنظمة الهجوم. وقال أمينها في بيان أمس")."""
    announced = _announced(words[:_NEXT], dates, published) if published else None
    if announced is None:
        return tuple(mentions)
    return tuple(
        replace(m, date=announced.start, date_end=announced.end, grain=announced.grain, date_span=announced.span)
        if m.sentence < announced.sentence and m.date_span is None and m.date == published and is_said(m.code)
        else m
        for m in mentions
    )


class _Announced(NamedTuple):
    start: date
    end: date
    grain: Grain
    span: Span
    sentence: int


def _announced(
    words: Sequence[Words], dates: Sequence[TemporalExpression], published: date | None
) -> _Announced | None:
    """The first day of the week before publication that stands right behind a word for an announcement."""
    for w in words:
        if not w.tokens:
            continue
        for e in dates:
            if not w.tokens[0].start <= e.span.start < w.tokens[-1].end or e.anchor is not Anchor.PUBLICATION:
                continue
            at = next(i for i, token in enumerate(w.tokens) if token.end > e.span.start)
            near = any("statement" in w.classes(i) for i in range(max(0, at - _BESIDE), at))
            if near and e.start and e.end and e.grain is Grain.DAY and published:
                recent = 0 <= (published - e.start).days <= _RECENT
                return _Announced(e.start, e.end, e.grain, e.span, w.sentence) if recent else None
    return None


def _joined(mention: Mention, dates: set[Told]) -> Mention:
    if len(dates) != 1:
        return mention
    ((start, end, grain),) = dates
    steps = (*mention.steps, f"date of the same act told elsewhere: {start}")
    return replace(mention, date=start, date_end=end, grain=grain, steps=steps)


def _own(mention: Mention, sentence: Span) -> bool:
    span = mention.date_span
    return mention.date is not None and span is not None and sentence.start <= span.start < sentence.end


def _key(mention: Mention) -> Key:
    source, target = mention.source, mention.target
    if mention.code[:3] in SYMMETRIC:
        source, target = min(source, target), max(source, target)
    return source, target, mention.code
