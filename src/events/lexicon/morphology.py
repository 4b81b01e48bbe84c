"""What forms a word may be: a camel_tools database compiled from the seeds, read into `Analysis` records."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from events.clean import key
from events.lexicon import camel, compile, inflect
from events.lexicon.calima import Reader
from events.lexicon.join import Joiner
from events.lexicon.records import Analysis
from events.lexicon.seeds import Seeds

CACHED_WORDS = 200_000
MAX_LETTERS = 24
_YAS = (inflect.YA, inflect.MAKSURA)
_BARE, _HA = inflect.ALEF, "\u0647"


class Morphology:
    """Readings of single words. Frozen in use; keeps the last 200,000 words it was asked for."""

    __slots__ = ("_joiner", "_other", "analyze")

    analyze: Callable[[str], tuple[Analysis, ...]]
    """The readings of a token's matching form (`Token.text`), those spelled exactly first; `()` for a word without any.

    Where some reading has the very hamzas and ta marbuta of the text, readings that differ in them are left out; a
    final ya written for alef maksura, or the other way round, never excludes. Whole words come before cut ones."""

    def __init__(self, joiner: Joiner, other: Reader | None = None) -> None:
        """Over our own database and perhaps another."""
        self._joiner, self._other = joiner, other
        self.analyze = lru_cache(CACHED_WORDS)(self._analyze)

    def __reduce__(self) -> tuple[type[Morphology], tuple[Joiner, Reader | None]]:
        """Pickled without the words it keeps."""
        return Morphology, (self._joiner, self._other)

    def _analyze(self, text: str) -> tuple[Analysis, ...]:
        word = key(text)
        if not 1 < len(word) <= MAX_LETTERS:
            return ()
        found = self._joiner.readings(word)
        if self._other is not None:
            found += self._other.readings(text)
        return sharpest(text, found) if found else ()


def sharpest(text: str, readings: Iterable[tuple[str, Analysis]]) -> tuple[Analysis, ...]:
    """The readings worth keeping, each given with its spelling: exact ones first, then those that differ in a final ya,
    and only where there are none of these, those that differ in hamza or ta marbuta as careless writing does.
    Whole words come before words with clitics. First persons of a passive are left out: no newspaper writes them."""
    ranked: tuple[list[Analysis], ...] = ([], [], [])
    for spelling, reading in readings:
        if reading.voice == "p" and reading.person == "1":
            continue
        rank = _distance(text, spelling)
        if rank is not None:
            found = reading._replace(exact=False) if rank else reading
            if found not in ranked[rank]:
                ranked[rank].append(found)
    exact, close, rough = ranked
    kept = exact + close or rough
    if len(kept) > 1:
        kept.sort(key=lambda reading: (not reading.exact, bool(reading.conj) + bool(reading.prep)))
    return tuple(kept)


def _distance(text: str, spelling: str) -> int | None:
    """How far the text is from a spelling of the same look-up form: 0 the same, 1 ya and alef maksura confused, 2 a
    hamza or the dots of a ta marbuta left out, or a hamza too many; None: something else (`إمام` is not `أمام`)."""
    if text == spelling:
        return 0
    if len(text) != len(spelling):
        return None
    distance = 1
    for written, meant in zip(text, spelling, strict=True):
        if written == meant or (written in _YAS and meant in _YAS):
            continue
        if _BARE in (written, meant) or (written == _HA and meant == inflect.TA_MARBUTA):
            distance = 2
        else:
            return None
    return distance


def load(seeds: Seeds, other: Path | None = None) -> Morphology:
    """The morphology of the seeds' words, compiled into a camel_tools database. `other` is a further camel_tools
    database (its file or folder), read through the lemmas of the seeds."""
    symbols = {row.group: row.surface for row in seeds.affixes if row.kind in ("conjunction", "preposition")}
    rows = bare_readings(seeds)
    with tempfile.TemporaryDirectory(prefix="events-morphology-") as folder:
        path = Path(folder) / "morphology.db"
        path.write_text(compile.database(seeds), encoding="utf-8")
        joiner = Joiner(camel.database(path), rows, symbols)
    return Morphology(joiner, None if other is None else Reader(other, rows, symbols))


def bare_readings(seeds: Seeds) -> dict[str, Analysis]:
    """The bare reading of every row that the morphology knows."""
    found = {f"verbs.{row.line}": Analysis(row.lemma, "verbs", row.line, "verb", row.lemma) for row in seeds.verbs}
    found |= {f"nouns.{row.line}": Analysis(row.lemma, "nouns", row.line, "noun", row.lemma) for row in seeds.nouns}
    for agent in seeds.agents:
        found[f"agents.{agent.line}"] = Analysis(
            agent.lemma, "agents", agent.line, "noun", agent.lemma, code=agent.role
        )
    for country in seeds.countries:
        for table in ("nisba", "people"):
            found[f"{table}.{country.line}"] = Analysis("", table, country.line, "adj", "", code=country.code)
    for metonym in seeds.metonyms:
        found[f"metonyms.{metonym.line}"] = Analysis("", "metonyms", metonym.line, "adj", "", code=metonym.code)
    return found
