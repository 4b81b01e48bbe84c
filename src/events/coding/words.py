"""A sentence's words with what the lexicon says of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from events.coding.facts import Facts, facts_of
from events.coding.letters import ARTICLE, YA
from events.coding.syntax import Actor
from events.lexicon import Analysis, Lexicon, NameHit
from events.lexicon.particles import ParticleHit
from events.model import Sentence, Span, Token

_QUOTES = frozenset("\"'`*_[]{}")
_ASIDE = 8
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence without quotation marks and short asides in brackets; `day` is the one offices are
    judged by.

    `analyses[i]` are the readings of token i, `hits[i]` the names that begin there, `particles[i]` the function word
    there, `facts[i]` what the word says by itself; `dated` are the tokens inside temporal expressions, `called` the
    names the article introduced before, `openers` the first words of those.
    """

    lexicon: Lexicon
    sentence: int
    tokens: tuple[Token, ...]
    analyses: tuple[tuple[Analysis, ...], ...]
    hits: tuple[tuple[NameHit, ...], ...]
    particles: tuple[ParticleHit | None, ...]
    facts: tuple[Facts, ...]
    day: date | None
    dated: frozenset[int]
    called: Mapping[tuple[str, ...], Actor]
    openers: frozenset[str]
    _classes: dict[int, frozenset[str]] = field(default_factory=dict)

    def is_known(self, i: int) -> bool:
        """Whether any lexicon knows the word."""
        return bool(self.analyses[i] or self.hits[i] or self.particles[i])

    def is_mark(self, i: int) -> bool:
        """Whether no phrase runs over token i: punctuation, or part of a date."""
        return self.facts[i].mark or i in self.dated

    def is_number(self, i: int) -> bool:
        """Whether token i is written in digits."""
        return self.facts[i].number

    def has_article(self, i: int) -> bool:
        """Whether the word is definite by its article, clitics before it allowed."""
        return self.facts[i].article

    def nisba(self, i: int) -> Analysis | None:
        """The reading of token i as an adjective of a country, without clitics in front."""
        return self.facts[i].nisba

    def classes(self, i: int) -> frozenset[str]:
        """The classes of `classes.csv` token i belongs to: by its lemmas, by its letters, and as the first word of a
        listed phrase."""
        found = self._classes.get(i)
        if found is None:
            found = self._classes[i] = self._classes_of(i)
        return found

    def _classes_of(self, i: int) -> frozenset[str]:
        by_lemma, by_word = self.lexicon.classes_of, self.lexicon.class_words
        word = self.tokens[i].key
        after = self.tokens[i + 1].key if i + 1 < len(self.tokens) else ""
        found = _NONE
        for lemma in self.facts[i].lemmas:
            if lemma in by_lemma:
                found |= by_lemma[lemma]
        for form in (word, word[2:]) if word.startswith(ARTICLE) else (word,):
            if form in by_word:
                found |= by_word[form]
            if after and (phrase := f"{form} {after}") in by_word:
                found |= by_word[phrase]
        return found


def is_adjective(reading: Analysis, lexicon: Lexicon) -> bool:
    """Whether an agent's reading may as well be an adjective of the noun before it: هجوم إرهابي."""
    row = lexicon.agents.get(reading.lemma)
    if row is None or reading.number == "p":
        return False
    return "adjective" in row.note or (len(reading.lemma) > 4 and reading.lemma.endswith(YA))


def read_words(
    sentence: Sentence,
    lexicon: Lexicon,
    day: date | None,
    dates: Sequence[Span],
    called: Mapping[tuple[str, ...], Actor],
) -> Words:
    """The sentence's words with their readings; `dates` are the spans of its temporal expressions, `called` names known
    already."""
    tokens = tuple(_without_asides(sentence.tokens))
    dated = _dated(tokens, dates) if dates else frozenset()
    forms, names, particles = lexicon.morphology, lexicon.names.match, lexicon.particles.match
    facts = tuple([facts_of(forms, token.text) for token in tokens])
    places = range(len(tokens))
    return Words(
        lexicon=lexicon,
        sentence=sentence.index,
        tokens=tokens,
        analyses=tuple([fact.readings for fact in facts]),
        hits=tuple([names(tokens, i) for i in places]),
        particles=tuple([particles(tokens, i) for i in places]),
        facts=facts,
        day=day,
        dated=dated,
        called=called,
        openers=frozenset([name[0] for name in called]),
    )


def _dated(tokens: Sequence[Token], dates: Sequence[Span]) -> frozenset[int]:
    return frozenset(i for i, t in enumerate(tokens) for span in dates if t.start < span.end and span.start < t.end)


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
