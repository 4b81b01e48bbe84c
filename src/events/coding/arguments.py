"""Who stands where around a trigger: the slots of docs/frames.md, filled with phrases.

Around a verb: bare phrases behind it (subject, then object), the phrase before it in subject-first order, the
antecedent of a relative clause, the subject carried over from the clause before; and every prepositional phrase up to
the next clause. Around an event noun: its genitive, its adjective, the prepositional phrases behind it, and the subject
of its support verb.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from events.clean import key
from events.coding.asides import after_relative, behind_comma, closes, describes
from events.coding.fronted import before_verb
from events.coding.letters import BACKGROUND, LAM, STOPS
from events.coding.light import owns_the_one_before, told_by_masdar
from events.coding.syntax import CIRCUMSTANCE, Actor, Item, Kind

BETWEEN = "between"
Group = tuple[Item, ...]  # coordinated phrases


@dataclass(frozen=True, slots=True)
class Slots:
    """The phrases around a trigger. `subjects` are (subject, object) arrangements in order of likelihood;
    `by_preposition` maps a folded preposition to its phrases; `end` is the item where the clause stops; `an` whether a
    complement clause follows. `pronoun` is one attached to the trigger."""

    subjects: tuple[tuple[Group, Group], ...]
    by_preposition: dict[str, list[Group]]
    end: int
    an: bool = False
    pronoun: str = ""
    start: int = 0
    genitive: Group = ()
    adjective: tuple[Actor, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def subject(self) -> Group:
        """The likeliest subject, empty where none is told."""
        return self.subjects[0][0] if self.subjects else ()


@lru_cache(maxsize=65_536)
def slot_key(word: str) -> str:
    """A slot's name or a lemma as words of the text are folded."""
    return key(word)


def verb_slots(items: Sequence[Item], k: int) -> Slots:
    """The slots of the verb at item k. A carried-over subject is left to the caller: the empty subject stands for
    it."""
    bare, prepositions, end, an = _right(items, k + 1)
    before, how = before_verb(items, k)
    first = bare[0] if bare else ()
    second = bare[1] if len(bare) > 1 else ()
    verb = items[k]
    arrangements: list[tuple[Group, Group]] = []
    if verb.group == CIRCUMSTANCE:
        how = ""
        arrangements.append(((), first))
    elif how == "antecedent" and _resume(prepositions, before):
        arrangements.append((first, second))
    elif verb.pronoun and how == "antecedent":
        arrangements.append((first, before))
        if not first:
            arrangements.append(((), before))
    elif how == "antecedent":
        arrangements.append((before, first))
    elif how == "pronoun":
        arrangements.append(((), first))
    elif how == "subject":
        arrangements.append((before, first))
        if first:
            arrangements.append((first, second))
    elif first and _disagrees(verb, first[0]):
        arrangements.append(((), first))
    else:
        arrangements.append((first, second))
        if verb.pronoun:
            arrangements.append((first, ()))
        if second and _is_told_of(first[0]) and second[0].head_actor and not verb.pronoun:
            arrangements.append((second, first))
        if first and not verb.pronoun and _may_be_object(first):
            arrangements.append(((), first))
    start = k
    while start > 0 and not _ends_clause(items[start - 1]):
        start -= 1
    return Slots(tuple(arrangements), prepositions, end, an, verb.pronoun, start, notes=(how,) if how else ())


def _is_told_of(item: Item) -> bool:
    """Whether the phrase right behind a verb is its object, the subject coming after it: أدان **الهجوم** كل من مصر
    والأردن."""
    return item.definite and not item.actors and not item.pronoun and not is_name(item)


def _resume(prepositions: dict[str, list[Group]], antecedent: Group) -> bool:
    """Puts the antecedent of a relative clause where a pronoun stands for it (الدوحة التي التقى فيها …); whether there
    was one."""
    found = False
    for groups in {id(groups): groups for groups in prepositions.values()}.values():
        for n, group in enumerate(groups):
            if group[0].is_attached:
                groups[n], found = antecedent, True
    return found


def _disagrees(verb: Item, subject: Item) -> bool:
    """Whether the verb's gender or plural rules the phrase right behind it out as its subject: وشكر مصر, وقتلوا عشرات
    المدنيين."""
    actor = subject.head_actor
    if actor is not None and actor.oblique:
        return True
    if actor is None or not actor.gender:
        return False
    genders = {r.gender for r in verb.readings if r.person == "3" and r.number in ("s", "")}
    return bool(genders) and actor.gender not in genders and "" not in genders


def _may_be_object(group: Group) -> bool:
    """Whether the phrase behind a verb may be its object, its subject being carried over: one that names no actor by
    itself."""
    actor = group[0].head_actor
    if is_name(group[0]):
        return False
    return actor is None or group[0].pronoun != "" or not actor.code or actor.kind == "place"


def noun_slots(items: Sequence[Item], k: int, part: int, is_act: Callable[[Item], bool]) -> Slots:
    """The slots of the event noun that is word `part` of the phrase at item k. `is_act` tells phrases that hold an act
    of their own: what follows those is theirs."""
    item = items[k]
    token = item.parts[part].token
    owners = [actor for relation, actor in item.actors if relation in ("gen", "appo") and actor.start > token]
    genitive: Group = (
        (
            Item(
                Kind.PHRASE,
                owners[0].start,
                item.end,
                actors=(("head", owners[0]), *(("appo", a) for a in owners[1:])),
                pronoun=item.pronoun,
            ),
        )
        if owners
        else ()
    )
    adjective = tuple(actor for relation, actor in item.actors if relation == "adj" and actor.start > token)
    reach = next((j for j in range(k + 1, len(items)) if is_act(items[j])), len(items))
    behind = items[reach] if reach < len(items) else item
    if item.pronoun and reach == k + 1 and behind.prep == LAM and behind.definite and not behind.conj:
        reach += 1  # the act right behind is what somebody's own is about: رفضها **للتدخل** التركي
    _, prepositions, end, an = _right(items[:reach], k + 1)
    if LAM in prepositions:
        prepositions[LAM] = [g for g in prepositions[LAM] if not owns_the_one_before(items, k, g[0])]
    j = k + 1
    friends = not genitive and part < len(item.parts) - 1 and not item.actors
    if friends and j < len(items) and items[j].prep and items[j].parts and not items[j].actors:
        j += 1  # دعم الأصدقاء في المنطقة **والشعوب**
    friends = friends and j > k + 1
    while (genitive or friends) and j < len(items) and items[j].bare and items[j].conj and items[j].head_actor:
        genitive += (items[j],)
        j += 1
    start = k
    while start > 0 and not _ends_clause(items[start - 1]):
        start -= 1
    pronoun = next((r.pronoun for r in item.parts[part].readings if r.pronoun), "")
    return Slots((), prepositions, end, an, pronoun, start, genitive, adjective)


def _right(items: Sequence[Item], i: int) -> tuple[list[Group], dict[str, list[Group]], int, bool]:
    """(bare groups, prepositional groups, where the clause ends, whether a complement clause follows)."""
    bare: list[Group] = []
    prepositions: dict[str, list[Group]] = {}
    last: tuple[list[Group], int] | None = None
    first = i
    while i < len(items):
        item = items[i]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            break
        if item.kind is Kind.VERB:
            aside = after_relative(items, i - 1) if describes(items, i) else None
            if aside is None or (i > first and not closes(items, aside)):
                break
            i = aside
            continue
        if item.kind is Kind.PARTICLE:
            if item.group == "comp":
                return bare, prepositions, i, True
            if item.group == "rel":
                skipped = after_relative(items, i)
                if skipped is None:
                    break
                i = skipped
                continue
            if item.group in ("sub", "cond", "question", "neg", "maybe", "plan"):
                break
            if item.conj and item.value.startswith(BACKGROUND) and _is_adverb(item):
                break
            if item.group == "copula" and item.conj and (skipped := behind_comma(items, i)):
                i = skipped
                continue
        if item.kind is Kind.PHRASE and not told_by_masdar(items, i):
            last = _place(item, items, i, bare, prepositions, last)
        i += 1
    return bare, prepositions, i, False


def _place(
    item: Item,
    items: Sequence[Item],
    i: int,
    bare: list[Group],
    prepositions: dict[str, list[Group]],
    last: tuple[list[Group], int] | None,
) -> tuple[list[Group], int]:
    if item.prep:
        groups = prepositions.setdefault(slot_key(item.prep), [])
        groups.append((item,))
        if item.value and item.value != item.prep:
            prepositions.setdefault(slot_key(item.value), groups)
        return groups, len(groups) - 1
    if item.conj and BETWEEN in prepositions and _is_adverb(items[i - 1]):
        last = prepositions[BETWEEN], len(prepositions[BETWEEN]) - 1  # the other side: من جهة **والمقاومة**
    if item.conj and last is not None:
        groups, n = last
        groups[n] = (*groups[n], item)
        return last
    if (
        last is not None
        and i > 0
        and items[i - 1].kind is Kind.PUNCTUATION
        and not _follows_aside(items, i)
        and _apposed(last, item, i > 1 and items[i - 2] is last[0][last[1]][-1])
    ):
        return last
    if last is not None and bare and (names_before(items, i, bare[-1][-1]) or _names(item, items[i - 1], bare[-1][-1])):
        return last
    bare.append((item,))
    return bare, len(bare) - 1


def _is_adverb(item: Item) -> bool:
    return item.kind is Kind.PARTICLE and item.group == "aspect"


def _follows_aside(items: Sequence[Item], i: int) -> bool:
    """Whether the phrase behind a comma goes on after an aside of time and place: استقبل، اليوم بالرباط، **الوزير**."""
    item = items[i]
    actor = item.head_actor
    if is_name(item) or (actor is not None and actor.kind != "person"):
        return False
    j = i - 2
    while j >= 0 and (items[j].kind is Kind.DATE or (items[j].kind is Kind.PHRASE and items[j].prep)):
        j -= 1
    return 0 <= j < i - 2 and items[j].kind is Kind.PUNCTUATION


def names_before(items: Sequence[Item], i: int, titled: Item) -> bool:
    """Whether the bare phrase at item i is the name of the office holder `titled`, with what the office is of between
    them: المبعوث الأممي إلى ليبيا **غسان سلامة**."""
    item, title = items[i], titled.head_actor
    if title is None or title.kind != "person" or title.plural or item.conj:
        return False
    if i < 2 or items[i - 1].kind is not Kind.PHRASE or not items[i - 1].prep or items[i - 2] is not titled:
        return False
    name = item.head_actor
    if name is None:
        return is_name(item)
    return name.how in ("office", "named before") and title.code[:3] in ("", name.code[:3])


def _names(item: Item, before: Item, titled: Item) -> bool:
    """Whether a bare phrase is the name of the holder of the office right before it: الأمين العام للأمم المتحدة
    **أنطونيو غوتيريش**."""
    title, name = titled.head_actor, item.head_actor
    if before is not titled or item.conj or title is None or title.plural or not title.code:
        return False
    if name is None:
        titles = ("person", "org", "body", "igo") if title.how == "named" else ("person",)
        return is_name(item) and title.kind in titles
    return name.how in ("office", "named before") and name.code == title.code


def _apposed(last: tuple[list[Group], int], item: Item, directly: bool) -> bool:
    """Whether a bare phrase after a comma renames the actor before it: always where nothing but the comma stands
    between."""
    groups, n = last
    former, latter = groups[n][-1].head_actor, item.head_actor
    if former is None:
        return (
            directly and is_name(groups[n][-1]) and latter is not None and latter.kind == "person" and latter.definite
        )
    if directly:
        return True
    if latter is None:
        return former.kind == "person" and is_name(item)
    if latter.kind not in ("person",):
        return False
    return not former.code or not latter.code or former.code[:3] == latter.code[:3]


def is_name(item: Item) -> bool:
    """Whether a phrase consists of words no lexicon knows, as names of persons do."""
    named = bool(item.parts) and not item.actors and not item.group
    return named and all(not part.readings for part in item.parts)


def _ends_clause(item: Item) -> bool:
    if item.kind is Kind.PUNCTUATION:
        return True
    return item.kind is Kind.PARTICLE and item.group in ("comp", "sub", "cond")
