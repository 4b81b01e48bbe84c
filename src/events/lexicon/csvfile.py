"""A seed file as rows of cells, with its form checked: encoding, line ends, normalisation, header, key, order."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from events.lexicon.faults import Fault

MAX_CELL = 2000
NOTE = "note"
_FORMAT = "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"
_HIDDEN = re.compile(f"[{_FORMAT}]")
_DECORATED = re.compile(f"[{_MARKS}]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACES = re.compile(r'(?:^|[,"|;]) | (?:$|[,"|;])|  |\t|\u00a0', re.MULTILINE)
_ANY = re.compile(f"[{_FORMAT}{_MARKS}\x00-\x08\x0b-\x1f\x7f-\x9f]")


class RawRow(NamedTuple):
    """The cells of one line, in the order of the header."""

    line: int
    cells: tuple[str, ...]


class RawTable(NamedTuple):
    """A seed file read: its header, its rows in file order, and what is wrong with its form."""

    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    faults: tuple[Fault, ...]


def read(path: Path, columns: Sequence[str] | None = None, key: Sequence[str] | None = None) -> RawTable:
    """The rows of `path` whose width is right, and all faults of form. `columns` is the header expected (None: any),
    to which a file may add `note`;
    `key` the columns that order the rows and tell them apart (None: the first orders, nothing is unique).
    A missing file is an empty table with one fault."""
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return RawTable(tuple(columns or ()), (), (Fault(name, 0, "the file is missing"),))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return RawTable(tuple(columns or ()), (), (Fault(name, line, f"not UTF-8 (byte {error.start})"),))
    faults = list(_text_faults(name, text, prose=columns is None))
    header, rows, shape = _rows(name, text.removeprefix("\ufeff").replace("\r\n", "\n"), columns)
    faults += shape
    if header:
        faults += _key_faults(name, header, rows, key)
    return RawTable(header, tuple(rows), tuple(faults))


def _text_faults(name: str, text: str, prose: bool) -> Iterator[Fault]:
    if text and not text.endswith("\n"):
        yield Fault(name, text.count("\n") + 1, "the last line does not end with a line feed", form=True)
    if unicodedata.is_normalized("NFC", text) and not _ANY.search(text) and not _SPACES.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.endswith("\r"):
            yield Fault(name, number, "the line ends with CR LF, not LF", form=True)
        if found := _HIDDEN.search(line):
            yield Fault(name, number, f"invisible character U+{ord(found.group()):04X}", form=True)
        if not prose and (found := _DECORATED.search(line)):
            yield Fault(name, number, f"diacritic or tatweel U+{ord(found.group()):04X}", form=True)
        if found := _CONTROL.search(line.rstrip("\r")):
            yield Fault(name, number, f"control character U+{ord(found.group()):04X}")
        if not unicodedata.is_normalized("NFC", line):
            yield Fault(name, number, "not in normal form NFC", form=True)
        if not prose and _SPACES.search(line.rstrip("\r")) and _loose(line):
            yield Fault(name, number, "space at the edge of a cell or alternative, or a double space", form=True)


def _loose(line: str) -> bool:
    try:
        cells = next(csv.reader([line]), [])
    except csv.Error:
        return False  # reported where the rows are read
    return any(cell != tidy(cell) for cell in cells)


def tidy(cell: str, prose: bool = False) -> str:
    """The cell as it should be written: NFC, no invisible characters; unless it is `prose`, no diacritics, single
    spaces and tight alternatives too."""
    cell = _HIDDEN.sub("", unicodedata.normalize("NFC", cell))
    return cell if prose else re.sub(r" ?\| ?", "|", " ".join(_DECORATED.sub("", cell).split()))


def _rows(name: str, text: str, columns: Sequence[str] | None) -> tuple[tuple[str, ...], list[RawRow], list[Fault]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    faults: list[Fault] = []
    rows: list[RawRow] = []
    try:
        header = tuple(next(reader, ()))
        if columns is not None and header not in (tuple(columns), (*columns, NOTE)):
            faults.append(Fault(name, 1, f"the header is `{','.join(header)}`, expected `{','.join(columns)}`"))
            return (), [], faults
        width = len(header)
        doubtful = '"' in text or max(map(len, text.split("\n"))) > MAX_CELL
        for cells in reader:
            if len(cells) != width:
                faults.append(Fault(name, reader.line_num, f"{len(cells)} cells, expected {width}"))
            elif doubtful and any(len(cell) > MAX_CELL or "\n" in cell for cell in cells):
                faults.append(
                    Fault(name, reader.line_num, f"a cell over {MAX_CELL:,} characters or over several lines")
                )
            else:
                rows.append(RawRow(reader.line_num, tuple(cells)))
    except csv.Error as error:
        faults.append(Fault(name, reader.line_num, f"not CSV: {error}"))
        return (), [], faults
    return header, rows, faults


def _key_faults(
    name: str, header: tuple[str, ...], rows: Sequence[RawRow], key: Sequence[str] | None
) -> Iterator[Fault]:
    unique = key is not None
    places = [header.index(column) for column in key] if key is not None else [0]
    seen: dict[tuple[str, ...], int] = {}
    before: tuple[str, ...] | None = None
    for row in rows:
        value = tuple(row.cells[place] for place in places)
        if not value[0]:
            yield Fault(name, row.line, f"`{header[places[0]]}` is empty")
        elif unique and value in seen:
            yield Fault(name, row.line, f"`{', '.join(value)}` stands already in line {seen[value]}")
        seen.setdefault(value, row.line)
        if before is not None and value < before:
            yield Fault(
                name, row.line, f"`{', '.join(value)}` is out of order: it sorts before the line above", form=True
            )
        before = value
