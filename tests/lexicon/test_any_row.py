"""Whatever words the rows hold, the lexicon is built or refuses with its faults."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_seeds import write_seeds

from events.lexicon import Lexicon, SeedError

LETTERS = "ءآأؤإئابةتسقلمنهوىي"
WORD = st.text(LETTERS, min_size=0, max_size=6)
CELL = st.lists(st.one_of(WORD, st.builds("{} {}".format, WORD, WORD)), max_size=3).map("|".join)


@pytest.mark.slow
@settings(max_examples=40)
@given(
    verbs=st.lists(st.tuples(WORD, CELL, CELL, CELL, CELL), max_size=3),
    nouns=st.lists(st.tuples(CELL, CELL), max_size=3),
)
def test_any_words_build_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, verbs: list[tuple[str, ...]], nouns: list[tuple[str, ...]]
) -> None:
    rows = {
        "verbs.csv": [",".join(row) for row in verbs],
        "nouns.csv": [f"{lemma},{plural},m," for lemma, plural in nouns],
        "agents.csv": [f"{lemma},{plural},m,GOV,person,official," for lemma, plural in nouns],
        **{name: [] for name in ("frames.csv", "operators.csv", "classes.csv")},
    }
    folder = write_seeds(tmp_path_factory.mktemp("any"), rows)
    try:
        Lexicon.load(folder)
    except SeedError as error:
        assert all(fault.line for fault in error.faults)
    lexicon = Lexicon.load(folder, lenient=True)
    for verb in lexicon.verbs.values():
        assert verb.line in {reading.line for reading in lexicon.morphology.analyze(verb.lemma)}
