"""Is it asserted? Negation, plans, conditions, hopes, and verbs that turn the act they govern into another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from events.coding.arguments import slot_key
from events.coding.letters import ALEF, BACKGROUND, MIM, STOPS
from events.coding.syntax import Item, Kind
from events.coding.words import Words
from events.lexicon import Analysis, Operator

_DEPTH = 4
_MA = MIM + ALEF
_FORCE = "15"  # the first root of acts of force


@dataclass(frozen=True, slots=True)
class Governor:
    """The operator over a trigger: its item, its row, and the token of its word."""

    item: int
    operator: Operator
    token: int


@dataclass(frozen=True, slots=True)
class Status:
    """How the text puts an act: `asserted`, `negated`, `planned`, `open` (condition, question, hope), `threat` (what
    will be done on a condition), with the words that say so."""

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
            if item.group in ("rel", "what") and item.value == _MA and _opens_with_perfect(items, j, k):
                return Status("negated", item.value)
            if item.group in ("maybe", "cond", "question"):
                return Status("open", item.value)
            if item.group == "plan":
                past = j > 0 and items[j - 1].group == "aspect" and items[j - 1].value.startswith(BACKGROUND)
                return Status("open" if past else "planned", item.value)
            if item.group == "future":
                return Status("planned", item.value)
            if item.group == "aspect" and item.value in words.lexicon.particles.doubting and _is_imperfect(items[k]):
                return Status("open", item.value)
            if item.group in ("aspect",) or (item.group == "comp" and j > 0 and items[j - 1].kind is Kind.PARTICLE):
                j -= 1
                continue
            if (
                item.group == "comp"
                and j > 1
                and items[j - 1].kind in (Kind.PHRASE, Kind.DATE)
                and _open_before(items, j - 1)
            ):
                return Status("open", "complement of an open clause")
            break
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            break
        if item.kind is Kind.VERB:
            break
        j -= 1
    if _conditional(items, k):
        return Status("threat" if future else "open", "condition")
    if future:
        return Status("planned", "future")
    return Status("asserted")


def _opens_with_perfect(items: Sequence[Item], j: int, k: int) -> bool:
    """Whether what stands at item j opens a sentence with the perfect verb of item k: **ما** وقعت الجزائر أي اتفاق."""
    first = j == 0 or (items[j - 1].kind is Kind.PUNCTUATION and items[j - 1].group in STOPS)
    return first and k == j + 1 and items[k].kind is Kind.VERB and any(r.aspect == "p" for r in items[k].readings)


def _is_imperfect(item: Item) -> bool:
    return item.kind is Kind.VERB and all(r.aspect == "i" for r in item.readings)


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


def governors_of(items: Sequence[Item], k: int, part: int | None, words: Words) -> tuple[Governor, ...] | None:
    """The operators over the trigger at item k (word `part` of its phrase, None for a verb), from the inside out.
    None where a word that is no operator makes the act a mere topic (مكافحة الهجمات)."""
    chain: list[Governor] = []
    while len(chain) < _DEPTH:
        if part is not None:
            inner = _inside(items[k], k, part, words)
            if inner is None:
                return None
            chain.extend(inner)
            found = _governing_word(items, k, slot_key(items[k].prep) if items[k].prep else "", words)
        else:
            found = _over_clause(items, k, words)
        if found is None:
            outer = _over_clause(items, k, words) if part is not None else None
            return (*chain, outer) if outer else tuple(chain)
        chain.append(found)
        k, part = found.item, None if items[found.item].kind is Kind.VERB else _part_of(items[found.item], found.token)
    return tuple(chain)


def _part_of(item: Item, token: int) -> int:
    return next((n for n, part in enumerate(item.parts) if part.token == token), 0)


def _inside(item: Item, k: int, part: int, words: Words) -> list[Governor] | None:
    """The operators before word `part` in its own phrase; None where a masdar there is no operator."""
    found: list[Governor] = []
    for earlier in reversed(item.parts[:part]):
        operator = _as_noun(earlier.readings, "gen", words)
        if operator is not None:
            found.append(Governor(k, operator, earlier.token))
        elif any(r.pos == "masdar" for r in earlier.readings if r.exact):
            return None
    return found


def _as_noun(readings: Sequence[Analysis], slot: str, words: Words) -> Operator | None:
    """The operator a noun is: its own row, or that of the verb it is the masdar of (whose object is then its
    genitive)."""
    operators = words.lexicon.operators
    for reading in readings:
        for operator in operators.get(reading.base or reading.lemma, ()):
            if operator.pos == "noun" and slot in {slot_key(c) for c in operator.complement}:
                return operator
    for reading in readings:
        if reading.pos == "masdar":
            for operator in operators.get(reading.lemma, ()):
                if operator.pos == "verb" and ("obj" if slot == "gen" else slot) in {
                    slot_key(c) for c in operator.complement
                }:
                    return operator
    return None


def _governing_word(items: Sequence[Item], k: int, prep: str, words: Words) -> Governor | None:
    """The verb or noun whose complement the phrase at item k is."""
    lexicon = words.lexicon
    bare_seen = 0
    while not prep and items[k].conj and k > 0 and items[k - 1].bare:
        k -= 1
    if not prep and items[k].conj and (first := _first_of_several(items, k, words)) is not None:
        k, prep = first, slot_key(items[first].prep)
    for j in range(k - 1, -1, -1):
        item = items[j]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return None
        if item.kind is Kind.PARTICLE and item.group in ("comp", "sub", "rel", "cond"):
            return None
        if item.kind is Kind.VERB:
            for reading in item.readings:
                for operator in lexicon.operators.get(reading.lemma, ()):
                    if _takes(operator, prep, bare_seen):
                        return Governor(j, operator, item.start)
            return None
        if item.kind is Kind.PHRASE:
            near = j == k - 1 or items[k - 1].kind is Kind.DATE or prep
            for word in reversed(item.parts) if near else ():
                noun = _as_noun(word.readings, prep or "obj", words) or (
                    _as_noun(word.readings, "gen", words) if not prep and item.pronoun else None
                )
                if noun is not None:
                    return Governor(j, noun, word.token)
            if item.bare and not item.conj:
                bare_seen += 1
    return None


def _first_of_several(items: Sequence[Item], k: int, words: Words) -> int | None:
    """The deed behind a preposition that the deed at item k goes on with: تمكنت من قتل ثلاثة **واعتقال** خمسة; None
    where it goes on with none."""
    if not _is_deed(items[k], words):
        return None
    for j in range(k - 1, -1, -1):
        if items[j].kind is not Kind.PHRASE:
            return None
        if not items[j].conj and _is_deed(items[j], words):
            return j if items[j].prep else None
    return None


def _is_deed(item: Item, words: Words) -> bool:
    """Whether a phrase begins with a noun for an act of force."""
    if item.kind is not Kind.PHRASE or not item.parts:
        return False
    bases = {r.base or r.lemma for r in item.parts[0].readings if r.exact}
    codes = [f.code for base in bases for f in words.lexicon.frames.get(base, ()) if f.pos == "noun"]
    return bool(codes) and all(code >= _FORCE for code in codes)


def _takes(operator: Operator, prep: str, bare_seen: int) -> bool:
    complements = {slot_key(c) for c in operator.complement}
    if prep:
        return prep in complements
    if bare_seen >= 2:
        return False
    return "obj" in complements or ("subj" in complements and bare_seen == 0)


def _over_clause(items: Sequence[Item], k: int, words: Words) -> Governor | None:
    """The verb or noun whose complement clause item k stands in."""
    j = k - 1
    while j >= 0 and not (items[j].kind is Kind.PARTICLE and items[j].group == "comp"):
        if items[j].kind is Kind.PUNCTUATION or (
            items[j].kind is Kind.PARTICLE and items[j].group in ("sub", "rel", "cond")
        ):
            return None
        j -= 1
    for i in range(j - 1, -1, -1):
        item = items[i]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return None
        if item.kind is Kind.PHRASE and i >= j - 2:
            for word in reversed(item.parts):
                operator = _as_noun(word.readings, "an", words)
                if operator is not None:
                    return Governor(i, operator, word.token)
        if item.kind is Kind.VERB:
            for reading in item.readings:
                for operator in words.lexicon.operators.get(reading.lemma, ()):
                    if "an" in operator.complement:
                        return Governor(i, operator, item.start)
            return None
    return None
