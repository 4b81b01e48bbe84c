"""A stretch of folded text as tokens with their meanings: what the grammar reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import compress, repeat
from typing import NamedTuple

from events.dates.letters import PERCENT
from events.dates.reading import Reading
from events.dates.vocabulary import Lexeme, Vocabulary

_TOKEN = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff]+|[0-9]+|\n|[A-Za-z]+|[^\\s]")


class Number(NamedTuple):
    """A number read at some token: value, the token after it, and `digits`, `ordinal`, `first` or `words`."""

    value: int
    stop: int
    form: str


_PADDING = 8
Meanings = Mapping[str, Lexeme]
NOTHING: Meanings = {}
_EMPTY, _NOTHING = ("",) * _PADDING, (NOTHING,) * _PADDING


class Tokens:
    """The tokens of one stretch: look-up keys, and what each may mean, by kind. `source` is the look-up form of the
    whole text and `offset` where the stretch begins in it.

    `memo` and `numbers` keep the expression and the number that start at a token once read. `keys` and `meanings` are
    longer than `size`: rules may look a few tokens beyond either end and find nothing there.
    """

    __slots__ = ("_starts", "folded", "keys", "meanings", "memo", "numbers", "offset", "size", "source", "vocabulary")

    def __init__(self, folded: str, source: str, start: int, end: int, vocabulary: Vocabulary) -> None:
        """The tokens of `folded[start:end]`; `source` is the look-up form of the same text, offsets point into both."""
        keys = _TOKEN.findall(source, start, end)
        self.size = len(keys)
        words, phrases = vocabulary.words, vocabulary.phrases
        meanings = list(map(words.get, keys, repeat(NOTHING)))
        firsts = list(compress(range(self.size), map(phrases.__contains__, keys)))
        keys.extend(_EMPTY)
        meanings.extend(_NOTHING)
        for i in firsts:
            rests = phrases[keys[i]]
            if keys[i + 1] in rests:
                longer = {x.kind: x for rest, x in rests[keys[i + 1]] if tuple(keys[i + 1 : i + 1 + len(rest)]) == rest}
                if longer:
                    meanings[i] = {**meanings[i], **longer}
        self.keys: list[str] = keys
        self.meanings: list[Meanings] = meanings
        self.folded, self.source, self.offset, self.vocabulary = folded, source, start, vocabulary
        self._starts: list[int] = []
        self.memo: dict[int, Reading | None] = {}
        self.numbers: dict[int, Number | None] = {}

    def has(self, i: int, kind: str, *others: str) -> Lexeme | None:
        """The meaning of the first of these kinds that token i has, or None (also outside)."""
        meanings = self.meanings[i]
        if not meanings:
            return None
        if kind in meanings:
            return meanings[kind]
        for other in others:
            if other in meanings:
                return meanings[other]
        return None

    def key(self, i: int) -> str:
        """The key of token i, empty outside."""
        return self.keys[i]

    def start(self, i: int) -> int:
        """Where token i starts in the folded text; worked out when first asked for."""
        starts = self._starts
        if len(starts) <= i:
            find, keys = self.source.find, self.keys
            at = starts[-1] + len(keys[len(starts) - 1]) if starts else self.offset
            for key in keys[len(starts) : i + 1]:
                at = find(key, at)
                starts.append(at)
                at += len(key)
        return starts[i]

    def end(self, i: int) -> int:
        """Where token i ends in the folded text."""
        return self.start(i) + len(self.keys[i])

    def number(self, i: int) -> int | None:
        """The value of a plain digit token of at most four digits, None for decimals and grouped numbers."""
        key = self.keys[i]
        if not "0" <= key[:1] <= "9" or len(key) > 4:
            return None
        return None if self._is_fraction(i) else int(key)

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before it without a space."""
        return 0 < i < self.size and self.start(i) == self.end(i - 1)

    def text(self, i: int) -> str:
        """Token i as written (hamza kept)."""
        return self.folded[self.start(i) : self.end(i)]

    def _is_fraction(self, i: int) -> bool:
        if self.key(i + 1) in ("%", PERCENT) or (self.key(i - 1) in ("%", PERCENT) and self.glued(i)):
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
        return (
            parts[1] == parts[3] == "."
            and len(parts[4]) == 4
            and all(p.isdigit() for p in parts[::2])
            and len(parts[0]) <= 2
        )
