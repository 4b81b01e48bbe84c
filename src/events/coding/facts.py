"""What a word's form and readings say by themselves, worked out once per word."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from events.clean import key
from events.coding.letters import ALEF, ARTICLE, BA, DEFINITE, FA, KAF, LAM, NUN, TA_MARBUTA, WAW, YA
from events.lexicon import Analysis
from events.lexicon.morphology import Morphology

CACHED_WORDS = 100_000
_WITH_ARTICLE = {
    WAW + ARTICLE: (True, ""),
    FA + ARTICLE: (True, ""),
    BA + ARTICLE: (False, BA),
    KAF + ARTICLE: (False, KAF),
    WAW + LAM + LAM: (True, LAM),
    WAW + BA + ARTICLE: (True, BA),
}


class Facts(NamedTuple):
    """A word by itself: its readings, those that are `verbs`, `others`, `agents`, and the `nisba` without clitics.

    `agent` is the likeliest reading as an agent; `people` whether some reading names a people; `lemmas` are the lemmas
    and bases of all readings; `mark` and `number` tell punctuation and digits, `article` a word definite by its
    article, `noun` a noun of its own, `accusative` the ending of an indefinite accusative; `clitics` are (conjunction
    in front, preposition attached) of the word as a noun, `pronoun` one attached to it; `circumstance` are the
    readings of an indefinite participle that may tell an act on the side (داعيا), as verbs.
    """

    readings: tuple[Analysis, ...]
    verbs: tuple[Analysis, ...]
    others: tuple[Analysis, ...]
    agents: tuple[Analysis, ...]
    agent: Analysis | None
    nisba: Analysis | None
    people: bool
    lemmas: tuple[str, ...]
    mark: bool
    number: bool
    article: bool
    noun: bool
    accusative: bool
    clitics: tuple[bool, str]
    pronoun: str
    circumstance: tuple[Analysis, ...]


@lru_cache(CACHED_WORDS)
def facts_of(morphology: Morphology, text: str) -> Facts:
    """The facts of a token's matching form."""
    readings = morphology.analyze(text)
    word = key(text)
    others = tuple(r for r in readings if r.pos != "verb")
    agents = tuple(r for r in readings if r.table == "agents")
    article = word.startswith(DEFINITE) and len(word) > 4
    return Facts(
        readings=readings,
        verbs=tuple(r for r in readings if r.pos == "verb"),
        others=others,
        agents=agents,
        agent=min(agents, key=_unlikeliness, default=None),
        nisba=next((r for r in readings if is_nisba(r) and not r.conj and not r.prep), None),
        people=any(r.table in ("nisba", "people") for r in readings),
        lemmas=tuple(dict.fromkeys(lemma for r in readings for lemma in (r.lemma, r.base))),
        mark=not text[0].isalnum(),
        number=text[0].isdigit(),
        article=article,
        noun=any(r.table == "nouns" and not _is_adjective(r.lemma, readings) for r in readings),
        accusative=len(word) > 4 and word.endswith(ALEF) and not article,
        clitics=_clitics(word, others),
        pronoun=next((r.pronoun for r in others if r.pronoun), ""),
        circumstance=tuple([_as_verb(r) for r in readings if _is_circumstance(r, word)]),
    )


def is_nisba(reading: Analysis) -> bool:
    """Whether a reading is an adjective of a country, or of an organisation told like one: أوروبي, أممي."""
    return reading.table == "nisba" or (reading.table == "metonyms" and reading.pos == "adj" and len(reading.code) == 3)


def _is_adjective(lemma: str, readings: tuple[Analysis, ...]) -> bool:
    """Whether a noun's lemma ends as adjectives of relation do: إغاثي, and إغاثية beside it."""
    if lemma.endswith(YA):
        return True
    masculine = lemma.removesuffix(TA_MARBUTA)
    return masculine.endswith(YA) and any(r.lemma == masculine for r in readings)


def _is_circumstance(reading: Analysis, word: str) -> bool:
    """Whether a participle has the form in which it tells an act on the side: داعيا, داعية, داعين."""
    if reading.pos != "participle" or reading.det or reading.prep or reading.pronoun or not reading.exact:
        return False
    if reading.gender == "f":
        return reading.number == "s"
    return (reading.number == "s" and reading.state == "i" and word.endswith(ALEF)) or (
        reading.number == "p" and reading.state == "i" and word.endswith(YA + NUN)
    )


def _as_verb(reading: Analysis) -> Analysis:
    return reading._replace(pos="verb", aspect="p", voice="a", person="3", state="")


def _unlikeliness(reading: Analysis) -> tuple[bool, bool, int, bool]:
    """What makes a reading as an agent less likely, the weightiest first."""
    return (
        not reading.exact,
        reading.pronoun.startswith("1"),
        len(reading.prep) + len(reading.conj),
        reading.gender == "f" and not reading.lemma.endswith(TA_MARBUTA),
    )


def _clitics(word: str, others: tuple[Analysis, ...]) -> tuple[bool, str]:
    if others:
        best = min(others, key=lambda r: (not r.exact, bool(r.conj) + bool(r.prep)))
        return bool(best.conj), best.prep
    for size in (4, 3):
        if word[:size] in _WITH_ARTICLE and len(word) > size + 2:
            return _WITH_ARTICLE[word[:size]]
    if word.startswith(LAM + LAM) and len(word) > 4:
        return False, LAM
    return False, ""
