"""From triggers to drafts: what each verb and event noun of a sentence says happened, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from events.coding.abroad import is_dated_ahead, visitor_of
from events.coding.actorkinds import kinds_of
from events.coding.announcing import announced, authority_of
from events.coding.arguments import Group, Slots, noun_slots, slot_key, verb_slots
from events.coding.clauses import Clause
from events.coding.evaluating import evaluation
from events.coding.letters import LAM
from events.coding.light import is_light
from events.coding.matching import VIOLENCE, best_match
from events.coding.meaning import Governor, governors_of
from events.coding.operating import by_operator, condemnation, condemnation_noun, distinct, is_act
from events.coding.organiser import organiser
from events.coding.outcome import (
    AGENT_OF_BOTH,
    SUPPORT,
    Draft,
    Scene,
    addressee_of,
    finish,
    owners_of,
    subject_actors,
    subject_of,
)
from events.coding.plans import on_the_eve, told_ahead
from events.coding.policy import plausible
from events.coding.pronouns import with_object
from events.coding.reference import Told
from events.coding.sessions import session
from events.coding.speech import follow, is_programme
from events.coding.syntax import Actor, Item, Kind
from events.coding.victims import hit_by_noun, hitting_verb, with_victims
from events.coding.words import Words
from events.lexicon import Analysis, Frame, Operator

# Operators that bring their own actors, so that the act under them may stand without.
_TURNING = frozenset(
    {"appeal", "demand", "accuse", "refuse", "threaten", "propose", "accept", "promise", "intend", "agree", "decide"}
)
# Doubts about what is said of an act; the act itself, named with its agent, is taken for granted (يرى أن زيارة الوزير
# …).
# Operators whose verb, with responsibility as its object, claims nothing.
_NO_CLAIM = frozenset({"deny", "accuse", "refuse", "demand"})
# Requests, and what a verb of asking tells that is more than one: an invitation, an expulsion (طلب من السفير المغادرة).
_ASKED = frozenset({"02", "10"})
_MORE_THAN_ASKED = frozenset({"03", "16"})
_DOUBTS = frozenset({"speculate", "hope", "discuss"})
# How the reasons begin for which an act told by a noun is none, nor is what a verb beside it says of it.
_SAID = ("under", "negated", "planned", "open")


def drafts_of(scene: Scene) -> Iterator[Draft]:
    """The drafts of a sentence, blocked ones included. A verb that only turns another act into its own yields no second
    draft."""
    found: list[Draft] = []
    hits: set[int] = set()
    for k, item in enumerate(scene.reading.items):
        if item.kind is Kind.VERB and k not in hits:
            slots = hit_by_noun(scene, k, _without_places(scene, verb_slots(scene.reading.items, k)))
            found.extend(_remembered(scene, _of_verb(scene, k, follow(scene, k, slots))))
        elif item.kind is Kind.PHRASE:
            attacks = list(_remembered(scene, _of_nouns(scene, k)))
            if any(not d.blocked or d.blocked.startswith(_SAID) for d in attacks):
                hits.add(hitting_verb(scene.reading.items, k, scene.words) or k)
            found.extend(attacks)
    used = {
        (draft.governed_by, _sort(draft.code)) for draft in found if draft.governed_by is not None and _stands(draft)
    }
    told = {draft.item for draft in found if not draft.blocked and scene.reading.items[draft.item].kind is Kind.VERB}
    exact = {draft.item for draft in found if draft.item in told and draft.code[:2] in _MORE_THAN_ASKED}
    for draft in found:
        if (draft.item, _sort(draft.code)) in used:
            continue
        if draft.governed_by in exact and draft.code[:2] in _ASKED:
            continue
        yield replace(draft, blocked="object of an act told by its verb") if _is_object(scene, draft, told) else draft


def _sort(code: str) -> str:
    """What two drafts of one act agree in: the root, violence of any kind."""
    return min(VIOLENCE) if code[:2] in VIOLENCE else code[:2]


def _stands(draft: Draft) -> bool:
    """Whether a draft tells an act between two that can be its sides."""
    pairs = ((a.code, b.code) for a in draft.sources for b in draft.targets)
    return not draft.blocked and any(a != b and plausible(draft.code, a, b) for a, b in pairs)


def _remembered(scene: Scene, drafts: Iterator[Draft]) -> Iterator[Draft]:
    """The drafts, whose two sides are those the next words may speak of (الجانبان, المضيف)."""
    for draft in drafts:
        if not draft.blocked and not draft.claim:
            scene.discourse.acts.append(act_told(draft, scene.words.sentence))
        if not draft.blocked and len(draft.sources) == len(draft.targets) == 1:
            scene.discourse.bring_together(draft.sources[0], draft.targets[0], draft.code, scene.words.sentence)
        yield draft


def act_told(draft: Draft, sentence: int) -> Told:
    """What a later sentence may judge of an act told in this one."""
    lemma = draft.rule.removeprefix("operator:").partition(".")[0]
    return Told(lemma, draft.code, draft.sources, draft.targets, sentence)


def _without_owners(verb: Slots, noun: Slots) -> dict[str, list[Group]]:
    """The prepositional phrases around a support verb; those of `ل` are the act's where they stand right behind it."""
    return {word: groups for word, groups in verb.by_preposition.items() if word != LAM or word in noun.by_preposition}


def _is_object(scene: Scene, draft: Draft, told: set[int]) -> bool:
    """Whether a noun is merely the object of a verb whose own act is told: علقت مساعداتها. Attacks stand for
    themselves."""
    items = scene.reading.items
    if (
        items[draft.item].kind is not Kind.PHRASE
        or draft.code[:2] in VIOLENCE
        or draft.governed_by is not None
        or items[draft.item].prep
    ):
        return False
    for j in range(draft.item - 1, -1, -1):
        if items[j].kind is Kind.VERB:
            return j in told
        if items[j].kind is Kind.PARTICLE and items[j].group in ("comp", "sub", "rel"):
            return False
    return False


def _without_places(scene: Scene, slots: Slots) -> Slots:
    """The slots without objects that only say where: قتل ستة في غارة **جنوب الصومال**."""
    tokens, locative = scene.words.tokens, scene.words.lexicon.particles.locative

    def where(group: Group) -> bool:
        bare = bool(group) and not group[0].prep and group[0].head_actor is None
        return bare and tokens[group[0].start].key in locative and group[0].end - group[0].start > 1

    if not any(where(object_) for _, object_ in slots.subjects):
        return slots
    return replace(slots, subjects=tuple((subject, () if where(obj) else obj) for subject, obj in slots.subjects))


def _of_verb(scene: Scene, k: int, slots: Slots) -> Iterator[Draft]:
    items, words = scene.reading.items, scene.words
    governors = governors_of(items, k, None, words)
    announcer = authority_of(scene, governors)
    clause = Clause(words, items, slots, k, announcer)
    future = told_ahead(items, k, words) or is_programme(items, k)
    future = future or is_dated_ahead(scene, k, slots)
    matched = False
    readings = tuple(distinct(items[k].readings))
    for reading in readings:
        ambiguous = (
            reading.voice == "u"
            and reading.person != "1"
            and any(f.voice == "passive" for f in words.lexicon.frames.get(reading.lemma, ()))
        )
        if ambiguous and "pronoun" not in slots.notes:
            told = tuple(a for a in slots.subjects if a[0] or not a[1])
            told = told or (slots.subjects if reading.aspect == "p" else ())
            clause = Clause(words, items, replace(slots, subjects=told), k, announcer)
        frames = [f for f in words.lexicon.frames.get(reading.lemma, ()) if f.pos == "verb" and _voice_fits(f, reading)]
        match = best_match(frames, clause, scene.discourse, scene.resolve) if frames else None
        if match and len({a.code for a in (*match.sources, *match.targets)}) == 1 and reading is not readings[-1]:
            continue  # nobody does it to himself: another verb of this spelling is meant (أبدت استعدادها)
        judged = match is not None and match.notes[:1] == ("speaker",)  # it rests on what somebody says of another
        if (
            match
            and not judged
            and reading.aspect == "i"
            and not reading.future
            and "standing" in words.lexicon.classes_of.get(reading.lemma, ())
        ):
            matched = True
            draft = finish(scene, clause, match, k, governors, items[k].start, future)
            yield replace(draft, blocked=draft.blocked or "a standing position, not an act")
            break
        if match:
            matched = True
            governors = tuple(g for g in governors or () if g.operator.operator not in _DOUBTS) if judged else governors
            yield finish(scene, clause, match, k, governors, items[k].start, future)
            break
    if not matched:
        yield from _claim(scene, clause, k)
        yield from condemnation(scene, clause, k, future)
        yield from evaluation(scene, clause, k, future)
        yield from session(scene, clause, k, future)
        yield from _bare_operator(scene, clause, k, future)


def _claim(scene: Scene, clause: Clause, k: int) -> Iterator[Draft]:
    """Who claims an attack: a verb with the operator `claim` and an attack as its object, or one that is no denial with
    responsibility for an attack as its object."""
    named = {
        o.operator for r in scene.reading.items[k].readings for o in scene.words.lexicon.operators.get(r.lemma, ())
    }
    taken = any("responsibility" in clause.group_classes(g) for a in clause.slots.subjects for g in a if g)
    if "claim" not in named and not (taken and named and not named & _NO_CLAIM):
        return
    groups = [g for arrangement in clause.slots.subjects for g in arrangement if g]
    groups += [g for found in clause.slots.by_preposition.values() for g in found]
    meant = clause.slots.pronoun if "claim" in named else ""  # وقد تبناه التنظيم
    if not meant.startswith("3") and not any(clause.group_classes(g) & {"attack", "attackclaim"} for g in groups):
        return
    rule = "operator:claim:all" if meant.endswith(("d", "p")) else "operator:claim"
    for group in groups:
        sources = tuple(
            a for a in scene.resolve(group) if a.how not in ("adjective", "possessor") and "armed" in kinds_of(a)
        )
        if sources:
            yield Draft(sources, (), "", rule, k, scene.reading.items[k].start, k, k, (), (), 1.0, claim=True)
            return


def _voice_fits(frame: Frame, reading: Analysis) -> bool:
    if frame.voice == "passive":
        return reading.voice in ("p", "u", "")
    return reading.voice in ("a", "u", "")


def _bare_operator(scene: Scene, clause: Clause, k: int, future: bool) -> Iterator[Draft]:
    """The operator's own code where what it governs is no known act: طالب الحكومة بكذا."""
    for reading in distinct(scene.reading.items[k].readings):
        for operator in scene.words.lexicon.operators.get(reading.lemma, ()):
            if not operator.bare or reading.voice == "p":
                continue
            for subject, object_ in clause.slots.subjects or (((), ()),):
                sources = subject_actors(scene, subject, scene.reading.items[k])
                targets = addressee_of(scene, operator, clause.slots, object_)
                if sources and targets:
                    yield by_operator(scene, clause, k, operator, sources, targets, future)
                    return


def _of_nouns(scene: Scene, k: int) -> Iterator[Draft]:
    items, words = scene.reading.items, scene.words
    for number, part in enumerate(items[k].parts):
        if not part.readings or is_light(items[k], number, words):
            continue
        lemmas = dict.fromkeys(r.base or r.lemma for r in part.readings if r.pos in ("noun", "masdar"))
        frames = [f for lemma in lemmas for f in words.lexicon.frames.get(lemma, ()) if f.pos == "noun"]
        if not frames:
            continue
        wanted = {slot_key(condition.slot) for frame in frames for condition in frame.needs}
        slots = noun_slots(items, k, number, partial(_is_other_act, words, wanted))
        slots = with_object(slots, items, k, frames)
        governors = governors_of(items, k, number, words)
        slots = with_victims(slots, scene, k, governors, frames)
        support, more = _support(scene, k, number, governors or ())
        fallen: tuple[Actor, ...] = ()
        if more is not None:
            slots = replace(
                slots,
                by_preposition={**_without_owners(more, slots), **slots.by_preposition},
                end=max(slots.end, more.end),
                start=min(slots.start, more.start),
            )
        if not support and items[k].prep and any(f.symmetric for f in frames):
            support = fallen = tuple(a for a in _fallen(scene, k) if "armed" in kinds_of(a))
        clause = Clause(words, items, slots, k, authority_of(scene, governors), bool(fallen))
        lenient = any(g.operator.operator in _TURNING and items[g.item].kind is Kind.VERB for g in governors or ())
        match = best_match(frames, clause, scene.discourse, scene.resolve, support, lenient)
        if match:
            if governors and match.notes[:1] in (("gen",), ("adj",)):
                governors = tuple(
                    g for g in governors if g.operator.operator not in _DOUBTS or g.item == k or items[k].prep
                )
            ahead = match.frame.code.startswith("04") and on_the_eve(items, k, words)
            yield finish(scene, clause, match, k, governors, part.token, ahead)
            return
        condemned = tuple(condemnation_noun(scene, k, number, support, governors))
        if condemned:
            yield from condemned
            return


def _is_other_act(words: Words, wanted: set[str], item: Item) -> bool:
    """Whether a phrase holds an act of its own, unless it stands behind one of the prepositions `wanted`, as what the
    act before it is about: مزاعم **بتورط** إيران."""
    return is_act(words, item) and not (item.prep and slot_key(item.prep) in wanted)


def _fallen(scene: Scene, k: int) -> tuple[Actor, ...]:
    """Who died in the clash named at item k: one side of it (قتل ثلاثة جنود في مواجهات مع ...)."""
    items, words = scene.reading.items, scene.words
    casualty = words.lexicon.classes.get("casualty", frozenset())
    for j in range(k - 1, -1, -1):
        item = items[j]
        if item.kind is Kind.PUNCTUATION or (item.kind is Kind.PARTICLE and item.group in ("comp", "sub", "rel")):
            return ()
        if item.kind is Kind.VERB:
            if not any(r.lemma in casualty for r in item.readings):
                return ()
            fallen = subject_of(scene, j, told=True)
            if fallen or not item.conj:
                return fallen
        elif item.parts and any(r.lemma in casualty or r.base in casualty for r in item.parts[0].readings):
            owners = noun_slots(items, j, 0, partial(is_act, words)).genitive
            return scene.resolve(owners) if owners else ()
    return ()


def _dropped(scene: Scene, verb: Item, act: Item) -> tuple[Actor, ...]:
    """The subject carried over of a support verb whose object stands right behind it (وأجرى مباحثات), nobody where the
    verb may be passive or have the act for its subject (وعقد اجتماع, وجرت مباحثات)."""
    transitive = {r.voice for r in verb.readings for o in _operators(scene, r) if "obj" in o.complement}
    if not transitive or "p" in transitive:
        return ()
    gender = next((r.gender for r in verb.readings if r.person == "3"), "")
    fact = scene.words.facts[act.parts[0].token]
    if "a" not in transitive and not fact.accusative:
        genders = {"f" if r.number == "p" else r.gender for r in fact.others if r.table == "nouns"}
        if gender in genders and gender != "f":
            return ()
    return scene.discourse.carried(verb, strictly=True)


def _operators(scene: Scene, reading: Analysis) -> tuple[Operator, ...]:
    return tuple(scene.words.lexicon.operators.get(reading.lemma, ()))


def _support(
    scene: Scene, k: int, number: int, governors: tuple[Governor, ...]
) -> tuple[tuple[Actor, ...], Slots | None]:
    """Who does an act told by a noun, word `number` of item k: the owner or subject of the operators that carry it
    (شن ... غارات على, عزمها تعزيز), or the subject of its relative clause (هجوم شنه ... على); and that verb's slots."""
    items = scene.reading.items
    for governor in governors:
        item = items[governor.item]
        if governor.operator.operator not in AGENT_OF_BOTH:
            tellers = announced(scene, k, number, governor)
            if tellers is None:
                break
            return tellers, None
        if item.kind is Kind.VERB:
            slots = verb_slots(items, governor.item)
            subject = slots.subject
            actors = _dropped(scene, item, items[k]) if items[k] in subject else subject_actors(scene, subject, item)
            return actors, slots if governor.operator.operator in SUPPORT else None
        if owners := owners_of(scene, item, governor.token):
            return owners, None
    j = k + 1
    while j < len(items) and items[j].kind is Kind.PARTICLE and items[j].group in ("rel", "aspect"):
        j += 1
    if j < len(items) and items[j].kind is Kind.VERB and items[j].pronoun:
        carried = any(
            o.operator in SUPPORT for r in items[j].readings for o in scene.words.lexicon.operators.get(r.lemma, ())
        )
        if carried:
            slots = verb_slots(items, j)
            if not slots.subject:  # أجراه مع …: its own phrases end with its clause
                close = next((n for n in range(j, len(items)) if items[n].kind is Kind.PUNCTUATION), len(items))
                slots = verb_slots(items[:close], j)
            return subject_of(scene, j), slots
    return organiser(scene, k) or visitor_of(scene, k), None
