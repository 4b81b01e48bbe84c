"""Records for the store's tests: articles about an invented day, coded by hand."""

from __future__ import annotations

import random
from datetime import date, timedelta

from events.model import Coded, Event, Grain, Mention, Place, RawArticle, Rejection, Span
from events.store import Batch, batch_key, content_hash
from events.store.keys import UUID, article_key

TEXT = "استقبل وزير الخارجية الموريتاني أمس في نواكشوط نظيره الإسباني وبحث معه التعاون."
DAY = date(2023, 3, 14)
FIRST_WORD = Span(0, 6)
NOUAKCHOTT = Place("نواكشوط", "MRT", 18.08581, -15.9785, Span(40, 47), "places.csv:9")


def article(
    name: str = "a1",
    text: str = TEXT,
    source: str | None = "alakhbar",
    published: date | None = date(2023, 3, 15),
    **more,
):
    return RawArticle(name, text, published=published, source=source, **more)


def mention(
    of: RawArticle,
    source: str = "MRTGOV",
    target: str = "ESPGOV",
    code: str = "043",
    day: date | None = DAY,
    *,
    sentence: int = 0,
    confidence: float = 0.5,
    place: Place | None = None,
    grain: Grain | None = None,
    trigger: Span = FIRST_WORD,
    rule: str = "استقبل.043",
    date_end: date | None = None,
) -> Mention:
    return Mention(
        article_id=of.id, sentence=sentence, source=source, target=target, code=code, date=day,
        date_end=date_end or day, grain=grain or (Grain.DAY if day else Grain.UNKNOWN), place=place,
        evidence=Span(0, min(60, len(of.text))), trigger=trigger, source_span=Span(7, 31), target_span=None,
        date_span=Span(32, 35) if day else None, rule=rule, seeds=("frames.csv:12", "offices.csv:3"),
        confidence=confidence, steps=("subject found",),
    )  # fmt: skip


def event(*mentions: Mention) -> Event:
    """The event the mentions add up to; all of one source, target, code and date."""
    first = max(mentions, key=lambda m: m.confidence)
    root = int(first.code[:2])
    quad = 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
    return Event(
        article_id=first.article_id, source=first.source, target=first.target, code=first.code, root=first.code[:2],
        quad_class=quad, goldstein=2.8, date=first.date, date_end=first.date_end, grain=first.grain, place=first.place,
        confidence=first.confidence, mentions=tuple(mentions),
    )  # fmt: skip


def coded(of: RawArticle, *events: Event) -> Coded:
    return Coded(article=of, events=tuple(events))


def told(of: RawArticle, **how) -> Coded:
    """An article that tells one event once."""
    return coded(of, event(mention(of, **how)))


def rejected(of: RawArticle, code: str = "EV-C002", detail: str = "text too short", stage: str = "clean") -> Coded:
    return Coded(article=of, rejection=Rejection(stage, code, detail, content_hash(of), of.id))


def batch(items, code_version: str = "1", seeds: str = "f00d", extra=()) -> Batch:
    return Batch(
        batch_key([article_key(item.article) for item in items], code_version, seeds, extra), code_version, seeds
    )


ACTORS = (
    "MRTGOV",
    "MRT",
    "DZA",
    "DZAGOV",
    "MAR",
    "FRA",
    "FRAGOV",
    "MLIMIL",
    "MLIREB",
    "SYRGOV",
    "SYRREB",
    "IMGISI",
    "USA",
    "UNO",
)
CODES = ("036", "040", "042", "043", "051", "057", "0871", "111", "112", "138", "141", "173", "190", "195", "1831")


def crowd(n: int, seed: int = 1, *, shared: float = 0.5, day: date = DAY) -> list[Coded]:
    """`n` coded articles: some tell events others tell too, some none, some are rejected. Same seed, same articles."""
    luck = random.Random(seed)
    made = []
    for at in range(n):
        of = article(f"c{seed}-{at}", text=f"{TEXT} {seed} {at}",
                     source=luck.choice(("alakhbar", "sahara", "aps", None)),
                     published=day + timedelta(days=luck.randrange(3)))  # fmt: skip
        lot = luck.random()
        if lot < 0.1:
            made.append(rejected(of))
            continue
        events = {}
        for sentence in range(0 if lot < 0.3 else luck.randrange(1, 4)):
            common = luck.random() < shared
            source, target = luck.sample(ACTORS[:4] if common else ACTORS, 2)
            code = luck.choice(CODES[:4] if common else CODES)
            when = None if luck.random() < 0.1 else day - timedelta(days=luck.randrange(3 if common else 400))
            key = (source, target, code, when)
            place = NOUAKCHOTT if luck.random() < 0.4 else None
            events.setdefault(key, []).append(
                mention(of, source, target, code, when, sentence=sentence, place=place,
                        confidence=luck.randrange(1, 99) / 100, trigger=Span(sentence, sentence + 3))
            )  # fmt: skip
        made.append(coded(of, *(event(*mentions) for mentions in events.values())))
    return made


def key_of(item: Coded) -> UUID:
    return article_key(item.article)
