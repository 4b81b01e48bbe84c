"""What one statement says of another: the dead are part of the attack, a claim names its author, a condemnation its
target.

Codebook section 5: a killing, wounding or capture that results from an attack that is itself coded is part of that
attack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from events.coding.letters import LAM
from events.coding.syntax import NOBODY
from events.model import Mention, Span

_VIOLENCE = frozenset({"18", "19", "20"})
_ARMED = frozenset({"MIL", "COP", "SPY", "REB", "UAF", "HEZ", "HMS", "JHD", "POL"})
_UNARMED = frozenset({"CVL", "EDU", "HLH", "MED", "REL", "BUS", "REF", "NGO", "LAB"})
_VAGUE = 0.42  # the confidence under which an attack by nobody is doubted
_MUTUAL = frozenset({"190", "193"})
_AUTHOR = "target possessor"  # as a condemnation of an act with its author notes it
_GENERAL = frozenset({"180", "190", "182"})
# How many sentences after a claim the attack may first be told.
_AHEAD = 2
# The steps that say an attack's target is but read off its place.
_ANYBODY = "target country in context"
_GUESSES = frozenset(
    {"target people of a place", "target adversary", "target adversary not named there", "target place"}
)
# The steps that say an attack's target is but whose building or place it hit.
_LOOSE = frozenset({"target possessor", "target site", "target bare site", "target adjective"})


class Claim(NamedTuple):
    """A claim of responsibility: the sentence, the claimant's code, and whether it is of several attacks."""

    sentence: int
    actor: str
    several: bool


def settle(
    mentions: Sequence[Mention],
    casualty_rules: frozenset[str],
    claims: Sequence[Claim],
    militants: frozenset[str],
) -> tuple[Mention, ...]:
    """The mentions with casualties joined to their attacks, claimed attacks given their authors and condemnations their
    targets. `casualty_rules` are the ids of frames that only state dead or wounded; `claims` those made of
    attacks, `militants` the groups the article names."""
    settled = _join_casualties(_without_guesses(mentions), casualty_rules)
    settled = [_by_target(m) for m in settled if not (_is_violent(m) and m.source == m.target == NOBODY)]
    settled = _aim_denials(_unify(_apply_claims(_unify(settled), claims)))
    settled = [_by_somebody_else(m) for m in settled if _is_violent(m) or m.source != m.target or m.source == NOBODY]
    settled = _without_vague(_give_condemned(settled, militants), militants)
    return tuple(_aim_condemnations(settled, militants))


def _by_somebody_else(mention: Mention) -> Mention:
    """An attack that seems to be its victims' own is by somebody unknown."""
    return replace(mention, source=NOBODY, source_span=None) if mention.source == mention.target else mention


def _by_target(mention: Mention) -> Mention:
    """18 or 19 (codebook section 5): an attack of no special kind on armed men is 190, one on other people 180."""
    armed = mention.target[3:] in _ARMED or mention.target[:3] == "IMG"
    if mention.code == "180" and armed and mention.source[3:] not in _UNARMED:
        return replace(mention, code="190")
    if mention.code == "190" and mention.target[3:] in _UNARMED:
        return replace(mention, code="180")
    return mention


def _without_guesses(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those whose target is but read off the place, where the same sentence names one: raids on
    positions of a group, in a town."""
    named = {(m.sentence, m.source[:3], m.code[:2]) for m in mentions if not _is_guess(m) and m.target != NOBODY}
    return [m for m in mentions if not _is_guess(m) or (m.sentence, m.source[:3], m.code[:2]) not in named]


def _is_guess(mention: Mention) -> bool:
    return any(step in _GUESSES for step in mention.steps)


def _is_violent(mention: Mention) -> bool:
    return mention.code[:2] in _VIOLENCE


def _join_casualties(mentions: list[Mention], rules: frozenset[str]) -> list[Mention]:
    """Casualty mentions are part of the attack told in the same sentence: they give it its victims, it gives them its
    kind."""
    dropped: set[int] = set()
    for n, casualty in enumerate(mentions):
        if casualty.rule not in rules or not _is_violent(casualty):
            continue
        for m, attack in enumerate(mentions):
            if (
                m == n
                or m in dropped
                or attack.rule in rules
                or not _is_violent(attack)
                or attack.sentence != casualty.sentence
            ):
                continue
            if (
                not _compatible(casualty.source, attack.source)
                or attack.grain != casualty.grain
                or attack.date != casualty.date
            ):
                continue
            if attack.code in _MUTUAL and casualty.target in (attack.source, attack.target):
                dropped.add(n)
                break
            if attack.target[:3] not in (casualty.target[:3], NOBODY) and casualty.target[:3] != NOBODY:
                continue
            mentions[m] = _joined(attack, casualty)
            dropped.add(n)
            break
    return [mention for n, mention in enumerate(mentions) if n not in dropped]


def _unify(mentions: list[Mention]) -> list[Mention]:
    """An attack told without its author is the one on the same side and day that the text tells with author, or more
    exactly: both are mentions of one event."""
    for n, vague in enumerate(mentions):
        if not _is_violent(vague) or vague.source != NOBODY:
            continue
        same = [
            m
            for m in mentions
            if _of_one_kind(m.code, vague.code)
            and (
                (
                    m is not vague
                    and _is_violent(m)
                    and "source carried over" not in m.steps
                    and m.target[:3] == vague.target[:3]
                    and (m.date, m.grain) == (vague.date, vague.grain)
                    and m.source[:3] != vague.target[:3]
                )
                or (
                    m is not vague
                    and _is_violent(m)
                    and m.target == vague.target
                    and m.date == vague.date
                    and (m.source[:3] != vague.target[:3] or m.source[3:] not in _UNARMED)
                )
            )
        ]
        better = max(same, key=_exactness, default=None)
        if better is not None and _exactness(better) > _exactness(vague):
            mentions[n] = replace(
                vague,
                source=better.source,
                target=better.target,
                code=better.code,
                steps=(*vague.steps, f"the attack told in sentence {better.sentence + 1}"),
            )
    return mentions


def _of_one_kind(one: str, other: str) -> bool:
    """Whether two codes may tell one attack: the same kind, or one of no special kind."""
    return one[:3] == other[:3] or one in _GENERAL or other in _GENERAL or {one, other} <= _MUTUAL


def _without_vague(mentions: list[Mention], militants: frozenset[str]) -> list[Mention]:
    """The mentions without attacks by nobody where the text tells of a known attacker of the same country, or names a
    militant group elsewhere: who reads on knows the author, or that it is another attack than it seems."""
    mentions = [m for m in mentions if not _is_crime(m)]
    known = {m.target[:3] for m in mentions if _is_violent(m) and m.source != NOBODY}
    return [
        m
        for m in mentions
        if not (_is_violent(m) and m.source == NOBODY and m.confidence < _VAGUE)
        or _is_bomb(m)
        or not (m.target[:3] in known or (militants and len(mentions) > 1))
    ]


def _is_crime(mention: Mention) -> bool:
    """Whether nobody knows whom killed or hurt people of whom the text says no more."""
    return mention.source == NOBODY and mention.code in ("180", "182") and _ANYBODY in mention.steps


def _is_bomb(mention: Mention) -> bool:
    """Whether an attack is a bomb on people the text names, whose author it need not know: انفجار استهدف قافلة."""
    told = not (_LOOSE | {"slots gen", f"slots {LAM}"}) & set(mention.steps)
    return mention.code.startswith("183") and told and len(mention.target) > 3


def _exactness(mention: Mention) -> tuple[bool, bool, int]:
    return mention.source != NOBODY, mention.code not in _GENERAL, len(mention.code)


def _joined(attack: Mention, casualty: Mention) -> Mention:
    """The attack with the author, the victim and, where it is of no special kind itself, the kind the casualties
    tell."""
    source, source_span = (
        (attack.source, attack.source_span) if attack.source != NOBODY else (casualty.source, casualty.source_span)
    )
    open_ = attack.target == NOBODY or (
        casualty.target != NOBODY and (_is_guess(attack) or _is_nearer(casualty, attack))
    )
    target, target_span = (casualty.target, casualty.target_span) if open_ else (attack.target, attack.target_span)
    special = attack.code not in _GENERAL or (casualty.code in _GENERAL and attack.target != NOBODY)
    return replace(
        attack,
        source=source,
        source_span=source_span,
        target=target,
        target_span=target_span,
        code=attack.code if special else casualty.code,
        evidence=Span(
            min(attack.evidence.start, casualty.evidence.start), max(attack.evidence.end, casualty.evidence.end)
        ),
        steps=(*(s for s in attack.steps if not (open_ and s in _GUESSES)), "with its casualties"),
        seeds=tuple(dict.fromkeys((*attack.seeds, *casualty.seeds))),
    )


def _is_nearer(casualty: Mention, attack: Mention) -> bool:
    """Whether the dead tell better whom an attack was on than what it hit does: people where only a country is named,
    soldiers at somebody's building."""
    if attack.source == NOBODY and len(attack.target) == 3 and casualty.target[:3] == attack.target:
        return True
    return (
        casualty.target[3:] not in ("", "CVL")
        and attack.target[3:] not in _ARMED
        and casualty.target[:3] == attack.target[:3]
        and bool(_LOOSE & set(attack.steps))
    )


def _compatible(one: str, other: str) -> bool:
    return NOBODY in (one, other) or one[:3] == other[:3]


def _apply_claims(mentions: list[Mention], claims: Sequence[Claim]) -> list[Mention]:
    """A claim gives its author to the nearest violent mention before it that has none, one of several attacks to all of
    them."""
    for sentence, actor, several in claims:
        open_ = [
            (n, m)
            for n, m in enumerate(mentions)
            if _is_violent(m) and m.source == NOBODY and m.sentence <= sentence and _may_claim(actor, m.target)
        ]
        open_ = open_ or [
            (n, m)
            for n, m in enumerate(mentions)
            if _is_violent(m)
            and m.source == NOBODY
            and sentence < m.sentence <= sentence + _AHEAD
            and _may_claim(actor, m.target)
        ]
        if not open_:
            continue
        last = max((m.sentence for _, m in open_), key=lambda at: (at <= sentence, -abs(at - sentence)))
        key = next((m.target, m.code, m.date) for _, m in open_ if m.sentence == last)
        for n, mention in open_:
            if several or (mention.target, mention.code, mention.date) == key:
                mentions[n] = replace(
                    mention, source=actor, steps=(*mention.steps, f"claimed by {actor} in sentence {sentence + 1}")
                )
    return mentions


def _may_claim(actor: str, target: str) -> bool:
    """Whether a group may have claimed an attack on somebody: none claims one on the people it says it fights for."""
    return target != actor and not (target[:3] == actor[:3] and target[3:] in _UNARMED)


def _aim_denials(mentions: list[Mention]) -> list[Mention]:
    """A denial of accusations whose maker it does not name is against the one who made them before in the article."""
    return [
        replace(m, target=accusers[-1], steps=(*m.steps, f"target: {accusers[-1]}, who accused before"))
        if m.code.startswith("015") and m.target == NOBODY and (accusers := _accusers(mentions[:n], m.source))
        else m
        for n, m in enumerate(mentions)
    ]


def _accusers(before: Sequence[Mention], accused: str) -> list[str]:
    return [m.source for m in before if m.code.startswith("112") and m.target[:3] == accused[:3]]


def _by_the_blamed(mentions: list[Mention]) -> list[Mention]:
    """An attack by nobody told where it is condemned as somebody's deed is theirs: أدانت الجريمة التي نفذها مستوطنون
    وأدت إلى مقتل رضيع."""
    blamed: dict[int, set[str]] = {}
    for m in mentions:
        if m.code.startswith("111") and _AUTHOR in m.steps:
            blamed.setdefault(m.sentence, set()).add(m.target)
    return [
        replace(m, source=min(blamed[m.sentence]), steps=(*m.steps, "whom the sentence blames"))
        if _is_violent(m)
        and m.source == NOBODY
        and len(blamed.get(m.sentence, ())) == 1
        and m.target[:3] not in {code[:3] for code in blamed[m.sentence]}
        else m
        for m in mentions
    ]


def _give_condemned(mentions: list[Mention], militants: frozenset[str]) -> list[Mention]:
    """Attacks by nobody told where they are condemned are those of the only armed group the article names."""
    mentions = _by_the_blamed(mentions)
    if len(militants) != 1:
        return mentions
    (group,) = militants
    condemned = [m for m in mentions if m.code.startswith("111") and m.target in (NOBODY, group)]
    told = {m.sentence for m in condemned}
    abroad = {(m.sentence, m.source[:3]) for m in condemned}
    return [
        replace(m, source=group, steps=(*m.steps, f"the only group named: {group}"))
        if _is_violent(m)
        and m.source == NOBODY
        and m.sentence in told
        and m.target[:3] != group[:3]
        and (m.sentence, m.target[:3]) not in abroad
        else m
        for m in mentions
    ]


def _aim_condemnations(mentions: list[Mention], militants: frozenset[str]) -> list[Mention]:
    """A condemned attack's only known author is whom the condemnation is against, else the only armed group in the
    article."""
    told = dict.fromkeys(m.source for m in mentions if _is_violent(m) and m.source != NOBODY)
    authors = [code for code in told if code in militants] or sorted(militants) or list(told)
    if len(authors) != 1:
        authors = list(dict.fromkeys(m.target for m in mentions if m.code.startswith("111") and _AUTHOR in m.steps))
    if len(authors) != 1:
        return mentions
    author = authors[0]
    return [
        replace(m, target=author, steps=(*m.steps, f"target: the attack's author {author}"))
        if m.code.startswith("111") and m.target == NOBODY and m.source[:3] != author[:3]
        else m
        for m in mentions
    ]
