"""Whom pronouns attached to a trigger stand for, and what stands behind a trigger that has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.coding.arguments import Group, Slots, slot_key
from events.coding.letters import LAM
from events.coding.reference import Discourse, agrees
from events.coding.syntax import Actor, Item
from events.lexicon import Frame

_NAMED = 0.8  # how sure somebody is whom the text named and now speaks of again
_REACH = 3  # how many sentences behind a meeting its other side is still the one spoken to
_OWN_SLOTS = frozenset({"subj", "obj", "gen", "adj", "between", "by", "speaker", "met"})


def object_pronoun(
    pronoun: str, subject: tuple[Actor, ...], discourse: Discourse, at: tuple[int, int]
) -> tuple[Actor, ...]:
    """Whom a pronoun attached to the verb `at` (sentence, token) stands for: both sides where it is dual, else somebody
    named not far before who agrees with it and is not the subject."""
    if not pronoun.startswith("3"):
        return ()
    if pronoun.endswith("d"):
        both = discourse.two_but(subject)
        return tuple(replace(a, weight=a.weight * 0.8, how="pronoun") for a in both)
    other = discourse.other(subject, pronoun, at)
    if other is None:
        return ()
    return (replace(other, weight=max(other.weight, _NAMED) * 0.8, how="pronoun"),)


def owner_pronoun(pronoun: str, discourse: Discourse) -> tuple[Actor, ...]:
    """Whose act a noun with a pronoun is: both sides where it is dual, else the last clause's subject, else the actor
    named last."""
    if not pronoun.startswith("3"):
        return ()
    if pronoun.endswith("d"):
        return discourse.subject if len(discourse.subject) == 2 else discourse.two()
    if discourse.subject:
        if len(discourse.subject) == 1 and not agrees(discourse.subject[0], pronoun):
            return ()
        return tuple(replace(a, weight=a.weight * 0.7, how="pronoun") for a in discourse.subject)
    last = discourse.last()
    return (replace(last, weight=last.weight * 0.6, how="pronoun"),) if last else ()


def with_object(slots: Slots, items: Sequence[Item], k: int, frames: Sequence[Frame]) -> Slots:
    """The slots of a verbal noun that has its subject as a pronoun, with the phrase right behind it, its object, where
    its frames have their target behind a preposition: لقائه **الوزير**, زيارته **باريس**, اتهامه **إيران**; behind a
    genitive only an act, as anything else may be the object of the verb before: رفض البرلمان **استخدام** القاعدة."""
    behind = items[k + 1] if k + 1 < len(items) else None
    if behind is None or not behind.bare or behind.conj or not (behind.actors or _is_somebodys(items, k + 1)):
        return slots
    own = slots.pronoun.startswith("3") and items[k].parts[-1].token == items[k].end - 1
    if not own and not (slots.genitive and slots.genitive[-1].end == items[k].end and _begins_with_act(behind)):
        return slots
    names = {slot_key(name) for frame in frames for name in frame.target.names if name not in _OWN_SLOTS}
    filled: dict[str, list[Group]] = {name: [(behind,)] for name in names if name not in slots.by_preposition}
    return replace(slots, by_preposition={**slots.by_preposition, **filled})


def _is_somebodys(items: Sequence[Item], k: int) -> bool:
    """Whether whose the phrase at item k is stands right behind it: مناقشة قرار **لموسكو**."""
    behind = items[k + 1] if k + 1 < len(items) else None
    return behind is not None and behind.prep == LAM and not behind.conj and behind.head_actor is not None


def _begins_with_act(item: Item) -> bool:
    return bool(item.parts) and any(r.pos == "masdar" and r.exact for r in item.parts[0].readings)


def across(discourse: Discourse, own: tuple[Actor, ...], sentence: int) -> tuple[Actor, ...]:
    """Who sat across from somebody (`own`) in the meeting told last; nobody where it is another's or told long ago."""
    if discourse.met is None or not own or sentence - discourse.met[2] > _REACH:
        return ()
    mine = {a.country for a in own}
    others = tuple(a for a in discourse.met[:2] if a.country not in mine)
    return tuple(replace(a, weight=a.weight * 0.85, how="of the meeting just told") for a in others if len(others) == 1)
