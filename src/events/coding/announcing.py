"""Acts that somebody announces: who, by announcing an act told without its author, is taken for its author."""

from __future__ import annotations

from events.coding.arguments import verb_slots
from events.coding.meaning import Governor
from events.coding.named import ORGANISATIONS
from events.coding.outcome import Scene, subject_of
from events.coding.syntax import Actor, Kind

# Who arrests and sentences.
_AUTHORITIES = frozenset({"", "GOV", "COP", "MIL", "SPY", "JUD"})


def announced(scene: Scene, k: int, number: int, governor: Governor) -> tuple[Actor, ...] | None:
    """Who announces of himself the act that word `number` of item k names: أعلنت الرياض قطع علاقاتها; None where the
    governor announces nothing, tells it in a clause of its own, or tells of the dead, who are nobody's act."""
    items = scene.reading.items
    if governor.operator.operator != "announce" or items[governor.item].kind is not Kind.VERB:
        return None
    if any(i.kind is Kind.PARTICLE and i.group == "comp" for i in items[governor.item : k]):
        return None
    classes = scene.words.lexicon.classes_of
    if any("casualty" in classes.get(r.base or r.lemma, ()) for r in items[k].parts[number].readings):
        return None
    slots = verb_slots(items, governor.item)
    if slots.subjects and items[k] in slots.subjects[0][0]:
        return scene.discourse.carried(items[governor.item], strictly=True)
    return subject_of(scene, governor.item)


def authority_of(scene: Scene, governors: tuple[Governor, ...] | None) -> tuple[Actor, ...]:
    """The authority that announces or reports an arrest or a sentence told without its author, in a clause too: أعلنت
    الشرطة أن المشتبه به أوقف."""
    for governor in governors or ():
        verb = scene.reading.items[governor.item].kind is Kind.VERB
        if governor.operator.operator in ("report", "announce") and verb:
            actors = subject_of(scene, governor.item)
            return tuple(a for a in actors if a.code[3:] in _AUTHORITIES and a.country not in ORGANISATIONS)[:1]
    return ()
