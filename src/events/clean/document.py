"""An article made ready for reading: checked, folded, cut into sentences and tokens."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date

from events.clean.folding import fold_text
from events.clean.sentences import split
from events.clean.tokens import has_markup, tokenize
from events.clean.unicode import flags_of, neutralise
from events.model import Document, RawArticle, Rejection, Sentence

MAX_CHARACTERS = 1_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
_NOT_ARABIC = re.compile("[^\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")


def clean(article: RawArticle) -> Document | Rejection:
    """The article as a `Document`, or why it cannot be read:

    `EV-C001` no text · `EV-C002` over a million characters · `EV-C003` hardly any Arabic letters ·
    `EV-C004` broken encoding (over 1 % replacement characters) · `EV-C005` publication date outside 1900…2100.
    """
    problem = _problem(article)
    if problem:
        code, detail = problem
        return reject(article, code, detail)
    stored = replace(article, text=neutralise(article.text), title=article.title and neutralise(article.title))
    folded = fold_text(stored.text)
    sentences: list[Sentence] = []
    for paragraph, start, end in split(folded.text):
        tokens = tokenize(folded, start, end)
        if tokens:
            span = folded.span(start, end)
            sentences.append(Sentence(len(sentences), paragraph, span.start, span.end, tokens))
    flags = flags_of(article.text) + (("markup",) if has_markup(folded) else ())
    return Document(stored, tuple(sentences), flags)


def reject(article: RawArticle, code: str, detail: str, stage: str = "clean") -> Rejection:
    """A `Rejection` of this article, with the hash of its text."""
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Rejection(stage, code, detail[:2000], digest, article.id)


def _problem(article: RawArticle) -> tuple[str, str] | None:
    text = article.text
    if not text.strip():
        return "EV-C001", "the article has no text"
    if len(text) > MAX_CHARACTERS:
        return "EV-C002", f"{len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
    letters = len(_NOT_ARABIC.sub("", text))
    if letters < 3 or letters < len(text) // 10:
        return "EV-C003", f"{letters:,} Arabic letters in {len(text):,} characters"
    if text.count("\ufffd") * 100 > len(text):
        return (
            "EV-C004",
            f"{text.count(chr(0xFFFD)):,} replacement characters in {len(text):,}: decoded wrongly before it came",
        )
    if article.published is not None and not _plausible(article.published):
        return "EV-C005", f"publication date {article.published.isoformat()} is outside {FIRST_YEAR} to {LAST_YEAR}"
    return None


def _plausible(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR
