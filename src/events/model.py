"""The records that cross rooms. All are frozen: a stage takes records and returns new ones.

Every `Span` counts characters of `RawArticle.text` as stored, start inclusive, end exclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Grain(StrEnum):
    """The unit an interval is exact to; `unknown` has no interval."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as received. `text` is stored and pointed into; only characters that no database can hold
    or that reorder the page were replaced, one for one (`clean.neutralise`)."""

    id: str
    text: str
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None


class Token(NamedTuple):
    """A word, number or punctuation mark.

    `text` is the matching form (no diacritics, tatweel or format characters; digits ASCII);
    `key` folds alef, ya and ta marbuta besides: what lexicons are looked up by.
    """

    text: str
    key: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the token stands in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading) of the article, with its paragraph's number."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """Where the sentence stands in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """An article cut into sentences and tokens. `flags` name what cleaning met (`bidi_override`, `html`, …)."""

    article: RawArticle
    sentences: tuple[Sentence, ...]
    flags: tuple[str, ...] = ()


class Anchor(StrEnum):
    """What a temporal expression was resolved against."""

    ABSOLUTE = "absolute"
    PUBLICATION = "publication"
    DISCOURSE = "discourse"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TemporalExpression:
    """A temporal expression found in the text, and the interval it names.

    `start` and `end` are inclusive days, both None where the expression could not be resolved (`grain` is then
    `unknown` and `rule` says why); `end` alone is None never. `direction` is `past`, `future` or `` where the
    wording tells. `open` marks "since 2011". `anchor_date` is the day it was counted from.
    """

    text: str
    span: Span
    start: dt.date | None
    end: dt.date | None
    grain: Grain
    rule: str
    anchor: Anchor
    anchor_date: dt.date | None = None
    certainty: float = 1.0
    direction: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it; `lat` and `lon` in degrees (WGS 84), None where the gazetteer knows no point
    or where the name stayed ambiguous."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    span: Span
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence that states one event, with everything needed to explain it.

    `source` and `target` are actor codes, `---` for none. `rule` is the frame that fired, `seeds` the rows it leaned on
    (`frames.csv:12`), `steps` the coder's remarks in order. `confidence` is in 0…1.
    """

    article_id: str
    sentence: int
    source: str
    target: str
    code: str
    date: dt.date | None
    date_end: dt.date | None
    grain: Grain
    place: Place | None
    evidence: Span
    trigger: Span
    source_span: Span | None
    target_span: Span | None
    date_span: Span | None
    rule: str
    seeds: tuple[str, ...]
    confidence: float
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What an article's mentions of one (source, target, code, date) add up to. The strongest mention comes first."""

    article_id: str
    source: str
    target: str
    code: str
    root: str
    quad_class: int
    goldstein: float
    date: dt.date | None
    date_end: dt.date | None
    grain: Grain
    place: Place | None
    confidence: float
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something turned away: the stage that refused it, a stable code (`EV-C002`), a detail of at most 2,000 characters
    and the SHA-256 of what was refused. `article_id` is None where no id could be read."""

    stage: str
    code: str
    detail: str
    raw_hash: str
    article_id: str | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """What became of one article: events (perhaps none) or a rejection, never both."""

    article: RawArticle
    expressions: tuple[TemporalExpression, ...] = ()
    events: tuple[Event, ...] = ()
    rejection: Rejection | None = None
    flags: tuple[str, ...] = field(default=())

    @property
    def mentions(self) -> Sequence[Mention]:
        """All mentions of all events, in the events' order."""
        return [mention for event in self.events for mention in event.mentions]
