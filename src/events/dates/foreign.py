"""Where dateparser works: one short, already delimited piece of text, in one known locale. It never sees running text.

It is imported at the first call, because most texts hold nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from events.clean import fold, key
from events.dates.vocabulary import Vocabulary, default_path, load
from events.model import TemporalExpression

_DAY_MONTH_YEAR = re.compile("([0-9]{1,2})[^0-9]*?([\u0621-\u064a][\u0621-\u064a ]*[\u0621-\u064a]).*?([0-9]{4})")
_NUMERIC = re.compile("[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]{4}")
_LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What dateparser makes of an expression: the text it was given, the locale, its value (None if it read nothing)
    and whether that is the grammar's value (None if it read nothing)."""

    text: str
    locale: str
    value: date | None
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many expressions dateparser could be asked about, and what came of it. The grammar decides all the same."""

    asked: int
    agreed: int
    disagreed: int
    silent: int
    disagreements: tuple[Opinion, ...]


@lru_cache(maxsize=512)
def latin_month(word: str) -> int | None:
    """The month a word in Latin letters names in English or French ("March", "juillet"), or None."""
    for language in _LANGUAGES:
        found = _parse(f"1 {word} 2001", language, None)
        if found is not None and (found.year, found.day) == (2001, 1):
            return found.month
    return None


def check(expression: TemporalExpression, reference: date | None, seeds: Path | None = None) -> Opinion | None:
    """Dateparser's opinion on one resolved expression; None where it is not to be asked: forms it is known to misread
    (weekdays with a modifier, Hijri, number words, ranges, months without a day)."""
    question = _question(expression, load(seeds or default_path()))
    if question is None or expression.start is None:
        return None
    text, locale = question
    value = _parse(text, locale, reference)
    return Opinion(text, locale, value, None if value is None else value == expression.start)


def tally(pairs: Iterable[tuple[TemporalExpression, date | None]], seeds: Path | None = None) -> Tally:
    """The counts of `check` over expressions with their publication dates, and every disagreement."""
    opinions = [opinion for e, reference in pairs if (opinion := check(e, reference, seeds)) is not None]
    against = tuple(o for o in opinions if o.agrees is False)
    agreed = sum(o.agrees is True for o in opinions)
    return Tally(len(opinions), agreed, len(against), len(opinions) - agreed - len(against), against)


def _question(expression: TemporalExpression, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """(text, locale) to ask, spelled as that locale spells it."""
    folded = fold(expression.text).text
    if expression.rule == "numeric":
        match = _NUMERIC.search(folded)
        return (match.group(), "ar") if match else None
    if expression.rule != "day_month_year":
        return None
    match = _DAY_MONTH_YEAR.search(folded)
    if match is None:
        return None
    words = key(match.group(2)).split()
    for length in (2, 1):
        for at in range(len(words) - length + 1):
            name = " ".join(words[at : at + length])
            if name in vocabulary.locales:
                spelled = " ".join(match.group(2).split()[at : at + length])
                return f"{match.group(1)} {spelled} {match.group(3)}", vocabulary.locales[name]
    return None


@cache
def _parser() -> Any:
    import dateparser  # noqa: PLC0415  (0.2 s, and only few texts need it)

    return dateparser.parse


def _parse(text: str, locale: str, reference: date | None) -> date | None:
    settings: dict[str, Any] = {"DATE_ORDER": "DMY", "STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    if reference is not None:
        settings["RELATIVE_BASE"] = datetime(reference.year, reference.month, reference.day)  # noqa: DTZ001  (a calendar day)
    where = {"languages": [locale]} if locale in _LANGUAGES else {"locales": [locale]}
    found = _parser()(text, settings=settings, **where)
    return None if found is None else found.date()
