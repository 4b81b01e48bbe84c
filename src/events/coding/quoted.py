"""Whose words a clause is: the subject of the verb of saying over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from events.coding.arguments import Group, Slots, slot_key, verb_slots
from events.coding.letters import AYN, NUN, STOPS
from events.coding.reference import Discourse
from events.coding.syntax import Actor, Item, Kind
from events.coding.words import Words

_INTRODUCES = ":"
_TELLING = frozenset({"report", "announce"})
_JUDGING = "judging"
_FROM = slot_key(AYN + NUN)
# Class of the words somebody passes on: قوله, تأكيده.
_WORDS = frozenset({"quoting"})
# Class of what speaks for whose it is: بيان الوزارة, قرار مجلس الأمن.
VOICES = frozenset({"voice"})


def speaker_of(
    items: Sequence[Item], k: int, words: Words, discourse: Discourse, resolve: Callable[[Group], tuple[Actor, ...]]
) -> tuple[Actor, ...]:
    """Who says what the verb at item k tells; nobody where the text itself says it."""
    saying = saying_over(items, k, words)
    if saying is None:
        return ()
    slots = as_quoted(verb_slots(items, saying), items, words)
    subject = slots.subject
    if not subject:
        return tuple(replace(a, weight=a.weight * 0.8, how="carried over") for a in discourse.speaker)
    return tuple(a for a in resolve(subject) if a.how not in ("adjective", "possessor"))


def as_quoted(slots: Slots, items: Sequence[Item], words: Words) -> Slots:
    """The slots of a verb that passes another's words on, with that one as who says them: نقلت الوكالة عن **الوزير**
    قوله إن …"""
    last = items[slots.end - 1]
    groups = slots.by_preposition.get(_FROM)
    if not slots.an or not groups or not last.bare or not last.pronoun or not last.parts:
        return slots
    passed = _WORDS & words.classes(last.parts[0].token)
    return replace(slots, subjects=((groups[0], ()),), notes=()) if passed else slots


def saying_over(items: Sequence[Item], k: int, words: Words) -> int | None:
    """The item of the verb that reports what the verb at item k says (قال الوزير إن إيران تدعم …); None where the
    clause is told in the text's own name, or in a further clause."""
    j = k - 1
    while j >= 0 and not _opens_speech(items, j, words):
        item = items[j]
        if item.kind is Kind.PUNCTUATION or (
            item.kind is Kind.PARTICLE and item.group in ("sub", "rel", "cond", "question", "neg", "maybe")
        ):
            return None
        j -= 1
    for i in range(j - 1, -1, -1):
        item = items[i]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS and item.group != _INTRODUCES:
            return None
        if item.kind is Kind.PARTICLE and item.group in ("comp", "sub", "rel", "cond", "neg", "maybe"):
            return None
        if item.kind is Kind.VERB:
            named = {o.operator for r in item.readings for o in words.lexicon.operators.get(r.lemma, ())}
            judges = any(_JUDGING in words.lexicon.classes_of.get(r.lemma, ()) for r in item.readings)
            return i if named & _TELLING or judges else None
    return None


def _opens_speech(items: Sequence[Item], j: int, words: Words) -> bool:
    """Whether what is said begins behind item j: إن, or على أن right behind who says it."""
    item = items[j]
    if item.kind is not Kind.PARTICLE or item.group == "comp":
        return item.kind is Kind.PARTICLE
    behind = item.value in words.lexicon.particles.ahead and j > 0
    return behind and items[j - 1].kind in (Kind.PHRASE, Kind.VERB)
