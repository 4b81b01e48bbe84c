"""The seed files' columns, keys and rows: what each file holds and how a row becomes a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from events.lexicon import csvfile, frames
from events.lexicon import records as r
from events.lexicon.cells import Cells, columns_of
from events.lexicon.codes import ROLES
from events.lexicon.faults import Fault
from events.lexicon.inflect import YA

_Row = TypeVar("_Row")

_METONYM_KINDS = ("seat", "capital", "epithet", "nisba", "context", "none")
_ACTOR_KINDS = ("igo", "armed", "party", "movement", "coalition", "ngo", "company", "media", "court", "body")
_AGENT_KINDS = ("person", "people", "body", "armed", "place")
_CODE_LENGTHS = range(2, 5)
NO_CONDITIONS: tuple[frames.Condition, ...] = ()
ANY_KIND: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table(Generic[_Row]):
    """One seed file: its columns, the columns that are its key, and how a row is read."""

    file: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    parse: Callable[[Cells], _Row]

    def read(self, folder: Path) -> tuple[tuple[_Row, ...], tuple[Fault, ...]]:
        """The rows without a fault of content, and all faults in line order. A missing file is an empty table."""
        raw = csvfile.read(folder / self.file, self.columns, self.key)
        faults = list(raw.faults)
        bad = {fault.line for fault in raw.faults if not fault.form}
        columns, rows = columns_of(raw.header), []
        for row in raw.rows:
            before = len(faults)
            record = self.parse(Cells(self.file, columns, row, faults))
            if len(faults) == before and row.line not in bad:
                rows.append(record)
        return tuple(rows), tuple(sorted(faults))


def _table(file: str, columns: str, parse: Callable[[Cells], _Row], key: tuple[str, ...] | None = None) -> Table[_Row]:
    names = tuple(columns.split())
    return Table(file, names, key or names[:1], parse)


def _cameo(c: Cells) -> r.CameoCode:
    code = c.text("code")
    if not (code.isascii() and code.isdigit() and len(code) in _CODE_LENGTHS):
        c.fault(f"`{code}` is no CAMEO code: two to four digits")
    ours, gdelt = (c.choice(name, ("1", "2", "3", "4")) for name in ("quad_class", "gdelt_quad_class"))
    goldstein = c.number("goldstein", -10, 10)
    if goldstein is None:
        c.fault("`goldstein` is empty")
    return r.CameoCode(
        code=code,
        label=c.text("label", True),
        label_ar=c.text("label_ar"),
        parent=c.text("parent"),
        quad_class=int(ours) if ours.isdigit() else 0,
        gdelt_quad_class=int(gdelt) if gdelt.isdigit() else 0,
        goldstein=goldstein or 0.0,
        goldstein_inherited=c.choice("goldstein_inherited", ("", "0", "1")) == "1",
        plover=c.text("plover"),
        line=c.line,
    )


def _country(c: Cells) -> r.Country:
    code = c.text("code")
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        c.fault(f"`{code}` is no ISO alpha-3 code")
    names = (c.text("name_en", True), c.text("name_ar", True))
    return r.Country(code, *names, c.words("names"), c.words("nisba"), c.words("people"), c.words("capital"), c.line)


def _metonym(c: Cells) -> r.Metonym:
    kind = c.choice("kind", _METONYM_KINDS)
    code = c.text("code", required=kind not in ("context", "none"))
    return r.Metonym(c.text("name"), code, kind, c.text("note"), c.line)


def _actor(c: Cells) -> r.Actor:
    kind, name_en = c.choice("kind", _ACTOR_KINDS), c.text("name_en", True)
    names, acronyms = c.words("names", required=True), c.words("acronyms", arabic=False)
    return r.Actor(c.text("id"), c.text("code", True), kind, name_en, names, acronyms, *c.interval(), c.line)


def _office(c: Cells) -> r.Office:
    person, names, code = c.text("person_en", True), c.words("names", required=True), c.text("code", True)
    return r.Office(c.text("id"), person, names, code, c.text("office_ar"), c.text("country"), *c.interval(), c.line)


def _agent(c: Cells) -> r.Agent:
    gender, role = c.choice("gender", ("m", "f")), c.choice("role", {"", *ROLES})
    kind, rank = c.choice("kind", _AGENT_KINDS), c.choice("rank", ("", "official", "private"))
    lemma, plural = _inflected(c)
    return r.Agent(lemma, plural, gender, role, kind, rank, c.text("note"), c.line)


def _noun(c: Cells) -> r.Noun:
    return r.Noun(*_inflected(c), c.choice("gender", ("m", "f")), c.text("verb"), c.line)


def _inflected(c: Cells) -> tuple[str, tuple[str, ...]]:
    lemma, plural = c.text("lemma"), c.words("plural")
    c.spelled("lemma", lemma)
    c.spelled("plural", *plural)
    return lemma, plural


def _verb(c: Cells) -> r.Verb:
    lemma, passive, imperfect = c.text("lemma"), c.words("passive"), c.words("imperfect", required=True)
    c.spelled("lemma", lemma, single=True)
    c.spelled("imperfect", *imperfect, single=True)
    c.spelled("passive", *passive, single=True)
    if len(passive) not in (0, 2):
        c.fault("`passive` holds the perfect and the imperfect, or nothing")
    for form in (*imperfect, *passive[1:]):
        if not form.startswith(YA):
            c.fault(f"`{form}` is no third person masculine of the imperfect: it begins with ya")
    return r.Verb(lemma, imperfect, c.words("masdar"), c.words("active_participle"), passive, c.line)


def _place(c: Cells) -> r.PlaceRow:
    lat, lon, population = c.number("lat", -90, 90), c.number("lon", -180, 180), c.number("population", 0, 1e8)
    if (lat is None) != (lon is None):
        c.fault("`lat` and `lon` go together")
    name, country, kind = c.text("name", True), c.text("country", True), c.text("kind", True)
    people = int(population or 0)
    return r.PlaceRow(
        c.text("id"), name, c.words("names"), country, kind, lat, lon, people, c.text("geonameid"), c.line
    )


def _member(c: Cells) -> r.ClassMember:
    return r.ClassMember(c.text("class"), c.text("lemma", True), c.line)


def _frame(c: Cells) -> frames.Frame:
    pos = c.choice("pos", ("verb", "noun"))
    voice = c.choice("voice", ("active", "passive") if pos == "verb" else ("",))
    lemma, code = c.text("lemma", True), c.text("code", True)
    if c.text("id").removesuffix(f".{c.text('id').rpartition('.')[2]}") != f"{lemma}.{code}" != c.text("id"):
        c.fault(f"`id` is `{c.text('id')}`, expected `{lemma}.{code}`, perhaps with `.2`")
    return frames.Frame(
        id=c.text("id"),
        lemma=lemma,
        pos=pos,
        voice=voice,
        code=code,
        source=c.parsed("source", frames.parse_slots, frames.Slots()),
        target=c.parsed("target", frames.parse_slots, frames.Slots()),
        needs=c.parsed("needs", frames.parse_conditions, NO_CONDITIONS),
        unless=c.parsed("unless", frames.parse_conditions, NO_CONDITIONS),
        source_kind=c.parsed("source_kind", frames.parse_kinds, ANY_KIND),
        target_kind=c.parsed("target_kind", frames.parse_kinds, ANY_KIND),
        symmetric=c.choice("symmetric", ("", "0", "1")) == "1",
        example=c.text("example"),
        line=c.line,
    )


def _operator(c: Cells) -> frames.Operator:
    complement = c.words("complement", arabic=False)
    for slot in complement:
        if slot != "an":
            c.parsed("complement", partial(_slot, slot), None)
    addressee = c.words("addressee", arabic=False)
    for slot in addressee:
        c.parsed("addressee", partial(_slot, slot), None)
    pos, operator = c.choice("pos", ("verb", "noun")), c.choice("operator", frames.OPERATORS)
    return frames.Operator(c.text("lemma"), pos, operator, complement, addressee, c.text("bare"), c.line)


def _slot(slot: str, _cell: str) -> None:
    frames.check_slot(slot)


def _composition(c: Cells) -> frames.Composition:
    return frames.Composition(c.choice("operator", frames.OPERATORS), c.text("embedded"), c.text("code", True), c.line)


def _particle(c: Cells) -> r.Particle:
    return r.Particle(c.text("word"), c.text("class", True), c.text("value"), c.line)


def _reference(c: Cells) -> r.Reference:
    return r.Reference(c.text("word"), c.text("kind", True), c.line)


def _theatre(c: Cells) -> r.Theatre:
    return r.Theatre(c.text("name"), c.text("country", True), c.text("code", True), c.line)


def _adversary(c: Cells) -> r.Adversary:
    return r.Adversary(c.text("actor", True), c.text("country", True), c.text("adversary", True), *c.interval(), c.line)


def _affix(c: Cells) -> r.Affix:
    feats = []
    for part in c.text("feats").split():
        name, found, value = part.partition(":")
        if not (found and name and value):
            c.fault(f"`feats`: `{part}` is no `feature:value`")
        feats.append((name, value))
    kind, group = c.text("kind", True), c.text("group", True)
    return r.Affix(kind, c.text("surface"), group, tuple(feats), c.line)


CAMEO = _table("cameo.csv", "code label label_ar parent quad_class gdelt_quad_class goldstein goldstein_inherited plover", _cameo)  # fmt: skip # noqa: E501
COUNTRIES = _table("countries.csv", "code name_en name_ar names nisba people capital", _country)
METONYMS = _table("metonyms.csv", "name code kind", _metonym)
ACTORS = _table("actors.csv", "id code kind name_en names acronyms start end", _actor)
OFFICES = _table("offices.csv", "id person_en names code office_ar country start end", _office)
AGENTS = _table("agents.csv", "lemma plural gender role kind rank note", _agent)
NOUNS = _table("nouns.csv", "lemma plural gender verb", _noun)
VERBS = _table("verbs.csv", "lemma imperfect masdar active_participle passive", _verb)
PLACES = _table("places.csv", "id name names country kind lat lon population geonameid", _place)
CLASSES = _table("classes.csv", "class lemma", _member, key=("class", "lemma"))
FRAMES = _table(
    "frames.csv",
    "id lemma pos voice code source target needs unless source_kind target_kind symmetric example",
    _frame,
)
OPERATORS = _table(
    "operators.csv", "lemma pos operator complement addressee bare", _operator, key=("lemma", "complement")
)
COMPOSE = _table("compose.csv", "operator embedded code", _composition, key=("operator", "embedded"))
PARTICLES = _table("particles.csv", "word class value", _particle, key=("word", "class", "value"))
REFERENCES = _table("references.csv", "word kind", _reference, key=("word", "kind"))
THEATRES = _table("theatres.csv", "name country code", _theatre, key=("name", "country"))
ADVERSARIES = _table(
    "adversaries.csv", "actor country adversary start end", _adversary, key=("actor", "country", "start")
)
AFFIXES = _table("affixes.csv", "kind surface group feats", _affix, key=("kind", "surface", "group"))

TABLES: tuple[Table[Any], ...] = (
    CAMEO, COUNTRIES, METONYMS, ACTORS, OFFICES, AGENTS, NOUNS, VERBS, PLACES, CLASSES, FRAMES, OPERATORS, COMPOSE,
    PARTICLES, REFERENCES, THEATRES, ADVERSARIES, AFFIXES,
)  # fmt: skip
