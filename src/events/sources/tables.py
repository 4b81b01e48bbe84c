"""CSV dumps with a mapping of their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from events.model import RawArticle, Rejection
from events.sources.decode import decode
from events.sources.records import FIELDS, article_of, refuse

MAX_FILE: Final = 2 * 1024**3
MAX_CELL: Final = 2_000_000


def read_table(
    path: Path, columns: Mapping[str, str] | None = None, encoding: str | None = None, source: str | None = None
) -> Iterator[RawArticle | Rejection]:
    """The articles of a CSV or TSV file with a header row. `columns` maps our field names to the file's; unmapped ones
    keep their name; without an id column the row's number is the id; `source` fills in where the row names none.
    `EV-I010` unreadable file ·
    `EV-I012` a column is missing or a row is torn."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE:
            yield refuse("EV-I010", f"{path.name} is no regular file of at most {MAX_FILE:,} bytes", str(path))
            return
        text = decode(path.read_bytes(), encoding)
    except OSError as error:
        yield refuse("EV-I010", f"{path.name} cannot be read: {error}", str(path))
        return
    if isinstance(text, Rejection):
        yield text
        return
    yield from _rows(path, text, {name: (columns or {}).get(name, name) for name in FIELDS}, source)


def _rows(path: Path, text: str, names: Mapping[str, str], source: str | None) -> Iterator[RawArticle | Rejection]:
    csv.field_size_limit(MAX_CELL)
    first = text[: text.find("\n")] if "\n" in text else text
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter="\t" if first.count("\t") > first.count(",") else ","
    )
    try:
        header = rows.fieldnames or ()
        if names["text"] not in header:
            yield refuse("EV-I012", f"{path.name} has no column {names['text']!r}", first)
            return
        for number, row in enumerate(rows, start=1):
            where = f"{path.name}:{rows.line_num}"
            if None in row or None in row.values():
                yield refuse(
                    "EV-I012", f"{where} has {'more' if None in row else 'fewer'} cells than the header", str(row)
                )
                continue
            record = {name: row[column] or None for name, column in names.items() if column in header}
            record.setdefault("id", f"{path.stem}/{number}")
            yield article_of(record, str(row), source)
    except csv.Error as error:
        yield refuse("EV-I012", f"{path.name}:{rows.line_num}: {error}", first)
