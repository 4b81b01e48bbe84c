"""Folding, neutralising and look-up keys: what they promise for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.clean import fold, key, lookup, neutralise

# Any text, and text made of what Arabic newspapers and their exports really hold.
NEWSPAPER = st.text(
    alphabet=st.sampled_from(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآءئؤةىٱیکگپچژڤ \n\t.،؛؟!…«»()\"'-ـ0123456789٠١٢٣۴۵٬٫"
        "\u064b\u064c\u064e\u0651\u0652\u0670\u06dc\u0640\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202e\u2066\u2069\ufeff\u00ad"
        "\ufe8d\ufefb\ufedf\ufdf2\ufdfa\x00\ufffd\u00a0\u3000<>&abcXYZ１２"
    ),
    max_size=80,
)
ANY = st.one_of(NEWSPAPER, st.text(max_size=60), st.text(alphabet=st.characters(), max_size=40))


@given(ANY)
def test_neutralise_keeps_the_length_and_is_idempotent(text: str) -> None:
    stored = neutralise(text)
    assert len(stored) == len(text)
    assert neutralise(stored) == stored
    assert "\x00" not in stored
    stored.encode("utf-8")
    assert not any(0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in stored)


@given(ANY)
def test_fold_is_idempotent(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_folded_text_holds_no_format_character_of_any_plane() -> None:
    marks = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Cf"]
    assert len(marks) > 100
    assert [hex(ord(mark)) for mark in marks if fold(f"مح{mark}مد").text != "محمد"] == []


@given(ANY)
def test_offsets_are_monotone_and_inside_the_source(text: str) -> None:
    folded = fold(text)
    assert folded.source_length == len(text)
    if folded.offsets is None:
        assert len(folded.text) == len(text)
        return
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@given(ANY, st.data())
def test_a_span_leads_back_to_characters_that_fold_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    if start == end:
        assert span.start == span.end
    else:
        assert folded.text[start:end] in fold(span.of(text)).text


@given(ANY)
def test_a_key_keeps_the_length_and_is_idempotent(text: str) -> None:
    folded = fold(text).text
    assert len(key(folded)) == len(folded)
    assert key(key(folded)) == key(folded)
    assert lookup(lookup(text)) == lookup(text)


@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"], id="alef"),
        pytest.param(["مصطفى", "مصطفي", "مصطفی"], id="final ya"),
        pytest.param(["القاهرة", "القاهره"], id="ta marbuta"),
        pytest.param(["مُحَمَّد", "محـــمد", "م\u200cحمد", "محمد", "\ufee3\ufea4\ufee4\ufeaa"], id="decoration"),
        pytest.param(["2021", "٢٠٢١", "۲۰۲۱", "２０２１"], id="digits"),
        pytest.param(["لا", "\ufefb", "\ufefc"], id="ligature"),
    ],
)
def test_spellings_that_only_look_different_share_a_key(spellings: list[str]) -> None:
    assert len({lookup(spelling) for spelling in spellings}) == 1


def test_hamza_inside_a_word_is_kept_apart() -> None:
    assert lookup("سأل") != lookup("سل")
    assert fold("أ").text == "أ"


def test_decoration_belongs_to_the_word_it_decorates() -> None:
    text = "قالَ محـــمد."
    folded = fold(text)
    start = folded.text.index("محمد")
    assert folded.span(start, start + 4).of(text) == "محـــمد"
