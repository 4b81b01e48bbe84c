"""Sentence boundaries of newspaper Arabic.

A line is a paragraph. Inside it a sentence ends at `.`, `!`, `?`, `؟` or `…` unless the point belongs to a number or to
initials ("أ.ف.ب", "د. ب. أ"); the missing space after a point ("إيطاليا.وذكرت") is common and ends one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = re.compile(r"[.!?؟…]+[\"')\]}]*")
_LETTER = re.compile(r"[^\W\d_]")
MAX_CHARACTERS = 6_000


def split(text: str) -> Iterator[tuple[int, int, int]]:
    """(paragraph, start, end) of each sentence of folded text, blank edges trimmed; in order, never overlapping.
    A sentence longer than 6,000 characters is cut at a space."""
    for paragraph, line in enumerate(_LINE.finditer(text)):
        for left, right in _bounded(text, _sentences(text, line.start(), line.end())):
            start, end = left, right
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                yield paragraph, start, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.end() < end and not _ends(text, stop.start(), stop.end(), end):
            continue
        yield begin, stop.end()
        begin = stop.end()
    if begin < end:
        yield begin, end


def _ends(text: str, left: int, right: int, end: int) -> bool:
    if text[left] != ".":
        return True
    if text[left - 1 : left].isdigit() and text[right : right + 1].isdigit():
        return False
    return not (_is_initial(text, left) and right - left == 1)


def _is_initial(text: str, point: int) -> bool:
    """Whether the point follows a single letter, as in initials."""
    if point < 1 or not _LETTER.match(text[point - 1]):
        return False
    return point == 1 or not _LETTER.match(text[point - 2])


def _bounded(text: str, sentences: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for begin, end in sentences:
        start = begin
        while end - start > MAX_CHARACTERS:
            cut = text.rfind(" ", start + MAX_CHARACTERS // 2, start + MAX_CHARACTERS)
            cut = cut + 1 if cut > 0 else start + MAX_CHARACTERS
            yield start, cut
            start = cut
        yield start, end
