"""Function words and phrases in running text: what `particles.csv` says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from events.clean import key, lookup
from events.lexicon.records import Particle
from events.model import Token

_LISTS = ("locative", "decisive", "purpose", "masculine")
_HAMZA = re.compile("[\u0622\u0623\u0625]")
_CONJUNCTIONS = tuple(key(letter) for letter in "\u0648\u0641")  # wa, fa


class ParticleHit(NamedTuple):
    """A function word at tokens `start` to `end` (exclusive), `conj` the conjunction attached in front."""

    start: int
    end: int
    particle: Particle
    conj: str


class Particles:
    """Function words by their folded spelling; look-up is longest first, and a hamza that is written must be the word's own. `locative` are the (folded) prepositions places
    stand with, `decisive` those that hold an act's target wherever they stand, `masculine` the names of states and
    seats that may take a masculine verb, `purpose` those that
    make an act noun an aim, `doubting` the words that make an imperfect a guess."""

    def __init__(self, rows: Sequence[Particle]) -> None:
        """An index over the rows."""
        index: dict[str, list[tuple[tuple[str, ...], Particle]]] = {}
        for row in rows:
            if row.kind in _LISTS:
                continue
            keys = tuple(lookup(row.word).split())
            index.setdefault(keys[0], []).append((keys, row))
        for entries in index.values():
            entries.sort(key=lambda entry: (-len(entry[0]), _HAMZA.search(entry[1].word) is not None))
        self._index = index
        self.locative = frozenset(key(row.word) for row in rows if row.kind == "locative")
        self.decisive = frozenset(key(row.word) for row in rows if row.kind == "decisive")
        self.masculine = frozenset(lookup(row.word) for row in rows if row.kind == "masculine")
        self.purpose = frozenset(key(row.word) for row in rows if row.kind == "purpose")
        self.doubting = frozenset(row.word for row in rows if row.kind == "aspect" and row.value == "doubt")

    def match(self, tokens: Sequence[Token], i: int) -> ParticleHit | None:
        """The longest function word or phrase that begins at token i, with or without a conjunction in front."""
        token = tokens[i]
        found = self._at(tokens, i, token.key, token.text)
        if found:
            return ParticleHit(i, found[1], found[0], "")
        if len(token.key) > 2 and token.key[0] in _CONJUNCTIONS:
            found = self._at(tokens, i, token.key[1:], token.text[1:])
            if found:
                return ParticleHit(i, found[1], found[0], token.key[0])
        return None

    def _at(self, tokens: Sequence[Token], i: int, first: str, text: str) -> tuple[Particle, int] | None:
        if first not in self._index:
            return None
        spelled = _HAMZA.search(text) is not None
        for keys, row in self._index[first]:
            size = len(keys)
            if spelled and not row.word.startswith(text):
                continue
            if size == 1 or (i + size <= len(tokens) and all(tokens[i + n].key == keys[n] for n in range(1, size))):
                return row, i + size
        return None
