"""Seed files checked row by row: every kind of fault is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_seeds import ROWS, write_seeds

from events.lexicon import Lexicon, SeedError, Seeds
from events.lexicon.check import check, formatted
from events.lexicon.tables import TABLES


def faults(folder: Path, **rows: list[str]) -> list[str]:
    """The faults of the small seeds with some files replaced, as `file:line: message`."""
    return [str(f) for f in Seeds.read(write_seeds(folder, {f"{n}.csv": r for n, r in rows.items()})).faults]


def test_the_small_seeds_have_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        ("countries", "dz,Algeria,الجزائر,,جزائري,,الجزائر", "`dz` is no ISO alpha-3 code"),
        ("countries", "DZA,Algeria,الجزائر,أ||ب,جزائري,,الجزائر", "`names` has an empty alternative"),
        ("countries", "DZA,Algeria,الجزائر,أب|أب,جزائري,,الجزائر", "`names` names an alternative twice"),
        (
            "countries",
            "DZA,Algeria,الجزائر,Algerie,جزائري,,الجزائر",
            "`names` has an alternative without Arabic letters",
        ),
        ("countries", "DZA,,الجزائر,,جزائري,,الجزائر", "`name_en` is empty"),
        ("countries", "DZA,Algeria,الجزائر", "3 cells, expected 7"),
        ("metonyms", "البنتاغون,USAXXX,seat", "`USAXXX`: `XXX` is neither a role nor a named group"),
        ("metonyms", "البنتاغون,USAMI,seat", "`USAMI` is no actor code"),
        ("metonyms", "البنتاغون,QQQ,seat", "`QQQ`: `QQQ` is neither a country"),
        ("metonyms", "البنتاغون,,seat", "`code` is empty"),
        ("metonyms", "البنتاغون,USA,throne", "`kind` is `throne`, none of"),
        ("offices", "x.1,X,فلان,EGYGOV,,EGY,2011-13,", "`start` is `2011-13`, expected a day"),
        ("offices", "x.1,X,فلان,EGYGOV,,EGY,2012,2011", "`end` is before `start`"),
        ("offices", "x.1,X,فلان,EGYGOV,,QQQ,2012,", "`country` is `QQQ`, no code of countries.csv"),
        ("agents", "وزير,وزراء,x,GOV,person,official,", "`gender` is `x`, none of f, m"),
        ("agents", "وزير,وزراء,m,BOSS,person,official,", "`role` is `BOSS`, none of"),
        ("nouns", "سفر,,m,طار", "`verb` is `طار`, no lemma of verbs.csv"),
        ("verbs", "طار,,طيران,,", "`imperfect` is empty"),
        ("verbs", "طار,تطير,طيران,,", "`تطير` is no third person masculine of the imperfect"),
        ("verbs", "طار به,يطير,طيران,,", "`lemma`: `طار به` is no single Arabic word"),
        ("nouns", "ل,,m,", "`lemma`: `ل` is no Arabic word or words"),
        ("nouns", "لقاء2,,m,", "`lemma`: `لقاء2` is no Arabic word or words"),
        ("verbs", "طار,يطير,طيران,,طير", "`passive` holds the perfect and the imperfect, or nothing"),
        ("places", "p,مدينة,,DZA,city,95,0,1,", "`lat` is 95, outside -90 to 90"),
        ("places", "p,مدينة,,DZA,city,95x,0,1,", "`lat` is `95x`, no number"),
        ("places", "p,مدينة,,DZA,city,10,,1,", "`lat` and `lon` go together"),
        ("cameo", "4,Consult,,,1,1,1,0,", "`4` is no CAMEO code"),
        ("cameo", "05,Cooperate,,,5,1,1,0,", "`quad_class` is `5`, none of 1, 2, 3, 4"),
        ("cameo", "05,Cooperate,,09,1,1,1,0,", "`parent` is `09`, no code of this file"),
        ("frames", "زار.042,زار,verb,passive?,042,subj,obj,,,,,,", "`voice` is `passive?`, none of active, passive"),
        ("frames", "زار.042,زار,verb,active,042,subject,obj,,,,,,", "`source`: `subject` is no slot"),
        ("frames", "زار.042,زار,verb,active,042,subj,obj,gen,,,,,", "`needs`: `gen` is no condition"),
        ("frames", "زار.042,زار,verb,active,042,subj,obj,gen=nothing,,,,,", "`nothing` is no class of classes.csv"),
        ("frames", "زار.042,زار,verb,active,042,subj,obj,,,king,,,", "`source_kind`: `king` is no kind of actor"),
        ("frames", "زار.043,زار,verb,active,043,subj,obj,,,,,,", "`code` is `043`, no code of cameo.csv"),
        ("frames", "زار.04,زار,verb,active,042,subj,obj,,,,,,", "`id` is `زار.04`, expected `زار.042`"),
        ("frames", "طار.042,طار,verb,active,042,subj,obj,,,,,,", "`lemma` is `طار`, no lemma of verbs.csv"),
        ("operators", "دعا,verb,wish,obj,,", "`operator` is `wish`, none of"),
        ("operators", "دعا,verb,appeal,nowhere,,", "`complement`: `nowhere` is no slot"),
        ("compose", "appeal,04,99", "`code` is `99`, neither `block` nor `same` nor a code"),
        ("compose", "appeal,99,block", "`embedded` is `99`, the prefix of no code"),
    ],
)
def test_each_fault_of_content_is_named_with_its_line(tmp_path: Path, file: str, row: str, message: str) -> None:
    found = faults(tmp_path, **{file: [row]})
    assert any(line.startswith(f"{file}.csv:2: {message}") for line in found), found


def test_duplicate_keys_and_order(tmp_path: Path) -> None:
    rows = ["هجوم,,m,هاجم", "لقاء,,m,", "هجوم,,f,"]
    assert faults(tmp_path, nouns=rows, agents=[], classes=[], frames=[])[:2] == [
        "nouns.csv:3: `لقاء` is out of order: it sorts before the line above",
        "nouns.csv:4: `هجوم` stands already in line 2",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("لُقاء,,m,\n", "diacritic or tatweel U+064F"),
        ("لقـاء,,m,\n", "diacritic or tatweel U+0640"),
        ("لقاء\u200f,,m,\n", "invisible character U+200F"),
        ("لقاء\u202e,,m,\n", "invisible character U+202E"),
        ("لقا\u0621\u0654,,m,\n", "diacritic or tatweel U+0654"),
        ("ا\u0653لة,,f,\n", "not in normal form NFC"),
        (" لقاء,,m,\n", "space at the edge"),
        ("لقاء,أ | ب,m,\n", "space at the edge"),
        ("لقاء,,m,\r\n", "the line ends with CR LF"),
        ("لقاء,,m,", "the last line does not end with a line feed"),
        ("لقا\x07ء,,m,\n", "control character U+0007"),
        ('لقاء,,m,"x\n', "not CSV"),
    ],
)
def test_faults_of_form(tmp_path: Path, text: str, message: str) -> None:
    folder = write_seeds(tmp_path, {"nouns.csv": [], "classes.csv": [], "frames.csv": []})
    (folder / "nouns.csv").write_bytes(("lemma,plural,gender,verb\n" + text).encode())
    assert any(f"nouns.csv:2: {message}" in str(fault) for fault in Seeds.read(folder).faults)


def test_a_file_that_is_not_utf8_a_wrong_header_and_a_missing_file(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path)
    (folder / "nouns.csv").write_bytes(b"lemma,plural,gender,verb\n" + "لقاء,,m,\n".encode("windows-1256"))
    (folder / "places.csv").write_text("id,name\n", encoding="utf-8")
    (folder / "compose.csv").unlink()
    found = [str(fault) for fault in Seeds.read(folder).faults]
    assert "nouns.csv:2: not UTF-8 (byte 25)" in found
    assert any(line.startswith("places.csv:1: the header is `id,name`, expected `id,name,names,") for line in found)
    assert "compose.csv: the file is missing" in found


def test_loading_refuses_faults_of_content_and_lenient_leaves_the_rows_out(tmp_path: Path) -> None:
    agents = ["جندي,جنود,x,MIL,armed,official,", "وزير,وزراء,m,GOV,person,official,"]
    folder = write_seeds(tmp_path, {"agents.csv": agents})
    with pytest.raises(SeedError) as error:
        Lexicon.load(folder)
    assert [str(fault) for fault in error.value.faults] == ["agents.csv:2: `gender` is `x`, none of f, m"]
    lexicon = Lexicon.load(folder, lenient=True)
    assert list(lexicon.agents) == ["وزير"]
    assert [fault.line for fault in lexicon.faults] == [2]


def test_formatting_mends_form_and_changes_no_cell(tmp_path: Path) -> None:
    folder = write_seeds(tmp_path)
    path = folder / "nouns.csv"
    clean = path.read_bytes()
    header, *rows = clean.decode().splitlines()
    path.write_bytes(("\ufeff" + "\r\n".join([header, *reversed(rows)])).replace("هجوم", "هُجـوم\u200f ").encode())
    assert any(fault.form for fault in Seeds.read(folder).faults)
    path.write_text(formatted(path), encoding="utf-8", newline="")
    assert path.read_bytes() == clean
    assert all(not report.faults for report in check(folder))


@settings(max_examples=200)
@given(data=st.data())
def test_a_mutated_file_is_read_or_its_faults_have_lines(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    table = data.draw(st.sampled_from([table for table in TABLES if table.file in ROWS]))
    text = "\n".join([",".join(table.columns), *ROWS[table.file]]) + "\n"
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        width = data.draw(st.integers(0, 3))
        text = text[:at] + data.draw(st.text("|,\"'\n\r\x00 ءaأ9-?\u200f;=:", max_size=3)) + text[at + width :]
    folder = tmp_path_factory.mktemp("mutated")
    (folder / table.file).write_bytes(text.encode())
    rows, found = table.read(folder)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(fault.file == table.file and 0 < fault.line <= lines + 1 for fault in found)
    assert len(rows) <= lines
