"""What the lexicon nearly coded: words between two actors without a frame, names after titles and places unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from events.coding import SentenceReading
from events.coding.syntax import Actor, Kind
from events.coding.words import Words
from events.lexicon import Analysis, Lexicon
from events.model import Document

_NEAR, _BETWEEN = 3, 8
_LONGEST_NAME = 3
_EXAMPLE = 60
_EVENT_POS = ("verb", "noun", "masdar")


class Gap(NamedTuple):
    """One thing missing: `kind` (`verb`, `noun`, `unknown`, `name`, `place`), its word or words, the text around it."""

    kind: str
    word: str
    example: str


class Count(NamedTuple):
    """How often something is missing, and the first example with its article's id."""

    kind: str
    word: str
    times: int
    example: str
    article: str


def gaps_of(document: Document, readings: Iterable[SentenceReading], lexicon: Lexicon) -> Iterator[Gap]:
    """The gaps of one article, in reading order; each thing once a sentence."""
    for reading in readings:
        words = reading.words
        found = dict.fromkeys([*_words(reading, lexicon), *_after(words, "name"), *_after(words, "place")])
        for kind, word, i in found:
            yield Gap(kind, word, _around(document, words, i))


def counted(gaps: Iterable[tuple[str, Gap]], least: int = 2) -> list[Count]:
    """The gaps (given with their article's id) that occur at least `least` times, most frequent first."""
    totals: dict[tuple[str, str], int] = {}
    firsts: dict[tuple[str, str], tuple[str, str]] = {}
    for article, gap in gaps:
        totals[gap.kind, gap.word] = totals.get((gap.kind, gap.word), 0) + 1
        firsts.setdefault((gap.kind, gap.word), (gap.example, article))
    rows = [Count(kind, word, n, *firsts[kind, word]) for (kind, word), n in totals.items() if n >= least]
    return sorted(rows, key=lambda row: (row.kind, -row.times, row.word))


def _words(reading: SentenceReading, lexicon: Lexicon) -> Iterator[tuple[str, str, int]]:
    """Verbs, nouns and unknown words that stand between two actors of different codes, or as a verb before them,
    where no word in that stretch has a frame or governs another act."""
    words = reading.words
    actors = sorted(
        (a for item in reading.reading.items if item.kind is Kind.PHRASE for _, a in item.actors if a.code.strip("-")),
        key=lambda actor: actor.start,
    )
    for one, other in pairwise(actors):
        if one.country == other.country or not 0 <= other.start - one.end <= _BETWEEN:
            continue
        stretch = [*range(max(0, one.start - _NEAR), one.start), *range(one.end, other.start)]
        if any(words.is_mark(i) for i in range(one.end, other.start)):
            continue
        if any(_speaks(reading, lexicon) for i in stretch for reading in words.analyses[i]):
            continue
        yield from _silent(words, stretch, one)


def _silent(words: Words, stretch: Iterable[int], first: Actor) -> Iterator[tuple[str, str, int]]:
    for i in stretch:
        if words.is_mark(i) or words.is_number(i) or words.particles[i] or words.hits[i]:
            continue
        readings = [r for r in words.analyses[i] if r.pos in _EVENT_POS and r.table in ("verbs", "nouns")]
        if readings:
            best = readings[0]
            if best.pos == "verb" or i >= first.end:
                yield ("verb" if best.pos == "verb" else "noun"), best.base, i
        elif i >= first.end and _unknown(words, i) and not words.has_article(i):
            yield "unknown", words.tokens[i].text, i


def _speaks(reading: Analysis, lexicon: Lexicon) -> bool:
    lemmas = (reading.lemma, reading.base)
    return any(lemma in lexicon.frames or lemma in lexicon.operators for lemma in lemmas)


def _after(words: Words, kind: str) -> Iterator[tuple[str, str, int]]:
    """Unknown names after a title (`name`) or after a word for a kind of place (`place`)."""
    wanted = "person" if kind == "name" else "place"
    ends: set[int] = set()
    named: set[int] = set()
    for i in range(len(words.tokens)):
        agents = [r for r in words.analyses[i] if r.table == "agents" and _is(words, r.lemma, wanted)]
        # The name of a place follows its kind in construct: مدينة كذا, not المدينة.
        ends |= {i + 1 for r in agents if kind == "name" or not (r.det or r.pronoun)}
        for hit in words.hits[i]:
            titled = any(e.table == "agents" and e.kind == wanted for e in hit.entries)
            ends |= {hit.end} if titled and kind == "name" else set()
            named |= set(range(i, hit.end)) if any(e.table != "agents" for e in hit.entries) else set()
    for start in sorted(ends):
        first = start
        while kind == "name" and first < len(words.tokens) and words.nisba(first):
            first += 1
        end = first
        while end < min(first + _LONGEST_NAME, len(words.tokens)) and end not in named and _unknown(words, end):
            end += 1
        if end - first >= (2 if kind == "name" else 1):
            yield kind, " ".join(token.text for token in words.tokens[first:end]), first


def _is(words: Words, lemma: str, kind: str) -> bool:
    row = words.lexicon.agents.get(lemma)
    return row is not None and row.kind == kind


def _unknown(words: Words, i: int) -> bool:
    return not (words.is_known(i) or words.is_mark(i) or words.is_number(i)) and len(words.tokens[i].text) > 1


def _around(document: Document, words: Words, i: int) -> str:
    text, token = document.article.text, words.tokens[i]
    left, right = max(0, token.start - _EXAMPLE), min(len(text), token.end + _EXAMPLE)
    piece = " ".join(text[left:right].split())
    return ("…" if left else "") + piece + ("…" if right < len(text) else "")
