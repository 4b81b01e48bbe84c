"""Acts told by an operator alone: its own code (طالب الحكومة بكذا), and the condemnation of what somebody did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from events.coding.arguments import Group, noun_slots, slot_key
from events.coding.clauses import Clause
from events.coding.matching import Match, nobody
from events.coding.meaning import Governor, governors_of
from events.coding.outcome import Draft, Scene, finish, owners_of, subject_actors
from events.coding.syntax import Actor, Item, Kind
from events.coding.told import authors_of
from events.coding.words import Words
from events.lexicon import Analysis, Frame, Operator
from events.lexicon import Slots as FrameSlots

_ANY = FrameSlots()
_WRONGS = frozenset({"attack", "victimhood"})  # classes of what is condemned, whoever did it


def distinct(readings: tuple[Analysis, ...]) -> Iterator[Analysis]:
    seen: set[tuple[str, str]] = set()
    for reading in readings:
        if (reading.lemma, reading.voice) not in seen:
            seen.add((reading.lemma, reading.voice))
            yield reading


def is_act(words: Words, item: Item) -> bool:
    """Whether a phrase holds an event noun of its own, so that what follows belongs to it."""
    frames = words.lexicon.frames
    return item.kind is Kind.PHRASE and any(
        r.pos == "masdar" or (r.table == "nouns" and r.lemma in frames)
        for part in item.parts
        for r in part.readings
        if r.exact
    )


def by_operator(
    scene: Scene,
    clause: Clause,
    k: int,
    operator: Operator,
    sources: tuple[Actor, ...],
    targets: tuple[Actor, ...],
    future: bool,
) -> Draft:
    """The draft an operator gives by its own code; its row of operators.csv is the rule."""
    items = scene.reading.items
    match = operator_match(operator, sources, targets)
    governors = governors_of(items, k, None, scene.words)
    return finish(scene, clause, match, k, governors, items[k].start, future, f"operators.csv:{operator.line}")


def operator_match(operator: Operator, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> Match:
    frame = Frame(
        f"operator:{operator.lemma}.{operator.bare}",
        operator.lemma,
        "verb",
        "active",
        operator.bare,
        _ANY,
        _ANY,
        (),
        (),
        frozenset(),
        frozenset(),
        False,
        "",
        operator.line,
    )
    return Match(frame, sources, targets, 0.0)


def condemnation(scene: Scene, clause: Clause, k: int, future: bool) -> Iterator[Draft]:
    """The condemnation of an attack whose author it does not name: its author where it was told before."""
    for reading in distinct(scene.reading.items[k].readings):
        for operator in scene.words.lexicon.operators.get(reading.lemma, ()):
            if operator.operator != "condemn" or reading.voice == "p":
                continue
            for subject, object_ in clause.slots.subjects or (((), ()),):
                groups = [object_] if "obj" in operator.complement and object_ else []
                groups += [g for c in operator.complement for g in clause.slots.by_preposition.get(slot_key(c), [])]
                sources = subject_actors(scene, subject, scene.reading.items[k])
                if sources and any(_WRONGS & clause.group_classes(g) for g in groups):
                    targets = authors_of(groups, "111", sources, scene.words, scene.discourse) or (nobody(),)
                    yield by_operator(scene, clause, k, replace(operator, bare="111"), sources, targets, future)
                    return


def condemnation_noun(
    scene: Scene, k: int, number: int, sources: tuple[Actor, ...], governors: tuple[Governor, ...] | None
) -> Iterator[Draft]:
    """The condemnation, told by a noun, of an attack, by `sources` or else the noun's owner: against the author the
    attack's noun has, else nobody (أعربت عن إدانتها للهجوم)."""
    item, words = scene.reading.items[k], scene.words
    part = item.parts[number]
    for reading in part.readings:
        for operator in words.lexicon.operators.get(reading.base or reading.lemma, ()):
            if operator.operator != "condemn" or operator.pos != "noun":
                continue
            slots = noun_slots(scene.reading.items, k, number, partial(is_act, words))
            clause = Clause(words, scene.reading.items, slots, k)
            groups = [(item,), *(g for c in operator.complement for g in slots.by_preposition.get(slot_key(c), []))]
            behind = _complement_behind(scene, k, operator)
            wrong = next((g for g in [*behind, *groups] if _WRONGS & clause.group_classes(g)), None)
            if not sources and wrong != (item,):
                sources = owners_of(scene, item, part.token)
            if sources and wrong:
                suffered = "victimhood" in clause.group_classes(wrong)
                authors = () if suffered or wrong not in behind else scene.resolve(wrong)
                match = operator_match(replace(operator, bare="111"), sources, authors or (nobody(),))
                seed = f"operators.csv:{operator.line}"
                yield finish(scene, clause, match, k, governors, part.token, False, seed)
                return


def _complement_behind(scene: Scene, k: int, operator: Operator) -> list[Group]:
    """The act right behind a noun that is its object: إدانتها **اقتحام** المسجد, استنكاره **للهجوم**."""
    items = scene.reading.items
    if k + 1 >= len(items) or items[k + 1].kind is not Kind.PHRASE or items[k + 1].conj:
        return []
    behind = items[k + 1]
    wanted = {slot_key(c) for c in operator.complement}
    return [(behind,)] if not behind.prep or slot_key(behind.prep) in wanted else []
