"""What goes into the name index: every name of every table, as look-up keys with its entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, product

from events.clean import fold, key, tokenize
from events.lexicon import inflect
from events.lexicon.affixes import Piece
from events.lexicon.names import Clitics
from events.lexicon.records import Affix, Analysis, Entry
from events.lexicon.seeds import Seeds

Named = tuple[tuple[str, ...], Entry]
Tail = tuple[tuple[str, ...], Entry, str]
Analyze = Callable[[str], tuple[Analysis, ...]]
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a ]+")
_PLURAL_M = (inflect.WAW + inflect.NUN, inflect.YA + inflect.NUN)


def clitics(pieces: Iterable[Affix]) -> Clitics:
    """The clitics before names, out of `affixes.csv`."""
    rows = tuple(pieces)
    of = {
        kind: [row for row in rows if row.kind == kind]
        for kind in ("conjunction", "preposition", "article", "contraction")
    }
    letters = {row.group: row.surface for row in of["preposition"]}
    contraction = of["contraction"][0] if of["contraction"] else None
    return Clitics(
        tuple(row.surface for row in of["conjunction"]),
        tuple(row.surface for row in of["preposition"]),
        of["article"][0].surface if of["article"] else "\0",
        contraction.surface if contraction else "\0",
        letters.get(contraction.group, "") if contraction else "",
    )


def words(name: str) -> tuple[str, ...]:
    """The look-up keys of a name's words, cut as running text is."""
    if _PLAIN.fullmatch(name):
        return tuple(key(name).split())
    return tuple(token.key for token in tokenize(fold(name)))


class Variants:
    """The declined forms of a name: `أبو`/`أبي`, and sound plurals after the article."""

    def __init__(self, pieces: Iterable[Affix], article: str) -> None:
        """Take the declined words of `affixes.csv`."""
        self._article = article
        self._declined = {
            key(row.surface): tuple(
                key(form) for name, cell in row.feats if name == "forms" for form in cell.split("|")
            )
            for row in pieces
            if row.kind == "declined"
        }

    def of(self, name: str) -> Iterator[tuple[str, ...]]:
        """The keys of `name` and of its declined forms."""
        keys = words(name)
        choices = [(word, *self._forms(word)) for word in keys]
        if all(len(choice) == 1 for choice in choices):
            yield keys
        else:
            yield from product(*choices)

    def _forms(self, word: str) -> tuple[str, ...]:
        nominative, oblique = _PLURAL_M
        if word.startswith(self._article) and word.endswith(nominative) and len(word) > 6:
            return (word[:-2] + oblique,)
        return self._declined.get(word, ())


def names(seeds: Seeds, variants: Variants) -> Iterator[Named]:
    """Every name of every table; nouns of several words count as names here."""
    for name, entry in chain(_countries(seeds), _metonyms(seeds), _actors(seeds), _offices(seeds), _places(seeds)):
        for keys in variants.of(name):
            if keys:
                yield keys, entry
    for noun in seeds.nouns:
        for name in (noun.lemma, *noun.plural):
            if " " in name:
                entry = Entry("nouns", noun.line, noun.lemma, "", "noun", name)
                yield from ((keys, entry) for keys in variants.of(name))


def _countries(seeds: Seeds) -> Iterator[tuple[str, Entry]]:
    for row in seeds.countries:
        for kind, found in (("country", dict.fromkeys((row.name_ar, *row.names))), ("capital", row.capital)):
            for name in found:
                yield name, Entry("countries", row.line, row.code, row.code, kind, name, country=row.code)


def _metonyms(seeds: Seeds) -> Iterator[tuple[str, Entry]]:
    for row in seeds.metonyms:
        if row.kind != "nisba":
            yield row.name, Entry("metonyms", row.line, row.name, row.code, row.kind, row.name)


def _actors(seeds: Seeds) -> Iterator[tuple[str, Entry]]:
    for row in seeds.actors:
        for name in (*row.names, *row.acronyms):
            yield name, Entry("actors", row.line, row.id, row.code, row.kind, name, row.start, row.end)


def _offices(seeds: Seeds) -> Iterator[tuple[str, Entry]]:
    for row in seeds.offices:
        for name in row.names:
            entry = Entry("offices", row.line, row.id, row.code, "office", name, row.start, row.end)
            yield name, entry._replace(country=row.country)


def _places(seeds: Seeds) -> Iterator[tuple[str, Entry]]:
    for row in seeds.places:
        entry = Entry("places", row.line, row.id, row.country, row.kind, row.name, country=row.country)
        entry = entry._replace(lat=row.lat, lon=row.lon, population=row.population)
        for name in dict.fromkeys((row.name, *row.names)):
            yield name, entry._replace(name=name)


def heads(seeds: Seeds, suffixes: Sequence[Piece], article: str) -> Iterator[tuple[str, str, str, list[Tail]]]:
    """Every form of the head word of agents (and nisbas) of several words, with what may follow it."""
    tails: dict[tuple[str, tuple[inflect.Stem, ...]], list[Tail]] = {}
    forms_of = _Forms(suffixes, article)
    for agent in seeds.agents:
        entry = Entry("agents", agent.line, agent.lemma, agent.role, agent.kind, agent.lemma)
        head, _, rest = agent.lemma.partition(" ")
        plurals = [plural.partition(" ") for plural in agent.plural]
        if rest:
            same = tuple(first for first, _, other in plurals if other in ("", rest))
            stems = inflect.noun_stems(head, agent.gender, "noun", same, agent.kind in ("person", "people"))
            tails.setdefault((head, stems), []).extend(forms_of.tails(rest, entry))
        for first, _, other in plurals:
            if other not in ("", rest):
                stem = inflect.Stem(first, ("free",), "noun", gender=agent.gender, number="p")
                tails.setdefault((first, (stem,)), []).extend(forms_of.tails(other, entry))
    for (_, stems), following in tails.items():
        for form, gender, number in forms_of.heads(stems):
            yield form, gender, number, following
    for nisba, entry in _nisbas(seeds):
        yield from _adjective(nisba, entry, forms_of, article)


def _nisbas(seeds: Seeds) -> Iterator[tuple[str, Entry]]:
    for row in seeds.countries:
        for nisba in row.nisba:
            yield nisba, Entry("countries", row.line, row.code, row.code, "nisba", nisba, country=row.code)
    for metonym in seeds.metonyms:
        if metonym.kind == "nisba":
            yield metonym.name, Entry("metonyms", metonym.line, metonym.name, metonym.code, "nisba", metonym.name)


def _adjective(nisba: str, entry: Entry, forms_of: _Forms, article: str) -> Iterator[tuple[str, str, str, list[Tail]]]:
    first, _, last = nisba.rpartition(" ")
    begin = words(first)
    if begin:
        for form, gender, number in forms_of.heads(inflect.adjective_stems(last)):
            yield begin[0], gender, number, [((*begin[1:], lead + form), entry, "") for lead in ("", article)]


class _Forms:
    """The forms of head words and of what follows them."""

    def __init__(self, suffixes: Sequence[Piece], article: str) -> None:
        self._article = article
        self._endings: dict[str, list[tuple[str, dict[str, str]]]] = {}
        self._pronouns: list[tuple[str, str]] = []
        for piece in suffixes:
            feats, group = dict(piece.feats), piece.category.partition(":")[0]
            if group == "bound":
                self._pronouns.append((piece.surface, feats.get("enc0", "")))
            elif "enc0" not in feats and (feats.get("stt") != "i" or feats.get("cas") == "a"):
                self._endings.setdefault(group, []).append((piece.surface, feats))
        self.tail_forms = cache(self._tail_forms)

    def heads(self, stems: Iterable[inflect.Stem]) -> set[tuple[str, str, str]]:
        """The forms without clitics, each with gender and number."""
        return {
            (key(stem.surface + surface), feats.get("gen", stem.gender), feats.get("num", stem.number))
            for stem in stems
            for group in stem.groups
            for surface, feats in self._endings.get(group, ())
        }

    def tails(self, rest: str, entry: Entry) -> Iterator[Tail]:
        """The words after the head, with and without their articles, the last one also with a pronoun."""
        *middle, last = rest.split(" ")
        choices = [self._with_article(words(word)) for word in middle]
        for begin in product(*choices):
            for form, pronoun in self.tail_forms(last):
                yield tuple(word for group in begin for word in group) + form, entry, pronoun

    def _with_article(self, keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        word = keys[0]
        if word.startswith(self._article):
            return (keys, (word.removeprefix(self._article), *keys[1:]))
        return (keys, (self._article + word, *keys[1:])) if len(word) > 2 else (keys,)

    def _tail_forms(self, last: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        plain = [(keys, "") for keys in self._with_article(words(last))]
        bare = last.removeprefix(self._article)
        bound = [
            stem.surface for stem in inflect.noun_stems(bare, "m") if stem.number == "s" and "bound" in stem.groups
        ]
        agreeing = [lead + key(bare) + ending for lead in ("", self._article) for ending in _PLURAL_M]
        agreeing.append(self._article + key(bare + inflect.TA_MARBUTA))
        if not last.startswith(self._article) and last[-1:] not in (inflect.TA_MARBUTA, inflect.ALEF, inflect.MAKSURA):
            agreeing.append(key(bare + inflect.ALEF))
        owned = [((key(stem + surface),), pronoun) for stem in bound for surface, pronoun in self._pronouns]
        return (*plain, *(((form,), "") for form in agreeing), *owned)


def marked(named: Iterable[Named], common: Collection[str], small: Collection[str], analyze: Analyze) -> list[Named]:
    """The names, `ambiguous` where the same words name something with another country or organisation, are one of
    the `common` words, or name a place and are one of the `small` words or a noun or adjective (`الثورة`, `القصر`)."""
    found = list(named)
    owners: dict[tuple[str, ...], set[str]] = {}
    words: set[tuple[str, ...]] = set()
    for keys, entry in found:
        owners.setdefault(keys, set()).add(entry.code[:3])
        if len(keys) > 1:
            continue
        if keys[0] in common or (entry.table == "places" and (keys[0] in small or _is_noun(entry.name, analyze))):
            words.add(keys)
    doubtful = words | {keys for keys, codes in owners.items() if len(codes) > 1}
    return [(keys, entry._replace(ambiguous=True) if keys in doubtful else entry) for keys, entry in found]


def _is_noun(name: str, analyze: Analyze) -> bool:
    return any(
        r.pos != "verb" and r.exact and not (r.conj or r.prep or r.pronoun) and r.number != "d" and r.state != "i"
        for r in analyze(name)
    )
