"""Places and silence as targets: whom an attack on a town, a raid told without its target, or a retreat is against.

A town taken or shelled stands for those who hold it: whom the article says its attacker fights, else whom it is known
to fight in that country (`adversaries.csv`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from events.coding.actorkinds import kinds_of
from events.coding.letters import LAM
from events.coding.reference import Discourse
from events.coding.syntax import NOBODY, Actor
from events.model import Mention, Place

_VIOLENCE = ("18", "19", "20")
_ON_PLACES = ("042", "036", "07", "0874", "190", "191", "192", "194", "195", "154")
# What is done to the holders of a place, and may be told without naming them.
_ON_HOLDERS = ("0874", "190", "191", "194", "195", "154")
# What may be told without its target: no deployment, which is against whom the text names.
_UNTOLD = ("0874", "190", "191", "194", "195")
_SILENT = "adversary not named there"
_RULING = frozenset({"MIL", "GOV", "COP"})
_STATES = _RULING | {"", "SPY"}
_CONTEXT = ("country in context", "bare site")
# Sites whose taking is no attack on those who are there: a university, a hospital.
_UNARMED_SITES = frozenset({"EDU", "HLH", "BUS", "MED", "REL"})
_UNHELD = frozenset({"place", "site", "bare site"})


def adversary_of(source: Actor, country: str | None, discourse: Discourse) -> Actor | None:
    """Whom `source` fights in `country`: as the article told before, else by what is known of the day; None where
    neither tells."""
    if source.code in ("", NOBODY):
        return None
    known = discourse.fought.get(source.code)
    code = known if known and (country is None or known[:3] == country or known[:3] == "IMG") else None
    code = code or (discourse.known_adversary(source.code, country) if country else None)
    if code is None or code == source.code:
        return None
    return Actor(
        code, code[3:], "armed", 0, 0, source.sentence, "", True, source.seeds, "adversary", weight=0.85, official=False
    )


def held(targets: Sequence[Actor], sources: Sequence[Actor], code: str, discourse: Discourse) -> tuple[Actor, ...]:
    """The targets with places and sites turned into whom the act is done to: the holders of a place, the people of a
    site; places that stand for nobody are left out."""
    if code.startswith((*_ON_HOLDERS, "180", "183")) and any(len(a.code) == 6 for a in sources):
        targets = [_as_place(a) for a in targets]
    targets = [_across(a, sources, code, discourse) for a in targets]
    if not any(a.how in _UNHELD for a in targets):
        return tuple(targets)
    own = {a.code[:3] for a in sources}
    sites = [a for a in targets if a.how in ("site", "bare site")]
    kept: list[Actor] = []
    for actor in targets:
        if actor.how not in _UNHELD:
            kept.append(actor)
            continue
        foe = _holder(actor, sources, code, discourse)
        if foe is not None:
            kept.append(foe)
        elif actor.kind == "capital" and code[:2] != "18":
            kept.append(replace(actor, how="named"))
        elif actor.how == "place":
            if code.startswith(_ON_PLACES) and actor.code[:3] not in own and not (sites and code[:2] in _VIOLENCE):
                kept.append(actor)
            elif code[:3] in ("180", "183", "172") and not sites:
                kept.append(replace(actor, code=actor.code[:3] + "CVL", role="CVL", how="people of a place"))
        elif code[:3] in ("180", "183") and len(actor.code) == 3:
            kept.append(replace(actor, code=actor.code + "CVL", role="CVL"))
        elif code[:3] == "190" and len(actor.code) == 3 and all(a.code == NOBODY for a in sources):
            continue  # a village somebody unknown falls upon: an attack on its people
        elif code[:2] in _VIOLENCE or code[:2] == "17":
            kept.append(actor)
    return tuple({a.code: a for a in reversed(kept)}.values())[::-1]


def _across(target: Actor, sources: Sequence[Actor], code: str, discourse: Discourse) -> Actor:
    """The adversary of both where a side seems to attack an army it is allied with: the coalition that raids a camp of
    the army it helps raids those who hold the camp, and one that raids a country those it fights there."""
    if code[:2] != "19" or not sources or target.how in _UNHELD:
        return target
    if len(target.code) == 3 and sources[0].code[3:] == "CLN":
        there = discourse.known_adversary(sources[0].code, target.code)
        return replace(target, code=there, role=there[3:], how="adversary") if there else target
    if target.code[3:] != "MIL":
        return target
    if sources[0].code == target.code:
        return target
    foe = discourse.known_adversary(target.code, target.country)
    if foe is None or foe == sources[0].code or foe != discourse.known_adversary(sources[0].code, target.country):
        return target
    return replace(target, code=foe, role=foe[3:], how="adversary", weight=target.weight * 0.85)


def taken(targets: tuple[Actor, ...], code: str) -> tuple[Actor, ...]:
    """The targets of an act of taking control, institutions as the places they are: سيطروا على جامعة الموصل."""
    if code != "190":
        return targets
    return tuple(
        replace(a, code=a.code[:3], role="", how="place") if a.code[3:] in _UNARMED_SITES else a for a in targets
    )


def _as_place(actor: Actor) -> Actor:
    """A capital as the place it is, where it is fought for or attacked."""
    return replace(actor, how="place") if actor.kind == "capital" else actor


def _holder(actor: Actor, sources: Sequence[Actor], code: str, discourse: Discourse) -> Actor | None:
    """Who holds a place or an unowned military site, where the act is done to holders."""
    if not code.startswith(_ON_HOLDERS) or not sources:
        return None
    if code.startswith("0874") and sources[0].code[3:] in _STATES and sources[0].country != actor.code[:3]:
        return None  # an army that goes home leaves the country it was in
    if actor.how == "site" or (actor.how == "bare site" and actor.code[3:] not in ("MIL", "")):
        return None
    return adversary_of(sources[0], actor.code[:3], discourse)


def silent(
    sources: Sequence[Actor], code: str, note: str, is_raid: bool, sentence: int, discourse: Discourse
) -> tuple[Actor, ...]:
    """The target of an act of war told without one: its author's adversary where the text speaks of one country. The
    genitive (`note`) of a noun is the author only of raids, and no country."""
    if not code.startswith(_UNTOLD) or not sources or not kinds_of(sources[0]) & {"armed", "state"}:
        return ()
    own = sources[0].code[:3]
    if note in ("gen", "adj", LAM) and (not is_raid or (len(own) == len(sources[0].code) and code == "190")):
        return ()
    if note == "gen" and sources[0].code == own:
        return ()
    countries = (discourse.country_near(sentence), own)
    foes = (adversary_of(sources[0], country, discourse) for country in countries if country)
    foe = next((a for a in foes if a is not None), None)
    return (replace(foe, weight=0.75, how=_SILENT),) if foe is not None else ()


def at_home(code: str, source: Actor, target: Actor) -> Actor:
    """Who topples a ruler, under the ruler's country where only the context told of one: إطاحة الجيش بالرئيس المصري."""
    homely = code.startswith("170") and source.how == "country in context" and len(source.code) == 6
    if not homely or target.how in _CONTEXT or target.country == source.country or len(target.code) < 6:
        return source
    return replace(source, code=target.code[:3] + source.code[3:])


def at_the_place(code: str, target: Actor, place: Place | None, trigger: int, discourse: Discourse) -> Actor:
    """The victims of an attack under the country of the place named behind it, where only the article's country was
    theirs so far: استهدف مسجدا في عسير."""
    if code[:2] not in ("18", "19") or target.how not in _CONTEXT or place is None or place.country is None:
        return target
    if place.span.start < trigger or place.country == target.country or len(target.code) < 6:
        return target
    if not place.seed.startswith("countries") and place.country not in discourse.named_countries() | discourse.cities:
        return target
    return replace(target, code=place.country + target.code[3:], how="at the place named")


def _elsewhere(mention: Mention) -> bool:
    """Whether an act's target is but a place's country; aid goes to places."""
    return "target place" in mention.steps and not mention.code.startswith("07")


def without_unnamed_foes(mentions: Iterable[Mention], discourse: Discourse) -> tuple[Mention, ...]:
    """The mentions without acts on a place of a country the article does not speak of, and without acts of a state told
    without a target where the article never names the state's adversary."""
    named = {a.code for a in discourse.actors}
    ruling = {code[:3] for code in named if code[3:] in _RULING}
    spoken_of = (
        discourse.named_countries()
        | discourse.cities
        | {country for country, n in Counter(c for _, c in discourse.countries).items() if n > 1}
    )
    mentions = [m for m in mentions if not _elsewhere(m) or m.target[:3] in spoken_of]
    return tuple(
        m
        for m in mentions
        if f"target {_SILENT}" not in m.steps
        or m.source[3:] not in _STATES
        or m.target in named
        or (m.target[3:] in _RULING and m.target[:3] in ruling)
    )
