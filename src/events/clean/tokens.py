"""Folded text cut into words, numbers and marks."""

from __future__ import annotations

import re

from events.clean.unicode import Folded, key
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
    keys = key(text[start:end])
    holes = [match.span() for match in _MARKUP.finditer(text, start, end)]
    offsets = folded.offsets
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        left, right = match.span()
        if holes and any(a <= left < b for a, b in holes):
            continue
        first, last = (left, right) if offsets is None else (offsets[left], offsets[right - 1] + 1)
        tokens.append(Token(match.group(), keys[left - start : right - start], first, last))
    return tuple(tokens)


def has_markup(folded: Folded) -> bool:
    """Whether tags or entities are left in the text."""
    return _MARKUP.search(folded.text) is not None
