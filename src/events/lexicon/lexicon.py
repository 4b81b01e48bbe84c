"""The seeds as one object: read, checked, compiled, ready for look-up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from events.clean import key, lasting, lookup
from events.lexicon import affixes, entries, kept, morphology
from events.lexicon import records as r
from events.lexicon.faults import Fault, SeedError
from events.lexicon.frames import Composition, Frame, Operator
from events.lexicon.morphology import Morphology
from events.lexicon.names import NameIndex
from events.lexicon.particles import Particles
from events.lexicon.seeds import Seeds, fingerprint

_Row = TypeVar("_Row")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon:
    """What the coder knows. See the package's docstring for the attributes."""

    morphology: Morphology
    names: NameIndex
    frames: Mapping[str, tuple[Frame, ...]]
    operators: Mapping[str, tuple[Operator, ...]]
    compositions: Mapping[tuple[str, str], Composition]
    classes: Mapping[str, frozenset[str]]
    classes_of: Mapping[str, frozenset[str]]
    cameo: Mapping[str, r.CameoCode]
    countries: Mapping[str, r.Country]
    actors: Mapping[str, r.Actor]
    offices: Mapping[str, r.Office]
    careers: Mapping[int, tuple[r.Office, ...]]
    agents: Mapping[str, r.Agent]
    nouns: Mapping[str, r.Noun]
    verbs: Mapping[str, r.Verb]
    places: Mapping[str, r.PlaceRow]
    particles: Particles
    references: Mapping[str, str]
    theatres: Mapping[str, Mapping[str, str]]
    adversaries: Mapping[tuple[str, str], tuple[r.Adversary, ...]]
    class_words: Mapping[str, frozenset[str]]
    fingerprint: str
    faults: tuple[Fault, ...] = ()

    @classmethod
    def load(
        cls,
        seeds: Path | str,
        cache: Path | str | None = None,
        morphology_db: Path | str | None = None,
        lenient: bool = False,
    ) -> Lexicon:
        """The lexicon of the folder `seeds`, from `cache` where the same seeds were built before. Raises `SeedError`
        with all faults of content; `lenient` leaves faulty rows out. Faults of form (order, spelling of the file) are
        kept in `faults` and stop nothing. A lexicon with faulty rows or with a database beside ours is not cached."""
        folder, state = Path(seeds), fingerprint(Path(seeds))
        keep = Path(cache) if cache and not morphology_db else None
        with lasting():
            if keep and (found := kept.read(keep, state)):
                return found
            rows = Seeds.read(folder)
            wrong = [fault for fault in rows.faults if not fault.form and fault.line]
            if wrong and not lenient:
                raise SeedError(wrong)
            made = build(rows, state, Path(morphology_db) if morphology_db else None)
            if keep and not wrong:
                kept.write(keep, made)
            return made

    def __repr__(self) -> str:
        """The state of the seeds."""
        return f"Lexicon({self.fingerprint[:12]})"

    def compose(self, operator: str, code: str) -> Composition | None:
        """The composition of `operator` with the longest prefix of `code` that `compose.csv` has, or None."""
        for length in range(len(code), -1, -1):
            found = self.compositions.get((operator, code[:length]))
            if found is not None:
                return found
        return None


def build(seeds: Seeds, state: str, morphology_db: Path | None = None) -> Lexicon:
    """The lexicon of rows already read; `state` is their fingerprint, `morphology_db` as in `Lexicon.load`."""
    classes = _grouped(seeds.classes, lambda row: row.name)
    classes_of = _grouped(seeds.classes, lambda row: row.lemma)
    careers = _grouped(seeds.offices, lambda row: row.person_en)
    forms = morphology.load(seeds, morphology_db)
    return Lexicon(
        morphology=forms,
        names=_names(seeds, forms),
        frames=_grouped(seeds.frames, lambda row: row.lemma),
        operators=_grouped(seeds.operators, lambda row: row.lemma),
        compositions={(row.operator, row.embedded): row for row in seeds.compose},
        classes={name: frozenset(row.lemma for row in rows) for name, rows in classes.items()},
        classes_of={lemma: frozenset(row.name for row in rows) for lemma, rows in classes_of.items()},
        cameo={row.code: row for row in seeds.cameo},
        countries={row.code: row for row in seeds.countries},
        actors={row.id: row for row in seeds.actors},
        offices={row.id: row for row in seeds.offices},
        careers={row.line: careers[row.person_en] for row in seeds.offices},
        agents={row.lemma: row for row in seeds.agents},
        nouns={row.lemma: row for row in seeds.nouns},
        verbs={row.lemma: row for row in seeds.verbs},
        places={row.id: row for row in seeds.places},
        particles=Particles(seeds.particles),
        references={lookup(row.words): row.kind for row in seeds.references},
        theatres={
            name: {row.country: row.code for row in rows}
            for name, rows in _grouped(seeds.theatres, lambda row: lookup(row.name)).items()
        },
        adversaries=_grouped(seeds.adversaries, lambda row: (row.actor, row.country)),
        class_words={lookup(lemma): frozenset(row.name for row in rows) for lemma, rows in classes_of.items()},
        fingerprint=state,
        faults=seeds.faults,
    )


def _grouped(rows: Iterable[_Row], by: Callable[[_Row], _Key]) -> dict[_Key, tuple[_Row, ...]]:
    found: dict[_Key, list[_Row]] = {}
    for row in rows:
        found.setdefault(by(row), []).append(row)
    return {name: tuple(group) for name, group in found.items()}


def _names(seeds: Seeds, forms: Morphology) -> NameIndex:
    before = entries.clitics(seeds.affixes)
    variants = entries.Variants(seeds.affixes, before.article)
    suffixes = affixes.combine(seeds.affixes).suffixes
    common = {key(noun.lemma) for noun in seeds.nouns} | {key(agent.lemma) for agent in seeds.agents}
    common |= {key(verb.lemma) for verb in seeds.verbs}
    small = {lookup(particle.word) for particle in seeds.particles}
    named = entries.marked(entries.names(seeds, variants), common, small, forms.analyze)
    return NameIndex(named, entries.heads(seeds, suffixes, before.article), before)
