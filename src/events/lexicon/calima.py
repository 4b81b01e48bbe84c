"""Readings out of another camel_tools database (calima), for words whose lemma the seeds know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from events.lexicon import camel
from events.lexicon.join import known
from events.lexicon.records import Analysis

_TABLES = {"verb": ("verbs",), "noun": ("nouns", "agents"), "adj": ("nisba", "metonyms", "nouns", "agents")}
_STATES = {"c": "c", "d": "d", "i": ""}
_PREPOSITIONS = ("bi_prep", "li_prep", "ka_prep")


class Reader:
    """camel_tools' own analyser over a database the user brought."""

    __slots__ = ("_analyzer", "_bare", "_lemmas", "_symbols")

    def __init__(self, path: Path, rows: Mapping[str, Analysis], symbols: Mapping[str, str]) -> None:
        """Open the database at `path` (a file, or the folder that holds `morphology.db`); `rows` are the bare readings
        of the seeds' rows, `symbols` the letter of each clitic feature."""
        self._analyzer, self._bare = camel.analyzer(path), camel.undiacritized()
        self._symbols = symbols
        self._lemmas: dict[tuple[str, str], list[Analysis]] = {}
        for reading in rows.values():
            if reading.lemma:
                self._lemmas.setdefault((reading.table, reading.lemma), []).append(reading)

    def readings(self, text: str) -> list[tuple[str, Analysis]]:
        """The readings of a word whose lemma is a row of the seeds, each with its spelling."""
        found = []
        for raw in self._analyzer.analyze(text):
            spelling = self._bare(raw["diac"])
            found += [(spelling, reading) for reading in self._of(raw)]
        return found

    def _of(self, raw: Mapping[str, Any]) -> Iterator[Analysis]:
        pos, lemma = raw["pos"], self._bare(raw["lex"])
        for table in _TABLES.get(pos, ()):
            for row in self._lemmas.get((table, lemma), ()):
                yield self._reading(row, raw, pos == "verb")

    def _reading(self, row: Analysis, raw: Mapping[str, Any], verb: bool) -> Analysis:
        attached, det = raw.get("prc1", "0"), raw.get("prc0", "0").startswith("Al_det")
        pronoun = raw.get("enc0", "0").partition("_")[0]
        return row._replace(
            conj=self._symbols.get(raw.get("prc2", "0").replace("_sub", "_conj"), ""),
            prep=self._symbols.get(attached, "") if attached in _PREPOSITIONS else "",
            det=det,
            future=attached == "sa_fut",
            aspect=known(raw.get("asp")) if verb else "",
            mood=known(raw.get("mod")) if verb else "",
            voice=known(raw.get("vox")) if verb else "",
            person=known(raw.get("per")) if verb else "",
            gender=known(raw.get("gen")),
            number=known(raw.get("num")),
            state="d" if det else _STATES.get(raw.get("stt", ""), ""),
            pronoun="" if pronoun in ("0", "na") else pronoun,
        )
