"""Frames held against a trigger's slots: which frame fits, and who its source and target are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from events.coding.actorkinds import kinds_of
from events.coding.adversary import held, silent, taken
from events.coding.arguments import Group, slot_key
from events.coding.clauses import Clause, groups_in, holds
from events.coding.membership import as_members
from events.coding.named import ORGANISATIONS
from events.coding.pronouns import across, object_pronoun, owner_pronoun
from events.coding.protesters import protest_sides
from events.coding.quoted import VOICES, speaker_of
from events.coding.reference import Discourse
from events.coding.sides import pairs
from events.coding.syntax import NOBODY, Actor, Kind
from events.coding.told import authors_of, judged_alike
from events.coding.unnamed import WHAT
from events.lexicon import Condition, Frame
from events.lexicon.frames import Slots as FrameSlots

# Roots whose acts may be told without an actor and completed by another statement (coding.aftermath).
VIOLENCE = frozenset({"18", "19", "20"})
VIOLENT = "14"  # the first root of hostile deeds
# Arrests and sentences, which an authority announces.
JUSTICE = ("173", "116")
# Subjects that stand for whom they belong to: غارات أمريكية, سفينة قطرية.
_OWNED = frozenset({"attack", "carrier"})
_FORCES = frozenset({"MIL", "COP"})
_FRAMES = 16_384
_NONE: frozenset[str] = frozenset()
Resolver = Callable[[Group], tuple[Actor, ...]]


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits: its actors (one event per pair), how many conditions spoke for it, and the remarks on the
    way."""

    frame: Frame
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    score: float
    notes: tuple[str, ...] = ()


def best_match(
    frames: Iterable[Frame],
    clause: Clause,
    discourse: Discourse,
    resolve: Resolver,
    support: tuple[Actor, ...] = (),
    lenient: bool = False,
) -> Match | None:
    """The fitting frame with most conditions met, the earlier row where several are equal. `support` is the subject of
    a support verb, for event nouns; `lenient` lets actors be missing, for acts under an operator that brings its
    own."""
    found: list[Match] = []
    resolve = _remembering(resolve)
    for arrangement in clause.slots.subjects or (((), ()),):
        for frame in frames:
            match = _fit(frame, clause, arrangement, discourse, resolve, support, lenient)
            if match:
                found.append(match)
        if found:
            break
    return max(found, key=lambda m: (m.score, -m.frame.line), default=None)


def _remembering(resolve: Resolver) -> Resolver:
    """The same resolver, asking once per group of phrases."""
    known: dict[tuple[int, ...], tuple[Actor, ...]] = {}

    def remembered(group: Group) -> tuple[Actor, ...]:
        place = tuple([item.start for item in group])
        if place not in known:
            known[place] = resolve(group)
        return known[place]

    return remembered


def _fit(
    frame: Frame,
    clause: Clause,
    arrangement: tuple[Group, Group],
    discourse: Discourse,
    resolve: Resolver,
    support: tuple[Actor, ...],
    lenient: bool,
) -> Match | None:
    if frame.voice == "passive" and (clause.slots.pronoun or _has_object(arrangement[1])):
        return None
    if not arrangement[0] and arrangement[1] and not _uses_object(frame.source, frame.target, frame.needs):
        return None
    for condition in frame.needs:
        if not holds(condition, clause, arrangement):
            return None
    for condition in frame.unless:
        if holds(condition, clause, arrangement):
            return None
    sources, source_note = _fill(frame, frame.source, clause, arrangement, discourse, resolve, support)
    targets, target_note = _fill(frame, frame.target, clause, arrangement, discourse, resolve, support)
    if sources and targets and targets[0].how == "pronoun":
        targets = judged_alike(frame.code, clause.words, discourse) or targets
    if sources and not targets:
        judged = [g for name in frame.target.names for g in groups_in(name, clause, arrangement)]
        targets = authors_of(judged, frame.code, sources, clause.words, discourse)
    classes = clause.words.lexicon.classes_of.get(frame.lemma, _NONE)
    if "waged" in classes and frame.pos == "noun" and any(a.how == "pronoun" for a in sources):
        return None  # a war of his is but spoken of: في حربه على الفساد
    if source_note == "speaker":
        targets = tuple(a for a in targets if a.how != "carried over")
    if source_note == target_note == "gen" and not frame.symmetric:
        sources = ()  # the one genitive is whom it is done to: دحر المتمردين
    if frame.code.startswith(JUSTICE):
        sources = _authority(frame, sources, targets, clause, discourse)
    waged = frame.symmetric and frame.code[:2] in VIOLENCE and bool(support) and source_note == "subj"
    if (clause.fallen or waged) and sources and not targets:
        targets = silent(sources, "190", source_note, False, clause.words.sentence, discourse)
        if not targets:
            return None
    if frame.symmetric:
        if not sources and target_note not in ("subj", "gen", "between", "obj"):
            targets = targets if lenient else ()  # those whom an unnamed party deals with are no sides of each other
        sources, targets = pairs(sources, targets, clause.items, clause.words, lenient)
    sources = _of_kind(tuple(a for a in sources if a.how not in ("place", "site", "bare site")), frame.source_kind)
    if frame.code[:2] in VIOLENCE:
        sources = tuple(nobody() if _is_anybody(a) else a for a in sources)
    targets = held(targets, sources, frame.code, discourse)
    guessed = not targets and bool(sources)
    targets = taken(targets, frame.code) if "control" in classes else targets
    if guessed and "casualty" not in classes and not ("aimed" in classes and frame.code in ("190", "0874")):
        raid = "raid" in classes
        targets = silent(sources, frame.code, source_note, raid, clause.words.sentence, discourse)
    targets = as_members(targets, frame.code, clause.items, clause.trigger, clause.words, resolve)
    named, targets = targets, _of_kind(targets, frame.target_kind)
    if named and not targets:
        return None
    partial = frame.pos == "noun" and (lenient or (frame.code[:2] in VIOLENCE and "warw" not in classes))
    partial = partial and ("casualty" not in classes or "armed" in frame.target_kind or "attack" in clause.classes())
    targets = tuple(_located(a, sources, discourse) for a in targets)
    if frame.symmetric:
        sources = tuple(_located(a, targets, discourse) for a in sources)
    sources, targets = protest_sides(frame, sources, targets)
    kinds = 0.5 * bool(frame.source_kind and sources) + 0.5 * bool(frame.target_kind and targets)
    if not sources and frame.code[:2] in VIOLENCE:
        sources = _victor(targets, clause)
    sources = sources or ((nobody(),) if partial or _may_miss(frame.source, source_note) else ())
    targets = targets or (
        (nobody(),) if (partial and "casualty" not in classes) or _may_miss(frame.target, target_note) else ()
    )
    if not sources or not targets:
        return None
    if all(a.code == NOBODY for a in (*sources, *targets)) and not partial:
        return None
    if _are_owners(frame, sources, targets, target_note):
        return None
    score = len(frame.needs) + kinds
    score -= 0.6 * (sources[0].code == NOBODY) + 0.6 * (targets[0].code == NOBODY or guessed)
    return Match(frame, sources, targets, score, tuple(n for n in (source_note, target_note) if n))


def _are_owners(frame: Frame, sources: tuple[Actor, ...], targets: tuple[Actor, ...], note: str) -> bool:
    """Whether those whom a pronoun makes the targets of a saying are the ones who say it: أعربت عن إدانتها, أكد
    الجانبان رفضهما."""
    if frame.code[:2] in VIOLENCE or (note != "gen" and targets[0].how != "pronoun"):
        return False
    own = {a.code for a in sources}
    return own == {a.code for a in targets} and (len(own) > 1 or frame.code == "111")


def _is_anybody(actor: Actor) -> bool:
    """Whether an attacker is but a person (شخصان, شاب) of whom the text does not say more."""
    return actor.how == "country in context" and actor.role == "CVL" and actor.kind == "person"


def _has_object(group: Group) -> bool:
    """Whether a second bare phrase is an object indeed, not a stray adjective."""
    return any(item.actors or item.definite or not item.parts or len(item.parts) > 1 for item in group)


def _victor(targets: tuple[Actor, ...], clause: Clause) -> tuple[Actor, ...]:
    """The forces that announce the death of those they fight: أعلن **الجيش** المالي مقتل عشرين إرهابيا."""
    forces = clause.announcer[:1] if clause.announcer and clause.announcer[0].code[3:] in _FORCES else ()
    return forces if targets and all("militant" in kinds_of(a) for a in targets) else ()


def _authority(
    frame: Frame, sources: tuple[Actor, ...], targets: tuple[Actor, ...], clause: Clause, discourse: Discourse
) -> tuple[Actor, ...]:
    """Who arrests or sentences where the text does not say it: who announces it, the courts of the country spoken
    of."""
    codes = {a.code for a in sources}
    if (sources and codes != {a.code for a in targets}) or not targets:
        return sources
    if frame.code.startswith("173"):
        return clause.announcer
    country = discourse.country_near(clause.words.sentence)
    if country is None or "sentence" not in clause.classes():
        return ()
    return (
        Actor(
            country + "JUD",
            "JUD",
            "court",
            0,
            0,
            clause.words.sentence,
            "",
            True,
            (),
            "courts of the country",
            weight=0.8,
        ),
    )


@lru_cache(_FRAMES)
def _uses_object(source: FrameSlots, target: FrameSlots, needs: tuple[Condition, ...]) -> bool:
    return "obj" in (*source.names, *target.names, *(c.slot for c in needs))


def _located(target: Actor, sources: tuple[Actor, ...], discourse: Discourse) -> Actor:
    """Unnamed fighters as target: those of the country spoken of, else of the one that fights them."""
    if target.code != NOBODY or target.kind != "armed" or not sources or sources[0].code == NOBODY:
        return target
    country = discourse.country_near(target.sentence) or sources[0].country
    if country in ORGANISATIONS:
        return target
    return replace(target, code=country + "REB", how="country in context", weight=target.weight * 0.7)


def _may_miss(slots: FrameSlots, note: str) -> bool:
    return slots.none or (slots.optional and note != "filled by no actor")


def nobody() -> Actor:
    """The actor that stands for somebody unknown."""
    return Actor(NOBODY, "", "", 0, 0, -1, "", False, (), "unnamed", weight=0.9)


def _of_kind(actors: tuple[Actor, ...], kinds: frozenset[str]) -> tuple[Actor, ...]:
    return tuple(a for a in actors if not kinds or kinds & kinds_of(a)) if actors else ()


def _fill(
    frame: Frame,
    slots: FrameSlots,
    clause: Clause,
    arrangement: tuple[Group, Group],
    discourse: Discourse,
    resolve: Resolver,
    support: tuple[Actor, ...],
) -> tuple[tuple[Actor, ...], str]:
    """The actors of the first slot that holds any, and a remark."""
    note = ""
    places: tuple[tuple[Actor, ...], str] = ((), "")
    for name in slots.names:
        actors = _actors_in(frame, name, clause, arrangement, discourse, resolve, support)
        if actors and all(a.how == "place" for a in actors):
            places = places if places[0] else (actors, name)
        elif actors:
            return actors, name
        if name == "obj" and arrangement[1]:
            note = "filled by no actor"
        elif slot_key(name) in clause.words.lexicon.particles.decisive and clause.slots.by_preposition.get(
            slot_key(name)
        ):
            return places if places[0] else ((), "filled by no actor")
    return places if places[0] else ((), note)


def _actors_in(
    frame: Frame,
    name: str,
    clause: Clause,
    arrangement: tuple[Group, Group],
    discourse: Discourse,
    resolve: Resolver,
    support: tuple[Actor, ...],
) -> tuple[Actor, ...]:
    slots = clause.slots
    if name == "subj":
        if support:
            return support
        if arrangement[0]:
            voiced = _OWNED if frame.code >= VIOLENT else _OWNED | VOICES
            owned = frame.voice == "passive" or clause.head_classes(arrangement[0]) & voiced
            return tuple(a for a in resolve(arrangement[0]) if owned or a.how not in ("adjective", "possessor"))
        verb = clause.items[clause.trigger]
        return discourse.carried(verb) if verb.kind is Kind.VERB else ()
    if name == "obj":
        if arrangement[1]:
            return resolve(arrangement[1])
        if slots.pronoun and clause.items[clause.trigger].kind is Kind.VERB:
            subject = resolve(arrangement[0]) if arrangement[0] else discourse.carried(clause.items[clause.trigger])
            at = (clause.words.sentence, clause.items[clause.trigger].start)
            return object_pronoun(slots.pronoun, subject, discourse, at)
        return ()
    if name == "met":
        own = _actors_in(frame, "subj", clause, arrangement, discourse, resolve, support)
        return across(discourse, own, clause.words.sentence)
    if name == "speaker":
        return speaker_of(clause.items, clause.trigger, clause.words, discourse, resolve)
    if name in ("gen", "adj"):
        resolved = (
            resolve(slots.genitive)
            if name == "gen"
            else tuple(r for a in slots.adjective if (r := discourse.resolve(a)))
        )
        if not resolved and name == "gen" and slots.pronoun:
            return owner_pronoun(slots.pronoun, discourse)
        return resolved
    groups = _wanted(frame, name, clause, slots.by_preposition.get(slot_key(name), []))
    found = [actors for group in groups if (actors := resolve(group))]
    return next((actors for actors in found if any(a.how != "place" for a in actors)), found[0] if found else ())


def _wanted(frame: Frame, name: str, clause: Clause, groups: list[Group]) -> list[Group]:
    """The phrases of a preposition that meet what the frame asks of them, all where it asks nothing."""
    asked = [c.value for c in frame.needs if c.slot == name and c.op == "="]
    groups = [g for g in groups if frame.code < VIOLENT or g[0].group != WHAT]
    return [g for g in groups if all(value in clause.group_classes(g) for value in asked)] if asked else groups
