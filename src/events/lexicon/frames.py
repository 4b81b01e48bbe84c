"""Frames, operators and compositions: the records, and the grammar of their cells (docs/frames.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

WORD_SLOTS = frozenset({"subj", "obj", "gen", "adj", "between", "by", "speaker", "met"})
KINDS = frozenset({"state", "official", "armed", "militant", "court", "people", "org", "press", "clergy"})
OPERATORS = frozenset(
    {
        *(
            "support",
            "begin",
            "continue",
            "end",
            "conclude",
            "intend",
            "decide",
            "promise",
            "agree",
            "refuse",
            "threaten",
            "demand",
        ),
        *("appeal", "propose", "accept", "accuse", "deny", "condemn", "praise", "claim", "fail", "avoid", "hope"),
        *("speculate", "negate", "report", "announce", "discuss", "undergo"),
    }
)


class Slots(NamedTuple):
    """Where an actor stands: slot names in order of preference (`subj`, `obj`, a preposition, …).

    `optional`: may be missing, the actor is then `---`. `none`: there is none by design (`-`).
    """

    names: tuple[str, ...] = ()
    optional: bool = False
    none: bool = False


class Condition(NamedTuple):
    """`slot=value` (`op` is `=`, value a class), `slot:value` (a lemma), or a bare `an`
    (an أن clause follows; `op` and `value` empty)."""

    slot: str
    op: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of `frames.csv`. `voice` is `active`, `passive` or empty (nouns)."""

    id: str
    lemma: str
    pos: str
    voice: str
    code: str
    source: Slots
    target: Slots
    needs: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    source_kind: frozenset[str]
    target_kind: frozenset[str]
    symmetric: bool
    example: str
    line: int


@dataclass(frozen=True, slots=True)
class Operator:
    """A row of `operators.csv`. `complement` are slots or `an`, `addressee` slots, in order of preference;
    `bare` is a CAMEO code or empty."""

    lemma: str
    pos: str
    operator: str
    complement: tuple[str, ...]
    addressee: tuple[str, ...]
    bare: str
    line: int


@dataclass(frozen=True, slots=True)
class Composition:
    """A row of `compose.csv`: `code` is a CAMEO code, `block` or `same`."""

    operator: str
    embedded: str
    code: str
    line: int


class Problem(ValueError):
    """A cell that does not follow the grammar; the text says what was expected."""


def is_preposition(slot: str) -> bool:
    """Whether the slot is one short Arabic word (`مع`, `إلى`, `ب`), or two such words."""
    return 0 < len(slot) <= 12 and all("\u0621" <= letter <= "\u064a" or letter == " " for letter in slot)


@cache
def parse_slots(cell: str) -> Slots:
    """The slots of a `source` or `target` cell; raises `Problem`."""
    if cell in ("-", "-?"):
        return Slots(none=True)
    optional = cell.endswith("?")
    names = tuple(cell.removesuffix("?").split("|"))
    for name in names:
        check_slot(name)
    return Slots(names, optional)


def check_slot(name: str) -> None:
    """Raises `Problem` unless `name` is a slot."""
    if name not in WORD_SLOTS and not is_preposition(name):
        raise Problem(f"`{name}` is no slot: {', '.join(sorted(WORD_SLOTS))} or a preposition")


@cache
def parse_conditions(cell: str) -> tuple[Condition, ...]:
    """The conditions of a `needs` or `unless` cell; raises `Problem`."""
    return tuple(_conditions(cell)) if cell else ()


def _conditions(cell: str) -> Iterator[Condition]:
    for part in cell.split(";"):
        text = part.strip()
        if text == "an":
            yield Condition("an")
            continue
        op = "=" if "=" in text else ":"
        slot, found, value = (piece.strip() for piece in text.partition(op))
        if not found or not slot or not value:
            raise Problem(f"`{text}` is no condition: `slot=class`, `slot:lemma`, `clause=class` or `an`")
        if slot not in ("clause", "sentence"):
            check_slot(slot)
        yield Condition(slot, op, value)


@cache
def parse_kinds(cell: str) -> frozenset[str]:
    """The kinds of actor of a `source_kind` or `target_kind` cell, empty for any; raises `Problem`."""
    kinds = frozenset(cell.split("|")) if cell else frozenset()
    if unknown := sorted(kinds - KINDS):
        raise Problem(f"`{'|'.join(unknown)}` is no kind of actor: {', '.join(sorted(KINDS))}")
    return kinds
