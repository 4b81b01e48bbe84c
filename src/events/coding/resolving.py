"""From phrases to actors: the phrase's own actor, its owner, or the one a reference word stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from events.coding.arguments import Group, is_name
from events.coding.lands import is_backed, lands_of
from events.coding.letters import ALEF, AYN, BA, FA, HA, LAM, MIM, NUN, TA_MARBUTA, WAW
from events.coding.named import ORGANISATIONS
from events.coding.reference import Discourse
from events.coding.syntax import Actor, Item, Kind
from events.coding.unnamed import WHAT
from events.coding.words import Words

# Roles whose delegations and offices go under their own code.
_GROUPS = frozenset({"PTY", "OPP", "REB", "UAF", "HMS", "HEZ", "JHD", "POL"})
_OWNER_ENDS = (HA + MIM + ALEF, HA + ALEF, HA + MIM, HA)
# Whose sites are theirs whatever they are for: مدرسة للدرك, فندق للأمم المتحدة.
_KEEPERS = frozenset({"MIL", "COP", "SPY", "GOV"})
_LANDS = ("countries", "metonyms", "actors", "places")
_UNOWNED = "unowned"  # class of what names nobody by whose it is
_OWNERS = frozenset((LAM, MIM + NUN))  # li, min


def actors_of(
    group: Group, items: Sequence[Item], words: Words, discourse: Discourse, references: Mapping[str, str]
) -> tuple[Actor, ...]:
    """The resolved actors of coordinated phrases, in order, without doubles; empty where one cannot be told."""
    found: list[Actor] = []
    discourse.at = (words.sentence, group[0].start) if group else None
    group = _share_country(group)
    for n, item in enumerate(group):
        shared = _shared_head(group[0], item, found[0]) if n and found else None
        for actor in (
            (shared,) if shared else _of_item(item, items, words, discourse, references, found[-1] if found else None)
        ):
            if actor.code not in {a.code for a in found}:
                found.append(actor)
    if len(found) > 2:
        discourse.group = tuple(found)
    return tuple(found)


def _shared_head(first: Item, item: Item, found: Actor) -> Actor | None:
    """A further country under one plural or dual head, or of two bodies: الجيشان الجزائري **والروسي**, وزراء خارجية مصر
    **والأردن**, القوات المسلحة المغربية **والأمريكية**, نظيريه الأردني **والعراقي**. `found` is whom the first stands
    for."""
    head = found if found.how == "counterpart" else first.head_actor
    role = head.role or head.code[3:] if head is not None else ""
    if head is None or head.how not in ("agent", "counterpart") or not role:
        return None
    if head.how == "agent" and head.kind == "person" and not head.plural:
        return None
    if head.how == "agent" and not any(seed.startswith(_LANDS) for seed in head.seeds):
        return None  # ممثلو الرئيس السابق **وفرنسا**: whose they are is told otherwise
    own = item.head_actor
    if head.plural and own is not None and own.kind == "country" and len(own.code) == 3 and own.how == "named":
        return replace(own, code=own.code + role, kind=head.kind, how="shared head")
    if (
        not item.actors
        and item.parts
        and (nisba := next((r for r in item.parts[0].readings if r.table == "nisba"), None))
    ):
        token = item.parts[0].token
        return replace(
            head,
            code=nisba.code + role,
            start=token,
            end=token + 1,
            how="shared head",
            seeds=(*head.seeds, f"countries.csv:{nisba.line}"),
        )
    return None


def _share_country(group: Group) -> Group:
    """The phrases with the country of the one that names it given to those that do not: ضابط وثلاثة جنود مصريين."""
    named = next((a.code for item in group if (a := item.head_actor) and len(a.code) >= 3 and a.how == "agent"), "")
    if not named or len(group) < 2:
        return group
    return tuple(_with_country(item, named[:3]) for item in group)


def _with_country(item: Item, country: str) -> Item:
    head = item.head_actor
    if head is None or head.code or head.role in ("", "IMG"):
        return item
    filled = replace(head, code=country + head.role)
    return replace(item, actors=tuple((r, filled if a is head else a) for r, a in item.actors))


def _of_item(
    item: Item,
    items: Sequence[Item],
    words: Words,
    discourse: Discourse,
    references: Mapping[str, str],
    before: Actor | None,
) -> tuple[Actor, ...]:
    if item.is_attached:
        return discourse.behind(item.pronoun) if item.pronoun else ()
    referred = _reference(item, words, discourse, references, before)
    if referred is not None:
        return referred
    head = item.head_actor
    if is_name(item) and (called := discourse.called(tuple(words.tokens[part.token].key for part in item.parts))):
        first, last = item.parts[0].token, item.parts[-1].token
        return (replace(called, start=first, end=last + 1, sentence=words.sentence),)
    if head is not None and head.kind == "place":
        owner = None if head.code else _owner(item, items, words, discourse)
        if owner is not None and owner.code[3:] in _KEEPERS:
            return (replace(owner, weight=owner.weight * 0.9, how="possessor"),)
        return _site(head, item, words, discourse)
    if head is not None:
        inner = [a for relation, a in item.actors if relation in ("appo", "gen") and a.code]
        if not head.code and inner:
            head = replace(head, code=_complete(head, inner[0]), weight=head.weight)
        if not head.code and (spread := lands_of(head, item, items, words, discourse)):
            return spread
        if not head.code:
            owner = _owner(item, items, words, discourse)
            if owner and owner.code:
                head = replace(head, code=_complete(head, owner), seeds=(*head.seeds, *owner.seeds))
        if not head.code and head.kind == "armed" and item.pronoun.startswith("3") and discourse.subject:
            head = replace(head, code=_complete(head, discourse.subject[0]))
        resolved = discourse.resolve(head)
        return (resolved,) if resolved else ()
    for relation, actor in item.actors:
        if (
            relation == "appo"
            and actor.how in ("named", "office", "named before")
            and (resolved := discourse.resolve(actor))
        ):
            return (replace(resolved, weight=resolved.weight * 0.9),)
    if item.parts and _UNOWNED in words.classes(item.parts[0].token):
        return ()  # الحدود **السورية**, دولار **أمريكي**
    for relation, weight, how in (("gen", 0.85, "possessor"), ("adj", 0.85, "adjective"), ("appo", 0.8, "possessor")):
        for found, actor in item.actors:
            if found == relation and (resolved := discourse.resolve(actor)):
                return (replace(resolved, weight=resolved.weight * weight, how=how),)
    owner = _owner(item, items, words, discourse)
    if owner is not None and _is_share(item, words):
        return (replace(owner, weight=owner.weight * 0.95, how="some of them"),)
    owners = (owner,) if owner is not None else _relative_agent(item, items, words, discourse, references)
    if owners:
        return tuple(replace(owner, weight=owner.weight * 0.75, how="possessor") for owner in owners)
    if item.pronoun.startswith("3") and discourse.subject:
        return (replace(discourse.subject[0], weight=0.6, how="possessor"),)
    return _place_as_actor(item, words) or _part_of_place(item, items, words)


def _part_of_place(item: Item, items: Sequence[Item], words: Words) -> tuple[Actor, ...]:
    """The country of the place something is a part of: الجانب الأيمن **من مدينة الموصل**."""
    k = next((n for n, other in enumerate(items) if other.end == item.end), len(items)) + 1
    behind = items[k] if k < len(items) else None
    if behind is None or behind.kind is not Kind.PHRASE or behind.prep not in _OWNERS or behind.conj:
        return ()
    return _place_as_actor(behind, words)


def _site(head: Actor, item: Item, words: Words, discourse: Discourse) -> tuple[Actor, ...]:
    """What a site (فندق, قرية, مدينة) stands for: the people there when it is attacked, the country it lies in
    otherwise."""
    place = _place_as_actor(item, words)
    if not place and head.code:
        place = (replace(head, code=head.code[:3], how="place"),)
    how = "site" if head.code else "bare site"
    if not head.code and place:
        head = replace(head, code=place[0].code + head.role)
    people = discourse.resolve(head)
    return (*((replace(people, how=how, weight=people.weight * 0.9),) if people else ()), *place)


def _place_as_actor(item: Item, words: Words) -> tuple[Actor, ...]:
    """The country a named place lies in, for acts done to places."""
    for i in range(item.start, item.end):
        for hit in words.hits[i]:
            countries = {e.code[:3] for e in hit.entries if e.table == "places" and not e.ambiguous}
            if len(countries) == 1:
                line = hit.entries[0].line
                return (
                    Actor(
                        next(iter(countries)),
                        "",
                        "place",
                        hit.start,
                        hit.end,
                        words.sentence,
                        "",
                        True,
                        (f"places.csv:{line}",),
                        "place",
                        weight=0.8,
                    ),
                )
    return ()


def _is_share(item: Item, words: Words) -> bool:
    """Whether a phrase is but a number or a quantity, so that what stands behind من is who is meant: ستة من عناصر
    الحركة."""
    return not item.actors and all("share" in words.classes(part.token) for part in item.parts)


def _complete(head: Actor, other: Actor) -> str:
    """The code of an agent whose country or group stands in another phrase. Organs of an organisation are that."""
    if other.country in ORGANISATIONS:
        return other.code
    if head.role == "IMG":
        return head.role
    if not head.role and head.kind == "armed" and other.code[3:] == "GOV":
        return other.code[:3] + "MIL"
    if head.role in ("MIL", "COP", "SPY") and other.code[3:] == "GOV":
        return other.code[:3] + head.role
    if len(other.code) == 6 and other.how == "named" and other.kind != "person":
        return other.code
    if other.code[3:] in _GROUPS and other.kind != "person":
        return other.code
    if len(other.code) == 6 and (not head.role or head.kind in ("armed", "people")) and other.kind != "person":
        return other.code
    return other.code[:3] + head.role if len(other.code) >= 3 and other.code != "---" else other.code


def _owner(item: Item, items: Sequence[Item], words: Words, discourse: Discourse) -> Actor | None:
    """The actor of an `of` phrase right behind: مواقع للجبهة, عناصر من داعش. A state that only backs them owns nobody
    (ميليشيات موالية لإيران)."""
    k = next((n for n, other in enumerate(items) if other.end == item.end), len(items))
    if k + 1 >= len(items):
        return None
    behind = items[k + 1]
    if behind.kind is not Kind.PHRASE or behind.prep not in _OWNERS or behind.conj:
        return None
    actor = behind.head_actor or next((a for relation, a in behind.actors if relation == "gen"), None)
    owner = discourse.resolve(actor) if actor else None
    if owner is not None and owner.kind in ("country", "capital") and is_backed(item, words):
        return None
    return owner


def _relative_agent(
    item: Item, items: Sequence[Item], words: Words, discourse: Discourse, references: Mapping[str, str]
) -> tuple[Actor, ...]:
    """Who did what the phrase names, told in its relative clause: الجريمة التي نفذها مستوطنون, ما قامت به الحكومة; of
    what a clause calls something, whose it is (ما وصفه بالعدوان الإسرائيلي)."""
    k = next((n for n, other in enumerate(items) if other.end == item.end), len(items)) + 1
    while k < len(items) and items[k].kind is Kind.PARTICLE and items[k].group in ("rel", "aspect"):
        k += 1
    if k >= len(items) or items[k].kind is not Kind.VERB or not (items[k].pronoun or item.group == WHAT):
        return ()
    calls = item.group == WHAT and words.tokens[items[k].start].key in words.lexicon.particles.calling
    k += 1
    while k < len(items) and items[k].is_attached:
        k += 1
    if k >= len(items) or items[k].kind is not Kind.PHRASE:
        return ()
    if calls and not items[k].head_actor:
        return _of_item(items[k], items, words, discourse, references, None)
    actor = items[k].head_actor if items[k].bare and not calls else None
    resolved = discourse.resolve(actor) if actor else None
    return (resolved,) if resolved else ()


def _reference(
    item: Item, words: Words, discourse: Discourse, references: Mapping[str, str], before: Actor | None
) -> tuple[Actor, ...] | None:
    """Whom a reference word at the head of the phrase stands for; None where the head is no such word."""
    if item.start == item.end or (not item.parts and not item.actors):
        return None
    first = item.parts[0].token if item.parts else item.actors[0][1].start
    if item.actors and item.actors[0][1].start < first:
        return None
    if first + 1 < item.end and discourse.group:
        phrase = f"{words.tokens[first].key} {words.tokens[first + 1].key}"
        if "group" in (references.get(phrase), references.get(phrase[1:])):
            return tuple(replace(a, weight=a.weight * 0.9, how="group named before") for a in discourse.group)
    agent = words.facts[first].agent
    owned = references.get(agent.lemma, "") if agent is not None and agent.pronoun else ""  # نظيرته, نظرائه
    kind = _kind_of(words.tokens[first].key, references) or owned
    counted = item.start < first and not item.prep and not item.conj  # بعض المسؤولين are no two
    if kind in ("pair", "persons") and not counted and not any(actor.code for _, actor in item.actors):
        return discourse.two(kind == "persons")
    if kind == "counterpart":
        country = next((a for _, a in item.actors if a.code), None)
        if country is None:
            return ()
        if len(country.code) == 6:
            return (country,)
        found = discourse.counterpart(country.code[:3], before)
        return (replace(found, start=item.start, end=item.end, sentence=words.sentence),) if found else (country,)
    if kind == "own" and item.actors and any(r.pronoun for r in words.analyses[item.actors[0][1].start]):
        return tuple(replace(a, weight=a.weight * 0.9, how="own country") for a in discourse.subject[:1])
    if kind == "last":
        last = discourse.latter(words.tokens[first].text.endswith(TA_MARBUTA))
        return (replace(last, weight=0.75, how="the latter"),) if last else ()
    if kind == "highness":
        subject = {a.code for a in discourse.subject} if item.prep else set()
        last = discourse.latest(lambda a: a.kind == "person" and not a.plural and a.code not in subject)
        return (replace(last, weight=last.weight * 0.85, how="highness"),) if last else ()
    return None


def _kind_of(word: str, references: Mapping[str, str]) -> str:
    """What a word refers to, with or without clitics and an attached pronoun (وبلاده, بنظيره); empty where to
    nothing."""
    bare = next((word.removeprefix(p) for p in (WAW, FA) if word.startswith(p) and len(word) > 4), word)
    bases = [word, bare, *(bare.removeprefix(p) for p in (BA, LAM, MIM + AYN) if bare.startswith(p) and len(bare) > 4)]
    owned = [b.removesuffix(s) for b in bases for s in _OWNER_ENDS if b.endswith(s) and len(b) > 4]
    return next((references[each] for each in (*owned, *bases) if each in references), "")
