"""What the head word of an agent lets follow it: the office it deputises, the body it is a member of, its adjectives.

نائب الناطق باسم الشرطة · قيادي في حركة حماس · ضابط بالجيش السوداني · الوزير السابق في حكومة المالكي
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from events.coding.letters import BA, NUN, TA_MARBUTA, WAW, YA
from events.coding.syntax import Actor, Part
from events.coding.words import Words, is_adjective
from events.lexicon import Analysis, NameHit

_MEMBER = "member"  # class of those who are told with the body they belong to
_UPKEEP = "upkeep"  # class of what is done to security and order
_ACTS = "only where it acts"  # note of agents that are also what they keep
_ABROAD = "abroad"  # class of those who are told with the country they are sent to or live in
_BODIES = frozenset({"igo", "ngo", "armed", "party", "movement", "coalition", "body", "media", "court", "seat"})


class Land(NamedTuple):
    """A place whose people or officials an agent is of: its country, where its name ends, and its row."""

    country: str
    end: int
    seed: str


def land_of(words: Words, i: int) -> Land | None:
    """The place named at token i (شيوخ عشائر **الأنبار**) where the name fits one country alone; None elsewhere."""
    hit = next(iter(words.hits[i]), None)
    if hit is None or hit.conj or hit.prep or not all(e.table == "places" and not e.ambiguous for e in hit.entries):
        return None
    countries = {e.country or e.code for e in hit.entries}
    return Land(countries.pop()[:3], hit.end, f"places.csv:{hit.entries[0].line}") if len(countries) == 1 else None


def ends_in_longer_name(words: Words, hit: NameHit) -> bool:
    """Whether the last word of an agent's name begins a longer name that runs on: زعيم **حزب الله**, رئيس **المحكمة
    العليا**."""
    last = hit.end - 1
    return last > hit.start and any(
        other.end > hit.end and not other.conj and not other.prep and any(e.table != "places" for e in other.entries)
        for other in words.hits[last]
    )


def end_abroad(words: Words, start: int, i: int) -> int:
    """Where the country ends in which somebody posted or living abroad is, attached at token i (الجالية البحرينية
    **بالسعودية**); i where none is told."""
    hit = words.hits[i][0] if i < len(words.tokens) and words.hits[i] else None
    if hit is None or hit.conj or hit.prep != BA or _ABROAD not in words.classes(start):
        return i
    return hit.end if any(e.table in ("countries", "metonyms", "places") for e in hit.entries) else i


def qualifies(words: Words, i: int) -> bool:
    """Whether a word that may be an agent is rather an adjective of the noun before it: الناطق الإعلامي."""
    agents = words.facts[i].agents
    if not agents or words.has_article(i) != words.has_article(i - 1):
        return False
    if words.tokens[i - 1].key in words.lexicon.particles.affairs:
        return True
    # صحفي is no "my newspapers", صحفيا behind a noun no "two journalists of"
    likely = [r for r in agents if not r.pronoun.startswith("1") and (r.number, r.state) != ("d", "c")] or agents
    if words.tokens[i - 1].text.endswith(TA_MARBUTA) and all(_is_masculine(r) and r.lemma[-1] == YA for r in likely):
        return False  # السلطات التونسية **القيادي**: an adjective of a feminine is feminine
    return all(is_adjective(r, words.lexicon) and not r.conj and not r.prep for r in likely)


def is_kept(words: Words, i: int) -> bool:
    """Whether a word that may be a force is rather what is kept, by the noun before it: تعزيز **الأمن**."""
    agent = words.facts[i].agent
    row = words.lexicon.agents.get(agent.lemma) if agent is not None else None
    return row is not None and _ACTS in row.note and i > 0 and _UPKEEP in words.classes(i - 1)


def _is_masculine(reading: Analysis) -> bool:
    return reading.gender == "m" and reading.number == "s"


def is_deputy(words: Words, i: int, reading: Analysis) -> bool:
    """Whether the agent at token i only stands in for the office behind it, whose role is then its own."""
    row = words.lexicon.agents.get(reading.lemma)
    if row is None or "deputy" not in row.note or reading.det or reading.pronoun or reading.number == "p":
        return False
    if i + 1 >= len(words.tokens):
        return False
    return not words.is_mark(i + 1) and not words.particles[i + 1]


def is_full(word: str, number: str) -> bool:
    """Whether a dual or plural has its full ending, so that no genitive can follow: مسؤولون, but سكان is open."""
    return word.endswith(NUN) and (number == "d" or (number == "p" and word.endswith((WAW + NUN, YA + NUN))))


def agrees(words: Words, i: int, head: int, nisba: Analysis, reading: Analysis | None) -> bool:
    """Whether an adjective that is also an everyday word may be the head's own: not المالية in مكتب المالية."""
    if nisba.lemma in words.lexicon.particles.regional:
        return False
    if nisba.lemma not in words.lexicon.particles.everyday or reading is None or i != head + 1:
        return True
    definite = words.has_article(head) or bool(reading.pronoun)
    if words.has_article(i) != definite or (nisba.table == "metonyms" and not definite):
        return False  # رئيس أفريقي is of Africa, المبعوث الأفريقي of its union
    if reading.number == "p":
        return nisba.number in ("p", "d") or nisba.gender == "f"
    return nisba.gender == ("f" if words.tokens[head].text.endswith(TA_MARBUTA) else reading.gender or nisba.gender)


def people_as_adjective(words: Words, i: int, definite: bool) -> Analysis | None:
    """A people's name at token i that qualifies a plural as definite as itself: صيادين **مغاربة**."""
    if words.has_article(i) != definite:
        return None
    return next((r for r in words.facts[i].readings if r.table == "people" and not r.conj and not r.prep), None)


def members_body(
    words: Words, start: int, i: int, role: str, read: Callable[[Words, int], Actor | None]
) -> Actor | None:
    """The body at token i, behind a preposition, of which the person at token `start` is a member, or was, as his role
    tells; None where there is none. `read` reads an actor."""
    if role != "ELI" and _MEMBER not in words.classes(start):
        return None
    hit = words.particles[i]
    between = words.tokens[i].key in words.lexicon.particles.inside
    if hit is not None or between:
        inside = between and (hit is None or (hit.particle.kind == "prep" and not hit.conj))
        behind = hit.end if hit else i + 1
    else:
        inside, behind = _has_clitic(words, i, BA), i
    if not inside or behind >= len(words.tokens) or words.is_mark(behind) or (behind > i and words.particles[behind]):
        return None
    inner = read(words, behind)
    return inner if inner is not None and inner.kind in _BODIES else None


def _has_clitic(words: Words, i: int, clitic: str) -> bool:
    """Whether token i carries a preposition in its best reading as a name or agent, and no conjunction."""
    agent = words.facts[i].agent
    best = words.hits[i][0] if words.hits[i] else agent
    return best is not None and best.prep == clitic and not best.conj


def is_title(words: Words, parts: Sequence[Part]) -> bool:
    """Whether a phrase opens with an unknown definite word, as a title may: **المرشد** الإيراني علي خامنئي."""
    return bool(parts) and words.has_article(parts[0].token) and not parts[0].readings


def is_partitive(words: Words, j: int) -> bool:
    """Whether token j says of what a number is a part: 12 **من** مقاتلي الحركة."""
    hit = words.particles[j] if j + 1 < len(words.tokens) else None
    return hit is not None and hit.end == j + 1 and words.tokens[j].key in words.lexicon.particles.partitive
