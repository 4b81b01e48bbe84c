"""Names found in a sentence: countries, metonyms, actors, persons in office, places, and generic agents of several
words whose head inflects (`وزير الخارجية`, `وزيرا الخارجية`, `وزير خارجيته`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from events.lexicon.inflect import TA_MARBUTA
from events.lexicon.records import Entry, NameHit
from events.model import Token

CACHED_STARTS = 200_000
_LEAF = ""
_SHORTEST_AFTER_CLITIC = 3

Node = dict[str, Any]


class Clitics(NamedTuple):
    """What may stand before a name, in look-up form: conjunctions, prepositions, the article and its contraction."""

    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    article: str
    contraction: str
    contracted: str


class Start(NamedTuple):
    """A way to begin a name with some first word."""

    node: Node
    conj: str
    prep: str
    det: bool
    gender: str
    number: str


class NameIndex:
    """All names by their words. Frozen once built."""

    __slots__ = ("_clitics", "_heads", "_names", "_starts")

    def __init__(
        self,
        names: Iterable[tuple[tuple[str, ...], Entry]],
        heads: Iterable[tuple[str, str, str, Sequence[tuple[tuple[str, ...], Entry, str]]]],
        clitics: Clitics,
    ) -> None:
        """`names` are look-up keys with what they name; `heads` a head word's form with its gender, number and the
        words that may follow it, each with its entry and attached pronoun."""
        self._clitics = clitics
        self._names: Node = {}
        for keys, entry in names:
            _insert(self._names, keys, (entry, ""))
        self._heads: dict[str, list[tuple[Node, str, str]]] = {}
        grown: dict[int, tuple[object, Node]] = {}
        for form, gender, number, tails in heads:
            if id(tails) not in grown:
                node: Node = {}
                for keys, entry, pronoun in tails:
                    _insert(node, keys, (entry, pronoun))
                grown[id(tails)] = (tails, node)
            self._heads.setdefault(form, []).append((grown[id(tails)][1], gender, number))
        self._starts = lru_cache(CACHED_STARTS)(self._begin)

    def __getstate__(self) -> tuple[Clitics, Node, dict[str, list[tuple[Node, str, str]]]]:
        """Pickled without the words it keeps."""
        return self._clitics, self._names, self._heads

    def __setstate__(self, state: tuple[Clitics, Node, dict[str, list[tuple[Node, str, str]]]]) -> None:
        self._clitics, self._names, self._heads = state
        self._starts = lru_cache(CACHED_STARTS)(self._begin)

    def match(self, tokens: Sequence[Token], i: int) -> tuple[NameHit, ...]:
        """The names that begin with token `i`, longest first, without clitics before with. The first word may carry
        a conjunction, a preposition and the article; the others stand as the seed has them."""
        starts = self._starts(tokens[i].key)
        if not starts:
            return ()
        hits: list[NameHit] = []
        for start in starts:
            node: Node | None = start.node
            end = i + 1
            while node is not None:
                leaf = node.get(_LEAF)
                if leaf is not None:
                    definite = start.number and tokens[end - 1].key.startswith(self._clitics.article)
                    hits += _hits(leaf, tokens, i, end, start._replace(det=True) if definite else start)
                node = node.get(tokens[end].key) if end < len(tokens) else None
                end += 1
        if len(hits) > 1:
            hits.sort(key=lambda hit: (-hit.end, len(hit.conj) + len(hit.prep), hit.number, hit.gender, hit.pronoun))
        return tuple(hits)

    def _begin(self, word: str) -> tuple[Start, ...]:
        found = [*self._at(word, "", "")]
        for conj in ("", *self._clitics.conjunctions):
            if not word.startswith(conj):
                continue
            rest = word[len(conj) :]
            if conj:
                found += self._at(rest, conj, "")
            for prep in self._clitics.prepositions:
                if rest.startswith(prep):
                    found += self._at(rest[len(prep) :], conj, prep)
            if rest.startswith(self._clitics.contraction):
                bare = rest[len(self._clitics.contraction) :]
                found += self._at(self._clitics.article + bare, conj, self._clitics.contracted)
        return tuple(found)

    def _at(self, word: str, conj: str, prep: str) -> Iterable[Start]:
        if (conj or prep) and len(word) < _SHORTEST_AFTER_CLITIC:
            return
        node = self._names.get(word)
        if node is not None:
            yield Start(node, conj, prep, False, "", "")
        article = self._clitics.article
        bare = word.removeprefix(article)
        for form in dict.fromkeys((word, bare)):
            for head, gender, number in self._heads.get(form, ()):
                yield Start(head, conj, prep, form != word, gender, number)


def _insert(root: Node, keys: tuple[str, ...], value: tuple[Entry, str]) -> None:
    node = root
    for key in keys:
        node = node.setdefault(key, {})
    leaf = node.setdefault(_LEAF, [])
    if value not in leaf:
        leaf.append(value)


def _hits(leaf: list[tuple[Entry, str]], tokens: Sequence[Token], i: int, end: int, start: Start) -> list[NameHit]:
    """One hit for each pronoun the last word may carry; a written ta marbuta is agreement, not a pronoun."""
    agrees = tokens[end - 1].text.endswith(TA_MARBUTA)
    by_pronoun: dict[str, list[Entry]] = {}
    for entry, pronoun in leaf:
        by_pronoun.setdefault("" if agrees else pronoun, []).append(entry)
    return [
        NameHit(i, end, tuple(entries), start.conj, start.prep, start.det, pronoun, start.gender, start.number)
        for pronoun, entries in by_pronoun.items()
    ]
