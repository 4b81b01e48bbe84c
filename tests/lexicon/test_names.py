"""Names in sentences: what is found, how far it reaches, and what is attached to it."""

from __future__ import annotations

from datetime import date

import pytest

from events.clean import fold, tokenize
from events.lexicon import Lexicon, NameHit


def hits(lexicon: Lexicon, text: str) -> list[tuple[str, NameHit]]:
    """Every hit with the words it covers, in order."""
    tokens = tokenize(fold(text))
    return [
        (" ".join(token.text for token in tokens[hit.start : hit.end]), hit)
        for i in range(len(tokens))
        for hit in lexicon.names.match(tokens, i)
    ]


def first(lexicon: Lexicon, text: str) -> NameHit:
    """The longest name at the beginning."""
    return lexicon.names.match(tokenize(fold(text)), 0)[0]


@pytest.mark.parametrize(
    ("text", "code", "conj", "prep"),
    [
        ("الأردن", "JOR", "", ""),
        ("والأردن", "JOR", "و", ""),
        ("بالأردن", "JOR", "", "ب"),
        ("للأردن", "JOR", "", "ل"),
        ("وللأردن", "JOR", "و", "ل"),
        ("لبنان", "LBN", "", ""),
        ("للبنان", "LBN", "", "ل"),
        ("ولتركيا", "TUR", "و", "ل"),
        ("بالولايات المتحدة", "USA", "", "ب"),
        ("فاميركا", "USA", "ف", ""),
        ("كالأمم المتحدة", "UNO", "", "ك"),
    ],
)
def test_proclitics_before_names(small: Lexicon, text: str, code: str, conj: str, prep: str) -> None:
    hit = first(small, text)
    assert (hit.entries[0].code, hit.conj, hit.prep) == (code, conj, prep)


@pytest.mark.parametrize("text", ["أردنب", "ال", "الولايات", "بال", "المتحدة", "كندا"])
def test_no_name_no_hit(small: Lexicon, text: str) -> None:
    assert hits(small, text) == []


def test_the_longest_name_comes_first(small: Lexicon) -> None:
    tokens = tokenize(fold("الأردن الهاشمي يرحب"))
    assert [hit.end for hit in small.names.match(tokens, 0)] == [2, 1]


def test_inner_words_take_no_clitics(small: Lexicon) -> None:
    assert hits(small, "الأمم والمتحدة") == []


def test_a_name_of_several_owners_gives_all_of_them_marked(small: Lexicon) -> None:
    entries = first(small, "طرابلس").entries
    assert {(entry.table, entry.code) for entry in entries} == {("places", "LBN"), ("places", "TUR")}
    assert all(entry.ambiguous for entry in entries)
    assert {entry.code for entry in first(small, "عمان").entries} == {"OMN", "JOR"}
    assert not first(small, "سلطنة عمان").entries[0].ambiguous


def test_a_place_called_like_a_common_word_is_marked(small: Lexicon) -> None:
    assert first(small, "الوزير").entries[0].ambiguous  # a town called so; the noun of the same letters
    assert not first(small, "وهران").entries[0].ambiguous


def test_places_carry_their_point(small: Lexicon) -> None:
    [entry] = first(small, "وهران").entries
    assert (entry.table, entry.code, entry.lat, entry.lon, entry.population) == ("places", "DZA", 35.69, -0.63, 850000)


def test_persons_carry_the_dates_of_their_offices(small: Lexicon) -> None:
    entries = first(small, "لأبي مازن").entries
    assert [(entry.table, entry.kind, entry.code) for entry in entries] == [("offices", "office", "PSEGOV")] * 2
    assert (entries[0].start, entries[0].end) == (date(2003, 3, 19), date(2003, 9, 6))
    assert (entries[1].start, entries[1].end) == (date(2005, 1, 1), None)


def test_sound_plurals_in_names_are_declined(small: Lexicon) -> None:
    assert first(small, "للإخوان المسلمين").entries[0].code == "EGYOPP"
    assert first(small, "الإخوان المسلمون").entries[0].code == "EGYOPP"


@pytest.mark.parametrize(
    ("text", "lemma", "det", "pronoun", "gender", "number"),
    [
        ("وزير الخارجية", "وزير الخارجية", True, "", "m", "s"),
        ("وزير خارجية", "وزير الخارجية", False, "", "m", "s"),
        ("وزيرة الخارجية", "وزير الخارجية", True, "", "f", "s"),
        ("ووزيرا الخارجية", "وزير الخارجية", True, "", "m", "d"),
        ("لوزيري خارجية", "وزير الخارجية", False, "", "m", "d"),
        ("وزراء الخارجية", "وزير الخارجية", True, "", "m", "p"),
        ("وزير خارجيته", "وزير الخارجية", False, "3ms", "m", "s"),
        ("لرجال الجيش", "جندي", True, "", "m", "p"),
        ("وزير خارجيتها", "وزير الخارجية", False, "3fs", "m", "s"),
        ("برئيس وزرائه", "رئيس الوزراء", False, "3ms", "m", "s"),
        ("للأمين العام", "أمين عام", True, "", "m", "s"),
        ("الأمينة العامة", "أمين عام", True, "", "f", "s"),
        ("الأمناء العامون", "أمين عام", True, "", "m", "p"),
    ],
)
def test_agents_of_several_words_inflect(
    small: Lexicon, text: str, lemma: str, det: bool, pronoun: str, gender: str, number: str
) -> None:
    hit = first(small, text)
    assert {(entry.table, entry.id) for entry in hit.entries} == {("agents", lemma)}
    assert (hit.det, hit.pronoun, hit.gender, hit.number) == (det, pronoun, gender, number)
    assert hit.end - hit.start == 2


@pytest.mark.parametrize("text", ["جنوب أفريقية", "الجنوب أفريقي", "للجنوب الأفريقيين", "والجنوب أفريقيون"])
def test_adjectives_of_two_words_inflect(small: Lexicon, text: str) -> None:
    entry = first(small, text).entries[0]
    assert (entry.table, entry.kind, entry.code) == ("countries", "nisba", "ZAF")


def test_what_looks_like_a_name_but_is_no_actor(small: Lexicon) -> None:
    hit = first(small, "ريال مدريد")
    assert [(entry.kind, entry.code) for entry in hit.entries] == [("none", "")]


@pytest.mark.parametrize(
    "disguised",
    [
        "الأُرْدُنّ", "الأردن\u200f", "\u202bالأردن\u202c", "الأردنـــ", "ﺍﻷﺭﺩﻥ", "الاردن", "الأ\u200cردن", "ٱلأردن",
    ],
)  # fmt: skip
def test_disguised_names_are_found(small: Lexicon, disguised: str) -> None:
    assert first(small, disguised).entries[0].code == "JOR"


def test_names_of_the_project_find_themselves(project: Lexicon) -> None:
    for row in project.countries.values():
        for name in (row.name_ar, *row.names):
            hit = first(project, name)
            assert row.code in {entry.code for entry in hit.entries}, name
    for actor in project.actors.values():
        for name in actor.names:
            assert any(entry.id == actor.id for _, hit in hits(project, name) for entry in hit.entries), name
