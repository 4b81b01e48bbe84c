"""Whose agents are when the text tells it by where they are, and not by who backs them.

دعم الشعوب في اليمن وفلسطين · السلطات في ميانمار · ميليشيات موالية لإيران
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.coding.letters import ARTICLE
from events.coding.reference import Discourse
from events.coding.syntax import Actor, Item, Kind
from events.coding.words import Words

_INSURGENT = "insurgent"  # class of those who fight their own state: متمردون في مالي
_AT_HOME = frozenset({"people", "body", "armed"})


def lands_of(head: Actor, item: Item, items: Sequence[Item], words: Words, discourse: Discourse) -> tuple[Actor, ...]:
    """The definite agents of a phrase, or rebels, one for each country they are said to be in right behind; empty where
    no country is told, where one person is (who may be abroad), and where the article named them before."""
    if (
        head.role in ("", "IMG")
        or not (head.definite or _INSURGENT in words.classes(head.start))
        or not (head.kind in _AT_HOME or head.plural)
        or discourse.knows(head)
    ):
        return ()
    k = next((n for n, other in enumerate(items) if other.end == item.end), len(items)) + 1
    if k >= len(items) or items[k].prep not in words.lexicon.particles.inside or items[k].conj:
        return ()
    found: list[Actor] = []
    while k < len(items) and (not found or (items[k].conj and items[k].kind is Kind.PHRASE)):
        land = items[k].head_actor
        if land is None or land.kind != "country" or len(land.code) != 3 or land.how != "named":
            break
        found.append(
            replace(head, code=land.code + head.role, how="by their country", seeds=(*head.seeds, *land.seeds))
        )
        k += 1
    return tuple(found)


def country_in_front(items: Sequence[Item], words: Words) -> str | None:
    """The country of the capital or country a sentence opens with, which those it names without one are of: **وفي
    مدريد**، دعت وزيرة الخارجية المغرب إلى ...; None where it opens otherwise."""
    if len(items) < 2 or items[0].kind is not Kind.PHRASE or items[0].prep not in words.lexicon.particles.inside:
        return None
    place = items[0].head_actor
    if place is None or place.kind not in ("capital", "country") or len(place.code) != 3 or place.how != "named":
        return None
    return place.code if items[1].kind in (Kind.VERB, Kind.PUNCTUATION) else None


def is_backed(item: Item, words: Words) -> bool:
    """Whether the last word of a phrase says that others back it: موالون, المدعومين."""
    word = words.tokens[item.end - 1].key
    return word.removeprefix(ARTICLE) in words.lexicon.particles.backed
