"""What somebody did or said, told by a clause alone: نفت الحركة **ما** أوردته الوكالة, أشاد **بما** تقدمه المملكة."""

from __future__ import annotations

from events.coding.letters import HA
from events.coding.syntax import Item, Kind, Part
from events.coding.words import Words
from events.lexicon.particles import ParticleHit

# The group of a phrase that is but the pronoun such a clause begins with.
WHAT = "what"


def what_clause(words: Words, i: int, hit: ParticleHit, previous: Item | None) -> Item | None:
    """The phrase that the relative pronoun at token i stands for, by itself or with its preposition, where the verb
    behind it refers back to it; None where it opens anything else (ما أدى إلى كذا, بما يضمن كذا)."""
    particles = words.lexicon.particles
    what, prep = hit.end - 1, ""
    if hit.particle.kind == "prep" and hit.end < len(words.tokens):
        if words.tokens[hit.end].key not in particles.what:
            return None
        what, prep = hit.end, hit.particle.value or hit.particle.word
    elif hit.particle.word in particles.what:
        prep = particles.what[hit.particle.word]
    else:
        return None
    if previous is None or not (_may_take(previous) or (prep and previous.kind is not Kind.PARTICLE)):
        return None
    if not _refers_back(words, what + 1):
        return None
    conj = bool(hit.conj)
    value = prep and hit.particle.word
    return Item(Kind.PHRASE, i, what + 1, prep, conj, group=WHAT, value=value, parts=(Part(what, ()),))


def _may_take(previous: Item) -> bool:
    """Whether an item is a verb or its subject, so that the clause behind it may be the object."""
    return previous.kind is Kind.VERB or (previous.bare and previous.group != WHAT)


def _refers_back(words: Words, i: int) -> bool:
    """Whether the word at token i is a verb with a pronoun of the third person, its own or a preposition's: تقدمه,
    قامت به."""
    if i >= len(words.tokens) or words.facts[i].mark:
        return False
    verbs = words.facts[i].verbs
    if any(r.pronoun.startswith("3") for r in verbs):
        return True
    behind = words.particles[i + 1] if i + 1 < len(words.tokens) else None
    if verbs:
        return behind is not None and behind.particle.kind == "attached" and not behind.conj
    return not words.is_known(i) and words.tokens[i].key.endswith(HA)
