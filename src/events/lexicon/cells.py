"""The cells of one row, read as what they should be; faults are noted, not raised."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TypeVar

from events.lexicon.csvfile import RawRow
from events.lexicon.faults import Fault
from events.lexicon.frames import Problem

_T = TypeVar("_T")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]")
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")
_WORDS = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}(?: [\u0621-\u063a\u0641-\u064a]+)*")


class Cells:
    """One row's cells by column. A reader that cannot read notes a fault at the row's line and gives an empty value."""

    __slots__ = ("_cells", "_columns", "_faults", "_file", "line")

    def __init__(self, file: str, columns: dict[str, int], row: RawRow, faults: list[Fault]) -> None:
        """The cells of `row`; `columns` gives each column's place, `faults` takes what is found."""
        self._file, self._columns, self._cells, self._faults, self.line = file, columns, row.cells, faults, row.line

    def fault(self, message: str) -> None:
        """Note a fault of this row."""
        self._faults.append(Fault(self._file, self.line, message))

    def text(self, column: str, required: bool = False) -> str:
        """The cell as it stands; empty where the file has no such column."""
        place = self._columns.get(column)
        value = "" if place is None else self._cells[place]
        if required and not value:
            self.fault(f"`{column}` is empty")
        return value

    def words(self, column: str, required: bool = False, arabic: bool = True) -> tuple[str, ...]:
        """The alternatives of the cell, none empty or twice; `arabic` ones have an Arabic letter."""
        value = self.text(column, required)
        if not value:
            return ()
        words = tuple(value.split("|"))
        if "" in words:
            self.fault(f"`{column}` has an empty alternative")
        if len(set(words)) != len(words):
            self.fault(f"`{column}` names an alternative twice")
        if arabic and any(word and not _ARABIC.search(word) for word in words):
            self.fault(f"`{column}` has an alternative without Arabic letters")
        return tuple(word for word in words if word)

    def spelled(self, column: str, *words: str, single: bool = False) -> None:
        """Note a fault for words of the column that are not made of at least two Arabic letters (and single spaces,
        unless `single`): only these can be inflected."""
        for word in words:
            if not (_WORD if single else _WORDS).fullmatch(word):
                self.fault(f"`{column}`: `{word}` is no {'single Arabic word' if single else 'Arabic word or words'}")

    def choice(self, column: str, options: Collection[str]) -> str:
        """The cell, one of `options`."""
        value = self.text(column)
        if value not in options:
            known = ", ".join(sorted(option or "(empty)" for option in options))
            self.fault(f"`{column}` is `{value}`, none of {known}")
        return value

    def number(self, column: str, low: float, high: float) -> float | None:
        """The cell as a number from `low` to `high`; None where empty."""
        value = self.text(column)
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            self.fault(f"`{column}` is `{value}`, no number")
            return None
        if not low <= number <= high:
            self.fault(f"`{column}` is {value}, outside {low:g} to {high:g}")
        return number

    def day(self, column: str, last: bool = False) -> date | None:
        """The cell as a day; a year or a month stands for its first (or `last`) day; None where empty."""
        value = self.text(column)
        if not value:
            return None
        match = _DAY.fullmatch(value)
        try:
            if match is None:
                raise ValueError
            year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), match[3]
            return date(year, month, int(day) if day else (calendar.monthrange(year, month)[1] if last else 1))
        except ValueError:
            self.fault(f"`{column}` is `{value}`, expected a day (2011-02-11), month (2011-02) or year")
            return None

    def interval(self) -> tuple[date | None, date | None]:
        """`start` and `end`, in order."""
        start, end = self.day("start"), self.day("end", last=True)
        if start and end and end < start:
            self.fault("`end` is before `start`")
        return start, end

    def parsed(self, column: str, parse: Callable[[str], _T], otherwise: _T) -> _T:
        """What `parse` makes of the cell, or `otherwise` where it raises `Problem`."""
        try:
            return parse(self.text(column))
        except Problem as problem:
            self.fault(f"`{column}`: {problem}")
            return otherwise


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Each column's place."""
    return {name: place for place, name in enumerate(header)}
