"""What a sentence looks like once read: actors, phrases, verbs and the marks between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from events.lexicon import Analysis
from events.model import Sentence, TemporalExpression

NOBODY = "---"
# The group of a verb that is a participle beside its clause's own verb (قال … داعيا …).
CIRCUMSTANCE = "circumstance"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as one phrase names it.

    `code` is complete, or empty while the country is not known (`role` then says what is); `---` is somebody unknown.
    `kind` is that of the seed row (`country`, `person`, `people`, `body`, `armed`, `org`, …). Tokens `start` to `end`
    (exclusive) of sentence `sentence`; `key` is the head word, by which later definite mentions find it; `how` says
    what it rests on; `gender` is that of the verb it takes when it comes first (`m`, `f`, empty where unknown); `name`
    is the folded name where whom it names depends on the text. `oblique` tells a plural or dual that cannot be a
    subject.
    """

    code: str
    role: str
    kind: str
    start: int
    end: int
    sentence: int
    key: str
    definite: bool
    seeds: tuple[str, ...]
    how: str
    plural: bool = False
    official: bool = True
    weight: float = 1.0
    gender: str = ""
    name: str = ""
    oblique: bool = False

    @property
    def country(self) -> str:
        """The first three letters, empty while unknown."""
        return self.code[:3]


class Kind(StrEnum):
    """The kinds of item a sentence is made of."""

    PHRASE = "phrase"
    VERB = "verb"
    PARTICLE = "particle"
    PUNCTUATION = "punctuation"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a phrase that is no actor: its token and its noun readings."""

    token: int
    readings: tuple[Analysis, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase, verb, function word, mark or date: tokens `start` to `end` (exclusive).

    Of a phrase: `prep` the slot it stands in (empty = bare), `conj` whether it is coordinated to what came before,
    `parts` its words, `actors` the actors in it with their relation to its head (`head`, `gen`, `adj`, `appo`),
    `pronoun` one attached to its last word. Of a function word: `group`. Of a verb: `readings`.
    """

    kind: Kind
    start: int
    end: int
    prep: str = ""
    conj: bool = False
    group: str = ""
    value: str = ""
    readings: tuple[Analysis, ...] = ()
    parts: tuple[Part, ...] = ()
    actors: tuple[tuple[str, Actor], ...] = ()
    definite: bool = False
    pronoun: str = ""

    @property
    def head_actor(self) -> Actor | None:
        """The actor the phrase as a whole names, if it names one."""
        for relation, actor in self.actors:
            if relation == "head":
                return actor
        return None

    @property
    def bare(self) -> bool:
        """Whether this is a phrase that no preposition governs."""
        return self.kind is Kind.PHRASE and not self.prep

    @property
    def is_attached(self) -> bool:
        """Whether this is a preposition with nothing but a pronoun behind it: عليها."""
        return self.kind is Kind.PHRASE and bool(self.prep) and not self.parts and not self.actors


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, read."""

    sentence: Sentence
    items: tuple[Item, ...]
    dates: tuple[TemporalExpression, ...] = ()
    question: bool = field(default=False)
