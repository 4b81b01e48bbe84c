"""Function words and phrases in running text: what `particles.csv` says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from events.clean import key, lookup
from events.lexicon.records import Particle
from events.model import Token

_LISTS = (
    "locative",
    "decisive",
    "purpose",
    "masculine",
    "passing",
    "spokesman",
    "everyday",
    "disapproval",
    "eve",
    "inside",
    "affairs",
    "backed",
    "partitive",
    "pointing",
    "what",
    "calling",
    "rounding",
)
_ASPECTS = ("doubt", "turn", "recent", "earlier", "side")
_HAMZA = re.compile("[\u0622\u0623\u0625]")
_ARTICLE = key("\u0627\u0644")  # al
_FOR_THE = key("\u0644\u0644")  # li + al
_PREPOSITIONS = (key("\u0628"), key("\u0644"))  # bi, li
_CONJUNCTIONS = tuple(key(letter) for letter in "\u0648\u0641")  # wa, fa

_Entry = tuple[tuple[str, ...], Particle]  # the further words, and the row


class ParticleHit(NamedTuple):
    """A function word at tokens `start` to `end` (exclusive), `conj` and `prep` what is attached in front."""

    start: int
    end: int
    particle: Particle
    conj: str
    prep: str = ""


class Particles:
    """Function words by their folded spelling; look-up is longest first, and a hamza that is written must be the word's
    own.

    `locative` are the (folded) prepositions places stand with, `decisive` those that hold an act's target wherever
    they stand, `masculine` the names of states and seats that may take a masculine verb, `purpose` those that make an
    act noun an aim, `passing` those that tell an act in passing, `spokesmen` who only tells what others did,
    `everyday` the nisbas that are everyday adjectives beside anything but an agent (مالي), `regional` those of them
    that name a region rather than its league (عربي), `inside` what stands between a member and his body, `affairs`
    the nouns whose adjective may look like a ministry, `backed` who others stand behind, `doubting` the words that
    make an imperfect a guess, `disapproval` what is said of something one disapproves of, `refused` those of them
    that refuse it, `done` those of `passing` that tell an act as past (عقب), `eve` what something still to come
    stands behind (قبيل), `ahead` those behind which an imperfect tells a plan (على أن), `turning` those that open
    another story, `recent` those that date an act to these days, `earlier` those that set it back without a date,
    `siding` those behind the first of two sides (من جهة), `partitive` what stands between a number and those it is a
    part of (ثلاثة من المسلحين), `pointing` the demonstratives, `what` the pronouns that stand for what is told behind
    them, with the preposition they hold (بما), `calling` verbs that only call it something (سماه),
    `rounding` the prepositions that make a number a round one (نحو 50).
    """

    def __init__(self, rows: Sequence[Particle]) -> None:
        """An index over the rows."""
        index: dict[str, list[_Entry]] = {}
        for row in rows:
            if row.kind in _LISTS:
                continue
            keys = tuple(lookup(row.word).split())
            index.setdefault(keys[0], []).append((keys[1:], row))
        for entries in index.values():
            entries.sort(key=lambda entry: (-len(entry[0]), _HAMZA.search(entry[1].word) is not None))
        self._index = index
        self.locative = frozenset(key(row.word) for row in rows if row.kind == "locative")
        self.decisive = frozenset(key(row.word) for row in rows if row.kind == "decisive")
        self.masculine = frozenset(lookup(row.word) for row in rows if row.kind == "masculine")
        self.purpose = frozenset(key(row.word) for row in rows if row.kind == "purpose")
        self.passing = frozenset(key(row.word) for row in rows if row.kind == "passing")
        self.everyday = frozenset(row.word for row in rows if row.kind == "everyday")
        self.regional = frozenset(row.word for row in rows if (row.kind, row.value) == ("everyday", "region"))
        self.inside = frozenset(key(row.word) for row in rows if row.kind == "inside")
        self.affairs = frozenset(key(row.word) for row in rows if row.kind == "affairs")
        self.backed = frozenset(key(row.word) for row in rows if row.kind == "backed")
        self.partitive = frozenset(key(row.word) for row in rows if row.kind == "partitive")
        self.spokesmen = frozenset(lookup(row.word) for row in rows if row.kind == "spokesman")
        self.disapproval = frozenset(lookup(row.word) for row in rows if row.kind == "disapproval")
        self.refused = frozenset(lookup(row.word) for row in rows if (row.kind, row.value) == ("disapproval", "refuse"))
        self.done = frozenset(key(row.word) for row in rows if (row.kind, row.value) == ("passing", "done"))
        self.rounding = frozenset(key(row.word) for row in rows if row.kind == "rounding")
        self.pointing = frozenset(key(row.word) for row in rows if row.kind == "pointing")
        self.eve = frozenset(lookup(row.word) for row in rows if row.kind == "eve")
        self.ahead = frozenset(row.word for row in rows if (row.kind, row.value) == ("sub", "ahead"))
        self.calling = frozenset(key(row.word) for row in rows if row.kind == "calling")
        self.what = {row.word: row.value for row in rows if row.kind == "what"}
        self.doubting, self.turning, self.recent, self.earlier, self.siding = (
            frozenset(row.word for row in rows if (row.kind, row.value) == ("aspect", value)) for value in _ASPECTS
        )

    def match(self, tokens: Sequence[Token], i: int) -> ParticleHit | None:
        """The longest function word or phrase that begins at token i, with or without a conjunction in front; a
        quantity also with a preposition (لعشرات)."""
        token = tokens[i]
        word = token.key
        entries = self._index.get(word)
        if entries is not None and (found := _first(entries, tokens, i, token.text)):
            return ParticleHit(i, found[1], found[0], "")
        if word[0] in _CONJUNCTIONS and len(word) > 2:
            entries = self._index.get(word[1:])
            if entries is not None and (found := _first(entries, tokens, i, token.text[1:])):
                return ParticleHit(i, found[1], found[0], word[0])
        return self._governed_quantity(tokens, i)

    def _governed_quantity(self, tokens: Sequence[Token], i: int) -> ParticleHit | None:
        text, word = tokens[i].text, tokens[i].key
        conj = word[0] if word[0] in _CONJUNCTIONS else ""
        text, word = text[len(conj) :], word[len(conj) :]
        if len(word) <= 3 or word[0] not in _PREPOSITIONS:
            return None
        bare = _ARTICLE + word[2:] if word.startswith(_FOR_THE) else word[1:]
        spelled = _ARTICLE + text[2:] if word.startswith(_FOR_THE) else text[1:]
        entries = [entry for entry in self._index.get(bare, ()) if entry[1].kind == "quantity"]
        found = _first(entries, tokens, i, spelled) if entries else None
        return ParticleHit(i, found[1], found[0], conj, word[0]) if found else None


def _first(entries: Sequence[_Entry], tokens: Sequence[Token], i: int, text: str) -> tuple[Particle, int] | None:
    """The first entry that stands at token i, whose first word is spelled `text` there, and where it ends."""
    spelled = _HAMZA.search(text) is not None
    for rest, row in entries:
        end = i + 1
        if rest:
            end += len(rest)
            if end > len(tokens) or tokens[i + 1].key != rest[0]:
                continue
            if len(rest) > 1 and any(tokens[i + 1 + n].key != word for n, word in enumerate(rest)):
                continue
        if not spelled or row.word.startswith(text):
            return row, end
    return None
