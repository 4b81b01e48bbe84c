"""The matching form of `fold`, reached by way of the distinct characters of a text.

A text has thousands of characters but some sixty different ones; `fold` works character by character, so folding each
different one once and replacing it gives the same text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import overload

from events.clean.unicode import Folded, fold, key

# All but what folding leaves as it is: ASCII, the letters of Arabic, its comma, semicolon and question mark.
_UNUSUAL = re.compile("[^ -~\n\t\u0621-\u063a\u0641-\u064a\u060c\u061b\u061f]")


class _Kept(Sequence[int]):
    """Where each kept character stood, worked out when asked for: most are never asked for."""

    __slots__ = ("_length", "_passed")

    def __init__(self, dropped: list[int], length: int) -> None:
        """`dropped`: the sorted positions of the dropped characters; `length`: of the text they stood in."""
        self._length = length - len(dropped)
        self._passed = [position - before for before, position in enumerate(dropped)]

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        at = index if index >= 0 else self._length + index
        if not 0 <= at < self._length:
            raise IndexError(index)
        return at + bisect_right(self._passed, at)


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
    return Folded(folded, _Kept(dropped, len(text)), len(text))


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
