"""The event knowledge in seeds/: well-formed rows, references met, codes and compositions covered, examples coded."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from events.lexicon.frames import KINDS, OPERATORS, WORD_SLOTS, is_preposition

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = {
    "verbs": ("lemma",),
    "nouns": ("lemma",),
    "classes": ("class", "lemma"),
    "frames": ("id",),
    "operators": ("lemma", "complement"),
    "compose": ("operator", "embedded"),
}
# The codebook's table of codes, section 5: ranges and deeper codes.
RANGES = """015-015 020-028 030-031 033-037 039-046 050-051 053-057 060-064 070-075 080-087 090-094 100-108 110-116
120-120 122-127 129-133 138-145 150-155 160-166 170-175 180-186 190-196 200-204"""
DEEPER = """0311 0312 0811 0812 0813 0814 0841 0842 0871 0872 0873 0874 1121 1122 1123 1124 1125 1621 1622 1721 1722
1723 1821 1822 1823 1831 1832 1833 1951 1952"""
COMPOSED = """appeal 0871 0256, appeal 046 026, appeal 042 036, appeal 045 028, appeal 073 0233, demand 0841 1053,
demand 0874 1056, intend 042 036, intend 195 138, intend 073 033, promise 071 033, promise 195 138, refuse 046 125,
refuse 0874 124, refuse 057 127, threaten 195 138, threaten 163 132, threaten 141 133, agree 0871 0871, agree 057 030,
accuse 072 112, accuse 1822 1122, deny 112 015, deny 195 block, condemn 183 111, praise 0871 051, claim 1832 same,
claim 042 block, end 163 085, end 191 0872, decide 161 same, decide 042 036, propose 045 039, accept 0871 0871,
hope 040 block"""
BLOCKING = ("fail", "avoid", "hope", "speculate", "negate", "discuss")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one seed file, as written."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def frames() -> list[dict[str, str]]:
    """The rows of frames.csv."""
    return rows("frames")


@pytest.fixture(scope="module")
def cameo() -> set[str]:
    """All codes of cameo.csv."""
    return {row["code"] for row in rows("cameo")}


def conditions(frame: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """(slot, `=` or `:`, value) of every condition of a frame."""
    for cell in (frame["needs"], frame["unless"]):
        for part in filter(None, cell.split(";")):
            if part == "an":
                continue
            match = re.fullmatch(r"([^=:]+)([=:])(.+)", part)
            assert match, f"{frame['id']}: `{part}` is no condition"
            yield match[1], match[2], match[3]


@pytest.mark.parametrize("name", FILES)
def test_files_are_nfc_lf_sorted_and_unique(name: str) -> None:
    raw = (SEEDS / f"{name}.csv").read_bytes().decode("utf-8")
    assert "\r" not in raw and raw.endswith("\n")
    assert unicodedata.is_normalized("NFC", raw)
    assert not re.search("[\u064b-\u0652\u0640]", raw), "Arabic is written without diacritics and tatweel"
    keys = [tuple(row[column] for column in FILES[name]) for row in rows(name)]
    assert keys == sorted(keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_lemmas_are_known(frames: list[dict[str, str]]) -> None:
    known = {"verb": {row["lemma"] for row in rows("verbs")}, "noun": {row["lemma"] for row in rows("nouns")}}
    users = [*frames, *rows("operators")]
    assert sorted({(row["pos"], row["lemma"]) for row in users if row["lemma"] not in known[row["pos"]]}) == []
    assert sorted({row["lemma"] for row in rows("nouns") if row["verb"] and row["verb"] not in known["verb"]}) == []
    words = known["verb"] | known["noun"] | {row["lemma"] for row in rows("agents")}
    assert (
        sorted({row["lemma"] for row in rows("classes") if " " not in row["lemma"] and row["lemma"] not in words}) == []
    )


def test_verbs_give_all_principal_parts() -> None:
    for row in rows("verbs"):
        assert row["imperfect"] and row["masdar"] and row["active_participle"], row["lemma"]
        assert all(form.startswith("ي") for form in row["imperfect"].split("|")), row["lemma"]
        assert len(row["passive"].split("|")) in (1, 2) and (not row["passive"] or "|" in row["passive"]), row["lemma"]


def test_slots_kinds_and_classes_are_known(frames: list[dict[str, str]]) -> None:
    classes = {row["class"] for row in rows("classes")}
    for frame in frames:
        for cell in (frame["source"], frame["target"]):
            for slot in cell.removesuffix("?").split("|"):
                assert slot == "-" or slot in WORD_SLOTS or is_preposition(slot), f"{frame['id']}: {slot}"
        assert set(filter(None, f"{frame['source_kind']}|{frame['target_kind']}".split("|"))) <= KINDS, frame["id"]
        for slot, op, value in conditions(frame):
            assert slot in ("clause", "sentence") or slot in WORD_SLOTS or is_preposition(slot), (
                f"{frame['id']}: {slot}"
            )
            assert op == ":" or value in classes, f"{frame['id']}: class {value}"


def test_no_frame_contradicts_itself(frames: list[dict[str, str]]) -> None:
    for frame in frames:
        assert not set(frame["needs"].split(";")) & set(filter(None, frame["unless"].split(";"))), frame["id"]


def test_no_two_frames_are_the_same(frames: list[dict[str, str]]) -> None:
    columns = ("lemma", "pos", "voice", "source", "target", "needs", "unless", "source_kind", "target_kind")
    seen = Counter(tuple(frame[column] for column in columns) for frame in frames)
    assert [key for key, count in seen.items() if count > 1] == []


def test_symmetric_frames_have_symmetric_codes(frames: list[dict[str, str]]) -> None:
    verbal = {"036", "040", "041", "044", "046", "057", "062", "190", "193"}
    told_both_ways = "030 031 037 050 054 060 061 063 064 072 084 087 112 145 160 182 194 195"
    joint = verbal | set(told_both_ways.split())
    assert sorted({frame["code"] for frame in frames if frame["symmetric"] and frame["code"][:3] not in joint}) == []


def test_only_protest_and_violence_and_condemnation_do_without_an_actor(frames: list[dict[str, str]]) -> None:
    for frame in frames:
        if frame["source"].endswith("?") or frame["source"] == "-":
            assert frame["code"][:2] in ("18", "19", "20"), frame["id"]
        if frame["target"].endswith("?"):
            assert frame["code"][:2] == "14", frame["id"]


def test_every_code_of_the_codebook_is_covered(frames: list[dict[str, str]], cameo: set[str]) -> None:
    used = {frame["code"] for frame in frames}
    assert used <= cameo
    made = used | {row["code"] for row in rows("compose")}
    ranges = [pair.split("-") for pair in RANGES.split()]
    wanted = {code for code in cameo for first, last in ranges if len(code) == 3 and first <= code <= last}
    assert sorted((wanted | set(DEEPER.split())) - made) == []
    assert {code[:2] for code in used} == {f"{root:02}" for root in range(1, 21)}


def test_composition_is_complete(cameo: set[str]) -> None:
    table = {(row["operator"], row["embedded"]): row["code"] for row in rows("compose")}
    assert {operator for operator, _ in table} == set(OPERATORS)
    assert set(table.values()) <= cameo | {"block", "same"}
    for operator in OPERATORS:
        for root in range(1, 21):
            code = f"{root:02}"
            assert any((operator, code[:n]) in table for n in (1, 2)), f"{operator} x {code}"


def test_operators_that_block_always_block() -> None:
    assert {row["code"] for row in rows("compose") if row["operator"] in BLOCKING} == {"block"}


@pytest.mark.parametrize("line", COMPOSED.replace("\n", " ").split(", "))
def test_composition_follows_the_codebook(line: str) -> None:
    operator, embedded, code = line.split()
    table = {row["embedded"]: row["code"] for row in rows("compose") if row["operator"] == operator}
    assert table[max((p for p in table if embedded.startswith(p)), key=len)] == code


def test_the_vocabulary_is_broad(frames: list[dict[str, str]]) -> None:
    triggers = {(row["pos"], row["lemma"]) for row in [*frames, *rows("operators")]}
    constructions = {(f["lemma"], f["pos"], f["voice"], f["source"], f["target"], f["needs"]) for f in frames}
    assert len(triggers) >= 650
    assert len(constructions) >= 1500


@pytest.mark.slow
def test_examples_are_coded_as_their_frames_say(frames: list[dict[str, str]], lexicon) -> None:
    from events import pipeline
    from events.model import RawArticle

    exact = root = 0
    for frame in frames:
        assert frame["example"].strip(), frame["id"]
        coded = pipeline.run(RawArticle(frame["id"], f"{frame['example']}.", date(2020, 1, 15)), lexicon)
        codes = {event.code for event in coded.events}
        exact += frame["code"] in codes
        root += frame["code"][:2] in {code[:2] for code in codes}
    assert exact >= 0.78 * len(frames), f"{exact} of {len(frames)} examples give their code"
    assert root >= 0.82 * len(frames), f"{root} of {len(frames)} examples give their root"
