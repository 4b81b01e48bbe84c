"""Is it asserted? Negation, plans, conditions, hopes, and verbs that turn the act they govern into another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from events.clean import key
from events.coding.syntax import Item, Kind
from events.coding.words import Words
from events.lexicon import Operator

_STRONG = frozenset(".;\u061b:\u061f?!")


@dataclass(frozen=True, slots=True)
class Governor:
    """The operator over a trigger: its item, its row, and the token of its word."""

    item: int
    operator: Operator
    token: int


@dataclass(frozen=True, slots=True)
class Status:
    """How the text puts an act: `asserted`, `negated`, `planned`, `open` (condition, question, hope), with the words that say so."""

    kind: str
    why: str = ""


def status_of(items: Sequence[Item], k: int, words: Words, question: bool, future: bool) -> Status:
    """The status of the trigger at item k from the function words around it."""
    if question:
        return Status("open", "question")
    j = k - 1
    while j >= 0:
        item = items[j]
        if item.kind is Kind.PARTICLE:
            if item.group == "neg":
                return Status("negated", item.value) if _reaches(items, j, k) else Status("asserted")
            if item.group in ("maybe", "cond", "question"):
                return Status("open", item.value)
            if item.group == "plan":
                return Status("planned", item.value)
            if item.group == "future":
                return Status("planned", item.value)
            if item.group in ("aspect",) or (item.group == "comp" and j > 0 and items[j - 1].kind is Kind.PARTICLE):
                j -= 1
                continue
            if item.group == "comp" and j > 1 and items[j - 1].kind in (Kind.PHRASE, Kind.DATE) and _open_before(items, j - 1):
                return Status("open", "complement of an open clause")
            break
        if item.kind is Kind.PUNCTUATION and item.group in _STRONG:
            break
        if item.kind is Kind.VERB:
            break
        j -= 1
    if _conditional(items, k):
        return Status("open", "condition")
    if future:
        return Status("planned", "future")
    return Status("asserted")


def _reaches(items: Sequence[Item], j: int, k: int) -> bool:
    """Whether a negation at item j bears on item k: nothing but function words or one phrase between."""
    between = [item for item in items[j + 1 : k] if item.kind is not Kind.DATE]
    if items[k].kind is Kind.VERB:
        return all(item.kind is Kind.PARTICLE for item in between)
    return not between


def _open_before(items: Sequence[Item], j: int) -> bool:
    while j >= 0 and items[j].kind in (Kind.PHRASE, Kind.DATE):
        j -= 1
    return j >= 0 and items[j].kind is Kind.PARTICLE and items[j].group in ("maybe", "cond")


def _conditional(items: Sequence[Item], k: int) -> bool:
    """Whether the clause of item k opens with a condition."""
    j = k - 1
    while j >= 0:
        item = items[j]
        if item.kind is Kind.PUNCTUATION:
            return False
        if item.kind is Kind.PARTICLE and item.group == "cond":
            return True
        if item.kind is Kind.PARTICLE and item.group in ("comp", "sub"):
            return False
        j -= 1
    return False


def governor_of(items: Sequence[Item], k: int, part: int | None, words: Words) -> Governor | None:
    """The operator that governs the trigger at item k (word `part` of its phrase, None for a verb), or None."""
    lexicon = words.lexicon
    item = items[k]
    if part is not None:
        for earlier in item.parts[:part]:
            for reading in earlier.readings:
                for operator in lexicon.operators.get(reading.base or reading.lemma, ()):
                    if operator.pos == "noun" and "gen" in operator.complement:
                        return Governor(k, operator, earlier.token)
        return _governing_word(items, k, key(item.prep) if item.prep else "", words)
    return _over_clause(items, k, words)


def _governing_word(items: Sequence[Item], k: int, prep: str, words: Words) -> Governor | None:
    lexicon = words.lexicon
    bare_seen = 0
    j = k - 1
    while j >= 0:
        item = items[j]
        if item.kind is Kind.PUNCTUATION and item.group in _STRONG:
            return None
        if item.kind is Kind.PARTICLE and item.group in ("comp", "sub", "rel", "cond"):
            return None
        if item.kind is Kind.VERB:
            for reading in item.readings:
                for operator in lexicon.operators.get(reading.lemma, ()):
                    if operator.pos == "verb" and _takes(operator, prep, bare_seen):
                        return Governor(j, operator, item.start)
            return None
        if item.kind is Kind.PHRASE:
            if prep and item.parts:
                for word in reversed(item.parts):
                    for reading in word.readings:
                        for operator in lexicon.operators.get(reading.base or reading.lemma, ()):
                            if operator.pos == "noun" and prep in {key(c) for c in operator.complement}:
                                return Governor(j, operator, word.token)
            if item.bare and not item.conj:
                bare_seen += 1
        j -= 1
    return None


def _takes(operator: Operator, prep: str, bare_seen: int) -> bool:
    complements = {key(c) for c in operator.complement}
    if prep:
        return prep in complements
    if bare_seen >= 2:
        return False
    return "obj" in complements or ("subj" in complements and bare_seen == 0)


def _over_clause(items: Sequence[Item], k: int, words: Words) -> Governor | None:
    """The verb or noun whose أن clause the verb at item k stands in."""
    j = k - 1
    while j >= 0 and not (items[j].kind is Kind.PARTICLE and items[j].group == "comp"):
        if items[j].kind in (Kind.VERB, Kind.PUNCTUATION) or (items[j].kind is Kind.PARTICLE and items[j].group in ("sub", "rel", "cond")):
            return None
        j -= 1
    j -= 1
    while j >= 0:
        item = items[j]
        if item.kind is Kind.PUNCTUATION and item.group in _STRONG:
            return None
        if item.kind is Kind.VERB:
            for reading in item.readings:
                for operator in words.lexicon.operators.get(reading.lemma, ()):
                    if operator.pos == "verb" and "an" in operator.complement:
                        return Governor(j, operator, item.start)
            return None
        j -= 1
    return None
