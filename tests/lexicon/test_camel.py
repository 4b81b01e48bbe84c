"""Our use of camel_tools: same readings as its analyser, nothing fetched, nothing written at home."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_seeds import PROJECT, write_seeds

from events.clean import key
from events.clean.folding import fold
from events.clean.tokens import tokenize
from events.lexicon import Lexicon, Morphology, affixes, camel, compile, kept, morphology
from events.lexicon.seeds import Seeds

SEEDS = Seeds.read(PROJECT)
WORDS = [word for word in compile.words(SEEDS) if word.stems]
PIECES = affixes.combine(SEEDS.affixes)


@cache
def joined(stem_groups: tuple[str, ...], initial: bool, definite: bool) -> list[tuple[affixes.Piece, affixes.Piece]]:
    """Every prefix and suffix that may stand around a stem."""
    pairs = set(PIECES.pairs)
    return [
        (left, right)
        for left in PIECES.prefixes
        if affixes.stem_fits(left.category, stem_groups, initial, definite)
        for right in PIECES.suffixes
        if right.category.partition(":")[0] in stem_groups and (left.category, right.category) in pairs
    ]


@st.composite
def inflected(draw: st.DrawFn) -> tuple[str, str, str]:
    """A form the grammar makes: its spelling, the row and the dictionary form it comes from."""
    word = draw(st.sampled_from(WORDS))
    stem = draw(st.sampled_from(word.stems))
    initial = stem.surface.startswith("ل")
    around = joined(stem.groups, initial, word.definite)
    assume(around)  # a stem before pronouns of a word that needs the article
    left, right = draw(st.sampled_from(around))
    return left.surface + stem.surface + right.surface, word.row, word.base


@pytest.mark.slow
@settings(max_examples=800)
@given(form=inflected())
def test_every_form_made_is_read_back(form: tuple[str, str, str]) -> None:
    text, row, base = form
    table, _, line = row.partition(".")
    readings = [r for r in ours().analyze(text) if r.exact]
    if len(key(text)) <= morphology.MAX_LETTERS and not passive_first_person(text, row):
        assert (table, int(line), base) in {(r.table, r.line, r.base) for r in readings}


def passive_first_person(text: str, row: str) -> bool:
    """Whether the row reads the text only as the first person of a passive, which is left out."""
    raw = [r for spelled, r in ours()._joiner.readings(key(text)) if spelled == text and f"{r.table}.{r.line}" == row]
    return bool(raw) and all(r.voice == "p" and r.person == "1" for r in raw)


@cache
def ours() -> Morphology:
    """Our morphology of the project's seeds."""
    return morphology.load(SEEDS)


@cache
def theirs() -> Any:
    """camel_tools' own analyser over the same compiled seeds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "morphology.db"
        path.write_text(compile.database(SEEDS), encoding="utf-8")
        return camel.analyzer(path)


@pytest.mark.slow
@settings(max_examples=400)
@given(form=inflected())
def test_same_readings_as_the_analyser_of_camel_tools(form: tuple[str, str, str]) -> None:
    word = key(form[0])
    expected = {
        (
            raw["row"],
            raw["lex"],
            raw["pos"],
            raw["diac"],
            raw["gen"].strip("u"),
            raw["num"].strip("u"),
            raw["prc2"] != "0",
        )
        for raw in theirs().analyze(word)
    }
    found = {
        (f"{r.table}.{r.line}", r.base, r.pos, spelling, r.gender, r.number, bool(r.conj))
        for spelling, r in ours()._joiner.readings(word)
    }
    assert found == expected


@pytest.mark.slow
def test_importing_fetches_nothing_and_leaves_the_home_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    seeds = write_seeds(tmp_path / "seeds")
    program = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('a socket was opened')\n"
        "socket.socket.connect = refuse\n"
        "from events.lexicon import Lexicon\n"
        f"lexicon = Lexicon.load({str(seeds)!r})\n"
        "assert lexicon.morphology.analyze(chr(0x648) + chr(0x642) + chr(0x639))\n"
        "assert 'camel_tools.data' not in sys.modules\n"
        "import camel_tools.utils.charsets as full\n"
        "assert chr(0x1F600) in full.UNICODE_SYMBOL_CHARSET\n"
    )
    environment = {**os.environ, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("CAMELTOOLS_DATA", None)
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []


def test_the_lexicon_is_kept_by_the_state_of_the_seeds(tmp_path: Path) -> None:
    seeds, cache = write_seeds(tmp_path / "seeds"), tmp_path / "cache"
    made = Lexicon.load(seeds, cache=cache)
    first = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}
    again = Lexicon.load(seeds, cache=cache)
    assert {path.name: path.stat().st_mtime_ns for path in cache.iterdir()} == first
    assert len(first) == 1 and not any(name.endswith(".part") for name in first)
    for name in set(Lexicon.__dataclass_fields__) - {"morphology", "names", "particles"}:
        assert getattr(again, name) == getattr(made, name), name
    nouns = seeds / "nouns.csv"
    nouns.write_text(nouns.read_text(encoding="utf-8") + "وفد,وفود,m,\n", encoding="utf-8")
    assert not again.morphology.analyze("وفود")
    assert Lexicon.load(seeds, cache=cache).morphology.analyze("وفود")
    assert len(list(cache.iterdir())) == 2


@pytest.mark.slow
def test_the_kept_lexicon_reads_as_the_built_one(tmp_path: Path) -> None:
    text = (PROJECT / "articles" / "articles.jsonl").read_text(encoding="utf-8")
    tokens = tokenize(fold(text))
    kept.write(tmp_path, built := Lexicon.load(PROJECT))
    found = kept.read(tmp_path, built.fingerprint)
    assert found is not None
    for i, token in enumerate(tokens):
        assert found.morphology.analyze(token.text) == built.morphology.analyze(token.text)
        assert found.names.match(tokens, i) == built.names.match(tokens, i)
        assert found.particles.match(tokens, i) == built.particles.match(tokens, i)


def test_a_damaged_kept_lexicon_is_made_anew(tmp_path: Path) -> None:
    seeds, cache = write_seeds(tmp_path / "seeds"), tmp_path / "cache"
    Lexicon.load(seeds, cache=cache)
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:-10], whole[:40] + b"x" + whole[41:]):
        file.write_bytes(damaged)
        assert Lexicon.load(seeds, cache=cache).countries
        assert file.read_bytes()[32:] != damaged[32:]


def test_only_the_last_lexicons_are_kept(tmp_path: Path) -> None:
    seeds, cache = write_seeds(tmp_path / "seeds"), tmp_path / "cache"
    for name in "ابتثجح":
        places = seeds / "places.csv"
        places.write_text(
            places.read_text(encoding="utf-8") + f"z{ord(name)},{name * 3},,DZA,city,,,,\n", encoding="utf-8"
        )
        Lexicon.load(seeds, cache=cache)
    assert len(list(cache.iterdir())) == kept.KEPT


def test_two_compilations_of_the_same_seeds_are_equal(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path)
    assert compile.database(Seeds.read(folder)) == compile.database(Seeds.read(folder))


def test_another_database_adds_its_readings_of_known_lemmas(tmp_path: Path) -> None:
    """A user's database in camel_tools' format, diacritised; here with one form that ours does not make."""
    seeds = write_seeds(tmp_path / "seeds")
    (tmp_path / "morphology.db").write_text(CALIMA, encoding="utf-8")
    lexicon = Lexicon.load(seeds, morphology_db=tmp_path)
    assert Lexicon.load(seeds).morphology.analyze("ووزرتاك") == ()
    [reading] = lexicon.morphology.analyze("ووزرتاك")
    assert (reading.table, reading.lemma, reading.conj, reading.pronoun) == ("agents", "وزير", "و", "2ms")
    assert reading.number == "d"
    assert lexicon.morphology.analyze("وغريبك") == ()


CALIMA = """###DEFINES###
DEFINE diac diac:*open*
DEFINE lex lex:*open*
DEFINE pos pos:noun pos:digit pos:punc
DEFINE gen gen:m
DEFINE num num:d
DEFINE stt stt:c
DEFINE prc2 prc2:0 prc2:wa_conj
DEFINE enc0 enc0:0 enc0:2ms_poss
###DEFAULTS###
DEFAULT pos:noun diac:* lex:* gen:* num:* stt:* prc2:* enc0:*
DEFAULT pos:digit diac:* lex:* gen:* num:* stt:* prc2:* enc0:*
DEFAULT pos:punc diac:* lex:* gen:* num:* stt:* prc2:* enc0:*
DEFAULT pos:latin diac:* lex:* gen:* num:* stt:* prc2:* enc0:*
###ORDER###
ORDER diac lex pos gen num stt prc2 enc0
###TOKENIZATIONS###
###STEMBACKOFF###
###PREFIXES###
و\tW\tdiac:وَ prc2:wa_conj
###SUFFIXES###
ك\tK\tdiac:كَ enc0:2ms_poss
###STEMS###
وزرتا\tN\tdiac:وَزِرتا lex:وَزِير_1 pos:noun gen:m num:d stt:c prc2:0 enc0:0
غريب\tN\tdiac:غَرِيب lex:غَرِيب_1 pos:noun gen:m num:s stt:c prc2:0 enc0:0
###TABLE AB###
W N
###TABLE BC###
N K
###TABLE AC###
W K
"""
