"""The vocabulary in seeds/: readable, sorted, and refused with file and line when broken."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from pathlib import Path

import pytest

from events.clean import lookup
from events.dates import VocabularyError, load
from events.dates.vocabulary import FILES, default_path

KEYS = {
    "months.csv": 1,
    "calendar_words.csv": 2,
    "number_words.csv": 1,
    "holidays.csv": 1,
    "not_dates.csv": 2,
    "tense_cues.csv": 1,
}


@pytest.mark.parametrize("name", FILES)
def test_file_is_sorted_unique_and_composed(name: str) -> None:
    raw = (default_path() / name).read_bytes()
    assert b"\r" not in raw and raw.endswith(b"\n")
    text = raw.decode("utf-8")
    assert unicodedata.normalize("NFC", text) == text
    keys = [tuple(row[: KEYS[name]]) for row in csv.reader(text.splitlines()[1:])]
    assert keys == sorted(set(keys))


def test_every_month_name_leads_to_its_month() -> None:
    vocabulary = load(default_path())
    with (default_path() / "months.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            first, *rest = lookup(row["name"]).split()
            wanted = f"{row['calendar']}:{row['month']}"
            if rest:
                assert any(x.value == wanted for r, x in vocabulary.phrases[first][rest[0]] if r == tuple(rest))
            else:
                assert vocabulary.words[first]["month"].value == wanted


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(default_path() / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("months.csv", "فلان,13,gregorian,x,,", "month must be 1 to 12"),
        ("months.csv", "فلان,3,julian,x,,", "calendar must be gregorian or hijri"),
        ("number_words.csv", "فلان,abc,unit", "value must be a number"),
        ("holidays.csv", "فلان,hijri,x,1,1,", "month and day must be numbers"),
        ("tense_cues.csv", "فلان,sideways", "direction must be one of"),
        ("not_dates.csv", "فلان", "wrong number of cells"),
        ("calendar_words.csv", ",unit,day,1", "empty key"),
    ],
)
def test_broken_row_is_refused_with_file_and_line(seeds: Path, name: str, row: str, message: str) -> None:
    path = seeds / name
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")
    line = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(VocabularyError, match=f"{name}:{line} .*{message}"):
        load(seeds)


def test_wrong_header_is_refused(seeds: Path) -> None:
    (seeds / "months.csv").write_text("name,month\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"months\.csv:1 header"):
        load(seeds)


def test_a_new_row_is_enough_for_a_new_word(seeds: Path) -> None:
    from datetime import date

    from events.dates import resolve

    path = seeds / "months.csv"
    path.write_text(path.read_text(encoding="utf-8") + "فلانبر,4,gregorian,nowhere,,\n", encoding="utf-8")
    (found,) = resolve("وقع في 3 فلانبر 2020", None, seeds=seeds)
    assert found.start == date(2020, 4, 3)
