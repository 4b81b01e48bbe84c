"""Persons called by the name the article introduced before."""

from __future__ import annotations

from dataclasses import replace

from events.coding.namerun import MAX_NAME, is_name_word
from events.coding.syntax import Actor
from events.coding.words import Words


def called(words: Words, i: int) -> Actor | None:
    """A person the article introduced before, whose name may begin with words it did not give then: (بارث) أيدي."""
    j = i
    while j < len(words.tokens) and j - i < MAX_NAME and words.tokens[j].key not in words.openers:
        if not is_name_word(words, j):
            return None
        j += 1
    found = _by_name(words, j) if j < len(words.tokens) and words.tokens[j].key in words.openers else None
    return replace(found, start=i) if found is not None else None


def _by_name(words: Words, i: int) -> Actor | None:
    """A person the article introduced before, by the whole name or its last word."""
    for size in range(min(MAX_NAME, len(words.tokens) - i), 0, -1):
        found = words.called.get(tuple(token.key for token in words.tokens[i : i + size]))
        if found is not None:
            return replace(
                found,
                start=i,
                end=i + size,
                sentence=words.sentence,
                kind="person",
                how="named before",
                weight=0.95,
                definite=True,
                plural=False,
            )
    return None
