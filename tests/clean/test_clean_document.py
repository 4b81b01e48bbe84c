"""Sentences, tokens and the articles that cannot be read."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from test_clean_unicode import NEWSPAPER

from events.clean import clean, fold, tokenize
from events.clean.sentences import split
from events.model import Document, RawArticle, Rejection

SENTENCE = "استقبل الرئيس الجزائري نظيره التونسي في العاصمة."


def _document(text: str) -> Document:
    document = clean(RawArticle("a", text))
    assert isinstance(document, Document)
    return document


@given(NEWSPAPER)
def test_tokens_stand_in_order_and_fold_to_their_characters(text: str) -> None:
    tokens = tokenize(fold(text))
    for left, right in pairwise(tokens):
        assert left.start < left.end
        assert left.start <= right.start
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text in fold(text[token.start : token.end]).text
        assert len(token.key) == len(token.text)
        assert token.text.strip()


@given(NEWSPAPER)
def test_sentences_stand_in_order_and_leave_out_only_spaces(text: str) -> None:
    folded = fold(text).text
    parts = list(split(folded))
    assert all(left[2] <= right[1] for left, right in pairwise(parts))
    assert [p for p, _, _ in parts] == sorted(p for p, _, _ in parts)
    kept = "".join(folded[start:end] for _, start, end in parts)
    assert "".join(kept.split()) == "".join(folded.split())


@settings(max_examples=60)
@given(NEWSPAPER)
def test_any_text_is_a_document_or_a_rejection(text: str) -> None:
    made = clean(RawArticle("a", text))
    if isinstance(made, Rejection):
        assert (made.stage, made.code[:4], made.article_id) == ("clean", "EV-C", "a")
        return
    assert len(made.article.text) == len(text)
    assert [s.index for s in made.sentences] == list(range(len(made.sentences)))
    assert all(s.start <= t.start and t.end <= s.end for s in made.sentences for t in s.tokens)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("وصل الوفد. وغادر الوزير.", 2, id="full stops"),
        pytest.param("وصل الوفد.وغادر الوزير.", 2, id="no space after the stop"),
        pytest.param("هل وصل الوفد؟ نعم!", 2, id="question and exclamation"),
        pytest.param("ذكرت أ.ف.ب أن الوفد وصل.", 1, id="initials"),
        pytest.param("بلغت النسبة 3.5 في المائة.", 1, id="a decimal"),
        pytest.param("عنوان الخبر\nوصل الوفد.", 2, id="a heading is a sentence"),
        pytest.param("وصل الوفد...", 1, id="dots"),
    ],
)
def test_where_a_sentence_ends(text: str, sentences: int) -> None:
    assert len(_document(text).sentences) == sentences


def test_paragraphs_are_numbered_and_long_sentences_cut() -> None:
    assert [s.paragraph for s in _document(f"{SENTENCE} {SENTENCE}\n{SENTENCE}").sentences] == [0, 0, 1]
    long = _document("كلمة " * 3000)
    assert len(long.sentences) > 1
    assert all(s.end - s.start <= 6000 for s in long.sentences)


def test_markup_yields_no_tokens_and_is_flagged() -> None:
    document = _document(f"<p class='lead'>{SENTENCE}</p><br/>&nbsp;")
    assert "markup" in document.flags
    words = [t.text for s in document.sentences for t in s.tokens]
    assert words[0] == "استقبل"
    assert not {"p", "class", "br", "nbsp"} & set(words)


def test_bidirectional_overrides_and_nul_are_replaced_and_flagged() -> None:
    text = f"\u202e{SENTENCE}\x00\u202c"
    document = _document(text)
    assert set(document.flags) >= {"bidi_override", "unstorable"}
    assert len(document.article.text) == len(text)
    assert "\x00" not in document.article.text
    assert [t.text for t in document.sentences[0].tokens][:2] == ["استقبل", "الرئيس"]


@pytest.mark.parametrize(
    ("article", "code"),
    [
        pytest.param(RawArticle("a", ""), "EV-C001", id="no text"),
        pytest.param(RawArticle("a", " \n\t\u00a0"), "EV-C001", id="only spaces"),
        pytest.param(RawArticle("a", SENTENCE * 45_000), "EV-C002", id="two million characters"),
        pytest.param(RawArticle("a", "The president received his guest on Monday."), "EV-C003", id="English"),
        pytest.param(RawArticle("a", "Ø§Ø³ØªÙ‚Ø¨Ù„ Ø§Ù„Ø±Ø¦ÙŠØ³ Ø¶ÙŠÙÙ‡"), "EV-C003", id="UTF-8 read as Latin"),
        pytest.param(RawArticle("a", "\u200f\u202e\u064e\u0640"), "EV-C003", id="only marks"),
        pytest.param(RawArticle("a", SENTENCE + "\ufffd" * 10), "EV-C004", id="replacement characters"),
        pytest.param(RawArticle("a", SENTENCE, date(2199, 1, 1)), "EV-C005", id="year 2199"),
        pytest.param(RawArticle("a", SENTENCE, date(1899, 12, 31)), "EV-C005", id="year 1899"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_code(article: RawArticle, code: str) -> None:
    made = clean(article)
    assert isinstance(made, Rejection)
    assert made.code == code
    assert made.detail
    assert len(made.detail) <= 2000
    assert len(made.raw_hash) == 64


@pytest.mark.parametrize("letters", ["\ufe8d\ufeb3\ufe98\ufed8\ufe92\ufede", "استقبل", "اﺳﺘﻘﺒﻞ"])
def test_presentation_forms_are_arabic(letters: str) -> None:
    assert [t.text for t in _document(letters).sentences[0].tokens] == ["استقبل"]
