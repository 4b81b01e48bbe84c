"""What forms a word may be: camel_tools' analyser over the compiled seeds, turned into `Analysis` records."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from camel_tools.utils.normalize import normalize_alef_maksura_ar

from events.clean import key
from events.lexicon import affixes, camel, compile, inflect
from events.lexicon.records import Analysis
from events.lexicon.seeds import Seeds

CACHED_WORDS = 200_000
_MAX_LETTERS = 24


class Morphology:
    """Readings of single words. Frozen in use; keeps the last 200,000 words it was asked for."""

    __slots__ = ("_analyzer", "_other", "_rows", "_symbols", "analyze")

    analyze: Callable[[str], tuple[Analysis, ...]]
    """The readings of a token's matching form (`Token.text`), those spelled exactly first; `()` for a word without any.

    Where some reading has the very hamzas and ta marbuta of the text, readings that differ in them are left out; a
    final ya written for alef maksura, or the other way round, never excludes."""

    def __init__(
        self, database: Path, rows: Mapping[str, Analysis], symbols: Mapping[str, str], other: Path | None = None
    ) -> None:
        """Open the compiled `database`. `rows` gives for each row (`verbs.12`) its bare reading, `symbols` the letter
        of each clitic feature; `other` is a further camel_tools database, read through the lemmas of `rows`."""
        self._analyzer = camel.analyzer(database)
        self._other = None
        self._rows, self._symbols = rows, symbols
        self.analyze = lru_cache(CACHED_WORDS)(self._analyze)
        if other is not None:
            from events.lexicon.calima import Reader  # noqa: PLC0415

            self._other = Reader(other, rows, symbols)

    def _analyze(self, text: str) -> tuple[Analysis, ...]:
        found = self._ours(text)
        if self._other is not None:
            found += [reading for reading in self._other.read(text) if reading not in found]
        if len(found) > 1 and any(reading.exact for reading in found):
            found.sort(key=lambda reading: not reading.exact)
        return tuple(found)

    def _ours(self, text: str) -> list[Analysis]:
        word = key(text)
        if not 1 < len(word) <= _MAX_LETTERS or not self._possible(word):
            return []
        return sharpest(text, ((raw["diac"], self._reading(raw)) for raw in self._analyzer.analyze(word)))

    def _possible(self, word: str) -> bool:
        """Whether some stem with some prefix and suffix makes these letters: most unknown words stop here."""
        database = self._analyzer._db
        prefixes, stems, suffixes = database.prefix_hash, database.stem_hash, database.suffix_hash
        length = len(word)
        for left in range(min(database.max_prefix_size, length - 1) + 1):
            if word[:left] in prefixes:
                for right in range(max(left + 1, length - database.max_suffix_size), length + 1):
                    if word[left:right] in stems and word[right:] in suffixes:
                        return True
        return False

    def _reading(self, raw: Mapping[str, Any]) -> Analysis:
        bare, symbols = self._rows[raw["row"]], self._symbols
        before, pronoun = raw["prc1"], raw["enc0"]
        det = raw.get("prc0", "0") != "0"
        state = "d" if det else known(raw.get("stt"))
        return bare._replace(
            pos=raw["pos"],
            base=raw["lex"],
            lemma=bare.lemma or raw["lex"],
            conj=symbols.get(raw["prc2"], ""),
            prep="" if before == "sa_fut" else symbols.get(before, ""),
            det=det,
            future=before == "sa_fut",
            aspect=known(raw.get("asp")),
            mood=known(raw.get("mod")),
            voice=raw.get("vox", ""),
            person=known(raw.get("per")),
            gender=known(raw["gen"]),
            number=known(raw["num"]),
            state=state,
            pronoun="" if pronoun == "0" else pronoun,
        )


def known(value: str | None) -> str:
    """A feature's value, empty where it is unknown."""
    return "" if value is None or value == "u" else value


def sharpest(text: str, readings: Iterable[tuple[str, Analysis]]) -> list[Analysis]:
    """The readings worth keeping, each given with its spelling: where some agree with the text in hamza and ta marbuta,
    only those; each told whether it is `exact`."""
    close: list[Analysis] = []
    rough: list[Analysis] = []
    loose = normalize_alef_maksura_ar(text)
    for spelling, reading in readings:
        found = reading if spelling == text else reading._replace(exact=False)
        kept = close if spelling == text or normalize_alef_maksura_ar(spelling) == loose else rough
        if found not in kept:
            kept.append(found)
    return close or rough


def load(seeds: Seeds, fingerprint: str, cache: Path | None = None, other: Path | None = None) -> Morphology:
    """The morphology of the seeds' words, compiled, or taken from `cache` where the same seeds were compiled before.
    `other` is a further camel_tools database."""
    symbols = {row.group: row.surface for row in seeds.affixes if row.kind in ("conjunction", "preposition")}
    if cache is None:
        with tempfile.TemporaryDirectory(prefix="events-morphology-") as folder:
            path = Path(folder) / "morphology.db"
            path.write_text(compile.database(seeds), encoding="utf-8")
            return Morphology(path, _rows(seeds), symbols, other)
    path = cache / f"morphology-{_edition(fingerprint)}.db"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=cache, prefix=".morphology-", suffix=".part", delete=False
        ) as part:
            part.write(compile.database(seeds))
        Path(part.name).replace(path)
    return Morphology(path, _rows(seeds), symbols, other)


def _rows(seeds: Seeds) -> dict[str, Analysis]:
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


def _edition(fingerprint: str) -> str:
    """Names what the database is made from: the seeds and the rules that inflect them."""
    digest = hashlib.sha256(fingerprint.encode())
    for module in (affixes, compile, inflect):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:24]
