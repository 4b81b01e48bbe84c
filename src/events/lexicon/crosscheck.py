"""References between seed files: codes that exist, lemmas that exist, classes that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from events.lexicon.codes import problem_of
from events.lexicon.faults import Fault

if TYPE_CHECKING:
    from events.lexicon.frames import Frame
    from events.lexicon.seeds import Seeds


def references(seeds: Seeds) -> list[Fault]:
    """A fault for every reference that leads nowhere. A table that is wholly absent is not referred to."""
    return [*_actor_codes(seeds), *_countries(seeds), *_cameo(seeds), *_lemmas(seeds), *_classes(seeds)]


def _actor_codes(seeds: Seeds) -> Iterator[Fault]:
    countries = {row.code for row in seeds.countries}
    if not countries:
        return
    for file, rows in (("metonyms.csv", seeds.metonyms), ("actors.csv", seeds.actors), ("offices.csv", seeds.offices)):
        for row in rows:
            if row.code and (problem := problem_of(row.code, countries)):
                yield Fault(file, row.line, problem)
    for adversary in seeds.adversaries:
        for code in (adversary.actor, adversary.adversary):
            if problem := problem_of(code, countries):
                yield Fault("adversaries.csv", adversary.line, problem)


def _countries(seeds: Seeds) -> Iterator[Fault]:
    known = {row.code for row in seeds.countries}
    if not known:
        return
    for file, rows in (
        ("offices.csv", seeds.offices),
        ("places.csv", seeds.places),
        ("adversaries.csv", seeds.adversaries),
    ):
        for row in rows:
            if row.country and row.country not in known:
                yield Fault(file, row.line, f"`country` is `{row.country}`, no code of countries.csv")


def _cameo(seeds: Seeds) -> Iterator[Fault]:
    known = {row.code for row in seeds.cameo}
    if not known:
        return
    for code in seeds.cameo:
        if code.parent and code.parent not in known:
            yield Fault("cameo.csv", code.line, f"`parent` is `{code.parent}`, no code of this file")
    for frame in seeds.frames:
        if frame.code not in known:
            yield Fault("frames.csv", frame.line, f"`code` is `{frame.code}`, no code of cameo.csv")
    for operator in seeds.operators:
        if operator.bare and operator.bare not in known:
            yield Fault("operators.csv", operator.line, f"`bare` is `{operator.bare}`, no code of cameo.csv")
    for row in seeds.compose:
        if row.code not in known and row.code not in ("block", "same"):
            yield Fault(
                "compose.csv", row.line, f"`code` is `{row.code}`, neither `block` nor `same` nor a code of cameo.csv"
            )
        if row.embedded and not any(code.startswith(row.embedded) for code in known):
            yield Fault("compose.csv", row.line, f"`embedded` is `{row.embedded}`, the prefix of no code of cameo.csv")


def _lemmas(seeds: Seeds) -> Iterator[Fault]:
    known = {
        "verb": {row.lemma for row in seeds.verbs},
        "noun": {row.lemma for row in seeds.nouns} | {row.lemma for row in seeds.agents},
    }
    for noun in seeds.nouns:
        if noun.verb and noun.verb not in known["verb"]:
            yield Fault("nouns.csv", noun.line, f"`verb` is `{noun.verb}`, no lemma of verbs.csv")
    for file, rows in (("frames.csv", seeds.frames), ("operators.csv", seeds.operators)):
        for row in rows:
            if row.lemma not in known[row.pos]:
                yield Fault(file, row.line, f"`lemma` is `{row.lemma}`, no lemma of {row.pos}s.csv")


def _classes(seeds: Seeds) -> Iterator[Fault]:
    known = {row.name for row in seeds.classes}
    for frame in seeds.frames:
        for name in sorted(set(_named(frame)) - known):
            yield Fault("frames.csv", frame.line, f"`{name}` is no class of classes.csv")


def _named(frame: Frame) -> Iterable[str]:
    return (condition.value for condition in (*frame.needs, *frame.unless) if condition.op == "=")
