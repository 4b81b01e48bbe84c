"""The typed rows of the seeds, and what looking words up gives back.

Every row keeps `line`, its line in the CSV, so that an event can name the rows it leaned on (`frames.csv:12`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A row of `cameo.csv`. `goldstein` is inherited from the parent where the manual gives none."""

    code: str
    label: str
    label_ar: str
    parent: str
    quad_class: int
    gdelt_quad_class: int
    goldstein: float
    goldstein_inherited: bool
    plover: str
    line: int


@dataclass(frozen=True, slots=True)
class Country:
    """A row of `countries.csv`; `nisba` are masculine singular adjectives, `people` broken plurals."""

    code: str
    name_en: str
    name_ar: str
    names: tuple[str, ...]
    nisba: tuple[str, ...]
    people: tuple[str, ...]
    capital: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Metonym:
    """A row of `metonyms.csv`: a name used for the actor `code`. `kind` is `seat`, `capital`, `epithet`, `nisba` (an
    adjective, inflected), `context` (whom it names depends on the text) or `none` (no actor, though like one)."""

    name: str
    code: str
    kind: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A row of `actors.csv`. `start` and `end` are inclusive days, None where open."""

    id: str
    code: str
    kind: str
    name_en: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    start: date | None
    end: date | None
    line: int


@dataclass(frozen=True, slots=True)
class Office:
    """A row of `offices.csv`: a person in an office from `start` to `end` (inclusive days, None where open)."""

    id: str
    person_en: str
    names: tuple[str, ...]
    code: str
    office_ar: str
    country: str
    start: date | None
    end: date | None
    line: int


@dataclass(frozen=True, slots=True)
class Agent:
    """A row of `agents.csv`: a generic agent. `role` is a CAMEO role or empty; `rank`: `official`, `private`, empty."""

    lemma: str
    plural: tuple[str, ...]
    gender: str
    role: str
    kind: str
    rank: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of `nouns.csv`; `verb` is the lemma it is the masdar of, or empty."""

    lemma: str
    plural: tuple[str, ...]
    gender: str
    verb: str
    line: int


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of `verbs.csv`. `passive` holds (perfect, imperfect) spellings that differ from the active, or nothing."""

    lemma: str
    imperfect: tuple[str, ...]
    masdar: tuple[str, ...]
    active_participle: tuple[str, ...]
    passive: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of `places.csv`. `lat` and `lon` in degrees (WGS 84), None where no point is known."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str
    kind: str
    lat: float | None
    lon: float | None
    population: int
    geonameid: str
    line: int


class Analysis(NamedTuple):
    """One reading of a word: the seed row behind it and what its form says.

    `table` is `verbs`, `nouns`, `agents`, `nisba` (adjectives of countries.csv), `people` (their broken plurals) or
    `metonyms` (adjectives of metonyms.csv). `lemma` is that row's lemma (for the last three the word's base form, and
    `code` the actor); for `agents`, `code` is the role. `pos` is `verb`, `noun`, `masdar`, `participle` or `adj`; a
    masdar or participle of `verbs.csv` has the verb's lemma and its own dictionary form in `base`.

    `conj` (`و`, `ف`), `prep` (`ب`, `ل`, `ك`), `det` and `future` are what is attached in front. `aspect` is `p`
    (perfect), `i` (imperfect) or empty; `mood` is `i` (indicative), `s` (subjunctive or jussive) or empty where the
    letters do not tell; `voice` is `a`, `p`, `u` (the letters fit both) or empty. `person` `1`…`3`, `gender` `m`/`f`,
    `number`
    `s`/`d`/`p`, each empty where unknown. `state` is `c` (construct, or before a pronoun), `d` (definite by article),
    `i` (tanween alef) or empty. `pronoun` is the attached pronoun as person, gender, number (`3ms`, `1p`, `3d`) or
    empty. `exact` says that the text spells hamza, ta marbuta and final ya as the seed does.
    """

    lemma: str
    table: str
    line: int
    pos: str
    base: str
    conj: str = ""
    prep: str = ""
    det: bool = False
    future: bool = False
    aspect: str = ""
    mood: str = ""
    voice: str = ""
    person: str = ""
    gender: str = ""
    number: str = ""
    state: str = ""
    pronoun: str = ""
    code: str = ""
    exact: bool = True


class Entry(NamedTuple):
    """What a name stands for: one row of a seed table.

    `table` is `countries`, `metonyms`, `actors`, `offices`, `places`, `agents` or `nouns` (several words). `kind` is
    the row's kind (`country`, `capital` and `nisba` for countries; `office` for persons; for agents its kind). `code`
    is an actor code, for `places` the country, for `agents` the role. `start` and `end` bound the row in time.
    `ambiguous` marks names that are also common words or name something of another country.
    """

    table: str
    line: int
    id: str
    code: str
    kind: str
    name: str
    start: date | None = None
    end: date | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    country: str = ""
    ambiguous: bool = False


class NameHit(NamedTuple):
    """A name in a sentence: tokens `start` to `end` (exclusive) and every row it may stand for.

    `conj`, `prep`, `det` and `pronoun` as in `Analysis` (`det` only where the article is not part of the name itself);
    `gender` and `number` are those of an agent's head word.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    conj: str = ""
    prep: str = ""
    det: bool = False
    pronoun: str = ""
    gender: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Particle:
    """A row of `particles.csv`: a function word, its class and an optional value."""

    word: str
    kind: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A row of `references.csv`: an expression that stands for an actor named before, and how it refers."""

    words: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class Theatre:
    """A row of `theatres.csv`: whom a name that depends on the text (`التحالف`) stands for where `country` is spoken of
    (`*`: anywhere else)."""

    name: str
    country: str
    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Adversary:
    """A row of `adversaries.csv`: whom `actor` fights in `country` from `start` to `end` (inclusive days, None where
    open)."""

    actor: str
    country: str
    adversary: str
    start: date | None
    end: date | None
    line: int


@dataclass(frozen=True, slots=True)
class ClassMember:
    """A row of `classes.csv`: `lemma` belongs to the class `name`."""

    name: str
    lemma: str
    line: int


@dataclass(frozen=True, slots=True)
class Affix:
    """A row of `affixes.csv`: a piece that attaches to a stem, and what it says (see docs/seeds.md)."""

    kind: str
    surface: str
    group: str
    feats: tuple[tuple[str, str], ...]
    line: int
