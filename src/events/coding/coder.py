"""The default coder: a document and its temporal expressions in, mentions out.

Sentence by sentence: read the words, cut them into phrases, hold every verb and event noun against its frames, ask what
negation, plans and governing verbs make of it, then attach date and place. What is not asserted is kept as blocked, for
`explain`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from events.clean import fold, tokenize
from events.coding.actorkinds import kinds_of
from events.coding.adversary import at_home, at_the_place, without_unnamed_foes
from events.coding.aftermath import Claim, settle
from events.coding.arguments import Group, is_name, names_before
from events.coding.attach import place_of, when_of
from events.coding.confidence import calibrated
from events.coding.drafts import act_told, drafts_of
from events.coding.everyday import Setting, without_everyday
from events.coding.lands import country_in_front
from events.coding.merge import SYMMETRIC
from events.coding.offices import office_behind
from events.coding.outcome import Draft, Scene
from events.coding.passage import Inherited, Passage
from events.coding.phrases import read_sentence
from events.coding.policy import addressed, complete, everyday, fits, governed, plausible
from events.coding.reference import Discourse, Told
from events.coding.resolving import actors_of
from events.coding.syntax import NOBODY, Actor, Item, Kind, Reading
from events.coding.terms import on_its_day
from events.coding.told import AUTHOR
from events.coding.undated import dated_by_announcement, dated_by_siblings
from events.coding.words import Words
from events.lexicon import Lexicon
from events.model import Document, Mention, Sentence, Span, TemporalExpression

MINIMUM_WEIGHT = 0.3
# What is merely said or agreed needs surer actors: most of what weighs less are everyday dealings.
MINIMUM_SPOKEN = 0.45
# A town so large that its name, if it is no short one, tells the country by itself.
_CITY, _LONG = 150_000, 4
_DEEDS = frozenset({"09", "14", "15", "17", "18", "19", "20"})
_EVIDENCE = 280


@dataclass(frozen=True, slots=True)
class Blocked:
    """An act the text names but does not assert, or one that lacks an actor: where, by which rule, and why it is no
    event."""

    sentence: int
    trigger: Span
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What one sentence yielded, with its syntax: the material of `events explain`. `claims` are
    those of attacks made in it."""

    words: Words
    reading: Reading
    mentions: tuple[Mention, ...]
    blocked: tuple[Blocked, ...]
    claims: tuple[Claim, ...] = ()


def code(document: Document, expressions: Sequence[TemporalExpression], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of a document's events, in reading order."""
    return tuple(m for sentence in read(document, expressions, lexicon) for m in sentence.mentions)


def read(
    document: Document, expressions: Sequence[TemporalExpression], lexicon: Lexicon
) -> tuple[SentenceReading, ...]:
    """Each sentence's reading, in order, its mentions settled against those of the whole article."""
    discourse = Discourse(theatres=lexicon.theatres, adversaries=lexicon.adversaries, day=document.article.published)
    readings = tuple(_read_sentences(document, expressions, lexicon, discourse))
    claims = [claim for reading in readings for claim in reading.claims]
    told = [m for reading in readings for m in reading.mentions]
    settled = settle(told, _casualty_rules(lexicon), claims, _militants(readings))
    settled = without_unnamed_foes(settled, discourse)
    settled = tuple(m for m in settled if complete(m.code, m.source, m.target))
    settled = dated_by_announcement(settled, [r.words for r in readings], expressions, document.article.published)
    settled = dated_by_siblings(settled, {r.words.sentence: _extent(r.words) for r in readings})
    return tuple(replace(r, mentions=tuple(m for m in settled if m.sentence == r.words.sentence)) for r in readings)


def _casualty_rules(lexicon: Lexicon) -> frozenset[str]:
    """The ids of the frames that only state dead or wounded."""
    return frozenset(f.id for lemma in lexicon.classes.get("casualty", ()) for f in lexicon.frames.get(lemma, ()))


def _extent(words: Words) -> Span:
    return Span(words.tokens[0].start, words.tokens[-1].end) if words.tokens else Span(0, 0)


def _militants(readings: Sequence[SentenceReading]) -> frozenset[str]:
    """The codes of the militant groups the article names."""
    named = (a for r in readings for item in r.reading.items for _, a in item.actors if a.code and a.how == "named")
    return frozenset(a.code for a in named if "militant" in kinds_of(a))


def _read_sentences(
    document: Document, expressions: Sequence[TemporalExpression], lexicon: Lexicon, discourse: Discourse
) -> Iterator[SentenceReading]:
    passage = Passage(document, expressions)
    setting = Setting()
    casualties = _casualty_rules(lexicon)
    _read_title(document, lexicon, discourse, setting)
    for sentence in document.sentences:
        words, reading = read_sentence(
            sentence, lexicon, expressions, document.article.text, discourse.names, document.article.published
        )
        _note_names(reading, words, discourse)
        if (country := country_in_front(reading.items, words)) is not None:
            discourse.front = (words.sentence, country)
        setting.add(words)

        def resolve(group: Group, reading: Reading = reading, words: Words = words) -> tuple[Actor, ...]:
            return actors_of(group, reading.items, words, discourse, lexicon.references)

        inherited = passage.at(sentence, words)
        mentions: list[Mention] = []
        blocked: list[Blocked] = []
        claims: list[Claim] = []
        events: list[Told] = []
        spoken, discourse.quoted, acts = len(discourse.subjects), (), len(discourse.acts)
        told: tuple[Actor, ...] = ()
        for draft in without_everyday(drafts_of(Scene(words, reading, discourse, resolve)), words, setting):
            if draft.claim:
                several = draft.rule.endswith("all")
                claims.extend(Claim(sentence.index, a.code, several) for a in draft.sources if a.code != NOBODY)
                continue
            made = list(_mentions(draft, document, words, reading, inherited, discourse))
            if draft.blocked or not made:
                token = words.tokens[draft.trigger]
                blocked.append(
                    Blocked(sentence.index, token.span, draft.rule, draft.blocked or "actors missing or alike")
                )
            else:
                mentions.extend(made)
                if not (draft.rule in casualties and draft.targets[0].code == NOBODY):
                    events.append(act_told(draft, words.sentence))
                passage.hear(made[0])
                told = told or tuple(a for a in draft.sources if a.code != NOBODY)
                if NOBODY not in (draft.sources[0].code, draft.targets[0].code) and draft.targets[0].how != AUTHOR:
                    discourse.pair = (draft.sources[0], draft.targets[0])
                    if draft.code[:2] in ("18", "19") and all("armed" in kinds_of(a) for a in discourse.pair):
                        discourse.fight(*discourse.pair)
        discourse.acts[acts:] = events
        discourse.leave(spoken, told)
        passage.pass_over(sentence)
        yield SentenceReading(words, reading, tuple(mentions), tuple(blocked), tuple(claims))


def _read_title(document: Document, lexicon: Lexicon, discourse: Discourse, setting: Setting) -> None:
    """Remembers whom the title names; a title is context, it is not coded."""
    title = document.article.title
    if title and title.strip():
        folded = fold(title)
        sentence = Sentence(-1, -1, 0, len(title), tokenize(folded))
        words, reading = read_sentence(sentence, lexicon, (), title, {}, document.article.published)
        _note_names(reading, words, discourse)
        setting.add(words)


def _note_names(reading: Reading, words: Words, discourse: Discourse) -> None:
    """Remembers the actors and places a sentence names outright, and the persons it introduces by office and name."""
    for k, item in enumerate(reading.items):
        head = item.head_actor
        if (
            head is None
            and (office := office_behind(reading.items, k, words))
            and (resolved := discourse.resolve(office))
        ):
            discourse.name(_words_of_name(words, item.start, item.end), resolved)
        if head is not None and head.kind == "person" and (resolved := discourse.resolve(head)):
            discourse.name(_name_of(words, head.start, head.end), resolved)
            apposed = (
                reading.items[k + 2]
                if k + 2 < len(reading.items) and reading.items[k + 1].kind is Kind.PUNCTUATION
                else None
            )
            if k + 2 < len(reading.items) and names_before(reading.items, k + 2, item):
                named = reading.items[k + 2]
                discourse.name(_words_of_name(words, named.start, named.end), resolved)
            if apposed is not None and apposed.bare and not apposed.conj and _renames(apposed):
                discourse.name(_words_of_name(words, apposed.start, apposed.end), resolved)
        for _, actor in item.actors:
            if actor.kind == "person" and actor is not head and (resolved := discourse.resolve(actor)):
                discourse.name(_name_of(words, actor.start, actor.end), resolved)
            if actor.code and actor.kind == "person":
                discourse.name(_last_name(words, actor), actor)
            if actor.code and actor.how != "people" and not discourse.is_plain(actor):
                discourse.see(actor)
        discourse.plain.update(words.tokens[p.token].key for p in item.parts if p.readings)
    for hits in words.hits:
        for hit in hits[:1]:
            countries = {e.country or e.code for e in hit.entries if e.table == "places"}
            if len(countries) == 1 and all(e.table == "places" and not e.ambiguous for e in hit.entries):
                known = len(words.tokens[hit.start].key) >= _LONG and max(e.population for e in hit.entries) >= _CITY
                discourse.see_country(words.sentence, next(iter(countries))[:3], known)


def _name_of(words: Words, start: int, end: int) -> tuple[str, ...]:
    """The words of a name at the end of tokens `start` to `end`: those no lexicon knows, and the words names are made
    of."""
    name: list[str] = []
    for i in range(end - 1, start - 1, -1):
        hit = words.particles[i]
        if words.analyses[i] or words.hits[i] or (hit and hit.particle.kind not in ("name", "given")):
            break
        name.insert(0, words.tokens[i].key)
    return tuple(name)


def _last_name(words: Words, actor: Actor) -> tuple[str, ...]:
    """The last word of a person whom the lexicon knows by several words: (محمود) عباس."""
    for i in range(actor.start, actor.end):
        for hit in words.hits[i]:
            if hit.end == actor.end and hit.end - hit.start > 1 and any(e.table == "offices" for e in hit.entries):
                return (words.tokens[hit.end - 1].key,)
    return ()


def _renames(item: Item) -> bool:
    """Whether a phrase behind an office is its holder's name: unknown words, or a person the lexicon knows in another
    office."""
    head = item.head_actor
    return is_name(item) or (head is not None and head.how in ("former office", "later office", "ambiguous person"))


def _words_of_name(words: Words, start: int, end: int) -> tuple[str, ...]:
    """The words of a name without the honorifics before it."""
    hits = [words.particles[i] for i in range(start, end)]
    return tuple(
        words.tokens[start + n].key for n, hit in enumerate(hits) if not (hit and hit.particle.kind == "honorific")
    )


def _mentions(
    draft: Draft, document: Document, words: Words, reading: Reading, inherited: Inherited, discourse: Discourse
) -> Iterator[Mention]:
    if draft.blocked:
        return
    when = when_of(reading, words, draft, inherited, document.article.published)
    seen: set[tuple[str, str]] = set()
    sources, targets = (
        [actor for told in side if (actor := on_its_day(told, when, words.lexicon))]
        for side in (draft.sources, draft.targets)
    )
    for who in sources:
        for named in addressed(draft.code, targets):
            source = at_home(draft.code, who, named)
            target = governed(draft.code, source, named)
            pair = (source.code, target.code)
            if (
                (source.code == target.code != NOBODY)
                or (draft.code[:3] in SYMMETRIC and pair[::-1] in seen)
                or pair in seen
            ):
                continue
            if not source.code or not target.code or not plausible(draft.code, source.code, target.code):
                continue
            if everyday(draft.code, source, target) or not fits(draft.code, source, target):
                continue
            seen.add(pair)
            countries = [a.code[:3] for a in (target, source) if a.code != NOBODY]
            place = place_of(reading.items, words, draft.first, draft.last, draft.trigger, countries)
            target = at_the_place(draft.code, target, place, words.tokens[draft.trigger].start, discourse)
            weight = 0.9 * draft.weight * source.weight * target.weight
            if weight < (MINIMUM_WEIGHT if draft.code[:2] in _DEEDS else MINIMUM_SPOKEN):
                continue
            yield Mention(
                article_id=document.article.id,
                sentence=words.sentence,
                source=source.code,
                target=target.code,
                code=draft.code,
                date=when.start,
                date_end=when.end,
                grain=when.grain,
                place=place,
                evidence=_evidence(words, draft, source, target),
                trigger=words.tokens[draft.trigger].span,
                source_span=_span(words, source),
                target_span=_span(words, target),
                date_span=when.span,
                rule=draft.rule,
                seeds=tuple(dict.fromkeys((*draft.seeds, *source.seeds, *target.seeds))),
                confidence=calibrated(weight, source.code != NOBODY),
                steps=(*draft.steps, f"source {source.how}", f"target {target.how}", f"date {when.why}"),
            )


def _span(words: Words, actor: Actor) -> Span | None:
    if actor.sentence != words.sentence or actor.end <= actor.start:
        return None
    return Span(words.tokens[actor.start].start, words.tokens[actor.end - 1].end)


def _evidence(words: Words, draft: Draft, source: Actor, target: Actor) -> Span:
    trigger = words.tokens[draft.trigger].span
    spans = [trigger, *(s for a in (source, target) if (s := _span(words, a)))]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    if whole.end - whole.start <= _EVIDENCE:
        return whole
    near = [s for s in spans if abs(s.start - trigger.start) <= _EVIDENCE // 2]
    return Span(min(s.start for s in near), max(s.end for s in near))
