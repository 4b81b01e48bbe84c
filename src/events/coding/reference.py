"""What the article has said so far, and whom a definite, pronominal or elliptic mention stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from events.coding.named import ORGANISATIONS, in_time
from events.coding.syntax import NOBODY, Actor, Item
from events.lexicon import Adversary, Analysis

_REACH = 3


class Told(NamedTuple):
    """An act told: the word that told it, its code, its sides and the sentence."""

    lemma: str
    code: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    sentence: int


@dataclass(slots=True)
class Discourse:
    """The memory of one article, filled in reading order. `actors` are resolved actors, oldest first; `subject` the
    last clause's source, `subjects` those of the main clauses, oldest first; `speaker` who speaks; `countries` the
    countries named so far as places or actors; `pair` the sides of the last act; `host` the country last visited;
    `quoted` who says `we` in this sentence; `met` the sides of the last meeting and its sentence; `at` the
    (sentence, token) read now; `plain` the nouns told without article; `acts` what was told, oldest first; `cities` the
    countries of well-known cities named so far; `front` the sentence last opened by a place, with its country;
    `turned` the (sentence, item) of verbs whose only phrase is their object."""

    actors: list[Actor] = field(default_factory=list)
    subject: tuple[Actor, ...] = ()
    subjects: list[tuple[Actor, ...]] = field(default_factory=list)
    countries: list[tuple[int, str]] = field(default_factory=list)
    pair: tuple[Actor, Actor] | None = None
    theatres: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: dict[tuple[str, ...], Actor] = field(default_factory=dict)
    group: tuple[Actor, ...] = ()
    speaker: tuple[Actor, ...] = ()
    adversaries: Mapping[tuple[str, str], Sequence[Adversary]] = field(default_factory=dict)
    day: date | None = None
    fought: dict[str, str] = field(default_factory=dict)
    host: str = ""
    quoted: tuple[Actor, ...] = ()
    met: tuple[Actor, Actor, int] | None = None
    at: tuple[int, int] | None = None
    plain: set[str] = field(default_factory=set)
    acts: list[Told] = field(default_factory=list)
    cities: set[str] = field(default_factory=set)
    front: tuple[int, str] | None = None
    turned: set[tuple[int, int]] = field(default_factory=set)

    def name(self, words: tuple[str, ...], actor: Actor) -> None:
        """Remembers a person's name as the text gave it, whole and by its last word."""
        if words and actor.code:
            self.names[words] = actor
            if len(words[-1]) > 3:
                self.names[words[-1:]] = actor

    def called(self, words: tuple[str, ...]) -> Actor | None:
        """The actor a name was given for before: the whole name, or its last word."""
        found = self.names.get(words) or self.names.get(words[-1:])
        return found and replace(found, how="named before", weight=0.95, seeds=found.seeds)

    def see(self, actor: Actor) -> None:
        """Remembers a resolved actor."""
        if actor.code and actor.code != NOBODY:
            self.actors.append(actor)
            if actor.country not in ORGANISATIONS and actor.code[3:] not in ("MED", "CLN"):
                self.countries.append((actor.sentence, actor.country))

    def see_country(self, sentence: int, country: str, city: bool) -> None:
        """Remembers a country named as a place, by a well-known `city` or another."""
        self.countries.append((sentence, country))
        if city:
            self.cities.add(country)

    def remember(self, subject: tuple[Actor, ...], verb: Item, main: bool) -> None:
        """Remembers whom a verb has as its subject; `main` where it is no relative clause's."""
        one = subject[0]
        feminine = bool(verb.readings) and all(r.gender == "f" and r.person == "3" for r in verb.readings)
        if feminine and len(subject) == 1 and one.kind == "person" and not one.gender:
            subject = (replace(one, gender="f"),)
        self.subject = subject
        if main:
            self.subjects.append(subject)

    def carried(self, verb: Item, strictly: bool = False) -> tuple[Actor, ...]:
        """The subject of a verb that names none: the last one it agrees with, of the latest few; nobody where it agrees
        with none. `strictly` asks that there be one at all."""
        if not verb.readings:
            return () if strictly else _carry(self.subject)
        if all(r.person == "1" for r in verb.readings):
            return _carry(self.quoted)
        for subject in (self.subject, *reversed(self.subjects[-_REACH:])):
            if subject and any(_fits(r, subject) for r in verb.readings):
                return _carry(subject)
        if not strictly and any(r.number == "d" for r in verb.readings):
            return _carry(self.two())
        return ()

    def leave_relative(self) -> None:
        """Goes back to the subject of the main clause, where a comma and a conjunction close a relative one."""
        if self.subjects:
            self.subject = self.subjects[-1]

    def leave(self, before: int, told: tuple[Actor, ...]) -> None:
        """Ends a sentence: its subject is that of its main clauses (those after the first `before`), else who did what
        it tells."""
        if len(self.subjects) > before:
            self.subject = self.subjects[before]
        elif told:
            self.subject = told

    def resolve(self, actor: Actor) -> Actor | None:
        """The actor with its country: as named, as the same head named it before, else the country the text is about
        there. None where nothing decides. An unnamed armed actor stays nobody (`---`)."""
        if actor.code:
            return None if self.is_plain(actor) else actor
        if actor.kind == "context":
            if self.theatres.get(actor.name, {}).get("*") == "IMG" and (group := self._group_before(actor)):
                return replace(actor, code=group.code, how="named before", weight=actor.weight * 0.9)
            known = (self._by_theatre, self._same) if " " in actor.name else (self._same, self._by_theatre)
            return known[0](actor) or known[1](actor)
        if actor.role == "IMG":
            return self._militants(actor)
        if actor.kind == "armed" and actor.role in ("", "REB", "CRM"):
            earlier = self._same(actor) if actor.definite else None
            rebels = actor.definite and actor.plural and actor.role == "REB"
            country = self.country_near(actor.sentence) if rebels else None
            if earlier is None and country is not None:
                return replace(actor, code=country + actor.role, how="country in context", weight=actor.weight * 0.75)
            return earlier or replace(actor, code=NOBODY, how="unnamed")
        if not actor.role:
            earlier = self._same(actor) if actor.definite else None
            return earlier
        if actor.definite and (earlier := self._same(actor)):
            return earlier
        country = self.country_near(actor.sentence) or self._only_country()
        if country is None:
            return None
        return replace(actor, code=country + actor.role, how="country in context", weight=actor.weight * 0.75)

    def _militants(self, actor: Actor) -> Actor:
        """Terrorists without a name: where definite, the group the article named last, else militants of no country."""
        named = next((a for a in reversed(self.actors) if a.code[:3] == "IMG" or a.code[3:] == "REB"), None)
        code = named.code if named is not None and actor.definite else "IMG"
        return replace(actor, code=code, how="named before" if code != "IMG" else "agent", weight=actor.weight * 0.85)

    def _group_before(self, actor: Actor) -> Actor | None:
        """The armed group named last before an actor."""
        before = (a for a in reversed(self.actors) if (a.sentence, a.start) < (actor.sentence, actor.start))
        return next((a for a in before if len(a.code) > 3 and (a.code[:3] == "IMG" or a.code[3:] == "REB")), None)

    def _by_theatre(self, actor: Actor) -> Actor | None:
        """Whom a name stands for by the countries the text speaks of, the nearest first."""
        words = actor.name.split()
        shorter = (" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1))
        known = next((self.theatres[name] for name in shorter if name in self.theatres), {})
        for _, country in sorted(self.countries, key=lambda seen: (abs(seen[0] - actor.sentence), -seen[0])):
            if country in known:
                return replace(actor, code=known[country], how=f"by the theatre {country}", weight=actor.weight * 0.85)
        if known.get("*") == "IMG":
            return self._militants(actor)
        if "*" in known:
            return replace(actor, code=known["*"], how="by default", weight=actor.weight * 0.8)
        return None

    def _same(self, actor: Actor) -> Actor | None:
        for earlier in reversed(self.actors):
            if _is_other_office(actor, earlier):
                continue
            if earlier.key == actor.key and earlier.how not in ("country in context",):
                return replace(actor, code=earlier.code, how="named before", weight=actor.weight * 0.9)
        if actor.role and (actor.kind == "person" or actor.end - actor.start == 1):
            for earlier in reversed(self.actors):
                if earlier.code[3:] == actor.role and earlier.kind != "country":
                    return replace(actor, code=earlier.code, how="role named before", weight=actor.weight * 0.8)
        return None

    def bring_together(self, source: Actor, target: Actor, code: str, sentence: int) -> None:
        """Remembers the two sides of an act, those of a meeting told in `sentence`, and the country of a visit."""
        if NOBODY in (source.code, target.code) or source.code == target.code:
            return
        self.pair = (source, target)
        if code.startswith("04") and not code.startswith("042"):
            self.met = (source, target, sentence)
        if code.startswith(("042", "036")) and source.country != target.country not in ORGANISATIONS:
            self.host = target.country

    def fight(self, source: Actor, target: Actor) -> None:
        """Remembers two armed sides that fight each other."""
        if NOBODY not in (source.code, target.code) and len(target.code) > 3 and len(source.code) > 3:
            self.fought[source.code] = target.code
            self.fought[target.code] = source.code

    def named_countries(self) -> set[str]:
        """The countries whose actors the article named so far."""
        return {a.code[:3] for a in self.actors}

    def known_adversary(self, actor: str, country: str) -> str | None:
        """Whom an actor is known to fight in a country on the article's day."""
        for row in self.adversaries.get((actor, country), ()):
            if in_time(row, self.day):
                return row.adversary
        return None

    def country_near(self, sentence: int) -> str | None:
        """The country the text is about around a sentence, None where several compete."""
        if self.front is not None and self.front[0] == sentence:
            return self.front[1]
        near = {country for at, country in self.countries if sentence - 1 <= at <= sentence}
        if len(near) == 1:
            return next(iter(near))
        here = {country for at, country in self.countries if at == sentence}
        if len(here) == 1:
            return next(iter(here))
        counts = Counter(country for _, country in self.countries)
        if not near:
            first = {country for at, country in self.countries if at <= 1}
            if len(first) == 1:
                return next(iter(first))
            return _leader(counts, set(counts))
        leader = _leader(counts, near)
        if leader is None and self.subject and self.subject[0].country in near:
            return self.subject[0].country
        return leader

    def _only_country(self) -> str | None:
        """The country of the actors, where the text names none but theirs, and that only by journalists."""
        countries = self.named_countries() - ORGANISATIONS
        return next(iter(countries)) if not self.countries and len(countries) == 1 else None

    def counterpart(self, country: str, of: Actor | None) -> Actor | None:
        """The counterpart (نظيره الجزائري): the country named, with the role of the one it is counterpart of."""
        base = of or (self.subject[0] if self.subject else None)
        if base is None or not base.code:
            return None
        return replace(base, code=country + base.code[3:], how="counterpart", weight=0.9)

    def other(
        self, subject: tuple[Actor, ...] = (), pronoun: str = "", at: tuple[int, int] | None = None
    ) -> Actor | None:
        """Whom a pronoun behind a verb with this subject stands for: the other side of the last act, else the last
        actor that is not the subject. Where `pronoun` is given it must agree, and stand not far before the verb `at`
        (sentence, token)."""
        codes = {a.code for a in subject or self.subject}
        if self.pair is not None and self.pair[0].code in codes and (not pronoun or agrees(self.pair[1], pronoun)):
            return self.pair[1]
        others = [a for a in reversed(self.actors) if a.code not in codes and (at is None or _precedes(a, at))]
        return next((a for a in others if not pronoun or agrees(a, pronoun)), None)

    def behind(self, pronoun: str) -> tuple[Actor, ...]:
        """Whom a pronoun behind a preposition stands for (قدم **له** الدعوة): the two sides, or the other side of the
        last act or the last actor that is not the subject, if the pronoun agrees with it."""
        if pronoun == "3d":
            return self.two_but(self.subject)
        other = self.other()
        if other is None or not agrees(other, pronoun):
            return ()
        return (replace(other, weight=other.weight * 0.75, how="pronoun"),)

    def last(self) -> Actor | None:
        """The actor named last before the place read now (`at`)."""
        return self.latest(lambda _: True)

    def latest(self, fits: Callable[[Actor], bool]) -> Actor | None:
        """The last actor named not far before the place read now (`at`) that fits."""
        return next((a for a in reversed(self.actors) if fits(a) and (self.at is None or _precedes(a, self.at))), None)

    def latter(self, feminine: bool) -> Actor | None:
        """Whom "the latter" stands for: the other side of the act just told, else the last one named; no adjective."""
        fits = "m" if feminine else "f"
        last = self.latest(lambda a: a.gender != fits and a.how != "adjective")
        if self.pair is None or self.at is None or self.pair[1].gender == fits or not _precedes(self.pair[1], self.at):
            return last
        later = last is not None and last.kind == "person" and _precedes(self.pair[1], (last.sentence, last.start))
        return last if later else self.pair[1]

    def is_plain(self, actor: Actor) -> bool:
        """Whether a group's name of one word is but the noun it is made of, which the article used before without
        article: the base, behind an air base, where the group is not named in full."""
        if actor.kind != "armed" or actor.how != "named" or actor.end - actor.start > 1 or actor.key not in self.plain:
            return False
        return not any(a.code == actor.code and a.end - a.start > 1 for a in self.actors)

    def knows(self, actor: Actor) -> bool:
        """Whether the article named somebody by the same head word before."""
        return self._same(actor) is not None

    def two(self, persons: bool = False) -> tuple[Actor, ...]:
        """The two sides (الجانبان): the two different actors the text last brought together, else the last two of
        different countries. Two `persons` (الوزيران) are the sides of the last meeting, or office holders."""
        if persons:
            if self.met is not None:
                return self.met[:2]
            holders = [a for a in self.actors if a.kind == "person" and a.code[3:] in ("GOV", "MIL", "LEG", "")]
            return _last_two(holders)
        if self.pair is not None:
            return self.pair
        return _last_two(self.actors)

    def two_but(self, subject: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The two sides somebody else (`subject`) speaks to (ودعاهما)."""
        codes = {a.code for a in subject}
        if self.pair is not None and not codes & {a.code for a in self.pair}:
            return self.pair
        found: list[Actor] = []
        for actor in reversed(self.actors):
            if actor.code not in codes and all(actor.country != other.country for other in found):
                found.append(actor)
            if len(found) == 2:
                return (found[1], found[0])
        return ()


def _is_other_office(actor: Actor, earlier: Actor) -> bool:
    """Whether an office told with what it is of (رئيس البرلمان) is another than the one an actor held, whatever they
    are both called."""
    full = actor.kind == "person" and bool(actor.role) and actor.end - actor.start > 1
    return full and earlier.kind == "person" and len(earlier.code) > 3 and earlier.code[3:] != actor.role


def _last_two(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The last two actors of different countries, in the order they were named."""
    found: list[Actor] = []
    for actor in reversed(actors):
        if all(actor.country != other.country for other in found):
            found.append(actor)
        if len(found) == 2:
            return (found[1], found[0])
    return ()


def _carry(subject: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(replace(a, weight=a.weight * 0.8, how="carried over") for a in subject)


def _precedes(actor: Actor, at: tuple[int, int]) -> bool:
    """Whether an actor was named before a token of a sentence, and no more than a few sentences ago."""
    sentence, token = at
    return sentence - _REACH < actor.sentence < sentence or (actor.sentence == sentence and actor.start < token)


def agrees(actor: Actor, pronoun: str) -> bool:
    """Whether a pronoun of the third person fits an actor in number and, where that is known, gender."""
    if pronoun == "3mp":
        return actor.plural or actor.kind in ("people", "armed")
    if pronoun == "3ms":
        return not actor.plural and actor.gender != "f"
    return pronoun == "3fs" and (actor.gender == "f" or (not actor.gender and actor.kind != "person"))


def _fits(verb: Analysis, subject: tuple[Actor, ...]) -> bool:
    """Whether a verb may have a subject named before it, by gender and number. Several, or a plural, take no masculine
    singular; one person takes no plural."""
    if verb.person not in ("3", ""):
        return False
    if len(subject) > 1 or any(a.plural for a in subject):
        return verb.number != "s" or verb.gender != "m"
    one = next(iter(subject), None)
    if one is None:
        return True
    if verb.number in ("p", "d"):
        return one.kind != "person"
    return not one.gender or not verb.gender or one.gender == verb.gender


def _leader(counts: Counter[str], among: set[str]) -> str | None:
    """The country named clearly most often among some, None where two are level."""
    ranked = sorted(((counts[country], country) for country in among), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]
