"""Mentions of one article added up to events."""

from __future__ import annotations

from collections.abc import Iterable

from events.lexicon import Lexicon
from events.model import Event, Mention

# Kinds written once per pair, whichever side comes first (codebook section 2, rule 8).
SYMMETRIC = frozenset({"036", "040", "041", "044", "046", "057", "062", "190", "193"})


def merge(mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Event, ...]:
    """One event per (source, target, code, date, grain), symmetric kinds whichever way round; the surest mention first.
    The events stand in the order of their first mention."""
    groups: dict[tuple[object, ...], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(_key(mention), []).append(mention)
    return tuple(_event(group, lexicon) for group in groups.values())


def _key(mention: Mention) -> tuple[object, ...]:
    actors = (mention.source, mention.target)
    if mention.code[:3] in SYMMETRIC:
        actors = (min(actors), max(actors))
    return (*actors, mention.code, mention.date, mention.grain)


def _event(group: list[Mention], lexicon: Lexicon) -> Event:
    first = group[0]
    ranked = tuple(sorted(group, key=lambda m: (-m.confidence, m.sentence, m.trigger.start)))
    code = lexicon.cameo[first.code]
    doubt = 1.0
    for mention in ranked:
        doubt *= 1 - mention.confidence
    return Event(
        article_id=first.article_id,
        source=first.source,
        target=first.target,
        code=first.code,
        root=first.code[:2],
        quad_class=code.quad_class,
        goldstein=code.goldstein,
        date=first.date,
        date_end=first.date_end,
        grain=first.grain,
        place=next((m.place for m in ranked if m.place), None),
        confidence=round(min(max(ranked[0].confidence, (1 - doubt + ranked[0].confidence) / 2), 0.999), 4),
        mentions=ranked,
    )
