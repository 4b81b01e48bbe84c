"""From triggers to drafts: what each verb and event noun of a sentence says happened, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from events.coding.actorkinds import kinds_of
from events.coding.arguments import STOPS, Group, Slots, noun_slots, slot_key, verb_slots
from events.coding.matching import VIOLENCE, Clause, Match, Resolver, best_match, nobody
from events.coding.meaning import Governor, Status, governors_of, status_of
from events.coding.reference import Discourse
from events.coding.syntax import NOBODY, Actor, Item, Kind, Reading
from events.coding.words import Words
from events.lexicon import Analysis, Frame, Operator
from events.lexicon import Slots as FrameSlots

_SUPPORT = frozenset({"support", "begin", "continue", "end", "claim"})
# Operators whose subject also does the act they govern.
_AGENT_OF_BOTH = _SUPPORT | {"intend", "promise", "refuse", "threaten", "agree", "propose", "accept"}
# Operators that bring their own actors, so that the act under them may stand without.
_TURNING = frozenset(
    {"appeal", "demand", "accuse", "refuse", "threaten", "propose", "accept", "promise", "intend", "agree", "decide"}
)
_ANY = FrameSlots()
# Doubts about what is said of an act; the act itself, named with its agent, is taken for granted (يرى أن زيارة الوزير …).
_DOUBTS = frozenset({"speculate", "hope", "discuss"})
_BLOCKS = frozenset({"hope", "speculate", "negate", "avoid", "fail", "discuss"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An act as the text puts it: actors, code, the frame's id, trigger token, item range of its clause, seeds and remarks.
    `blocked` says why it is no event, empty where it is one; a `claim` only names the author of an attack told before."""

    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    code: str
    rule: str
    item: int
    trigger: int
    first: int
    last: int
    seeds: tuple[str, ...]
    steps: tuple[str, ...]
    weight: float
    blocked: str = ""
    governed_by: int | None = None
    claim: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence's triggers are judged with."""

    words: Words
    reading: Reading
    discourse: Discourse
    resolve: Resolver


def drafts_of(scene: Scene) -> Iterator[Draft]:
    """The drafts of a sentence, blocked ones included. A verb that only turns another act into its own yields no second draft."""
    found: list[Draft] = []
    for k, item in enumerate(scene.reading.items):
        if item.kind is Kind.VERB:
            _remember_subject(scene, k)
            found.extend(_of_verb(scene, k))
        elif item.kind is Kind.PHRASE:
            found.extend(_of_nouns(scene, k))
    used = {
        (draft.governed_by, draft.code[:2]) for draft in found if draft.governed_by is not None and not draft.blocked
    }
    told = {draft.item for draft in found if not draft.blocked and scene.reading.items[draft.item].kind is Kind.VERB}
    for draft in found:
        if (draft.item, draft.code[:2]) in used:
            continue
        yield replace(draft, blocked="object of an act told by its verb") if _is_object(scene, draft, told) else draft


def _is_object(scene: Scene, draft: Draft, told: set[int]) -> bool:
    """Whether a noun is merely the object of a verb whose own act is told: علقت مساعداتها. Attacks stand for themselves."""
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


def _remember_subject(scene: Scene, k: int) -> None:
    slots = verb_slots(scene.reading.items, k)
    subject = slots.subjects[0][0] if slots.subjects else ()
    if subject and (actors := tuple(a for a in scene.resolve(subject) if a.how not in ("adjective", "possessor"))):
        scene.discourse.subject = actors


def _of_verb(scene: Scene, k: int) -> Iterator[Draft]:
    items, words = scene.reading.items, scene.words
    slots = verb_slots(items, k)
    clause = Clause(words, items, slots, k)
    future = any(r.future for r in items[k].readings)
    matched = False
    for reading in _distinct(items[k].readings):
        ambiguous = reading.voice == "u" and any(
            f.voice == "passive" for f in words.lexicon.frames.get(reading.lemma, ())
        )
        if ambiguous and "pronoun" not in slots.notes:
            told = tuple(a for a in slots.subjects if a[0] or not a[1])
            clause = Clause(words, items, replace(slots, subjects=told), k)
        frames = [f for f in words.lexicon.frames.get(reading.lemma, ()) if f.pos == "verb" and _voice_fits(f, reading)]
        match = best_match(frames, clause, scene.discourse, scene.resolve) if frames else None
        if match and reading.aspect == "i" and not reading.future and "standing" in words.lexicon.classes_of.get(reading.lemma, ()):
            matched = True
            draft = _finish(scene, clause, match, k, governors_of(items, k, None, words), items[k].start, future)
            yield replace(draft, blocked=draft.blocked or "a standing position, not an act")
            break
        if match:
            matched = True
            yield _finish(scene, clause, match, k, governors_of(items, k, None, words), items[k].start, future)
            break
    if not matched:
        yield from _claim(scene, clause, k)
        yield from _condemnation(scene, clause, k, future)
        yield from _bare_operator(scene, clause, k, future)


def _claim(scene: Scene, clause: Clause, k: int) -> Iterator[Draft]:
    """Who claims an attack: a verb with the operator `claim` and an attack as its object."""
    if not any(
        o.operator == "claim"
        for r in scene.reading.items[k].readings
        for o in scene.words.lexicon.operators.get(r.lemma, ())
    ):
        return
    groups = [g for arrangement in clause.slots.subjects for g in arrangement if g]
    groups += [g for found in clause.slots.by_preposition.values() for g in found]
    if not any(clause.group_classes(g) & {"attack", "attackclaim"} for g in groups):
        return
    for group in groups:
        sources = tuple(
            a for a in scene.resolve(group) if a.how not in ("adjective", "possessor") and "armed" in kinds_of(a)
        )
        if sources:
            yield Draft(
                sources, (), "", "operator:claim", k, scene.reading.items[k].start, k, k, (), (), 1.0, claim=True
            )
            return


def _condemnation(scene: Scene, clause: Clause, k: int, future: bool) -> Iterator[Draft]:
    """The condemnation of an attack whose author is not named."""
    for reading in _distinct(scene.reading.items[k].readings):
        for operator in scene.words.lexicon.operators.get(reading.lemma, ()):
            if operator.operator != "condemn" or reading.voice == "p":
                continue
            for subject, object_ in clause.slots.subjects or (((), ()),):
                groups = [object_] if "obj" in operator.complement and object_ else []
                groups += [g for c in operator.complement for g in clause.slots.by_preposition.get(slot_key(c), [])]
                sources = _subject_actors(scene, subject)
                if sources and any("attack" in clause.group_classes(g) for g in groups):
                    match = _operator_match(replace(operator, bare="111"), sources, (nobody(),))
                    yield _finish(
                        scene,
                        clause,
                        match,
                        k,
                        governors_of(scene.reading.items, k, None, scene.words),
                        scene.reading.items[k].start,
                        future,
                        f"operators.csv:{operator.line}",
                    )
                    return


def _distinct(readings: tuple[Analysis, ...]) -> Iterator[Analysis]:
    seen: set[tuple[str, str]] = set()
    for reading in readings:
        if (reading.lemma, reading.voice) not in seen:
            seen.add((reading.lemma, reading.voice))
            yield reading


def _voice_fits(frame: Frame, reading: Analysis) -> bool:
    if frame.voice == "passive":
        return reading.voice in ("p", "u", "")
    return reading.voice in ("a", "u", "")


def _bare_operator(scene: Scene, clause: Clause, k: int, future: bool) -> Iterator[Draft]:
    """The operator's own code where what it governs is no known act: طالب الحكومة بكذا."""
    for reading in _distinct(scene.reading.items[k].readings):
        for operator in scene.words.lexicon.operators.get(reading.lemma, ()):
            if not operator.bare or reading.voice == "p":
                continue
            for subject, object_ in clause.slots.subjects or (((), ()),):
                sources = _subject_actors(scene, subject)
                targets = _addressee(scene, operator, clause.slots, object_)
                if sources and targets:
                    match = _operator_match(operator, sources, targets)
                    yield _finish(
                        scene,
                        clause,
                        match,
                        k,
                        governors_of(scene.reading.items, k, None, scene.words),
                        scene.reading.items[k].start,
                        future,
                        f"operators.csv:{operator.line}",
                    )
                    return


def _operator_match(operator: Operator, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> Match:
    frame = Frame(
        f"operator:{operator.lemma}.{operator.bare}", operator.lemma, "verb", "active", operator.bare, _ANY, _ANY, (), (),
        frozenset(), frozenset(), False, "", operator.line,
    )  # fmt: skip
    return Match(frame, sources, targets, 0.0)


def _subject_actors(scene: Scene, subject: Group) -> tuple[Actor, ...]:
    if subject:
        return tuple(a for a in scene.resolve(subject) if a.how not in ("adjective", "possessor"))
    return tuple(replace(a, weight=a.weight * 0.8, how="carried over") for a in scene.discourse.subject)


def _addressee(scene: Scene, operator: Operator, slots: Slots, object_: Group) -> tuple[Actor, ...]:
    for name in operator.addressee:
        if name == "obj":
            groups = [object_] if object_ else []
        else:
            groups = slots.by_preposition.get(slot_key(name), [])
        for group in groups:
            if actors := scene.resolve(group):
                return actors
    return ()


def _of_nouns(scene: Scene, k: int) -> Iterator[Draft]:
    items, words = scene.reading.items, scene.words
    for number, part in enumerate(items[k].parts):
        lemmas = dict.fromkeys(r.base or r.lemma for r in part.readings if r.pos in ("noun", "masdar"))
        frames = [f for lemma in lemmas for f in words.lexicon.frames.get(lemma, ()) if f.pos == "noun"]
        if not frames:
            continue
        slots = noun_slots(items, k, number, partial(_is_act, words))
        governors = governors_of(items, k, number, words)
        support, more = _support(scene, k, governors or ())
        if more is not None:
            slots = replace(
                slots,
                by_preposition={**more.by_preposition, **slots.by_preposition},
                end=max(slots.end, more.end),
                start=min(slots.start, more.start),
            )
        clause = Clause(words, items, slots, k)
        lenient = any(g.operator.operator in _TURNING and items[g.item].kind is Kind.VERB for g in governors or ())
        match = best_match(frames, clause, scene.discourse, scene.resolve, support, lenient)
        if match:
            if governors and match.notes[:1] in (("gen",), ("adj",)):
                governors = tuple(
                    g for g in governors if g.operator.operator not in _DOUBTS or g.item == k or items[k].prep
                )
            yield _finish(scene, clause, match, k, governors, part.token, False)
            return


def _is_act(words: Words, item: Item) -> bool:
    """Whether a phrase holds an event noun of its own, so that what follows belongs to it."""
    frames = words.lexicon.frames
    return item.kind is Kind.PHRASE and any(
        r.pos == "masdar" or (r.table == "nouns" and r.lemma in frames)
        for part in item.parts
        for r in part.readings
        if r.exact
    )


def _support(scene: Scene, k: int, governors: tuple[Governor, ...]) -> tuple[tuple[Actor, ...], Slots | None]:
    """Who does an act told by a noun: the owner or subject of the operators that carry it (شن ... غارات على, عزمها تعزيز),
    or the subject of its relative clause (هجوم شنه ... على); and that verb's slots."""
    items = scene.reading.items
    for governor in governors:
        if governor.operator.operator not in _AGENT_OF_BOTH:
            break
        item = items[governor.item]
        if item.kind is Kind.VERB:
            slots = verb_slots(items, governor.item)
            subject = slots.subjects[0][0] if slots.subjects else ()
            actors = () if items[k] in subject else _subject_actors(scene, subject)
            return actors, slots if governor.operator.operator in _SUPPORT else None
        if owners := _owners(scene, item, governor.token):
            return owners, None
    j = k + 1
    while j < len(items) and items[j].kind is Kind.PARTICLE and items[j].group in ("rel", "aspect"):
        j += 1
    if j < len(items) and items[j].kind is Kind.VERB and items[j].pronoun:
        carried = any(
            o.operator in _SUPPORT for r in items[j].readings for o in scene.words.lexicon.operators.get(r.lemma, ())
        )
        if carried:
            slots = verb_slots(items, j)
            subject = slots.subjects[0][0] if slots.subjects else ()
            return (_subject_actors(scene, subject) if subject else ()), slots
    return (), None


def _owners(scene: Scene, item: Item, token: int) -> tuple[Actor, ...]:
    """Whose intention, request or refusal a noun is: its genitive, adjective or attached pronoun."""
    actors = tuple(a for relation, a in item.actors if relation in ("gen", "adj") and a.start > token)
    resolved = tuple(r for a in actors if (r := scene.discourse.resolve(a)))
    pronouns = [r.pronoun for r in scene.words.analyses[token] if r.pronoun]
    if not resolved and pronouns and pronouns[0].startswith("3"):
        return tuple(replace(a, weight=a.weight * 0.9) for a in scene.discourse.subject)
    return resolved


def _finish(
    scene: Scene, clause: Clause, match: Match, k: int, governors: tuple[Governor, ...] | None, trigger: int, future: bool,
    seed: str = "",
) -> Draft:  # fmt: skip
    """The draft of a match after status and governing operators had their say."""
    items, words = scene.reading.items, scene.words
    frame = match.frame
    seeds = [seed or f"frames.csv:{frame.line}"]
    steps = [f"frame {frame.id}", *(f"slots {note}" for note in match.notes if note)]
    acted = _Act(frame.code, match.sources, match.targets, _topic(scene, match, k, trigger, governors))
    status = status_of(items, k, words, scene.reading.question, future)
    weight = 1.0
    used = None
    for governor in governors or ():
        if acted.blocked:
            break
        acted, weight = _by_status(acted, status, words, steps, weight)
        if not acted.blocked:
            acted = _under(scene, governor, acted)
        seeds.append(f"operators.csv:{governor.operator.line}")
        steps.append(f"under {governor.operator.lemma} ({governor.operator.operator})")
        if governor.operator.operator not in _SUPPORT | {"report"} and items[governor.item].kind is Kind.VERB:
            used = governor.item
        status = status_of(items, governor.item, words, False, _is_future(items[governor.item]))
    if not acted.blocked:
        acted, weight = _by_status(acted, status, words, steps, weight)
    last = max(min(clause.slots.end, len(items)) - 1, k)
    return Draft(
        acted.sources, acted.targets, acted.code, frame.id, k, trigger, min(clause.slots.start, k), last, tuple(seeds), tuple(steps),
        weight, acted.blocked, used,
    )  # fmt: skip


def _topic(scene: Scene, match: Match, k: int, trigger: int, governors: tuple[Governor, ...] | None) -> str:
    """Why an act told by a noun is only spoken of: the aim of something else, a topic, part of what is denied; empty if it is not."""
    items = scene.reading.items
    if governors is None:
        return "topic of another act"
    if (
        items[k].kind is Kind.PHRASE
        and match.sources[0].code == NOBODY
        and match.frame.code[:2] in VIOLENCE
        and _is_generic(scene, k, trigger, match)
    ):
        return "attacks in general, author unknown"
    if (
        items[k].kind is Kind.PHRASE
        and not governors
        and slot_key(items[k].prep) in scene.words.lexicon.particles.purpose
    ):
        return "a purpose"
    for j in range(k - 1, -1, -1):
        if items[j].kind is Kind.PUNCTUATION and items[j].group in STOPS:
            break
        if items[j].kind is Kind.VERB and not any(g.item == j for g in governors):
            names = {o.operator for r in items[j].readings for o in scene.words.lexicon.operators.get(r.lemma, ())}
            if "deny" in names:
                return "part of what is denied"
    return ""


def _is_generic(scene: Scene, k: int, trigger: int, match: Match) -> bool:
    """Whether a noun names attacks in the plural, or an attack on militants, by nobody in particular."""
    plural = any(r.number == "p" for r in scene.words.analyses[trigger] if r.table == "nouns")
    return plural or any("militant" in kinds_of(a) for a in match.targets)


@dataclass(frozen=True, slots=True)
class _Act:
    code: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    blocked: str = ""


def _by_status(act: _Act, status: Status, words: Words, steps: list[str], weight: float) -> tuple[_Act, float]:
    """The act as negation, doubt or plan leave it."""
    if status.kind in ("negated", "open"):
        return replace(act, blocked=f"{status.kind}: {status.why}"), weight
    if status.kind == "planned" and act.code[:2] != "03":
        steps.append(f"planned: {status.why}")
        row = words.lexicon.compose("intend", act.code)
        if row is None or row.code in ("block", "same"):
            return replace(act, blocked="planned"), weight
        return replace(act, code=row.code), weight * 0.9
    return act, weight


def _under(scene: Scene, governor: Governor, act: _Act) -> _Act:
    """What an operator makes of the act it governs."""
    operator = governor.operator
    note = f"under {operator.lemma} ({operator.operator})"
    if operator.operator in _BLOCKS:
        return replace(act, blocked=note)
    if operator.operator in _SUPPORT | {"report", "condemn", "praise"}:
        return act
    row = scene.words.lexicon.compose(operator.operator, act.code)
    if row is None or row.code == "block":
        return replace(act, blocked=f"{note}: no act")
    act = replace(act, code=act.code if row.code == "same" else row.code)
    item = scene.reading.items[governor.item]
    if item.kind is not Kind.VERB:
        owners = _owners(scene, item, governor.token)
        if operator.operator in _AGENT_OF_BOTH or not owners:
            return act
        return replace(act, sources=owners, targets=_others(act, owners))
    slots = verb_slots(scene.reading.items, governor.item)
    subject, object_ = slots.subjects[0] if slots.subjects else ((), ())
    speakers = _subject_actors(scene, subject)
    addressed = _addressee(scene, operator, slots, object_) if operator.addressee else ()
    if not addressed and operator.operator == "deny":
        return replace(act, blocked=f"{note}: who accused is not named")
    if not addressed:
        addressed = _others(act, speakers) if operator.operator in ("demand", "appeal", "accuse") else act.targets
    addressed = tuple(a for a in addressed if a.code != NOBODY)
    if not speakers or not addressed:
        return replace(act, blocked=f"{note}: speaker or addressee unknown")
    return replace(act, sources=speakers, targets=addressed)


def _others(act: _Act, speakers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whom a demanded or alleged act is put to: its own agent where that is not the speaker, else its target."""
    codes = {a.code for a in speakers}
    return tuple(a for a in act.sources if a.code not in codes and a.code != NOBODY) or act.targets


def _is_future(item: Item) -> bool:
    return any(r.future for r in item.readings)
