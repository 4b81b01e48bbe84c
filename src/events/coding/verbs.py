"""Is a word to be read as a verb where it stands?"""

from __future__ import annotations

from events.coding.letters import ALEF, HA, SIN, STOPS, TA, TA_MARBUTA, WAW, YA
from events.coding.syntax import Item, Kind
from events.coding.unnamed import WHAT
from events.coding.words import Words
from events.lexicon import Analysis

_NEAR = 24  # how far behind a verb its preposition is looked for


def verb_readings(words: Words, i: int, previous: Item | None, taken: bool, awaited: bool) -> tuple[Analysis, ...]:
    """The verb readings of token i where it is to be read as a verb, else nothing. `taken`: the phrase before is a
    verb's subject; `awaited`: the verb before still takes a subject or an object."""
    verbs = words.facts[i].verbs
    if not verbs or (not verbs[0].exact and words.tokens[i].text.endswith(TA_MARBUTA)):
        return ()
    verbs = _likely(words, i, verbs)
    quote = i > 0 and words.tokens[i].start - words.tokens[i - 1].end > 1  # a quotation mark stands between
    verbs = tuple(r for r in verbs if _finite(r, previous, quote)) if not _in_name(words, i, previous) else ()
    verbs = tuple(r for r in verbs if r.exact) or verbs
    if any(r.person == "1" for r in verbs) and all(r.person == "1" or r.pronoun.startswith("1") for r in verbs):
        verbs = tuple(r for r in verbs if r.person == "1")  # وقعنا: "we signed", no "he signed us"
    if not verbs:
        return ()
    if previous is not None and previous.group == WHAT:
        return verbs
    others = [r for r in words.facts[i].others if r.exact or not verbs[0].exact]
    longer = any(
        hit.end - hit.start > 1
        and any(e.table in ("actors", "offices", "countries", "metonyms", "agents") for e in hit.entries)
        for hit in words.hits[i]
    )
    if longer or any(r.det for r in others):
        return ()
    named = any(
        e.table in ("countries", "metonyms", "actors", "offices") and not e.ambiguous
        for hit in words.hits[i]
        for e in hit.entries
    )
    if not others and not named:
        return verbs
    if previous is not None and opens_relative(words, i, previous):
        return tuple(r for r in verbs if r.pronoun) or verbs
    if named:
        return ()
    if previous is not None and previous.kind is Kind.PARTICLE:
        if previous.group in ("neg", "comp", "aspect", "future", "rel", "maybe", "plan", "cond", "sub"):
            return verbs
        if previous.group == "prep":
            return ()
    if all(r.aspect == "i" for r in verbs):
        return verbs
    joined = any(r.conj for r in verbs)
    if joined and any(r.exact and not r.conj and not r.prep for r in words.facts[i].agents):
        return ()  # وزير, وفد: the letter of the conjunction is the word's own
    if awaited and not joined and previous is not None and previous.kind is not Kind.PHRASE:
        return ()
    starts = previous is None or previous.kind is Kind.PUNCTUATION or joined
    follows_actor = (
        previous is not None
        and previous.kind is Kind.PHRASE
        and previous.bare
        and previous.head_actor is not None
        and not taken
    )
    if not (starts or follows_actor or (previous is not None and previous.kind is Kind.DATE)):
        return ()
    if (
        starts
        and joined
        and previous is not None
        and previous.kind is Kind.PHRASE
        and previous.prep
        and not previous.actors
    ):
        return () if _genitive_follows(words, i) else verbs
    return verbs


def governing_verb(words: Words, i: int, previous: Item | None) -> tuple[Analysis, ...]:
    """The readings of a preposition that opens a clause as the operator it is spelled like, where that one's own
    preposition follows, asides between commas left out: عبر الوزير، خلال اللقاء، **عن** أسفه."""
    verbs = tuple(r for r in words.facts[i].verbs if r.exact and r.person == "3" and not r.pronoun)
    starts = previous is None or previous.kind is Kind.PUNCTUATION or any(r.conj for r in verbs)
    wanted = {c for r in verbs for o in words.lexicon.operators.get(r.lemma, ()) for c in o.complement}
    if not starts or not wanted:
        return ()
    aside = False
    for j in range(i + 1, min(i + _NEAR, len(words.tokens))):
        hit = words.particles[j]
        if words.facts[j].mark:
            if words.tokens[j].text in STOPS:
                return ()
            aside = not aside
        elif hit is not None and hit.particle.kind in ("comp", "rel", "sub"):
            return ()
        elif not aside and hit is not None and hit.particle.kind == "prep" and hit.particle.word in wanted:
            return verbs if j > i + 1 else ()
    return ()


def opens_relative(words: Words, i: int, previous: Item) -> bool:
    """Whether token i is a verb in the perfect with a pronoun behind an indefinite event noun: غارات شنها ..."""
    if previous.kind is not Kind.PHRASE or previous.end != i or not previous.parts:
        return False
    if words.has_article(previous.parts[0].token) or previous.pronoun.startswith("3"):
        return False
    if not any(r.pronoun and r.exact and r.aspect == "p" for r in words.facts[i].verbs):
        return False
    return any(_may_be_told(words, part.token) for part in previous.parts)


def _may_be_told(words: Words, i: int) -> bool:
    """Whether token i is an indefinite noun of an act or an occasion, which a relative clause may tell of."""
    if words.has_article(i):
        return False
    nouns = [r for r in words.analyses[i] if r.table == "nouns" and not r.det and not r.pronoun]
    frames = words.lexicon.frames
    return any(r.lemma in frames for r in nouns) or (bool(nouns) and "occasion" in words.classes(i))


def _follows_told(words: Words, j: int) -> bool:
    """Whether the indefinite adjectives before token j, if any, describe a noun of an act or an occasion: ندوة صحفية
    **عقدها**."""
    for i in range(j - 1, max(j - 4, -1), -1):
        if words.is_mark(i) or words.has_article(i) or words.particles[i]:
            return False
        if _may_be_told(words, i):
            return True
        if words.facts[i].noun:
            return False
    return False


def looks_verbal(words: Words, i: int, previous: Item | None) -> bool:
    """Whether a word no lexicon knows has the shape of a verb: an imperfect with ya in front, a feminine or plural
    perfect."""
    if words.is_known(i) or (
        previous is not None
        and previous.kind is Kind.PHRASE
        and previous.head_actor
        and previous.head_actor.kind == "person"
    ):
        return False
    word = words.tokens[i].key.removeprefix(WAW).removeprefix(SIN)
    if len(word) < 4 or words.has_article(i):
        return False
    perfect = word.endswith(WAW + ALEF) or (word.endswith(TA) and word[-2] not in (ALEF, YA, WAW) and len(word) > 4)
    return word.startswith(YA) or perfect


def unknown_pronoun(words: Words, i: int) -> str:
    """The pronoun of the third person a verb no lexicon knows ends in: يلعبه, يلعبها."""
    word = words.tokens[i].key
    return "3ms" if word.endswith(HA) else "3fs" if word.endswith(HA + ALEF) else ""


def _finite(reading: Analysis, previous: Item | None, quote: bool) -> bool:
    """Whether a verb form can stand here: shortened forms only after a particle, first and second persons only in
    speech: where a clause or a `quote` opens."""
    after_particle = previous is not None and previous.kind is Kind.PARTICLE
    if reading.pronoun.startswith("2") and reading.person == "3":
        return False  # nobody is spoken to in the news: انتهاك is no verb with a pronoun
    if reading.mood == "s" and not after_particle and not reading.future:
        return False
    if (
        reading.number == "d"
        and reading.aspect == "p"
        and not (previous is not None and previous.kind is Kind.PHRASE and previous.head_actor)
        and not (previous is not None and previous.kind is Kind.PARTICLE and previous.group == "rel")
    ):
        return False
    if reading.person == "3" or not reading.person:
        return True
    opens = quote or previous is None or after_particle or previous.kind is Kind.PUNCTUATION or bool(reading.conj)
    return reading.exact and opens and reading.person == "1"


def _likely(words: Words, i: int, verbs: tuple[Analysis, ...]) -> tuple[Analysis, ...]:
    """The verb readings without feminine plurals where the word names a place too: عدن."""
    return tuple(r for r in verbs if r.gender != "f" or r.number != "p") if words.hits[i] else verbs


def _in_name(words: Words, i: int, previous: Item | None) -> bool:
    """Whether token i stands beside a word that only names have; one that opens a clause with its conjunction is
    rather the verb before such a name (وأضاف ولد عبد العزيز)."""
    opens = (previous is None or previous.kind is Kind.PUNCTUATION) and any(r.conj for r in words.facts[i].verbs)
    near = (i - 1,) if opens else (i - 1, i + 1)
    sides = [words.particles[j] for j in near if 0 <= j < len(words.tokens)]
    return any(hit is not None and hit.particle.kind == "name" and not hit.conj for hit in sides)


def _genitive_follows(words: Words, i: int) -> bool:
    return (
        i + 1 < len(words.tokens)
        and not words.is_mark(i + 1)
        and not words.particles[i + 1]
        and words.has_article(i + 1)
    )


def verb_inside(words: Words, j: int, has_actor: bool, open_: bool) -> bool:
    """Whether token j, in the middle of a phrase, is a verb: among others one with a pronoun behind an indefinite event
    noun, which opens a relative clause (هجوم شنه …)."""
    verbs = _likely(words, j, words.facts[j].verbs)
    if not verbs:
        return False
    if any(r.pronoun and r.exact and r.aspect == "p" for r in verbs) and _follows_told(words, j):
        return True
    others = [r for r in words.facts[j].others if r.exact]
    if any(r.det for r in others):
        return False
    if any(
        h.end - h.start > 1 or (open_ and any(e.table in ("countries", "metonyms") for e in h.entries))
        for h in words.hits[j]
    ):
        return False
    if not others:
        return True
    if any(r.aspect == "i" for r in verbs):
        return True
    return has_actor and not open_


def circumstance(words: Words, i: int, previous: Item | None, inside: bool = False) -> tuple[Analysis, ...]:
    """The readings of token i as a participle that tells an act on the side, with the subject of the clause before:
    قال ... داعيا إلى …; nothing where it rather qualifies or is said of something. `inside` a phrase, marks and dates
    are no sign."""
    found = words.facts[i].circumstance
    if not found or i + 1 >= len(words.tokens):
        return ()
    lexicon = words.lexicon
    found = tuple(r for r in found if r.lemma in lexicon.operators or r.lemma in lexicon.frames)
    if not found:
        return ()
    conj = bool(found[0].conj)
    if previous is not None and previous.kind is Kind.PARTICLE and previous.group not in ("sub",):
        return ()
    if previous is not None and previous.kind is Kind.VERB and not conj:
        return ()
    after_mark = not inside and (previous is None or previous.kind in (Kind.PUNCTUATION, Kind.DATE) or conj)
    if found[0].gender == "f" or found[0].number == "p":
        thing = any(words.lexicon.agents[r.lemma].kind != "person" for r in words.facts[i].agents if r.exact)
        return found if after_mark and not thing and _complement_follows(words, i + 1) else ()
    if after_mark:
        return found
    noun = any(r.pos == "noun" and r.exact for r in words.facts[i].others)
    return () if noun or (i > 0 and words.facts[i - 1].accusative) else found


def _complement_follows(words: Words, i: int) -> bool:
    """Whether what a participle of saying may govern begins at token i: a clause, a preposition, a definite noun."""
    hit = words.particles[i]
    if hit is not None:
        return hit.particle.kind in ("comp", "prep", "attached")
    return words.has_article(i) or bool(words.hits[i]) or bool(words.facts[i].clitics[1])
