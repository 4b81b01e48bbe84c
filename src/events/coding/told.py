"""Acts told before, which a later statement judges or refuses by a noun alone: whose they are (وأدانت سوريا
**الغارات**, ورفضت باريس **القرار**)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from events.coding.arguments import Group
from events.coding.reference import Discourse, Told
from events.coding.syntax import NOBODY, Actor, Item
from events.coding.words import Words

# What a judgement or refusal may be about: the roots of acts told before, by its code.
_HARM = frozenset({"12", "13", "15", "16", "17", "18", "19", "20"})
_HARMONY = frozenset({"03", "05", "06", "07", "08"})
_ASKED = frozenset({"02", "10"})
_JUDGED = {
    "015": frozenset({"11"}),
    "111": _HARM | _HARMONY | {"11"},
    "113": _HARM,
    "114": _HARM,
    "12": _HARM | _HARMONY | _ASKED,
    "051": _HARMONY,
}
_ATTACKS = frozenset({"18", "19", "20"})
_WRONGS = frozenset({"attack", "attackn", "victimhood"})
# Classes of nouns that name no kind of act, and the roots of those they may stand for.
_DEEDS = {"deed": _HARM - {"12"}, "offer": _ASKED | {"03"}}
_PRAISE = ("050", "051")  # which nobody judges
_MUTUAL = ("04", "057", "087", "036")
_REACH = 6  # how many sentences back an act may be told that only its kind is named of
_WEIGHT = 0.85
AUTHOR = "author of what was told"


def authors_of(
    groups: Sequence[Group], code: str, judges: tuple[Actor, ...], words: Words, discourse: Discourse
) -> tuple[Actor, ...]:
    """Whose act the noun of one of some phrases speaks of, for a judgement of kind `code` by `judges`: the latest told
    before of the noun's kind, both sides of an agreement; nobody where none was told."""
    roots = next((found for prefix, found in _JUDGED.items() if code.startswith(prefix)), None)
    item = next((g[0] for g in groups if g and _speaks_of_an_act(g[0], words)), None)
    if roots is None or item is None:
        return ()
    own = {a.code for a in judges} | {a.country for a in judges if len(a.code) == 3 or a.code[3:] in ("GOV", "MIL")}
    kinds, lemmas = _kinds(item, words)
    for told in _told(discourse, words.sentence, roots):
        named = told.lemma in lemmas
        if not named and (told.code[:2] not in kinds or words.sentence - told.sentence > _REACH):
            continue
        sides = (*told.sources, *told.targets) if told.code.startswith(_MUTUAL) else told.sources
        others = tuple(a for a in sides if a.code != NOBODY and a.code not in own and a.country not in own)
        if others:
            return tuple(replace(a, weight=a.weight * _WEIGHT, how=AUTHOR) for a in others)
        if named or all(a.code == NOBODY for a in sides):
            return ()
    return ()


def judged_alike(code: str, words: Words, discourse: Discourse) -> tuple[Actor, ...]:
    """Who is judged where a pronoun stands for what others of the same sentence judge alike: كما شجبته الولايات
    المتحدة."""
    if not code.startswith(("111", "051")):
        return ()
    alike = (t for t in reversed(discourse.acts) if t.sentence == words.sentence and t.code[:3] == code[:3])
    found = next(alike, None)
    return tuple(replace(a, weight=a.weight * _WEIGHT, how=AUTHOR) for a in found.targets) if found else ()


def _told(discourse: Discourse, sentence: int, roots: frozenset[str]) -> Iterator[Told]:
    told = (t for t in reversed(discourse.acts) if t.code[:2] in roots and t.sentence <= sentence)
    return (t for t in told if not t.code.startswith(_PRAISE))


def _speaks_of_an_act(item: Item, words: Words) -> bool:
    """Whether a phrase is a definite noun of an act, without anybody it would be of."""
    if not item.parts or item.actors or item.pronoun or not item.definite:
        return False
    return words.has_article(item.parts[0].token) or any(r.pos == "masdar" for r in item.parts[0].readings)


def _kinds(item: Item, words: Words) -> tuple[frozenset[str], frozenset[str]]:
    """The roots of the acts a noun may name, and its lemmas."""
    head = item.parts[0]
    lemmas = frozenset(lemma for r in head.readings for lemma in (r.base, r.lemma) if lemma)
    classes = words.classes(head.token)
    generic = [roots for name, roots in _DEEDS.items() if name in classes]
    if generic:
        return frozenset().union(*generic), lemmas
    if _WRONGS & classes:
        return _ATTACKS, lemmas
    return frozenset(
        f.code[:2] for lemma in lemmas for f in words.lexicon.frames.get(lemma, ()) if f.pos == "noun"
    ), lemmas
