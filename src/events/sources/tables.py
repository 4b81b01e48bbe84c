"""CSV dumps of any length with a mapping of their columns, in bounded memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from events.model import RawArticle, Rejection
from events.sources.decode import encoding_of
from events.sources.records import FIELDS, article_of, refuse

MAX_CELL: Final = 2_000_000
HEAD: Final = 1024 * 1024


def read_table(
    path: Path, columns: Mapping[str, str] | None = None, encoding: str | None = None, source: str | None = None
) -> Iterator[RawArticle | Rejection]:
    """The articles of a CSV or TSV file with a header row. `columns` maps our field names to the file's; unmapped ones
    keep their name; without an id column the row's number is the id; `source` fills in where the row names none.
    The first megabyte decides on the encoding.
    `EV-I010` unreadable file · `EV-I012` a column is missing or a row is torn ·
    `EV-I030` no encoding fits the head of the file, or over 1 % of a row is unreadable in it."""
    try:
        if not path.is_file():
            yield refuse("EV-I010", f"{path.name} is no regular file", str(path))
            return
        with path.open("rb") as raw:
            head = raw.read(HEAD)
        codec = encoding_of(head[: head.rfind(b"\n") + 1] or head, encoding)
        if isinstance(codec, Rejection):
            yield codec
            return
        names = {name: (columns or {}).get(name, name) for name in FIELDS}
        with path.open(encoding="utf-8-sig" if codec == "utf-8" else codec, errors="replace", newline="") as stream:
            yield from _rows(path, stream, names, source)
    except OSError as error:
        yield refuse("EV-I010", f"{path.name} cannot be read: {error}", str(path))


def _rows(path: Path, stream: TextIO, names: Mapping[str, str], source: str | None) -> Iterator[RawArticle | Rejection]:
    csv.field_size_limit(MAX_CELL)
    first = stream.readline(MAX_CELL)
    stream.seek(0)
    lines = iter(lambda: stream.readline(MAX_CELL), "")  # a line that never ends is torn, not held in memory
    rows = csv.DictReader(lines, delimiter="\t" if first.count("\t") > first.count(",") else ",")
    try:
        header = rows.fieldnames or ()
        if names["text"] not in header:
            yield refuse("EV-I012", f"{path.name} has no column {names['text']!r}", first)
            return
        for number, row in enumerate(rows, start=1):
            where = f"{path.name}:{rows.line_num}"
            raw = str(row)
            if None in row or None in row.values():
                yield refuse("EV-I012", f"{where} has {'more' if None in row else 'fewer'} cells than the header", raw)
            elif raw.count("\ufffd") * 100 > len(raw):
                yield refuse("EV-I030", f"{where} is not readable as {stream.encoding}", raw)
            else:
                record = {name: row[column] or None for name, column in names.items() if column in header}
                record.setdefault("id", f"{path.stem}/{number}")
                yield article_of(record, raw, source)
    except csv.Error as error:
        yield refuse("EV-I012", f"{path.name}:{rows.line_num}: {error}", first)
