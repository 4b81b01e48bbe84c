"""The matching form of `fold`, reached by way of the distinct characters of a text.

A text has thousands of characters but some sixty different ones; `fold` works character by character, so folding each
different one once and replacing it gives the same text.
"""

from __future__ import annotations

import re
from array import array
from functools import cache

from events.clean.unicode import Folded, fold, key

# All but what folding leaves as it is: ASCII, the letters of Arabic, its comma, semicolon and question mark.
_UNUSUAL = re.compile("[^ -~\n\t\u0621-\u063a\u0641-\u064a\u060c\u061b\u061f]")


def _kept(dropped: list[int], length: int) -> array[int]:
    """Where each kept character stood, given the sorted positions of the dropped ones."""
    kept = array("L")
    done = 0
    for position in dropped:
        kept.extend(range(done, position))
        done = position + 1
    kept.extend(range(done, length))
    return kept


def fold_text(text: str) -> Folded:
    """What `fold(text)` gives: same text, same spans."""
    dropped: list[int] = []
    folded = text
    for character in set(_UNUSUAL.findall(text)):
        plain = _plain(character)
        if plain == character:
            continue
        if len(plain) > 1:
            return fold(text)
        if not plain:
            dropped.extend(_positions(text, character))
        folded = folded.replace(character, plain)
    if not dropped:
        return Folded(folded, None, len(text))
    dropped.sort()
    return Folded(folded, _kept(dropped, len(text)), len(text))


@cache
def _plain(character: str) -> str:
    return fold(character).text


def _positions(text: str, character: str) -> list[int]:
    found, at = [], text.find(character)
    while at >= 0:
        found.append(at)
        at = text.find(character, at + 1)
    return found


def key_text(folded: str) -> str:
    """What `key(folded)` gives for folded text: letter by letter, only those it changes."""
    for letter, plain in _keyed():
        folded = folded.replace(letter, plain)
    return folded


@cache
def _keyed() -> tuple[tuple[str, str], ...]:
    letters = map(chr, range(0x0600, 0x0700))
    return tuple((letter, key(letter)) for letter in letters if key(letter) != letter)
