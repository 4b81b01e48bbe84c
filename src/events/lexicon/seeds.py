"""All seed files read into typed rows, and the fingerprint that names their state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from events.lexicon import crosscheck
from events.lexicon import records as r
from events.lexicon import tables as t
from events.lexicon.faults import Fault
from events.lexicon.frames import Composition, Frame, Operator


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
    frames: tuple[Frame, ...]
    operators: tuple[Operator, ...]
    compose: tuple[Composition, ...]
    particles: tuple[r.Particle, ...]
    references: tuple[r.Reference, ...]
    theatres: tuple[r.Theatre, ...]
    adversaries: tuple[r.Adversary, ...]
    affixes: tuple[r.Affix, ...]
    faults: tuple[Fault, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Seeds:
        """The rows without faults of their own; references between files are checked too (rows with a bad one stay)."""
        found = {table.file.removesuffix(".csv"): table.read(folder) for table in t.TABLES}
        seeds = cls(**{name: rows for name, (rows, _) in found.items()})
        own = [fault for _, faults in found.values() for fault in faults]
        return replace(seeds, faults=(*own, *crosscheck.references(seeds)))


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and bytes of all CSV files in the folder, hex."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
