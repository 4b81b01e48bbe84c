"""Every seed file looked at: rows, faults, and how it would be written in good form."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from events.lexicon import csvfile
from events.lexicon.faults import Fault
from events.lexicon.seeds import Seeds
from events.lexicon.tables import TABLES


class FileReport(NamedTuple):
    """One seed file: its rows (headers aside) and its faults in line order. `typed`: every cell was read,
    otherwise only the file's form was looked at."""

    file: str
    rows: int
    faults: tuple[Fault, ...]
    typed: bool


def check(folder: Path) -> tuple[FileReport, ...]:
    """A report for every CSV in the folder and every file that should be there, by name."""
    typed = {table.file: table for table in TABLES}
    faults: dict[str, list[Fault]] = {}
    for fault in Seeds.read(folder).faults:
        faults.setdefault(fault.file, []).append(fault)
    reports = []
    for name in sorted({*typed, *(path.name for path in folder.glob("*.csv"))}):
        table = typed.get(name)
        if table is None:
            raw = csvfile.read(folder / name)
            reports.append(FileReport(name, len(raw.rows), tuple(sorted(raw.faults)), typed=False))
        else:
            raw = csvfile.read(folder / name, table.columns, table.key)
            reports.append(FileReport(name, len(raw.rows), tuple(sorted(faults.get(name, ()))), typed=True))
    return tuple(reports)


def formatted(path: Path) -> str:
    """The file's text in good form: UTF-8, LF, NFC, cells tidied, rows sorted by key. Cells say what they said.
    Raises `ValueError` (`csv.Error`, `UnicodeDecodeError`) where the file is no CSV of one width in UTF-8."""
    text = path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    header, *rows = csv.reader(io.StringIO(text), strict=True)
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"{path.name}: rows of different widths")
    table = next((table for table in TABLES if table.file == path.name), None)
    key = table.key if table else header[:1]
    places = [header.index(column) for column in key if column in header] or [0]
    tidy = [[csvfile.tidy(cell, prose=table is None) for cell in row] for row in rows]
    tidy.sort(key=lambda row: [row[place] for place in places])
    return _written([header, *tidy])


def _written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
