"""Whom an attack told by a noun is done to, where a verb beside it tells that.

Who undergoes it (تعرض الموكب **لهجوم**, نجا من **انفجار**), whom it hits (**الهجوم** الذي استهدف قافلة, **انفجار**
استهدف مقرا), or where it fell (**التفجير** الذي وقع في مسجد).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from events.coding.arguments import Group, Slots, noun_slots, slot_key, verb_slots
from events.coding.meaning import Governor
from events.coding.operating import is_act
from events.coding.outcome import UNDERGO, Scene
from events.coding.syntax import Actor, Item, Kind
from events.coding.words import Words
from events.lexicon import Frame

_COUNTRY, _PEOPLE = 3, "CVL"
_OWN_SLOTS = frozenset({"subj", "obj", "gen", "adj", "between", "by", "speaker", "met"})


def hitting_verb(items: Sequence[Item], k: int, words: Words) -> int | None:
    """The item of the verb that tells whom the attack of item k hits or where it fell, None where there is none: it
    follows the noun, places and dates between, behind a relative pronoun where the noun is definite."""
    item = items[k]
    if item.kind is not Kind.PHRASE or not item.parts or "attackn" not in words.classes(item.parts[0].token):
        return None
    j = k + 1
    while j < len(items) and (items[j].kind is Kind.DATE or (_is_aside(items[j], words))):
        j += 1
    aside, relative = j > k + 1, False
    while j < len(items) and items[j].kind is Kind.PARTICLE and items[j].group in ("rel", "aspect"):
        relative = relative or items[j].group == "rel"
        j += 1
    if j >= len(items) or items[j].kind is not Kind.VERB or items[j].conj or items[j].pronoun:
        return None
    if not relative and (words.has_article(item.parts[0].token) or (aside and not item.prep)):
        return None
    return j if _hits(items[j], words) or (relative and _is(items[j], "happens", words)) else None


def _is(verb: Item, name: str, words: Words) -> bool:
    return any(name in words.lexicon.classes_of.get(r.lemma, ()) for r in verb.readings)


def _hits(verb: Item, words: Words) -> bool:
    """Whether a verb tells whom an attack is against, and not merely how many it felled."""
    return _is(verb, "hits", words) and not _is(verb, "casualty", words)


def _is_aside(item: Item, words: Words) -> bool:
    return item.kind is Kind.PHRASE and bool(item.prep) and not is_act(words, item)


def with_victims(
    slots: Slots, scene: Scene, k: int, governors: tuple[Governor, ...] | None, frames: Sequence[Frame]
) -> Slots:
    """The slots of the attack noun at item k with those a verb beside it says it is done to, where its frames have
    their target."""
    group, verb = _victims(scene, k, governors)
    if verb is None:
        return slots
    firsts = (next((n for n in frame.target.names if n not in _OWN_SLOTS), "") for frame in frames)
    filled: dict[str, list[Group]] = {slot_key(name): [group] for name in firsts if name and group}
    return replace(
        slots,
        genitive=slots.genitive or (() if filled else group),
        by_preposition={**verb.by_preposition, **slots.by_preposition, **filled},
        start=min(slots.start, verb.start),
        end=max(slots.end, verb.end),
    )


def _victims(scene: Scene, k: int, governors: tuple[Governor, ...] | None) -> tuple[Group, Slots | None]:
    items, words = scene.reading.items, scene.words
    under = next((g for g in governors or () if g.operator.operator == UNDERGO), None)
    if under is not None:
        first = items[k].parts[0].token if items[k].parts else items[k].start
        return ((), None) if words.has_article(first) else _undergoing(scene, under)
    j = hitting_verb(items, k, words)
    if j is None:
        return (), None
    slots = verb_slots(items, j)
    if _hits(items[j], words):
        subject, object_ = slots.subjects[0]
        return object_ if slots.notes in (("subject",), ("antecedent",)) else subject or object_, slots
    where = words.lexicon.particles.locative
    found = (g for name, groups in slots.by_preposition.items() if name in where for g in groups)
    group = next((g for g in found if g[0].head_actor is not None or g[0].actors), ())
    return tuple(_people_of(item) for item in group), slots


def _people_of(item: Item) -> Item:
    """The people of a country where an attack fell, for the country: الهجوم الذي وقع في **الكاميرون**."""
    land = item.head_actor
    if land is None or land.kind != "country" or len(land.code) != _COUNTRY:
        return item
    people = replace(land, code=land.code + _PEOPLE, role=_PEOPLE, kind="people", how="people of a place")
    return replace(item, actors=tuple((relation, people if a is land else a) for relation, a in item.actors))


def _undergoing(scene: Scene, under: Governor) -> tuple[Group, Slots]:
    """Who undergoes an attack: the subject of the verb over it, the owner of the noun."""
    items = scene.reading.items
    item = items[under.item]
    if item.kind is Kind.VERB:
        slots = verb_slots(items, under.item)
        subject = slots.subjects[0][0] if slots.subjects else ()
        return subject or _as_group(scene.discourse.carried(item), item.start), slots
    number = next((n for n, part in enumerate(item.parts) if part.token == under.token), 0)
    slots = noun_slots(items, under.item, number, partial(is_act, scene.words))
    return slots.genitive or (_as_group(scene.discourse.subject, item.start) if slots.pronoun else ()), slots


def _as_group(actors: tuple[Actor, ...], at: int) -> Group:
    """Phrases of no words, at token `at`, for actors named elsewhere, perhaps in another sentence."""
    carried = [replace(a, how="carried over", start=at, end=at) for a in actors]
    return tuple(Item(Kind.PHRASE, at, at, actors=(("head", a),)) for a in carried)


def hit_by_noun(scene: Scene, k: int, slots: Slots) -> Slots:
    """The slots of a verb of hitting (استهدف, أودى ب) whose subject is the attack named right before it behind a
    preposition: بسيارة مفخخة استهدفت قافلة."""
    items, words = scene.reading.items, scene.words
    before = items[k - 1] if k else None
    if before is None or before.kind is not Kind.PHRASE or not before.prep or before.definite or items[k].conj:
        return slots
    if not _is(items[k], "hits", words) or not before.parts:
        return slots
    if "attackn" not in words.classes(before.parts[0].token):
        return slots
    first, second = slots.subjects[0]
    behind = second if slots.notes == ("subject",) else first
    return replace(slots, subjects=(((before,), behind),), notes=("attack",))
