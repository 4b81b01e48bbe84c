"""Evaluations that disapprove: what somebody calls a crime, a lie or an aggression (اعتبرت الخارجية القرار الإسرائيلي
تصعيدا)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from events.coding.arguments import Group, Slots, slot_key
from events.coding.clauses import Clause
from events.coding.letters import ARTICLE, BA, STOPS, WAW
from events.coding.matching import nobody
from events.coding.operating import by_operator
from events.coding.outcome import Draft, Scene, subject_actors
from events.coding.speech import may_judge
from events.coding.syntax import Actor, Item, Kind
from events.lexicon import Operator

_DONE_TO = "victimhood"
_TELLING = frozenset({"report", "announce"})


def evaluation(scene: Scene, clause: Clause, k: int, future: bool) -> Iterator[Draft]:
    """The disapproval at the verb of item k, if it tells one: what it judges is the object of a verb of judging, or
    the subject of a verbless clause under a verb of saying."""
    words, items = scene.words, scene.reading.items
    classes, operators = words.lexicon.classes_of, words.lexicon.operators
    for reading in items[k].readings:
        if reading.voice == "p":
            continue
        if "judging" in classes.get(reading.lemma, ()):
            judged = _object_judged(scene, clause.slots, k)
        elif any(o.operator in _TELLING and "an" in o.complement for o in operators.get(reading.lemma, ())):
            judged = None
        else:
            continue
        judged = judged or _clause_judged(scene, clause.slots)
        if judged is None:
            return
        sources = tuple(a for a in subject_actors(scene, clause.slots.subject, items[k]) if may_judge(a))
        targets = _blamed(scene, clause, judged, sources)
        if sources and targets:
            rows = operators.get(reading.lemma) or (Operator(reading.lemma, "verb", "judge", (), (), "111", 0),)
            code = "120" if _is_refused(scene, clause.slots) else "111"
            yield by_operator(scene, clause, k, replace(rows[0], bare=code), sources, targets, future)
        return


def _is_blame(scene: Scene, i: int) -> bool:
    """Whether the word at token i, or the phrase of two that begins there, is one of blame, clitics aside."""
    tokens, blame = scene.words.tokens, scene.words.lexicon.particles.disapproval
    word = tokens[i].key
    after = tokens[i + 1].key if i + 1 < len(tokens) else ""
    for clitic in ("", WAW, BA, WAW + BA):
        form = word.removeprefix(clitic) if word.startswith(clitic) else ""
        for bare in (form, form.removeprefix(ARTICLE)):
            if bare in blame or f"{bare} {after}" in blame:
                return True
    return False


def _blames(scene: Scene, item: Item) -> bool:
    """Whether a phrase holds a word of blame."""
    return item.kind is Kind.PHRASE and any(_is_blame(scene, i) for i in range(item.start, item.end))


def _object_judged(scene: Scene, slots: Slots, k: int) -> Group | None:
    """The object of a verb of judging whose quality is a word of blame: a second object (اعتبر القرار **استفزازا**), a
    phrase with bi (وصفه **بالجبان**), or what a clause says of it (بأنه **عدوان**)."""
    items = scene.reading.items
    object_ = slots.subjects[0][1] if slots.subjects else ()
    if not object_:
        return None
    for j in range(items.index(object_[-1]) + 1, len(items)):
        item = items[j]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return None
        if item.kind is Kind.VERB and j < slots.end:
            return None
        if item.kind is Kind.PARTICLE and item.group == "comp" and j == slots.end:
            return object_ if j + 1 < len(items) and _blames(scene, items[j + 1]) else None
        bare = item.bare and not item.definite and j < slots.end
        if (bare or slot_key(item.prep) == BA) and _blames(scene, item):
            return object_
    return None


def _clause_judged(scene: Scene, slots: Slots) -> Group | None:
    """The subject of the verbless clause behind أن whose predicate, indefinite, begins with a word of blame: إن
    الاتهامات القطرية **باطلة**."""
    items = scene.reading.items
    i = slots.end
    if i + 2 >= len(items) or items[i].kind is not Kind.PARTICLE or items[i].group != "comp" or not items[i + 1].bare:
        return None
    for j in range(i + 2, len(items)):
        item = items[j]
        if item.kind is not Kind.PHRASE:
            return None
        if item.bare and not item.conj:
            first = item.parts[0].token if item.parts else item.start
            blamed = not item.definite and _is_blame(scene, first)
            return (items[i + 1],) if blamed else None
    return None


def _is_refused(scene: Scene, slots: Slots) -> bool:
    """Whether what the clause behind أن says of its subject refuses it: إن القرار **مرفوض**."""
    items, refused = scene.reading.items, scene.words.lexicon.particles.refused
    for item in items[slots.end + 2 : slots.end + 4]:
        keys = [scene.words.tokens[i].key for i in range(item.start, item.end)]
        if item.bare and keys and (keys[0] in refused or " ".join(keys[:2]) in refused):
            return True
    return False


def _blamed(scene: Scene, clause: Clause, judged: Group, sources: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Who is blamed: whose act, word or policy is judged, nobody where it is an attack by an author it does not
    name."""
    classes = clause.group_classes(judged)
    own = {a.country for a in sources}
    actors = () if _DONE_TO in classes else scene.resolve(judged)
    named = tuple(a for a in actors if a.how not in ("place", "site", "bare site", "country in context"))
    if named:
        return named if not {a.country for a in named} & own else ()
    return (nobody(),) if "attack" in classes else ()
