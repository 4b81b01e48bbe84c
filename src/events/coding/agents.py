"""Which words are agents, and which only look it: what is done to a person, what is held, a load, a noun of its own.

سجن الناشط · تنظيم مظاهرة · طائرة مساعدات · مساهمة
"""

from __future__ import annotations

from events.coding.facts import Facts
from events.coding.letters import TA_MARBUTA
from events.coding.words import Words
from events.lexicon import Analysis

_HELP = frozenset({"aid", "humaid", "milaid"})


def best_agent(words: Words, i: int) -> Analysis | None:
    """The likeliest reading of token i as an agent; None where it has none, or is rather an act or a thing."""
    fact = words.facts[i]
    if fact.agent is not None and any(
        r.table == "nouns" and r.exact and r.number == "p" and _is_event(words, r.lemma) for r in fact.readings
    ):
        return None
    if fact.agent is not None and fact.agent.gender == "f" and _is_noun_itself(fact):
        return None
    if fact.agent is not None and (_is_act_on_person(words, i, fact) or _is_load(words, i, fact.agent)):
        return None
    return fact.agent


def _is_event(words: Words, lemma: str) -> bool:
    return any(frame.pos == "noun" for frame in words.lexicon.frames.get(lemma, ()))


def _is_noun_itself(fact: Facts) -> bool:
    """Whether a word that may be the feminine of an agent is a noun of its own: مساهمة, عسكرية."""
    agent = fact.agent
    return (
        agent is not None
        and not agent.lemma.endswith(TA_MARBUTA)
        and any(r.table == "nouns" and r.exact and r.lemma.endswith(TA_MARBUTA) for r in fact.readings)
    )


def _is_act_on_person(words: Words, i: int, fact: Facts) -> bool:
    """Whether a word that may be a place is rather what is done to the person behind it, or one that may be a body the
    holding of an act: سجن الناشط, تنظيم مظاهرة."""
    agent, frames = fact.agent, words.lexicon.frames
    if agent is None or agent.det or agent.pronoun or i + 1 >= len(words.tokens):
        return False
    behind = words.facts[i + 1]
    if agent_kind(words, agent) != "place":
        masdar = any(r.pos == "masdar" and r.exact for r in fact.readings)
        return masdar and not behind.article and any(_is_event(words, r.lemma) for r in behind.others if r.exact)
    if not any(r.table == "nouns" and r.exact and r.lemma in frames for r in fact.readings):
        return False
    person = behind.agent
    return person is not None and person.det and agent_kind(words, person) in ("person", "people")


def _is_load(words: Words, i: int, agent: Analysis) -> bool:
    """Whether a craft is told by the help it carries, so that it acts for nobody itself: طائرة **مساعدات** قطرية."""
    if agent.det or agent.pronoun or "carrier" not in words.classes(i) or i + 1 >= len(words.tokens):
        return False
    return bool(_HELP & words.classes(i + 1)) and not words.facts[i + 1].article


def agent_kind(words: Words, reading: Analysis) -> str:
    """The kind of actor an agent's row gives it."""
    row = words.lexicon.agents.get(reading.lemma)
    return row.kind if row else "person"
