"""Prefixes and suffixes of the morphology, put together from the pieces in `affixes.csv`.

A category names what may stand together: prefixes `N…` go with nominal stems, `P` with perfect, `I…` with imperfect
ones; a suffix category is its group with letters for what it forbids (`n` nominative, `c` construct or pronoun,
`t` tanween).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from events.lexicon.records import Affix

Feats = dict[str, str]


class Piece(NamedTuple):
    """A whole prefix or suffix: its spelling, its category and its features."""

    surface: str
    category: str
    feats: tuple[tuple[str, str], ...]


class Affixes(NamedTuple):
    """All prefixes and suffixes, and which categories stand together."""

    prefixes: tuple[Piece, ...]
    suffixes: tuple[Piece, ...]
    pairs: tuple[tuple[str, str], ...]


def combine(rows: Sequence[Affix]) -> Affixes:
    """The prefixes and suffixes that the pieces make."""
    prefixes = (*_nominal_prefixes(rows), *_perfect_prefixes(rows), *_imperfect_prefixes(rows))
    suffixes = (*_nominal_suffixes(rows), *_verbal_suffixes(rows))
    left = sorted({piece.category for piece in prefixes})
    right = sorted({piece.category for piece in suffixes})
    return Affixes(prefixes, suffixes, tuple((a, b) for a in left for b in right if _together(a, b)))


def _of(rows: Sequence[Affix], kind: str) -> list[Affix]:
    return [row for row in rows if row.kind == kind]


def _join(*rows: Affix | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    present = [row for row in rows if row is not None]
    return "".join(row.surface for row in present), tuple(feat for row in present for feat in row.feats)


def _nominal_prefixes(rows: Sequence[Affix]) -> Iterator[Piece]:
    contracted = {row.group for row in _of(rows, "contraction")}
    for conjunction in (None, *_of(rows, "conjunction")):
        for article in (None, *_of(rows, "article")):
            surface, feats = _join(conjunction, article)
            yield Piece(surface, "Nd" if article else "N", feats)
            for preposition in _of(rows, "preposition"):
                if article and preposition.group in contracted:
                    continue
                surface, feats = _join(conjunction, preposition, article)
                yield Piece(surface, "Ndb" if article else "Nb", feats)
        for contraction in _of(rows, "contraction"):
            surface, feats = _join(conjunction, contraction)
            yield Piece(surface, "Ndb", feats)
            # Before a stem that begins with the same letter one of three is not written.
            yield Piece(surface[:-1], "Nlb", feats)


def _perfect_prefixes(rows: Sequence[Affix]) -> Iterator[Piece]:
    for conjunction in (None, *_of(rows, "conjunction")):
        surface, feats = _join(conjunction)
        yield Piece(surface, "P", feats)


def _imperfect_prefixes(rows: Sequence[Affix]) -> Iterator[Piece]:
    for conjunction in (None, *_of(rows, "conjunction")):
        for particle in (None, *_of(rows, "future"), *_of(rows, "purpose")):
            for person in _of(rows, "person"):
                surface, feats = _join(conjunction, particle, person)
                yield Piece(surface, f"I{person.group}", feats)


def _nominal_suffixes(rows: Sequence[Affix]) -> Iterator[Piece]:
    pronouns = [row for row in _of(rows, "pronoun") if row.group != "verb"]
    for ending in _of(rows, "ending"):
        control = dict(ending.feats)
        said = tuple(feat for feat in ending.feats if feat[0] in ("num", "gen", "stt"))
        nominative = "n" if control.get("cas") == "n" else ""
        construct, tanween = "c" if control.get("stt") == "c" else "", "t" if control.get("stt") == "i" else ""
        if control["join"] != "bound":
            yield Piece(ending.surface, f"{ending.group}:{nominative}{construct}{tanween}", said)
        if control["join"] != "free":
            for pronoun in pronouns:
                feats = (*(feat for feat in said if feat[0] != "stt"), ("stt", "c"), *pronoun.feats)
                yield Piece(ending.surface + pronoun.surface, f"{ending.group}:{nominative}c", feats)


def _verbal_suffixes(rows: Sequence[Affix]) -> Iterator[Piece]:
    pronouns = [row for row in _of(rows, "pronoun") if row.group != "noun"]
    for ending in (*_of(rows, "perfect"), *_of(rows, "imperfect")):
        control = dict(ending.feats)
        said = tuple(feat for feat in ending.feats if feat[0] not in ("join", "with"))
        category = f"{ending.group}:{control.get('with', '')}"
        if control["join"] != "bound":
            yield Piece(ending.surface, category, said)
        if control["join"] != "free":
            yield from (Piece(ending.surface + p.surface, category, (*said, *p.feats)) for p in pronouns)


def _together(prefix: str, suffix: str) -> bool:
    group, _, flags = suffix.partition(":")
    if prefix == "P":
        return group.startswith("p_")
    if prefix.startswith("I"):
        return group.startswith("i_") and prefix[1] in flags
    if group.startswith(("p_", "i_")):
        return False
    if "d" in prefix or "l" in prefix:
        return "c" not in flags and "t" not in flags and not ("n" in flags and "b" in prefix)
    return "b" not in prefix or not ("n" in flags or "t" in flags)


def stem_fits(prefix: str, groups: Sequence[str], initial: bool, definite: bool) -> bool:
    """Whether a prefix category may stand before stems of these groups. `initial`: they begin with the letter that a
    contracted article leaves out; `definite`: they need the article."""
    verbal = groups[0][:2]
    if prefix == "P" or prefix.startswith("I"):
        return verbal == ("p_" if prefix == "P" else "i_")
    if verbal in ("p_", "i_") or (prefix == "Nlb" and not initial):
        return False
    return not definite or "d" in prefix or "l" in prefix
