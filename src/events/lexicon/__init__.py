"""The knowledge in `seeds/`, checked row by row and compiled for look-up.

    lexicon = Lexicon.load(seeds, cache=None, morphology_db=None, lenient=False)

`seeds` is the folder; `cache` a folder for the compiled morphology (None: a temporary file); `morphology_db` a
camel_tools database to use beside our own; `lenient` leaves out faulty rows instead of raising `SeedError`
(see `lexicon.faults`).

| attribute | type |
|---|---|
| `morphology.analyze(text)` | `tuple[Analysis, ...]` of a token's `text`, exact spellings first; `()` if unknown |
| `names.match(tokens, i)` | `tuple[NameHit, ...]` of the names that begin at token i, longest first |
| `frames` | `Mapping[str, tuple[Frame, ...]]` by lemma, in file order; look at `frame.pos` |
| `operators` | `Mapping[str, tuple[Operator, ...]]` by lemma |
| `compose(operator, code)` | `Composition` of the longest embedded prefix, or None |
| `classes` | `Mapping[str, frozenset[str]]`: class name to its lemmas |
| `classes_of` | `Mapping[str, frozenset[str]]`: lemma to its class names |
| `cameo` | `Mapping[str, CameoCode]` by code |
| `countries`, `actors`, `offices`, `agents`, `nouns`, `verbs`, `places` | `Mapping` of typed rows by their key |
| `careers` | by line of `offices.csv`: the offices (`Office`) of the person it is about |
| `particles.match(tokens, i)` | the function word or phrase that begins at token i, or None |
| `adversaries` | by (actor, country): whom it fights there, with dates |
| `references`, `theatres`, `class_words` | by folded spelling: how it refers; its code by country; its classes |
| `fingerprint` | SHA-256 over all seed files, hex |

Frame words (slots, conditions, kinds) are parsed: see `Slots` and `Condition`. Lemmas in frames, operators and classes
are spelled as in the seeds; compare with `Analysis.lemma`. A masdar of `verbs.csv` that is no row of `nouns.csv` is
read as `pos="masdar"` with the verb's lemma.
"""

from events.lexicon.faults import Fault, SeedError
from events.lexicon.frames import Composition, Condition, Frame, Operator, Slots
from events.lexicon.lexicon import Lexicon
from events.lexicon.morphology import Morphology
from events.lexicon.names import NameIndex
from events.lexicon.records import (
    Actor,
    Adversary,
    Agent,
    Analysis,
    CameoCode,
    Country,
    Entry,
    Metonym,
    NameHit,
    Noun,
    Office,
    Particle,
    PlaceRow,
    Reference,
    Verb,
)
from events.lexicon.seeds import Seeds

__all__ = [
    "Actor",
    "Adversary",
    "Agent",
    "Analysis",
    "CameoCode",
    "Composition",
    "Condition",
    "Country",
    "Entry",
    "Fault",
    "Frame",
    "Lexicon",
    "Metonym",
    "Morphology",
    "NameHit",
    "NameIndex",
    "Noun",
    "Office",
    "Operator",
    "Particle",
    "PlaceRow",
    "Reference",
    "SeedError",
    "Seeds",
    "Slots",
    "Verb",
]
