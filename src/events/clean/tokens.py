"""Folded text cut into words, numbers and marks."""

from __future__ import annotations

import re

from events.clean.folding import key_text
from events.clean.unicode import Folded
from events.model import Token

# Letters of one script, a number with its separators, or one other visible character.
_TOKEN = re.compile(
    r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff]+|[0-9]+(?:[.,:/-][0-9]+)*|[A-Za-z]+(?:['&-][A-Za-z]+)*|[^\s]"
)
_MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,400}>|&(?:[a-z]{2,8}|#[0-9]{1,6});")


def tokenize(folded: Folded, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `folded.text[start:end]`, offsets into the original text. Markup yields no tokens."""
    text = folded.text
    end = len(text) if end is None else end
    keys = key_text(text[start:end])
    holes = [match.span() for match in _MARKUP.finditer(text, start, end)] if _has_marks(text, start, end) else []
    offsets = folded.offsets
    if offsets is None and not holes:
        found = [(match.group(), *match.span()) for match in _TOKEN.finditer(text, start, end)]
        return tuple([Token(word, keys[left - start : right - start], left, right) for word, left, right in found])
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        left, right = match.span()
        if holes and any(a <= left < b for a, b in holes):
            continue
        first, last = (left, right) if offsets is None else (offsets[left], offsets[right - 1] + 1)
        tokens.append(Token(match.group(), keys[left - start : right - start], first, last))
    return tuple(tokens)


def _has_marks(text: str, start: int, end: int) -> bool:
    return text.find("<", start, end) >= 0 or text.find("&", start, end) >= 0


def has_markup(folded: Folded) -> bool:
    """Whether tags or entities are left in the text."""
    return _has_marks(folded.text, 0, len(folded.text)) and _MARKUP.search(folded.text) is not None
