"""The seeds as one object: read, checked, compiled, ready for look-up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from events.clean import key, lookup
from events.lexicon import affixes, compile, crosscheck, entries, frames, morphology
from events.lexicon import records as r
from events.lexicon import tables as t
from events.lexicon.faults import Fault, SeedError
from events.lexicon.morphology import Morphology
from events.lexicon.names import NameIndex
from events.lexicon.particles import Particles

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Seeds:
    """All rows of all seed files, in file order, and what is wrong with them. Missing files are empty."""

    cameo: tuple[r.CameoCode, ...]
    countries: tuple[r.Country, ...]
    metonyms: tuple[r.Metonym, ...]
    actors: tuple[r.Actor, ...]
    offices: tuple[r.Office, ...]
    agents: tuple[r.Agent, ...]
    nouns: tuple[r.Noun, ...]
    verbs: tuple[r.Verb, ...]
    places: tuple[r.PlaceRow, ...]
    classes: tuple[r.ClassMember, ...]
    frames: tuple[frames.Frame, ...]
    operators: tuple[frames.Operator, ...]
    compose: tuple[frames.Composition, ...]
    particles: tuple[r.Particle, ...]
    references: tuple[r.Reference, ...]
    affixes: tuple[r.Affix, ...]
    faults: tuple[Fault, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Seeds:
        """The rows without faults of their own, references between files checked too (rows with a bad reference stay)."""
        found = {table.file.removesuffix(".csv"): table.read(folder) for table in t.TABLES}
        seeds = cls(**{name: rows for name, (rows, _) in found.items()})
        own = [fault for _, faults in found.values() for fault in faults]
        return replace(seeds, faults=tuple([*own, *crosscheck.references(seeds)]))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the coder knows. See the package's docstring for the attributes."""

    morphology: Morphology
    names: NameIndex
    frames: Mapping[str, tuple[frames.Frame, ...]]
    operators: Mapping[str, tuple[frames.Operator, ...]]
    compositions: Mapping[tuple[str, str], frames.Composition]
    classes: Mapping[str, frozenset[str]]
    classes_of: Mapping[str, frozenset[str]]
    cameo: Mapping[str, r.CameoCode]
    countries: Mapping[str, r.Country]
    actors: Mapping[str, r.Actor]
    offices: Mapping[str, r.Office]
    agents: Mapping[str, r.Agent]
    nouns: Mapping[str, r.Noun]
    verbs: Mapping[str, r.Verb]
    places: Mapping[str, r.PlaceRow]
    particles: Particles
    references: Mapping[str, str]
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
        """The lexicon of the folder `seeds`. Raises `SeedError` with all faults of content; `lenient` leaves faulty rows out.
        Faults of form (order, spelling of the file) are kept in `faults` and stop nothing."""
        folder = Path(seeds)
        rows = Seeds.read(folder)
        wrong = [fault for fault in rows.faults if not fault.form and fault.line]
        if wrong and not lenient:
            raise SeedError(wrong)
        return build(rows, fingerprint(folder), cache and Path(cache), morphology_db and Path(morphology_db))

    def compose(self, operator: str, code: str) -> frames.Composition | None:
        """The composition of `operator` with the longest prefix of `code` that `compose.csv` has, or None."""
        for length in range(len(code), -1, -1):
            found = self.compositions.get((operator, code[:length]))
            if found is not None:
                return found
        return None


def build(seeds: Seeds, fingerprint: str, cache: Path | None = None, morphology_db: Path | None = None) -> Lexicon:
    """The lexicon of rows already read. `cache` and `morphology_db` as in `Lexicon.load`."""
    nouns = {row.lemma: row for row in seeds.nouns}

    article = next((row.surface for row in seeds.affixes if row.kind == "article"), "")

    def vocabulary() -> Iterator[compile.Word]:
        return compile.words(seeds.verbs, nouns, seeds.agents, seeds.countries, seeds.metonyms, article)

    classes = _grouped(seeds.classes, lambda row: row.name)
    classes_of = _grouped(seeds.classes, lambda row: row.lemma)
    return Lexicon(
        morphology=morphology.load(vocabulary, _readings(seeds), seeds.affixes, fingerprint, cache, morphology_db),
        names=_names(seeds),
        frames=_grouped(seeds.frames, lambda row: row.lemma),
        operators=_grouped(seeds.operators, lambda row: row.lemma),
        compositions={(row.operator, row.embedded): row for row in seeds.compose},
        classes={name: frozenset(row.lemma for row in rows) for name, rows in classes.items()},
        classes_of={lemma: frozenset(row.name for row in rows) for lemma, rows in classes_of.items()},
        cameo={row.code: row for row in seeds.cameo},
        countries={row.code: row for row in seeds.countries},
        actors={row.id: row for row in seeds.actors},
        offices={row.id: row for row in seeds.offices},
        agents={row.lemma: row for row in seeds.agents},
        nouns=nouns,
        verbs={row.lemma: row for row in seeds.verbs},
        places={row.id: row for row in seeds.places},
        particles=Particles(seeds.particles),
        references={lookup(row.words): row.kind for row in seeds.references},
        class_words={lookup(lemma): frozenset(row.name for row in rows) for lemma, rows in classes_of.items()},
        fingerprint=fingerprint,
        faults=seeds.faults,
    )


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and bytes of all CSV files in the folder, hex."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _grouped(rows: Iterable[_Row], by: Callable[[_Row], str]) -> dict[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(by(row), []).append(row)
    return {name: tuple(group) for name, group in found.items()}


def _readings(seeds: Seeds) -> dict[str, r.Analysis]:
    """The bare reading of every row that the morphology knows."""
    found = {f"verbs.{row.line}": r.Analysis(row.lemma, "verbs", row.line, "verb", row.lemma) for row in seeds.verbs}
    found |= {f"nouns.{row.line}": r.Analysis(row.lemma, "nouns", row.line, "noun", row.lemma) for row in seeds.nouns}
    for agent in seeds.agents:
        found[f"agents.{agent.line}"] = r.Analysis(
            agent.lemma, "agents", agent.line, "noun", agent.lemma, code=agent.role
        )
    for country in seeds.countries:
        for table in ("nisba", "people"):
            found[f"{table}.{country.line}"] = r.Analysis("", table, country.line, "adj", "", code=country.code)
    for metonym in seeds.metonyms:
        found[f"metonyms.{metonym.line}"] = r.Analysis("", "metonyms", metonym.line, "adj", "", code=metonym.code)
    return found


def _names(seeds: Seeds) -> NameIndex:
    before = entries.clitics(seeds.affixes)
    variants = entries.Variants(seeds.affixes, before.article)
    suffixes = affixes.combine(seeds.affixes).suffixes
    named = [*entries.country_names(seeds.countries, variants)]
    named += entries.other_names(seeds.metonyms, seeds.actors, seeds.offices, seeds.places, seeds.nouns, variants)
    common = {key(row.lemma) for row in (*seeds.nouns, *seeds.agents, *seeds.verbs)}
    heads = entries.heads(seeds.agents, seeds.countries, seeds.metonyms, suffixes, before.article)
    return NameIndex(entries.marked(named, common), heads, before)
