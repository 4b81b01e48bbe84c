"""A sentence cut into phrases, verbs, function words and marks.

A phrase runs on through genitives, adjectives and names; it ends at a conjunction, a preposition, a function word, a
verb, a mark, a date, at an actor that cannot belong to what stands before it, and where an indefinite noun follows
something complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from events.coding.actors import read_actor
from events.coding.apposed import with_names
from events.coding.heads import is_kept, is_partitive, is_title, qualifies
from events.coding.letters import ALEF, BA, FA, KAF, LAM, NUN, QUESTION_MARKS, STOPS, TA_MARBUTA, WAW, YA
from events.coding.namerun import is_about, is_counted, is_described
from events.coding.syntax import CIRCUMSTANCE, Actor, Item, Kind, Part, Reading
from events.coding.unnamed import WHAT, what_clause
from events.coding.verbs import circumstance, governing_verb, looks_verbal, unknown_pronoun, verb_inside, verb_readings
from events.coding.words import Words, read_words
from events.lexicon import Analysis, Lexicon
from events.model import Sentence, TemporalExpression

# Kinds of actor that rename no person before them, but begin a phrase of their own.
_BODIES = frozenset({"body", "armed", "court", "igo", "party", "media", "context"})

_BY = "by"
# Kinds of function word that stand inside a phrase.
_WITHIN = frozenset({"honorific", "name", "given"})

_PLURALS = (WAW + NUN, YA + NUN)  # how plurals of persons end, in either case


def read_sentence(
    sentence: Sentence,
    lexicon: Lexicon,
    expressions: Sequence[TemporalExpression],
    text: str,
    called: Mapping[tuple[str, ...], Actor],
    published: date | None,
) -> tuple[Words, Reading]:
    """The sentence's words and its items; `expressions` are those of the whole article, `called` the names it
    introduced before."""
    dates = tuple(e for e in expressions if sentence.start <= e.span.start < sentence.end)
    told = next((e.start for e in dates if e.start and e.grain in ("year", "decade")), None)
    words = read_words(sentence, lexicon, told or published, [e.span for e in dates], called)
    items = with_names(tuple(_items(words)))
    return words, Reading(
        sentence, items, dates, text[sentence.start : sentence.end].rstrip(" \"'»”)").endswith(QUESTION_MARKS)
    )


def _items(words: Words) -> Iterator[Item]:
    i = 0
    previous: Item | None = None
    taken = False  # whether the phrase before is the subject of a verb before it
    awaited = 0  # how many phrases the verb before still takes, its subject and its object
    while i < len(words.tokens):
        item = _item(words, i, previous, taken, awaited > 0)
        yield item
        taken = item.bare and previous is not None and (previous.kind is Kind.VERB or (taken and item.conj))
        awaited = _awaited(item, previous, awaited)
        i, previous = item.end, item


def _awaited(item: Item, previous: Item | None, awaited: int) -> int:
    if item.kind is Kind.VERB:
        return 1 if previous is not None and previous.bare else 2
    if item.kind is Kind.PARTICLE or (item.kind is Kind.PUNCTUATION and item.group in STOPS):
        return 0
    return max(awaited - 1, 0) if item.bare and not item.conj else awaited


def _item(words: Words, i: int, previous: Item | None, taken: bool, awaited: bool) -> Item:
    if words.tokens[i].key == WAW and i + 1 < len(words.tokens) and not words.is_mark(i + 1):
        return replace(_item(words, i + 1, previous, taken, awaited), start=i, conj=True)  # cut off by quotation marks
    if i in words.dated:
        end = i + 1
        while end in words.dated:
            end += 1
        return Item(Kind.DATE, i, end)
    if words.is_mark(i):
        return Item(Kind.PUNCTUATION, i, i + 1, group=words.tokens[i].text)
    hit = words.particles[i]
    if hit and hit.conj and any(r.pos == "verb" and r.exact and not r.conj for r in words.analyses[i]):
        before_verb = hit.particle.kind == "aspect" and hit.end < len(words.tokens) and words.facts[hit.end].verbs
        hit = hit if before_verb else None
    if hit and hit.conj and awaited and any(r.table == "agents" and r.exact and not r.conj for r in words.analyses[i]):
        hit = None  # a governor behind a verb, not "and to"
    if hit and hit.particle.kind == "aspect" and words.facts[i].agents and is_described(words, i + 1):
        hit = None  # a diplomat, not "diplomatically": خطفوا دبلوماسيا أردنيا
    if (
        hit
        and hit.particle.kind not in ("honorific", "name", "given", "quantity")
        and not _is_longer_name(words, i, hit.end)
    ):
        group, value = hit.particle.kind, hit.particle.value
        if (what := what_clause(words, i, hit, previous)) is not None:
            return what
        if group == "attached":
            slot, _, pronoun = value.partition(" ")
            return Item(Kind.PHRASE, i, hit.end, slot, bool(hit.conj), value=hit.particle.word, pronoun=pronoun)
        if group == "prep" and hit.end < len(words.tokens) and is_about(words, i, hit.end):
            return replace(_phrase(words, hit.end, "", i), conj=bool(hit.conj))
        if group == "prep" and words.facts[i].verbs and (verbs := governing_verb(words, i, previous)):
            return Item(Kind.VERB, i, i + 1, readings=verbs, conj=any(r.conj for r in verbs), pronoun=verbs[0].pronoun)
        if group == "prep":
            return _governed(words, hit.end, value or hit.particle.word, hit.particle.word, bool(hit.conj), i)
        group = value if value == "copula" else group
        return Item(Kind.PARTICLE, i, hit.end, group=group, value=hit.particle.word, conj=bool(hit.conj))
    told = previous is not None and previous.group == WHAT
    if not words.is_known(i) and (told or looks_verbal(words, i, previous)):
        return Item(Kind.VERB, i, i + 1, pronoun=unknown_pronoun(words, i))
    if words.facts[i].verbs and (verbs := verb_readings(words, i, previous, taken, awaited)):
        return Item(Kind.VERB, i, i + 1, readings=verbs, conj=any(r.conj for r in verbs), pronoun=verbs[0].pronoun)
    if words.facts[i].circumstance and (aside := circumstance(words, i, previous)):
        return Item(Kind.VERB, i, i + 1, group=CIRCUMSTANCE, readings=aside, conj=bool(aside[0].conj))
    return _phrase(words, i, "", i)


def _is_longer_name(words: Words, i: int, end: int) -> bool:
    return any(hit.end > end and any(e.table != "places" for e in hit.entries) for hit in words.hits[i])


def _governed(words: Words, i: int, slot: str, word: str, conj: bool, start: int) -> Item:
    """The phrase a preposition opens; the preposition alone where no phrase follows."""
    if i < len(words.tokens) and not words.is_mark(i):
        hit = words.particles[i]
        if hit and hit.particle.kind in ("comp", "rel", "prep", "sub", "neg", "attached"):
            return Item(Kind.PARTICLE, start, i, group="prep", value=slot, conj=conj)
        if slot == _BY and _clitics(words, i)[1]:
            return Item(Kind.PARTICLE, start, i, group="aspect", value=word, conj=conj)  # التقى من قبل بالوزير
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


def _phrase(words: Words, i: int, prep: str, start: int) -> Item:
    parts: list[Part] = []
    actors: list[tuple[str, Actor]] = []
    conj = False
    definite = False
    open_ = True  # whether the last word can take a genitive
    pronoun = ""
    j = i
    length, dated = len(words.tokens), words.dated
    while j < length:
        fact = words.facts[j]
        if j > i and (words.tokens[j].key == WAW or (fact.circumstance and _is_aside(words, j))):
            break
        if fact.mark or j in dated or (fact.number and j > i and not open_):
            break
        if fact.number:
            j += 1 + (j == i and is_partitive(words, j + 1))
            continue
        hit = words.particles[j]
        if not hit and (pointed := _pointing(words, j)) is not None:
            if j > i and (not open_ or pointed != (False, "")):
                break
            conj, prep = conj or pointed[0], prep or pointed[1]
            j += 1
            continue
        if hit and hit.particle.kind == "quantity" and j > i and _ends_place(words, i, j - 1):
            break
        if hit and hit.particle.kind == "quantity" and (j == i or (open_ and not hit.conj and not hit.prep)):
            conj = conj or (j == i and bool(hit.conj))
            prep = prep or hit.prep
            j = hit.end + (j == i and is_partitive(words, hit.end))
            continue
        counted = j > i and is_counted(words, j) and hit and hit.particle.kind == "aspect" and fact.accusative
        inside = counted or (hit and (hit.particle.kind in _WITHIN or _is_longer_name(words, j, hit.end)))
        if hit and j > i and not inside:
            break
        lead = _clitics(words, j) if words.hits[j] else fact.clitics
        if j == i:
            conj = conj or lead[0]
            prep = prep or lead[1]
        elif lead[0] or lead[1]:
            break
        if (
            j > i
            and not hit
            and (
                (fact.verbs and verb_inside(words, j, bool(actors), open_))
                or (not open_ and not actors and looks_verbal(words, j, None))
            )
        ):
            break
        before = actors[-1][1].end if actors else parts[-1].token + 1 if parts else -1
        actor = None if (before == j and qualifies(words, j)) or (j > i and is_kept(words, j)) else read_actor(words, j)
        if actor is not None:
            new = parts and not actors and actor.how == "agent" and _ends_place(words, i, j - 1)
            relation = "" if new else _relation(actor, actors, parts, open_, words, j)
            if not relation:
                break
            if relation == "head" and actor.start == i and _is_oblique(words, actor):
                actor = replace(actor, oblique=True)
            actors.append((relation, actor))
            if len(actors) == 1 and not parts:
                pronoun = next((r.pronoun for r in words.facts[actor.start].agents if r.pronoun), "")
            j, open_, definite = actor.end, False, definite or actor.definite
            continue
        if hit and hit.particle.kind == "honorific":
            j = hit.end
            continue
        nisba = fact.nisba
        if (
            nisba is not None
            and actors
            and actors[-1][1].code
            and actors[-1][1].code[:3] != nisba.code
            and not actors[-1][1].plural
        ):
            break
        if nisba is not None and (parts or j == i):
            if parts and not actors and nisba.lemma not in words.lexicon.particles.everyday:
                actors.append(("adj", _adjective(words, j, nisba)))
            parts.append(Part(j, (nisba,)))
            j, open_ = j + 1, False
            continue
        readings = fact.others
        if j > i and not _continues(words, j, readings, open_, definite, bool(actors)):
            break
        placed = parts and (_ends_place(words, i, j - 1) or _is_place_name(words, parts, prep))
        if placed and any(r.lemma in words.lexicon.frames for r in readings if r.table == "nouns"):
            break
        parts.append(Part(j, readings))
        pronoun = fact.pronoun
        has_article = fact.article
        definite = definite or has_article or bool(pronoun)
        open_ = not has_article and not pronoun and not fact.accusative
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


def _pointing(words: Words, i: int) -> tuple[bool, str] | None:
    """(conjunction in front, preposition attached) of a demonstrative at token i that points at the definite noun
    behind it: **بهذه** العقوبات; None where there is none."""
    if i + 1 >= len(words.tokens) or not words.has_article(i + 1) or words.is_mark(i + 1) or words.particles[i + 1]:
        return None
    demonstratives, word = words.lexicon.particles.pointing, words.tokens[i].key
    conj = word[0] in (WAW, FA) and word not in demonstratives
    word = word[1:] if conj else word
    prep = word[0] if word and word[0] in (BA, LAM, KAF) and word not in demonstratives else ""
    return (conj, prep) if word.removeprefix(prep) in demonstratives else None


def _is_place_name(words: Words, parts: list[Part], prep: str) -> bool:
    """Whether a phrase behind a preposition of place is so far but words no lexicon knows, and no common noun by its
    ending: في **مانهاست** جولة من المفاوضات, but في سلسلة غارات."""
    if prep not in words.lexicon.particles.inside or any(part.readings for part in parts):
        return False
    return not words.tokens[parts[-1].token].text.endswith(TA_MARBUTA)


def _ends_place(words: Words, i: int, j: int) -> bool:
    """Whether a named place ends with token j of a phrase that begins at i: a name takes no genitive."""
    return any(hit.end == j + 1 for k in range(max(i, j - 2), j + 1) for hit in words.hits[k])


def _is_oblique(words: Words, actor: Actor) -> bool:
    """Whether an actor's first word has the ending of a plural or dual that is no subject: المتمردين, الطرفين."""
    if actor.kind not in ("person", "people", "armed", "body") or actor.end - actor.start > 1:
        return False
    word = words.tokens[actor.start].key
    return len(word) > 5 and word.endswith(YA + NUN) and words.has_article(actor.start)


def _is_aside(words: Words, j: int) -> bool:
    """Whether a participle inside a phrase tells an act of its own: في بيان مشيدا ب…"""
    masculine = words.facts[j].circumstance[0].gender == "m" and words.tokens[j].key.endswith(ALEF)
    return masculine and not words.facts[j - 1].accusative and bool(circumstance(words, j, None, inside=True))


def _relation(
    actor: Actor, actors: list[tuple[str, Actor]], parts: list[Part], open_: bool, words: Words, j: int
) -> str:
    """How an actor belongs to the phrase so far: `head`, `gen`, `appo`; empty where it begins another phrase."""
    if not parts and not actors:
        return "head"
    if actors:
        last = actors[-1][1]
        if last.how == "adjective" and actor.how == "office" and actor.code[:3] == last.code and is_title(words, parts):
            return "head"
        if last.kind in ("context", "place") or any(r.pronoun for r in words.analyses[j] if r.table == "agents"):
            return ""
        if last.kind == "person" and actor.kind == "country" and actor.how == "named":
            return ""  # whom an office holder left or visited: غادر وزير الدفاع **جمهورية مالي**
        if _names_fighters(last, actor, words):
            return "appo"
        compatible = not last.code or not actor.code or last.code[:3] == actor.code[:3]
        titled = (
            actor.kind == "person"
            or (last.kind == "person" and actor.kind not in _BODIES)
            or (actor.code == last.code and actor.kind in ("capital", "country", "seat"))
        )
        another = actor.kind == "person" and (
            last.plural
            if last.kind == "person"
            else not actor.definite
            or last.kind in _BODIES
            or (last.kind in ("country", "capital") and actor.start == last.end)
        )
        return "appo" if compatible and titled and not actor.plural and not another else ""
    if _is_owned(words, parts[-1].token):
        return ""
    if open_:
        return "gen"
    nisba = next((r.code for r in parts[-1].readings if r.table == "nisba"), "") if len(parts) == 1 else ""
    if nisba and actor.kind == "person" and actor.code[:3] == nisba:
        return "head"
    owned = actor.how == "named" and actor.kind in ("country", "capital")
    return "gen" if owned and words.tokens[parts[0].token].key not in words.lexicon.particles.affairs else ""


def _is_owned(words: Words, i: int) -> bool:
    """Whether a word has its owner attached, so that no genitive follows: زيارته **أنقرة**."""
    exact = [r for r in words.facts[i].others if r.exact]
    return bool(exact) and all(r.pronoun.startswith("3") for r in exact)


def _names_fighters(last: Actor, actor: Actor, words: Words) -> bool:
    """Whether fighters are told by the group's name right behind them, in the same case: المسلحين الحوثيين."""
    if last.kind != "armed" or last.code or actor.how != "named" or actor.start != last.end or not last.definite:
        return False
    ends = [words.tokens[a.end - 1].key[-2:] for a in (last, actor)]
    return words.has_article(actor.start) and ends[1] in _PLURALS and (ends[0] == ends[1] or ends[0] not in _PLURALS)


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
    hits = words.hits[j]
    if not hits:
        return words.facts[j].clitics
    first = next((hit for hit in hits if any(e.table != "places" for e in hit.entries)), hits[0])
    if first.end - first.start > 1 or not words.facts[j].others:
        return bool(first.conj), first.prep
    return words.facts[j].clitics


def _continues(
    words: Words, j: int, readings: Sequence[Analysis], open_: bool, definite: bool, has_actor: bool
) -> bool:
    """Whether a word that is no actor still belongs to the phrase."""
    article = words.has_article(j)
    if open_:
        return True
    if has_actor:
        return article and not words.facts[j].noun
    if definite:
        return article
    return not article and not (words.facts[j].accusative and words.facts[j].noun)
