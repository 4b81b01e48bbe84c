"""Talks told without those who held them: what a meeting just told dealt with (وجرى خلال اللقاء بحث العلاقات)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from events.coding.actorkinds import kinds_of
from events.coding.clauses import Clause
from events.coding.operating import by_operator
from events.coding.outcome import Draft, Scene
from events.coding.syntax import Item, Kind
from events.lexicon import Operator

_REACH = 3  # how many sentences behind a meeting what it dealt with may be told
_CODE = "040"


def session(scene: Scene, clause: Clause, k: int, future: bool) -> Iterator[Draft]:
    """The talks between the two sides of the meeting told last, where the verb at item k tells what a meeting dealt
    with: تناول اللقاء ..., جرى خلال الاجتماع بحث ..."""
    met = scene.discourse.met
    if future or met is None or not 0 <= scene.words.sentence - met[2] <= _REACH:
        return
    operator = _dealt_with(scene, clause, k)
    source, target = met[0], met[1]
    if operator is None or source.country == target.country:
        return
    if not kinds_of(source) & {"official", "org"} or not kinds_of(target) & {"official", "org"}:
        return
    sides = tuple(replace(a, weight=a.weight * 0.9, how="of the meeting just told") for a in (source, target))
    yield by_operator(scene, clause, k, replace(operator, bare=_CODE), sides[:1], sides[1:], future)


def _dealt_with(scene: Scene, clause: Clause, k: int) -> Operator | None:
    """The operator of discussing whose subject is a meeting, or that of the discussion a meeting held."""
    items = scene.reading.items
    stretch = items[k + 1 : clause.slots.end]
    own = [o for r in items[k].readings for o in _operators(scene, r.lemma)]
    discusses = next((o for o in own if o.operator == "discuss"), None)
    if discusses is not None:
        first = next((i for i in stretch if i.kind is Kind.PHRASE), None)
        return discusses if first is not None and first.bare and _is_session(scene, first) else None
    if not any(o.operator == "support" and "subj" in o.complement for o in own):
        return None
    if not any(i.kind is Kind.PHRASE and i.prep and _is_session(scene, i) for i in stretch):
        return None
    bare = next((i for i in stretch if i.bare and i.parts), None)
    if bare is None:
        return None
    talks = "discussion" in scene.words.classes(bare.parts[0].token)
    return next((o for o in own if o.operator == "support"), None) if talks else None


def _operators(scene: Scene, lemma: str) -> tuple[Operator, ...]:
    return tuple(scene.words.lexicon.operators.get(lemma, ()))


def _is_session(scene: Scene, item: Item) -> bool:
    """Whether a phrase is a meeting spoken of before: definite, and nobody's."""
    return (
        bool(item.parts)
        and not item.actors
        and scene.words.has_article(item.parts[0].token)
        and "session" in scene.words.classes(item.parts[0].token)
    )
