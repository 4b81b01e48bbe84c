"""The phrase that stands before a verb: its subject, or the antecedent of its relative clause."""

from __future__ import annotations

from collections.abc import Sequence

from events.coding.letters import ALEF, HA, MIM, STOPS
from events.coding.syntax import CIRCUMSTANCE, Item, Kind

# Pronouns attached to a complementiser, as its spelling ends.
_PRONOUNS = (HA, HA + ALEF, HA + MIM, HA + MIM + ALEF)
_Group = tuple[Item, ...]  # coordinated phrases
_SKIPPED = frozenset({"aspect", "copula", "future"})


def before_verb(items: Sequence[Item], k: int) -> tuple[_Group, str]:
    """The phrase before the verb that is its subject or antecedent, and which of the two."""
    j = k - 1
    relative = False
    while j >= 0:
        item = items[j]
        if item.kind is Kind.PARTICLE and item.group in _SKIPPED | {"neg", "maybe"}:
            j -= 1
        elif item.kind is Kind.PARTICLE and item.group == "rel" and not relative:
            relative = True
            j -= 1
        elif item.kind is Kind.DATE:
            j -= 1
        else:
            break
    if j < 0:
        return (), ""
    if relative:
        return _antecedent(items, j)
    if items[j].kind is Kind.PARTICLE and items[j].group == "comp" and items[j].value.endswith(_PRONOUNS):
        return (), "pronoun"
    if items[k].conj:
        return (), ""
    if j == k - 1 and _is_described(items[j], items[k]):
        return (items[j],), "subject"
    resumes = items[k].pronoun or (k + 1 < len(items) and items[k + 1].is_attached)
    if resumes and items[j].kind is Kind.PHRASE and not items[j].definite and not items[j].head_actor:
        return (items[j],), "antecedent"
    return _left_subject(items, j, k)


def _is_described(phrase: Item, verb: Item) -> bool:
    """Whether a verb tells of the indefinite plural behind a preposition before it: من منظمات **تتهم** الحكومة."""
    actor = phrase.head_actor
    if phrase.kind is not Kind.PHRASE or not phrase.prep or phrase.definite or actor is None:
        return False
    plural = actor.plural and not actor.definite and verb.group != CIRCUMSTANCE
    return plural and bool(verb.readings) and all(r.number == "p" or r.gender == "f" for r in verb.readings)


def _antecedent(items: Sequence[Item], j: int) -> tuple[_Group, str]:
    while j >= 0 and items[j].kind is Kind.PUNCTUATION and items[j].group not in STOPS:
        j -= 1
    if j >= 0 and items[j].kind is Kind.PHRASE:
        group: _Group = (items[j],)
        while items[j].conj and j > 0 and items[j - 1].kind is Kind.PHRASE:
            j -= 1
            group = (items[j], *group)
        return group, "antecedent"
    return (), ""


def _left_subject(items: Sequence[Item], j: int, k: int) -> tuple[_Group, str]:
    """A subject that opens the clause, with prepositional phrases between it and the verb."""
    i = j
    while i >= 0:
        item = items[i]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return (), ""
        if item.kind is Kind.VERB:
            return (), ""
        if item.kind is Kind.PARTICLE and item.group in ("sub", "cond", "question", "rel"):
            return (), ""
        if item.kind is Kind.PARTICLE and item.group == "comp":
            return (), ""
        if item.bare:
            group: _Group = (item,)
            while items[i].conj and i > 0 and items[i - 1].bare:
                i -= 1
                group = (items[i], *group)
            opens = i == 0 or _opens(items[i - 1]) or (_is_act_noun(item) and not items[k].pronoun)
            return (group, "subject") if opens else ((), "")
        i -= 1
    return (), ""


def _is_act_noun(item: Item) -> bool:
    """Whether a phrase is an indefinite noun that a clause without relative pronoun may follow: هجوما ... استهدف."""
    return (
        not item.definite
        and item.head_actor is None
        and any(r.table == "nouns" for part in item.parts for r in part.readings)
    )


def _opens(item: Item) -> bool:
    if item.kind is Kind.PUNCTUATION:
        return True
    if item.kind is Kind.PARTICLE:
        return item.group in ("comp", "sub", "aspect", "neg")
    return item.kind is Kind.DATE
