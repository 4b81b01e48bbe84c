"""A sentence's words with what the lexicon says of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from events.coding.syntax import Actor
from events.lexicon import Analysis, Lexicon, NameHit
from events.lexicon.particles import ParticleHit
from events.model import Sentence, Span, Token

_QUOTES = frozenset("\"'`*_[]{}")
_ASIDE = 8


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence without quotation marks and short asides in brackets; `day` is the one offices are judged by.

    `analyses[i]` are the readings of token i, `hits[i]` the names that begin there, `particles[i]` the function word there;
    `dated` are the tokens inside temporal expressions, `called` the names the article introduced before.
    """

    lexicon: Lexicon
    sentence: int
    tokens: tuple[Token, ...]
    analyses: tuple[tuple[Analysis, ...], ...]
    hits: tuple[tuple[NameHit, ...], ...]
    particles: tuple[ParticleHit | None, ...]
    day: date | None
    dated: frozenset[int] = frozenset()
    called: Mapping[tuple[str, ...], Actor] = field(default_factory=dict)
    _classes: dict[int, frozenset[str]] = field(default_factory=dict)

    def is_known(self, i: int) -> bool:
        """Whether any lexicon knows the word."""
        return bool(self.analyses[i] or self.hits[i] or self.particles[i])

    def is_mark(self, i: int) -> bool:
        """Whether no phrase runs over token i: punctuation, or part of a date."""
        return i in self.dated or not self.tokens[i].text[0].isalnum()

    def is_number(self, i: int) -> bool:
        """Whether token i is written in digits."""
        return self.tokens[i].text[0].isdigit()

    def has_article(self, i: int) -> bool:
        """Whether the word is definite by its article, clitics before it allowed."""
        word = self.tokens[i].key
        return word.startswith(_DEFINITE) and len(word) > 4

    def classes(self, i: int) -> frozenset[str]:
        """The classes of `classes.csv` token i belongs to: by its lemmas, by its letters, and as the first word of a listed phrase."""
        found = self._classes.get(i)
        if found is None:
            found = self._classes[i] = frozenset(self._classes_of(i))
        return found

    def _classes_of(self, i: int) -> Iterator[str]:
        lexicon = self.lexicon
        for reading in self.analyses[i]:
            yield from lexicon.classes_of.get(reading.lemma, ())
            if reading.base != reading.lemma:
                yield from lexicon.classes_of.get(reading.base, ())
        word = self.tokens[i].key
        for form in (word, word.removeprefix(_AL)):
            yield from lexicon.class_words.get(form, ())
            if i + 1 < len(self.tokens):
                yield from lexicon.class_words.get(f"{form} {self.tokens[i + 1].key}", ())

    def nisba(self, i: int) -> Analysis | None:
        """The reading of token i as an adjective of a country, without clitics in front."""
        for reading in self.analyses[i]:
            if reading.table == "nisba" and not reading.conj and not reading.prep:
                return reading
        return None


def is_adjective(reading: Analysis, lexicon: Lexicon) -> bool:
    """Whether an agent's reading may as well be an adjective of the noun before it: هجوم إرهابي."""
    row = lexicon.agents.get(reading.lemma)
    if row is None or reading.number == "p":
        return False
    return "adjective" in row.note or (len(reading.lemma) > 4 and reading.lemma.endswith(_YA))


def is_noun(readings: Sequence[Analysis]) -> bool:
    """Whether a word is a noun of its own and no adjective of the noun before it."""
    return any(r.table == "nouns" and not r.lemma.endswith(_YA) for r in readings)


_YA = "\u064a"
_AL = "\u0627\u0644"
_DEFINITE = (
    _AL,
    "\u0648" + _AL,
    "\u0628" + _AL,
    "\u0641" + _AL,
    "\u0643" + _AL,
    "\u0644\u0644",
    "\u0648\u0644\u0644",
    "\u0648\u0628" + _AL,
)


def read_words(
    sentence: Sentence,
    lexicon: Lexicon,
    day: date | None,
    dates: Sequence[Span],
    called: Mapping[tuple[str, ...], Actor],
) -> Words:
    """The sentence's words with their readings; `dates` are the spans of its temporal expressions, `called` names known already."""
    tokens = tuple(_without_asides(sentence.tokens))
    dated = frozenset(i for i, t in enumerate(tokens) for span in dates if t.start < span.end and span.start < t.end)
    analyze = lexicon.morphology.analyze
    return Words(
        lexicon,
        sentence.index,
        tokens,
        tuple([analyze(token.text) for token in tokens]),
        tuple([lexicon.names.match(tokens, i) for i in range(len(tokens))]),
        tuple([lexicon.particles.match(tokens, i) for i in range(len(tokens))]),
        day,
        dated,
        called,
    )


def _without_asides(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    i = 0
    while i < len(tokens):
        text = tokens[i].text
        if text in _QUOTES:
            i += 1
        elif text == "(" and (close := _closing(tokens, i)):
            i = close + 1
        elif text in "()":
            i += 1
        else:
            kept.append(tokens[i])
            i += 1
    return kept


def _closing(tokens: Sequence[Token], opening: int) -> int | None:
    """Where a bracket that holds at most eight tokens, and does not begin a sentence, closes."""
    if opening == 0:
        return None
    for j in range(opening + 1, min(opening + _ASIDE + 2, len(tokens))):
        if tokens[j].text == ")":
            return j
    return None
