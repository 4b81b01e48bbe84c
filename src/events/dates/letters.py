"""Letters and endings of Arabic the grammar looks at, in the spelling of look-up (no hamza, no diacritics)."""

from __future__ import annotations

FIRST, LAST = "\u0620", "\u064a"
AND, SO = "\u0648", "\u0641"
BY, FOR, LIKE = "\u0628", "\u0644", "\u0643"
ARTICLE = "\u0627\u0644"
# The article with nothing, "for", "and" or "by" before it.
WITH_ARTICLE = (ARTICLE, FOR + FOR, AND + ARTICLE, BY + ARTICLE)
CONJUNCTIONS = ("", AND, SO)
PREPOSITIONS = ("", BY, FOR, LIKE)
HAMZA_ON_ALEF = "\u0623\u0625"

# Future verbs begin with the first of these and go on with one of the second; a feminine perfect ends in a ta that no
# alef stands before, and begins with no prefix of the imperfect, of participles or of prepositions.
FUTURE, IMPERFECT = "\u0633", "\u064a\u062a\u0646"
TA, ALEF = "\u062a", "\u0627"
NOT_PERFECT = frozenset(IMPERFECT + "\u0645" + BY + LIKE + FOR)

COMMA, SEMICOLON, QUESTION, PERCENT = "\u060c", "\u061b", "\u061f", "\u066a"

_CODE = "cp1256"


def one_byte(text: str) -> bytes:
    """The text with one byte for each character, in which words are found in half the time: a question mark is a space,
    and the rare characters the code has not are question marks."""
    return text.replace("?", " ").encode(_CODE, "replace")
