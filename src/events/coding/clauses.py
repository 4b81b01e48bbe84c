"""The clause a trigger is judged in, and whether what a frame asks of it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from events.coding.arguments import Group, Slots, slot_key
from events.coding.syntax import Actor, Item, Kind
from events.coding.words import Words
from events.lexicon import Condition


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of a sentence a trigger is judged in; `announcer` is the authority that reports it; `fallen` whether
    its subject are the dead of one side."""

    words: Words
    items: Sequence[Item]
    slots: Slots
    trigger: int
    announcer: tuple[Actor, ...] = ()
    fallen: bool = False
    _known: dict[object, frozenset[str]] = field(default_factory=dict)

    def tokens(self) -> range:
        """The tokens of the clause."""
        first, last = self.items[self.slots.start].start, self.items[max(self.slots.end - 1, self.slots.start)].end
        return range(first, last)

    def classes(self) -> frozenset[str]:
        """The classes of all words in the clause."""
        found = self._known.get("classes")
        if found is None:
            found = self._known["classes"] = frozenset().union(*[self.words.classes(i) for i in self.tokens()])
        return found

    def folded(self) -> frozenset[str]:
        """The folded words of the clause."""
        found = self._known.get("keys")
        if found is None:
            found = self._known["keys"] = frozenset([self.words.tokens[i].key for i in self.tokens()])
        return found

    def group_classes(self, group: Group) -> frozenset[str]:
        """The classes of the words of some phrases."""
        place = ("classes", *[(item.start, item.end) for item in group])
        found = self._known.get(place)
        if found is None:
            classes = [self.words.classes(i) for item in group for i in range(item.start, item.end)]
            found = self._known[place] = frozenset().union(*classes)
        return found

    def head_classes(self, group: Group) -> frozenset[str]:
        """The classes of the head words of some phrases."""
        return frozenset().union(*[self.words.classes(i.parts[0].token if i.parts else i.start) for i in group])

    def group_lemmas(self, group: Group) -> frozenset[str]:
        """The folded lemmas of the words of some phrases."""
        place = ("lemmas", *[(item.start, item.end) for item in group])
        found = self._known.get(place)
        if found is None:
            here = [i for item in group for i in range(item.start, item.end)]
            lemmas = [slot_key(lemma) for i in here for lemma in self.words.facts[i].lemmas]
            found = self._known[place] = frozenset([*lemmas, *[self.words.tokens[i].key for i in here]])
        return found


def holds(condition: Condition, clause: Clause, arrangement: tuple[Group, Group]) -> bool:
    """Whether a condition of a frame holds in the clause, subject and object standing as `arrangement` has them."""
    if condition.slot == "an":
        return clause.slots.an
    if condition.slot == "sentence":
        return any(condition.value in clause.words.classes(i) for i in range(len(clause.words.tokens)))
    if condition.slot == "clause":
        if condition.op == "=":
            return condition.value in clause.classes()
        return slot_key(condition.value) in clause.folded()
    groups = groups_in(condition.slot, clause, arrangement)
    if condition.op == "=":
        return any(condition.value in clause.group_classes(group) for group in groups)
    wanted = slot_key(condition.value)
    return any(wanted in clause.group_lemmas(group) for group in groups)


def groups_in(slot: str, clause: Clause, arrangement: tuple[Group, Group]) -> list[Group]:
    """The phrases that stand in a slot of the clause."""
    if slot == "subj":
        return [arrangement[0]] if arrangement[0] else []
    if slot == "obj":
        told = not clause.slots.pronoun or "antecedent" in clause.slots.notes or clause.items[clause.trigger].parts
        return [arrangement[1]] if arrangement[1] and told else []
    if slot == "gen":
        item = clause.items[clause.trigger]
        return [(item,)] if item.kind is Kind.PHRASE else []
    return clause.slots.by_preposition.get(slot_key(slot), [])
