"""A stretch of folded text as tokens with their meanings: what the grammar reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from events.dates.vocabulary import Lexeme, Vocabulary

_TOKEN = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff]+|[0-9]+|\n|[A-Za-z]+|[^\\s]")
_NOTHING: tuple[Lexeme, ...] = ()
BREAKS = frozenset(".!?\u061f\n\u061b")


class Word(NamedTuple):
    """A token: its look-up key, where it stands in the folded text, and what it may mean."""

    key: str
    start: int
    end: int
    meanings: tuple[Lexeme, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one stretch and the folded text they come from."""

    words: list[Word]
    folded: str
    vocabulary: Vocabulary

    def has(self, i: int, *kinds: str) -> Lexeme | None:
        """The meaning of one of these kinds at token i, or None (also where i is outside)."""
        if 0 <= i < len(self.words):
            for lexeme in self.words[i].meanings:
                if lexeme.kind in kinds:
                    return lexeme
        return None

    def key(self, i: int) -> str:
        """The key of token i, empty outside."""
        return self.words[i].key if 0 <= i < len(self.words) else ""

    def number(self, i: int) -> int | None:
        """The value of a plain digit token of at most four digits, None for decimals and grouped numbers."""
        key = self.key(i)
        if not key or len(key) > 4 or not "0" <= key[0] <= "9":
            return None
        return None if self._is_fraction(i) else int(key)

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before it without a space."""
        return 0 < i < len(self.words) and self.words[i].start == self.words[i - 1].end

    def text(self, i: int) -> str:
        """Token i as written (hamza kept)."""
        word = self.words[i]
        return self.folded[word.start : word.end]

    def _is_fraction(self, i: int) -> bool:
        if self.key(i + 1) in ("%", "\u066a") or (self.key(i - 1) in ("%", "\u066a") and self.glued(i)):
            return True
        if self.key(i - 1) in (".", ",") and self.glued(i) and self.glued(i - 1) and self.key(i - 2).isdigit():
            return not self._dotted_date(i)
        if self.key(i + 1) in (".", ",") and self.glued(i + 1) and self.glued(i + 2) and self.key(i + 2).isdigit():
            return not self._dotted_date(i)
        return False

    def _dotted_date(self, i: int) -> bool:
        """Whether token i belongs to a number of the form d.m.yyyy."""
        first = i
        while first >= 2 and i - first < 4 and self.key(first - 1) == "." and self.key(first - 2).isdigit():
            first -= 2
        parts = [self.key(first + k) for k in range(5)]
        return parts[1] == parts[3] == "." and len(parts[4]) == 4 and all(p.isdigit() for p in parts[::2]) and len(parts[0]) <= 2


def read(folded: str, keys: str, start: int, end: int, vocabulary: Vocabulary) -> Tokens:
    """The tokens of `folded[start:end]`; `keys` is the look-up form of the same text, offsets point into both."""
    matches = list(_TOKEN.finditer(keys, start, end))
    surfaces = [match.group() for match in matches]
    get, phrases = vocabulary.words.get, vocabulary.phrases
    words = []
    for i, match in enumerate(matches):
        surface = surfaces[i]
        meanings = get(surface, _NOTHING)
        if surface in phrases:
            longer = tuple(x for rest, x in phrases[surface] if tuple(surfaces[i + 1 : i + 1 + len(rest)]) == rest)
            meanings = longer + meanings
        words.append(Word(surface, match.start(), match.end(), meanings))
    return Tokens(words, folded, vocabulary)
