"""Sentences cut into pieces, so that source, target, trigger, date and place can be marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

ROLES: Final = ("trigger", "source", "target", "date", "place")
AROUND: Final = 90  # characters of context on each side of the evidence
LONGEST: Final = 700


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `role` is one of `ROLES`, or empty; `context` marks what lies outside the evidence."""

    text: str
    role: str = ""
    context: bool = False


def pieces(text: str, evidence: tuple[int, int], spans: Mapping[str, tuple[int, int] | None]) -> tuple[Piece, ...]:
    """The evidence and a little around it, in pieces that joined are the text itself. Where two spans overlap, the
    earlier role of `ROLES` wins. Spans outside the text are cut to it."""
    start, end = _within(evidence, len(text))
    end = min(end, start + LONGEST)
    first, last = _word_start(text, max(0, start - AROUND)), _word_end(text, min(len(text), end + AROUND))
    wanted = {role: _within(span, len(text)) for role in ROLES if (span := spans.get(role)) is not None}
    cuts = {first, last, start, end}
    for low, high in wanted.values():
        cuts |= {min(max(low, first), last), min(max(high, first), last)}
    found: list[Piece] = []
    ordered = sorted(cuts)
    for low, high in pairwise(ordered):
        role = next((r for r, (a, b) in wanted.items() if a <= low and high <= b and a < b), "")
        piece = Piece(text[low:high], role, context=not role and not (start <= low and high <= end))
        if role and found and found[-1].role == role:
            piece = Piece(found.pop().text + piece.text, role)
        found.append(piece)
    return tuple(found)


def _within(span: tuple[int, int], length: int) -> tuple[int, int]:
    low = min(max(span[0], 0), length)
    return low, min(max(span[1], low), length)


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
