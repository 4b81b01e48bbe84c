"""The stages over many articles, record by record: what the staged tasks and the in-memory run both call.

Each function is the boundary of its stage: an error or an overrun inside becomes a `Rejection` of that article alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from heapq import nsmallest
from typing import Final, TypeVar

from events.batch.clock import Overrun, deadline, spent
from events.clean import clean, neutralise, reject
from events.coding import code, merge
from events.dates import resolve
from events.lexicon import Lexicon
from events.model import Coded, Document, Event, RawArticle, Rejection, TemporalExpression
from events.pipeline import Coder

ARTICLE_SECONDS: Final = 20.0
SLOWEST: Final = 20
_SURROGATE = re.compile("[\ud800-\udfff]")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Received:
    """What a reader made of one record: an article or a rejection, one of them."""

    article: RawArticle | None
    rejection: Rejection | None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning made of one article. `article` is kept only where there is no document."""

    document: Document | None
    article: RawArticle | None
    rejection: Rejection | None


@dataclass(frozen=True, slots=True)
class Dated:
    """The temporal expressions of the document in the same row of the cleaned file."""

    article_id: str
    expressions: tuple[TemporalExpression, ...]
    rejection: Rejection | None


@dataclass(frozen=True, slots=True)
class Spent:
    """The seconds of processor time the events of an article took."""

    article_id: str
    seconds: float


Tell = Callable[[Spent], None]


def received(found: Iterable[RawArticle | Rejection]) -> Iterator[Received]:
    """Articles and rejections of a reader as rows. Lone surrogates, which no file can hold, become U+FFFD."""
    for each in found:
        if isinstance(each, Rejection):
            yield Received(None, replace(each, raw=_holdable(each.raw), detail=_holdable(each.detail)))
        else:
            yield Received(replace(each, text=_holdable(each.text), title=each.title and _holdable(each.title)), None)


def cleaned(articles: Iterable[RawArticle]) -> Iterator[Cleaned]:
    """The cleaning stage: a document or a rejection for each article, in order."""
    for article in articles:
        made = _guarded(partial(clean, article), article, "clean", "EV-C")
        yield Cleaned(None, article, made) if isinstance(made, Rejection) else Cleaned(made, None, None)


def dated(rows: Iterable[Cleaned]) -> Iterator[Dated]:
    """The date stage: the temporal expressions of each document, in order; none for what was rejected."""
    for row in rows:
        document = row.document
        if document is None:
            yield Dated(row.article.id if row.article else "", (), None)
            continue
        article = document.article
        made = _guarded(partial(resolve, article.text, article.published), article, "dates", "EV-D")
        yield Dated(article.id, (), made) if isinstance(made, Rejection) else Dated(article.id, made, None)


def extracted(
    rows: Iterable[tuple[Cleaned, Dated]], lexicon: Lexicon, coder: Coder = code, tell: Tell = lambda _: None
) -> Iterator[Coded]:
    """The extraction stage: every article with its events or its rejection, in order. `tell` hears what each took."""
    for row, dates in rows:
        document = row.document
        if document is None:
            if row.article is not None:
                yield Coded(_storable(row.article), rejection=row.rejection)
            continue
        article = document.article
        if dates.rejection is not None:
            yield Coded(article, rejection=dates.rejection, flags=document.flags)
            continue
        work, began = partial(_events, document, dates.expressions, lexicon, coder), spent()
        made = _guarded(work, article, "extract", "EV-X")
        tell(Spent(article.id, round(spent() - began, 4)))
        if isinstance(made, Rejection):
            yield Coded(article, dates.expressions, rejection=made, flags=document.flags)
        else:
            yield Coded(article, dates.expressions, made, flags=document.flags)


def coded(
    articles: Iterable[RawArticle], lexicon: Lexicon, coder: Coder = code, tell: Tell = lambda _: None
) -> Iterator[Coded]:
    """All three stages over each article in memory, in order: what the staged files add up to."""
    for row in cleaned(articles):
        (dates,) = dated((row,))
        yield from extracted(((row, dates),), lexicon, coder, tell)


def slowest(found: Iterable[Spent]) -> tuple[Spent, ...]:
    """The `SLOWEST` articles that took most, the slowest first."""
    return tuple(nsmallest(SLOWEST, found, key=lambda each: (-each.seconds, each.article_id)))


def _events(
    document: Document, expressions: tuple[TemporalExpression, ...], lexicon: Lexicon, coder: Coder
) -> tuple[Event, ...]:
    return tuple(merge(coder(document, expressions, lexicon), lexicon))


def _holdable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _storable(article: RawArticle) -> RawArticle:
    """A rejected article as it may be kept."""
    return replace(article, text=neutralise(article.text), title=article.title and neutralise(article.title))


def _guarded(work: Callable[[], Outcome], article: RawArticle, stage: str, prefix: str) -> Outcome | Rejection:
    """What the work gives; `…098` where it took more than 20 s or its memory, `…099` where it failed."""
    try:
        with deadline(ARTICLE_SECONDS):
            return work()
    except (Overrun, MemoryError, RecursionError) as error:
        return reject(article, f"{prefix}098", f"given up: {error or type(error).__name__}", stage)
    except Exception as error:
        return reject(article, f"{prefix}099", f"unexpected {type(error).__name__}: {error}", stage)
