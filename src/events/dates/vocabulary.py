"""The words the grammar knows, read from `seeds/` and looked up by their folded surface form, clitics included."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from events.clean import lasting, lookup
from events.dates.letters import ARTICLE, CONJUNCTIONS, FOR, PREPOSITIONS, one_byte

FILES = ("months.csv", "calendar_words.csv", "number_words.csv", "holidays.csv", "not_dates.csv", "tense_cues.csv")
_HEADERS = {
    "months.csv": ["name", "month", "calendar", "region", "locale", "evidence"],
    "calendar_words.csv": ["word", "kind", "value", "number"],
    "number_words.csv": ["word", "value", "kind"],
    "holidays.csv": ["name", "calendar", "month", "day", "days", "evidence"],
    "not_dates.csv": ["word", "kind"],
    "tense_cues.csv": ["word", "direction"],
}
_SHORT = 3


# Kinds of word that may open an expression alone, those that need a word of time or a number after, and such words.
STRONG_KINDS = frozenset(
    [
        "month",
        "weekday",
        "day",
        "night",
        "part",
        "eve",
        "edge",
        "decade",
        "season",
        "season_head",
        "quarter",
        "half",
        "weekend",
        "holiday",
        "pronoun_after",
        "pronoun_before",
        "day_yesterday",
        "day_weak",
        "last",
    ]
)
WEAK_KINDS = frozenset(
    ["from", "number", "unit", "this", "that", "same", "before", "after", "since", "clitic", "weekday_bare"]
)
TIME_KINDS = frozenset(
    [
        "unit",
        "month",
        "mod",
        "number",
        "of",
        "of_it",
        "weekday",
        "weekday_bare",
        "day",
        "decade",
        "season",
        "edge",
        "part",
        "holiday",
        "approx",
        "era",
        "clitic",
        "to",
        "same",
        "night",
        "quarter",
        "season_head",
        "day_weak",
        "day_yesterday",
    ]
)


class Lexeme(NamedTuple):
    """One meaning of a word. `prefix` holds the clitics before it, `words` how many tokens it covers, `written` how
    the seed spells it (hamza kept), `extra` a second value (number of a unit, evidence a month needs)."""

    kind: str
    value: str
    extra: str
    prefix: str
    words: int
    written: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded surface form → meanings by kind; phrases by their first and second word, shortest first; cues for tense.

    `triggers` are words near which an expression may stand, alone and between spaces, one byte a letter; `openers`
    those it may begin with, `names` those a masked name begins with. `auxiliaries` are cues for tense that tell no act,
    `may` those that look ahead before an imperfect, `bounds` prepositions of time, `daily` words for the news of a day,
    `prepositions` those a verb never follows, `comparisons` the words of one, `nowadays` those after which "اليوم" is
    no day. `locales` gives the locale a month is from.
    """

    words: Mapping[str, Mapping[str, Lexeme]]
    phrases: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], Lexeme], ...]]]
    cues: Mapping[str, str]
    not_future: frozenset[str]
    triggers: Mapping[bytes, bytes]
    openers: frozenset[str]
    names: frozenset[str]
    auxiliaries: frozenset[str]
    may: frozenset[str]
    bounds: frozenset[str]
    daily: frozenset[str]
    comparisons: frozenset[str]
    nowadays: frozenset[str]
    prepositions: frozenset[str]
    locales: Mapping[str, str]


class VocabularyError(ValueError):
    """A seed row the date grammar cannot read; the message starts with `file:line`."""


@cache
def default_path() -> Path:
    """The seeds shipped with the package: `events/_data/seeds` in a wheel, `seeds` beside `src` in a checkout."""
    installed = Path(__file__).parents[1] / "_data" / "seeds"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "seeds"


@cache
def load(seeds: Path) -> Vocabulary:
    """The vocabulary of a seeds folder. Raises `VocabularyError` naming file and line, `FileNotFoundError` where a file
    is missing."""
    with lasting():
        return _read(seeds)


def _read(seeds: Path) -> Vocabulary:
    words: dict[str, list[Lexeme]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Lexeme]]] = {}
    for written, kind, value, extra in _entries(seeds):
        first, *rest = lookup(written).split()
        for prefix, surface in _with_clitics(first):
            lexeme = Lexeme(kind, value, extra, prefix, 1 + len(rest), written)
            if rest:
                phrases.setdefault(surface, []).append((tuple(rest), lexeme))
            else:
                words.setdefault(surface, []).append(lexeme)
    cues: dict[str, set[str]] = {"future": set(), "past": set(), "said": set(), "lasting": set(), "not_future": set()}
    for where, row in _rows(seeds, "tense_cues.csv"):
        _check(where, row["direction"] in cues, f"direction must be one of {', '.join(cues)}")
        cues[row["direction"]].add(lookup(row["word"]))
    return Vocabulary(
        words={surface: _ranked(found) for surface, found in words.items()},
        phrases={first: _by_second(found) for first, found in phrases.items()},
        cues=_cues(cues),
        not_future=frozenset(cues["not_future"]),
        triggers={one_byte(word): b" " + one_byte(word) + b" " for word in _triggers(words, phrases)},
        openers=_of_kinds(words, phrases, STRONG_KINDS | WEAK_KINDS),
        names=_of_kinds(words, phrases, frozenset(("name",))),
        auxiliaries=_of_kinds(words, phrases, frozenset(("auxiliary",))),
        may=_of_kinds(words, phrases, frozenset(("may",))),
        bounds=_of_kinds(words, phrases, frozenset(("to", "since", "before", "after"))),
        daily=_of_kinds(words, phrases, frozenset(("daily",))),
        comparisons=_of_kinds(words, phrases, frozenset(("comparison",))),
        nowadays=_of_kinds(words, phrases, frozenset(("nowadays",))),
        prepositions=_of_kinds(words, phrases, frozenset(("in", "upon", "with"))),
        locales={lookup(row["name"]): row["locale"] for _, row in _rows(seeds, "months.csv") if row["locale"]},
    )


def _cues(listed: dict[str, set[str]]) -> dict[str, str]:
    """What each word tells of the tense, with and without a conjunction before it; the first of the lists wins, and
    nothing is told by a word that only looks like a verb."""
    found: dict[str, str] = {}
    for tells in ("future", "past", "said", "lasting"):
        for word in listed[tells]:
            for conjunction in CONJUNCTIONS:
                if not conjunction or len(word) >= _SHORT:
                    found.setdefault(conjunction + word, tells)
    return found | dict.fromkeys(listed["not_future"], "")


def _by_second(
    found: list[tuple[tuple[str, ...], Lexeme]],
) -> dict[str, tuple[tuple[tuple[str, ...], Lexeme], ...]]:
    ordered = sorted(found, key=lambda item: len(item[0]))
    return {rest[0]: tuple(item for item in ordered if item[0][0] == rest[0]) for rest, _ in ordered}


# Kinds without which a sentence holds no temporal expression (numbers apart).
_TRIGGER_KINDS = frozenset(
    [
        "month",
        "weekday",
        "day",
        "day_yesterday",
        "day_weak",
        "night",
        "unit",
        "decade",
        "season",
        "holiday",
        "weekend",
        "quarter",
        "half",
        "eve",
        "current_month",
    ]
)


def _of_kinds(
    words: dict[str, list[Lexeme]], phrases: dict[str, list[tuple[tuple[str, ...], Lexeme]]], kinds: frozenset[str]
) -> frozenset[str]:
    """The surface forms, first words of phrases included, that may be of one of these kinds."""
    single = {surface for surface, lexemes in words.items() if not kinds.isdisjoint(_ranked(lexemes))}
    return frozenset(single | {first for first, items in phrases.items() if any(x.kind in kinds for _, x in items)})


def _triggers(
    words: dict[str, list[Lexeme]], phrases: dict[str, list[tuple[tuple[str, ...], Lexeme]]]
) -> frozenset[str]:
    """Words near which an expression may stand. A phrase adds its first word, or its last where the first is short and
    common, unless one of its words is a trigger already."""
    found = {surface for surface, lexemes in words.items() if not _TRIGGER_KINDS.isdisjoint(_ranked(lexemes))}
    for first, items in phrases.items():
        for rest, lexeme in items:
            if lexeme.kind in _TRIGGER_KINDS and found.isdisjoint((first, *rest)):
                found.add(first if len(first) > _SHORT + len(lexeme.prefix) else rest[-1])
    return frozenset(found)


def _ranked(found: list[Lexeme]) -> dict[str, Lexeme]:
    """Meanings by kind; a split into clitic and word counts only where the whole is no word itself."""
    plain = [lexeme for lexeme in found if not lexeme.prefix]
    return {lexeme.kind: lexeme for lexeme in reversed(plain or found)}


def _with_clitics(surface: str) -> Iterator[tuple[str, str]]:
    for conjunction in CONJUNCTIONS:
        for preposition in PREPOSITIONS:
            if preposition == FOR and surface.startswith(ARTICLE):
                yield conjunction + preposition, conjunction + FOR + surface[1:]
            else:
                yield conjunction + preposition, conjunction + preposition + surface


def _entries(seeds: Path) -> Iterator[tuple[str, str, str, str]]:
    """(written, kind, value, extra) of every row but the tense cues."""
    for where, row in _rows(seeds, "months.csv"):
        _check(where, row["month"].isdigit() and 1 <= int(row["month"]) <= 12, "month must be 1 to 12")
        _check(where, row["calendar"] in ("gregorian", "hijri"), "calendar must be gregorian or hijri")
        yield row["name"], "month", f"{row['calendar']}:{row['month']}", row["evidence"]
    for _, row in _rows(seeds, "calendar_words.csv"):
        yield row["word"], row["kind"], row["value"], row["number"]
    for where, row in _rows(seeds, "number_words.csv"):
        _check(where, row["value"].isdigit(), "value must be a number")
        yield row["word"], "number", row["value"], row["kind"]
    for where, row in _rows(seeds, "holidays.csv"):
        _check(where, row["day"].isdigit() and row["month"].isdigit(), "month and day must be numbers")
        yield row["name"], "holiday", f"{row['calendar']}:{row['month']}:{row['day']}", row["evidence"]
    for _, row in _rows(seeds, "not_dates.csv"):
        yield row["word"], row["kind"], "", ""


def _rows(seeds: Path, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    with (seeds / name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != _HEADERS[name]:
            raise VocabularyError(f"{name}:1 header must be {','.join(_HEADERS[name])}")
        for number, row in enumerate(reader, 2):
            _check(f"{name}:{number}", None not in row.values() and None not in row, "wrong number of cells")
            _check(f"{name}:{number}", bool(row[_HEADERS[name][0]].strip()), "empty key")
            yield f"{name}:{number}", row


def _check(where: str, holds: bool, message: str) -> None:
    if not holds:
        raise VocabularyError(f"{where} {message}")
