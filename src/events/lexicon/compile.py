"""The seeds' words compiled into a camel_tools morphology database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from events.clean import key
from events.lexicon import affixes, inflect
from events.lexicon.inflect import Stem
from events.lexicon.records import Agent, Noun
from events.lexicon.seeds import Seeds

_FEATURES = (
    ("pos", "noun verb masdar participle adj digit punc foreign"),
    ("asp", "p i"), ("vox", "a p u"), ("mod", "i s u"), ("per", "1 2 3"), ("gen", "m f u"), ("num", "s d p u"),
    ("stt", "c d i u"),
    ("prc0", "0 Al_det"), ("prc1", "0 bi_prep li_prep ka_prep sa_fut"), ("prc2", "0 wa_conj fa_conj"),
    ("enc0", "0 1s 1p 2ms 2mp 3ms 3fs 3mp 3fp 3d"),
)  # fmt: skip
_OPEN = ("diac", "lex", "row")


class Word(NamedTuple):
    """A word of one seed row: the row (`verbs.12`), its dictionary form and stems; `definite`: only with article."""

    row: str
    base: str
    stems: tuple[Stem, ...]
    definite: bool = False


class Shape(NamedTuple):
    """A category of stems: its name, the endings they take, whether they begin with the letter a contracted article
    drops, and whether they need the article."""

    name: str
    groups: tuple[str, ...]
    initial: bool
    definite: bool


def words(seeds: Seeds) -> Iterator[Word]:
    """Every single word of the tables with its stems; expressions of several words are the name index's matter."""
    yield from (word for word in (*_verbs(seeds), *_nominals(seeds)) if " " not in word.base)


def _verbs(seeds: Seeds) -> Iterator[Word]:
    nouns = {(noun.lemma, noun.verb) for noun in seeds.nouns}
    for verb in seeds.verbs:
        row = f"verbs.{verb.line}"
        yield Word(row, verb.lemma, inflect.verb_stems(verb))
        for masdar in verb.masdar:
            if (masdar, verb.lemma) not in nouns:
                gender = "f" if masdar.endswith(inflect.TA_MARBUTA) else "m"
                yield Word(row, masdar, inflect.noun_stems(masdar, gender, "masdar"))
        for participle in verb.active_participle:
            yield Word(row, participle, inflect.participle_stems(participle, verb.lemma))


def _nominals(seeds: Seeds) -> Iterator[Word]:
    article = next((row.surface for row in seeds.affixes if row.kind == "article"), "")
    for noun in seeds.nouns:
        # A row that ends in ya and has no plural is an adjective used as a noun: دولي, دولية, دوليون.
        adjective = noun.gender == "m" and not noun.plural and noun.lemma.endswith(inflect.YA)
        yield _entry(f"nouns.{noun.line}", noun, article, adjective or inflect.has_sound_plural(noun.plural))
    for agent in seeds.agents:
        # Fighters and rebels have no feminine here: المقاتلات are aircraft, القوات المسلحة an army.
        yield _entry(f"agents.{agent.line}", agent, article, agent.kind in ("person", "people"))
    for country in seeds.countries:
        for nisba in country.nisba:
            yield Word(f"nisba.{country.line}", nisba, inflect.adjective_stems(nisba))
        for people in single(country.people):
            stem = Stem(people, ("free", "bound", "tanween"), "noun", gender="m", number="p")
            yield Word(f"people.{country.line}", people, (stem,))
    for metonym in seeds.metonyms:
        if metonym.kind == "nisba":
            yield Word(f"metonyms.{metonym.line}", metonym.name, inflect.adjective_stems(metonym.name))


def _entry(name: str, row: Noun | Agent, article: str, person: bool) -> Word:
    definite = bool(article) and row.lemma.startswith(article) and len(row.lemma) > len(article) + 3
    word = row.lemma.removeprefix(article) if definite else row.lemma
    return Word(name, row.lemma, inflect.noun_stems(word, row.gender, "noun", single(row.plural), person), definite)


def single(words: Iterable[str]) -> tuple[str, ...]:
    """Those that are one word."""
    return tuple(word for word in words if " " not in word)


def database(seeds: Seeds) -> str:
    """The text of the database: camel_tools' format, look-up keys normalised as its analyser does."""
    joined = affixes.combine(seeds.affixes)
    dropped = next((row.surface[-1] for row in seeds.affixes if row.kind == "contraction"), "")
    stems, shapes = _stem_lines(words(seeds), dropped)
    parts = ["###DEFINES###", *_defines(), "###DEFAULTS###", *_defaults(), "###ORDER###", f"ORDER {' '.join(_names())}"]
    parts += ["###TOKENIZATIONS###", "###STEMBACKOFF###", "###PREFIXES###", *sorted(set(map(_line, joined.prefixes)))]
    parts += ["###SUFFIXES###", *sorted(set(map(_line, joined.suffixes))), "###STEMS###", *stems]
    parts += ["###TABLE AB###", *_prefix_stem(joined, shapes), "###TABLE BC###", *_stem_suffix(joined, shapes)]
    parts += ["###TABLE AC###", *(f"{left} {right}" for left, right in joined.pairs)]
    return "\n".join(parts) + "\n"


def _names() -> list[str]:
    return [*_OPEN, *(name for name, _ in _FEATURES)]


def _defines() -> Iterator[str]:
    yield from (f"DEFINE {name} {name}:*open*" for name in _OPEN)
    for name, values in _FEATURES:
        yield f"DEFINE {name} {' '.join(f'{name}:{value}' for value in values.split())}"


def _defaults() -> Iterator[str]:
    others = " ".join(f"{name}:*" for name in _names() if name != "pos")
    positions = next(values for name, values in _FEATURES if name == "pos").split()
    yield from (f"DEFAULT pos:{pos} {others}" for pos in [*positions, "latin"])


def _line(piece: affixes.Piece) -> str:
    feats = " ".join(f"{name}:{value}" for name, value in (("diac", piece.surface), *piece.feats))
    return f"{key(piece.surface)}\t{piece.category}\t{feats}"


def _stem_lines(vocabulary: Iterable[Word], dropped: str) -> tuple[list[str], set[Shape]]:
    lines: list[str] = []
    shapes: set[Shape] = set()
    for word in vocabulary:
        for stem in word.stems:
            initial = bool(dropped) and stem.surface.startswith(dropped)
            category = f"{'+'.join(stem.groups)}~{'l' * initial}{'d' * word.definite}"
            shapes.add(Shape(category, stem.groups, initial, word.definite))
            lines += [f"{key(s)}\t{category}\t{_feats(word, stem, s)}" for s in _spellings(stem.surface)]
    return sorted(set(lines)), shapes


def _spellings(surface: str) -> tuple[str, ...]:
    """The stem, and how it is also written: hamza before waw on a ya (`شئون`, `مسئول`)."""
    other = surface.replace(inflect.ON_WAW + inflect.WAW, inflect.ON_YA + inflect.WAW)
    return (surface,) if other == surface else (surface, other)


def _feats(word: Word, stem: Stem, spelling: str) -> str:
    verbal = stem.pos == "verb"
    said = {"diac": spelling, "lex": word.base, "row": word.row, "pos": stem.pos}
    said |= dict.fromkeys(("prc1", "prc2", "enc0"), "0") | {"gen": stem.gender or "u", "num": stem.number or "u"}
    said |= {"asp": stem.aspect, "vox": stem.voice, "mod": "u", "per": "3"} if verbal else {"stt": "u", "prc0": "0"}
    return " ".join(f"{name}:{value}" for name, value in said.items())


def _prefix_stem(joined: affixes.Affixes, shapes: set[Shape]) -> Iterator[str]:
    for prefix in sorted({piece.category for piece in joined.prefixes}):
        fitting = [s.name for s in shapes if affixes.stem_fits(prefix, s.groups, s.initial, s.definite)]
        yield from (f"{prefix} {name}" for name in sorted(fitting) or ["none"])


def _stem_suffix(joined: affixes.Affixes, shapes: set[Shape]) -> Iterator[str]:
    categories = sorted({piece.category for piece in joined.suffixes})
    for name, groups, *_ in sorted(shapes):
        yield from (f"{name} {category}" for category in categories if category.partition(":")[0] in groups)
