"""A sentence cut into phrases, verbs, function words and marks.

A phrase runs on through genitives, adjectives and names; it ends at a conjunction, a preposition, a function word, a verb, a mark, a date,
at an actor that cannot belong to what stands before it, and where an indefinite noun follows something complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from events.coding.actors import read_actor
from events.coding.syntax import Actor, Item, Kind, Part, Reading
from events.coding.words import Words, is_adjective, is_noun, read_words
from events.lexicon import Analysis, Lexicon
from events.model import Sentence, TemporalExpression

_TANWEEN = "\u0627"
_TA_MARBUTA = "\u0629"
_QUESTION = "\u061f?"


def read_sentence(
    sentence: Sentence,
    lexicon: Lexicon,
    expressions: Sequence[TemporalExpression],
    text: str,
    called: Mapping[tuple[str, ...], Actor],
    published: date | None,
) -> tuple[Words, Reading]:
    """The sentence's words and its items; `expressions` are those of the whole article, `called` the names it introduced before."""
    dates = tuple(e for e in expressions if sentence.start <= e.span.start < sentence.end)
    told = next((e.start for e in dates if e.start and e.grain in ("year", "decade")), None)
    words = read_words(sentence, lexicon, told or published, [e.span for e in dates], called)
    items = tuple(_items(words))
    return words, Reading(
        sentence, items, dates, text[sentence.start : sentence.end].rstrip(" \"'»”)").endswith(tuple(_QUESTION))
    )


def _items(words: Words) -> Iterator[Item]:
    i = 0
    previous: Item | None = None
    taken = False  # whether the phrase before is the subject of a verb before it
    while i < len(words.tokens):
        item = _item(words, i, previous, taken)
        yield item
        taken = item.bare and previous is not None and previous.kind is Kind.VERB
        i, previous = item.end, item


def _item(words: Words, i: int, previous: Item | None, taken: bool) -> Item:
    if i in words.dated:
        end = i + 1
        while end in words.dated:
            end += 1
        return Item(Kind.DATE, i, end)
    if words.is_mark(i):
        return Item(Kind.PUNCTUATION, i, i + 1, group=words.tokens[i].text)
    hit = words.particles[i]
    if hit and hit.conj and any(r.pos == "verb" and r.exact and not r.conj for r in words.analyses[i]):
        hit = None
    if (
        hit
        and hit.particle.kind not in ("honorific", "name", "given", "quantity")
        and not _is_longer_name(words, i, hit.end)
    ):
        group, value = hit.particle.kind, hit.particle.value
        if group == "prep":
            return _governed(words, hit.end, value or hit.particle.word, hit.particle.word, bool(hit.conj), i)
        group = value if value == "copula" else group
        return Item(Kind.PARTICLE, i, hit.end, group=group, value=hit.particle.word, conj=bool(hit.conj))
    if _looks_verbal(words, i, previous):
        return Item(Kind.VERB, i, i + 1)
    verbs = _verb_readings(words, i, previous, taken)
    if verbs:
        return Item(Kind.VERB, i, i + 1, readings=verbs, conj=any(r.conj for r in verbs), pronoun=verbs[0].pronoun)
    return _phrase(words, i, "", i)


def _is_longer_name(words: Words, i: int, end: int) -> bool:
    return any(hit.end > end and any(e.table != "places" for e in hit.entries) for hit in words.hits[i])


def _governed(words: Words, i: int, slot: str, word: str, conj: bool, start: int) -> Item:
    """The phrase a preposition opens; the preposition alone where no phrase follows."""
    if i < len(words.tokens) and not words.is_mark(i):
        hit = words.particles[i]
        if hit and hit.particle.kind in ("comp", "rel", "prep", "sub", "neg"):
            return Item(Kind.PARTICLE, start, i, group="prep", value=slot, conj=conj)
        item = _phrase(words, i, slot, start)
        return Item(
            Kind.PHRASE,
            start,
            item.end,
            slot,
            conj,
            value=word,
            parts=item.parts,
            actors=item.actors,
            definite=item.definite,
            pronoun=item.pronoun,
        )
    return Item(Kind.PARTICLE, start, i, group="prep", value=slot, conj=conj)


def _verb_readings(words: Words, i: int, previous: Item | None, taken: bool) -> tuple[Analysis, ...]:
    """The verb readings of token i where it is to be read as a verb, else nothing."""
    verbs = tuple(r for r in words.analyses[i] if r.pos == "verb")
    if not verbs or (not verbs[0].exact and words.tokens[i].text.endswith(_TA_MARBUTA)):
        return ()
    verbs = tuple(r for r in verbs if _finite(r, previous)) if not _in_name(words, i) else ()
    verbs = tuple(r for r in verbs if r.exact) or verbs
    if not verbs:
        return ()
    others = [r for r in words.analyses[i] if r.pos != "verb" and (r.exact or not verbs[0].exact)]
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
    if named:
        return ()
    if previous is not None and previous.kind is Kind.PARTICLE:
        if previous.group in ("neg", "comp", "aspect", "future", "rel", "maybe", "plan", "cond", "sub"):
            return verbs
        if previous.group == "prep":
            return ()
    if all(r.aspect == "i" for r in verbs):
        return verbs
    starts = previous is None or previous.kind is Kind.PUNCTUATION or any(r.conj for r in verbs)
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
        and any(r.conj for r in verbs)
        and previous is not None
        and previous.kind is Kind.PHRASE
        and previous.prep
        and not previous.actors
    ):
        return () if _genitive_follows(words, i) else verbs
    return verbs


def _looks_verbal(words: Words, i: int, previous: Item | None) -> bool:
    """Whether a word no lexicon knows has the shape of a verb: an imperfect with ya in front, a feminine or plural perfect."""
    if words.is_known(i) or (
        previous is not None
        and previous.kind is Kind.PHRASE
        and previous.head_actor
        and previous.head_actor.kind == "person"
    ):
        return False
    word = words.tokens[i].key.removeprefix("\u0648").removeprefix("\u0633")
    if len(word) < 4 or words.has_article(i):
        return False
    perfect = word.endswith("\u0648\u0627") or (
        word.endswith("\u062a") and word[-2] not in "\u0627\u064a\u0648" and len(word) > 4
    )
    return word.startswith("\u064a") or perfect


def _finite(reading: Analysis, previous: Item | None) -> bool:
    """Whether a verb form can stand here: shortened forms only after a particle, first and second persons only in speech."""
    after_particle = previous is not None and previous.kind is Kind.PARTICLE
    if reading.mood == "s" and not after_particle and not reading.future:
        return False
    if (
        reading.number == "d"
        and reading.aspect == "p"
        and not (previous is not None and previous.kind is Kind.PHRASE and previous.head_actor)
    ):
        return False
    if reading.person == "3" or not reading.person:
        return True
    opens = previous is None or after_particle or previous.kind is Kind.PUNCTUATION or bool(reading.conj)
    return reading.exact and opens and reading.person == "1"


def _in_name(words: Words, i: int) -> bool:
    """Whether token i stands beside a word that only names have."""
    sides = [words.particles[j] for j in (i - 1, i + 1) if 0 <= j < len(words.tokens)]
    return any(hit is not None and hit.particle.kind == "name" and not hit.conj for hit in sides)


def _genitive_follows(words: Words, i: int) -> bool:
    return (
        i + 1 < len(words.tokens)
        and not words.is_mark(i + 1)
        and not words.particles[i + 1]
        and words.has_article(i + 1)
    )


def _phrase(words: Words, i: int, prep: str, start: int) -> Item:
    parts: list[Part] = []
    actors: list[tuple[str, Actor]] = []
    conj = False
    definite = False
    open_ = True  # whether the last word can take a genitive
    pronoun = ""
    j = i
    while j < len(words.tokens):
        if words.is_mark(j) or (words.is_number(j) and j > i and not open_):
            break
        if words.is_number(j):
            j += 1
            continue
        hit = words.particles[j]
        if hit and hit.particle.kind == "quantity" and (j == i or open_) and not (hit.conj and j > i):
            conj = conj or (j == i and bool(hit.conj))
            j = hit.end
            continue
        if hit and j > i and hit.particle.kind not in ("honorific", "name", "given"):
            break
        lead = _clitics(words, j)
        if j == i:
            conj = conj or lead[0]
            prep = prep or lead[1]
        elif lead[0] or lead[1]:
            break
        if (
            j > i
            and not hit
            and (
                _verb_inside(words, j, bool(actors), open_)
                or (not open_ and not actors and _looks_verbal(words, j, None))
            )
        ):
            break
        actor = None if _qualifies(words, j, parts, actors) else read_actor(words, j)
        if actor is not None:
            relation = _relation(actor, actors, parts, open_, words, j)
            if not relation:
                break
            actors.append((relation, actor))
            j, open_, definite = actor.end, False, definite or actor.definite
            continue
        if hit and hit.particle.kind == "honorific":
            j = hit.end
            continue
        nisba = words.nisba(j)
        if (
            nisba is not None
            and actors
            and actors[-1][1].code
            and actors[-1][1].code[:3] != nisba.code
            and not actors[-1][1].plural
        ):
            break
        if nisba is not None and (parts or j == i):
            if parts and not actors:
                actors.append(("adj", _adjective(words, j, nisba)))
            parts.append(Part(j, (nisba,)))
            j, open_ = j + 1, False
            continue
        readings = tuple(r for r in words.analyses[j] if r.pos != "verb")
        if j > i and not _continues(words, j, readings, open_, definite, bool(actors)):
            break
        if (
            parts
            and all(not part.readings for part in parts)
            and any(r.lemma in words.lexicon.frames for r in readings if r.table == "nouns")
        ):
            break
        parts.append(Part(j, readings))
        pronoun = next((r.pronoun for r in readings if r.pronoun), "")
        has_article = words.has_article(j)
        definite = definite or has_article or bool(pronoun)
        open_ = not has_article and not pronoun and not _indefinite_accusative(words, j)
        j += 1
    return Item(
        Kind.PHRASE,
        start,
        max(j, i + 1),
        prep,
        conj,
        parts=tuple(parts),
        actors=tuple(actors),
        definite=definite,
        pronoun=pronoun,
    )


def _qualifies(words: Words, j: int, parts: list[Part], actors: list[tuple[str, Actor]]) -> bool:
    """Whether token j, a possible agent, is rather an adjective of the noun before it."""
    before = actors[-1][1].end if actors else parts[-1].token + 1 if parts else -1
    if before != j:
        return False
    agents = [r for r in words.analyses[j] if r.table == "agents"]
    same = words.has_article(j) == words.has_article(j - 1)
    return bool(agents) and same and all(is_adjective(r, words.lexicon) for r in agents)


def _relation(
    actor: Actor, actors: list[tuple[str, Actor]], parts: list[Part], open_: bool, words: Words, j: int
) -> str:
    """How an actor belongs to the phrase so far: `head`, `gen`, `appo`; empty where it begins another phrase."""
    if not parts and not actors:
        return "head"
    if actors:
        last = actors[-1][1]
        if last.kind in ("context", "place") or any(r.pronoun for r in words.analyses[j] if r.table == "agents"):
            return ""
        compatible = not last.code or not actor.code or last.code[:3] == actor.code[:3]
        titled = (
            actor.kind == "person"
            or last.kind == "person"
            or (actor.code == last.code and actor.kind in ("capital", "country", "seat"))
        )
        return "appo" if compatible and titled and not actor.plural else ""
    if open_:
        return "gen"
    return "gen" if actor.how in ("named",) and actor.kind in ("country", "capital") else ""


def _adjective(words: Words, j: int, nisba: Analysis) -> Actor:
    return Actor(
        nisba.code,
        "",
        "country",
        j,
        j + 1,
        words.sentence,
        nisba.lemma,
        True,
        (f"countries.csv:{nisba.line}",),
        "adjective",
        weight=0.9,
    )


def _clitics(words: Words, j: int) -> tuple[bool, str]:
    """(conjunction in front, preposition attached) of token j as a noun or name."""
    hits = [hit for hit in words.hits[j] if any(e.table != "places" for e in hit.entries)] or list(words.hits[j])
    if hits and (hits[0].end - hits[0].start > 1 or not words.analyses[j]):
        return bool(hits[0].conj), hits[0].prep
    readings = [r for r in words.analyses[j] if r.pos != "verb"]
    if readings:
        best = min(readings, key=lambda r: (not r.exact, bool(r.conj) + bool(r.prep)))
        return bool(best.conj), best.prep
    if hits:
        return bool(hits[0].conj), hits[0].prep
    return _bare_clitics(words.tokens[j].key)


_WITH_ARTICLE = {
    "\u0648\u0627\u0644": (True, ""), "\u0641\u0627\u0644": (True, ""), "\u0628\u0627\u0644": (False, "\u0628"), "\u0643\u0627\u0644": (False, "\u0643"),
    "\u0648\u0644\u0644": (True, "\u0644"), "\u0648\u0628\u0627\u0644": (True, "\u0628"),
}  # fmt: skip


def _bare_clitics(word: str) -> tuple[bool, str]:
    for size in (4, 3):
        if word[:size] in _WITH_ARTICLE and len(word) > size + 2:
            return _WITH_ARTICLE[word[:size]]
    if word.startswith("\u0644\u0644") and len(word) > 4:
        return False, "\u0644"
    return False, ""


def _verb_inside(words: Words, j: int, has_actor: bool, open_: bool) -> bool:
    """Whether token j, in the middle of a phrase, is a verb: among others one with a pronoun behind an indefinite event noun,
    which opens a relative clause (هجوم شنه …)."""
    verbs = [r for r in words.analyses[j] if r.pos == "verb"]
    if open_ and any(r.pronoun and r.exact and r.aspect == "p" for r in verbs):
        frames = words.lexicon.frames
        if any(r.table == "nouns" and not r.det and not r.pronoun and r.lemma in frames for r in words.analyses[j - 1]):
            return True
    if not verbs or any(r.pos != "verb" and r.exact for r in words.analyses[j] if r.det):
        return False
    others = [r for r in words.analyses[j] if r.pos != "verb" and r.exact]
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


def _continues(
    words: Words, j: int, readings: Sequence[Analysis], open_: bool, definite: bool, has_actor: bool
) -> bool:
    """Whether a word that is no actor still belongs to the phrase."""
    article = words.has_article(j)
    if open_:
        return True
    if has_actor:
        return article and not is_noun(readings)
    if definite:
        return article
    return not article and not (_indefinite_accusative(words, j) and any(r.table == "nouns" for r in readings))


def _indefinite_accusative(words: Words, j: int) -> bool:
    word = words.tokens[j].key
    return len(word) > 4 and word.endswith(_TANWEEN) and not words.has_article(j)
