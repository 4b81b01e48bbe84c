"""Events out of the database: Parquet, GDELT's TSV, PLOVER JSON lines, CSV. Streamed; same rows, same bytes."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from psycopg import sql

from events.store.connection import Connection
from events.store.errors import TerminalError
from events.store.staging import store_errors

Progress = Callable[[int], None]
CHUNK = 5_000
NO_DATE = "__HIVE_DEFAULT_PARTITION__"
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Form(StrEnum):
    """The forms of an export."""

    PARQUET = "parquet"
    GDELT = "gdelt"
    GDELT1 = "gdelt1"
    PLOVER = "plover"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which events to export: with a date between two days (inclusive); neither given = all, undated ones too."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    rows: int
    files: int


_VIEWS = {
    Form.PARQUET: ("events", "date NULLS LAST, event_key"),
    Form.CSV: ("events", "date NULLS LAST, event_key"),
    Form.PLOVER: ("plover_events", "date NULLS LAST, id"),
    Form.GDELT: ("gdelt_events", '"SQLDATE", "GLOBALEVENTID"'),
    Form.GDELT1: ("gdelt_events", '"SQLDATE", "GLOBALEVENTID"'),
}


def export(
    connection: Connection,
    form: Form,
    target: Path,
    chosen: Chosen | None = None,
    *,
    excel: bool = False,
    overwrite: bool = False,
    progress: Progress = lambda _rows: None,
) -> Exported:
    """Writes the chosen events to `target`: a folder of date partitions (Parquet) or one file; from one snapshot, in
    constant memory, under a temporary name until it is whole. `progress` is told how many rows were written since.

    `excel` (CSV only): byte order mark, CRLF, and cells a spreadsheet would run as formulas made text.
    Raises `TerminalError` where the target exists (and not `overwrite`), `TransientError` where the database goes away.
    """
    if excel and form is not Form.CSV:
        raise TerminalError("--excel goes with CSV only")
    if target.exists() and not overwrite:
        raise TerminalError(f"{target} exists already: remove it, or overwrite it")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    _remove(partial)
    try:
        with _rows(connection, form, chosen or Chosen()) as (names, rows):
            done = _write(form, partial, names, _told(rows, progress), excel)
        _remove(target)
        partial.replace(target)
    finally:
        _remove(partial)
    return done


def count(connection: Connection, form: Form, chosen: Chosen | None = None) -> int:
    """How many rows the export would write."""
    query, values = _query(form, chosen or Chosen(), "count(*)", "")
    with store_errors():
        row = connection.execute(query, values).fetchone()
    return int(row[0]) if row else 0


def _query(form: Form, chosen: Chosen, what: str, order: str) -> tuple[sql.Composed, dict[str, Any]]:
    view, _ = _VIEWS[form]
    gdelt = view == "gdelt_events"
    column = sql.Identifier("SQLDATE" if gdelt else "date")
    where, values = [], {}
    for name, day, sign in (("since", chosen.since, ">="), ("until", chosen.until, "<=")):
        if day is not None:
            where.append(sql.SQL("{} {} {}").format(column, sql.SQL(sign), sql.Placeholder(name)))
            values[name] = int(day.strftime("%Y%m%d")) if gdelt else day
    condition = sql.SQL("WHERE {}").format(sql.SQL(" AND ").join(where)) if where else sql.SQL("")
    query = sql.SQL("SELECT {} FROM {} {} {}").format(
        sql.SQL(what), sql.Identifier("analyst", view), condition, sql.SQL(order)
    )
    return query, values


@contextmanager
def _rows(connection: Connection, form: Form, chosen: Chosen) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    """Column names and rows of one snapshot, fetched in chunks."""
    query, values = _query(form, chosen, "*", f"ORDER BY {_VIEWS[form][1]}")
    with store_errors(), connection.transaction(), connection.cursor(name="export") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(query, values)
        yield [column.name for column in cursor.description or ()], iter(cursor)


def _told(rows: Iterator[tuple[Any, ...]], progress: Progress) -> Iterator[tuple[Any, ...]]:
    written = 0
    for row in rows:
        yield row
        written += 1
        if written == CHUNK:
            progress(written)
            written = 0
    progress(written)


def _write(form: Form, path: Path, names: Sequence[str], rows: Iterator[tuple[Any, ...]], excel: bool) -> Exported:
    if form is Form.PARQUET:
        return _parquet(path, names, rows)
    encoding = "utf-8-sig" if excel else "utf-8"
    with path.open("w", encoding=encoding, newline="") as handle:
        if form is Form.CSV:
            written = _csv(handle, names, rows, excel)
        elif form is Form.PLOVER:
            written = _jsonl(handle, names, rows)
        else:
            written = _tsv(handle, names, rows, short=form is Form.GDELT1)
    return Exported(written, 1)


def _csv(handle: IO[str], names: Sequence[str], rows: Iterator[tuple[Any, ...]], excel: bool) -> int:
    writer = csv.writer(handle, lineterminator="\r\n" if excel else "\n")
    writer.writerow(names)
    written = 0
    for written, row in enumerate(rows, 1):  # noqa: B007 - the last number is the count
        writer.writerow([_spreadsheet(cell) if excel else _plain(cell) for cell in row])
    return written


def _jsonl(handle: IO[str], names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
    written = 0
    for written, row in enumerate(rows, 1):  # noqa: B007
        line = dict(zip(names, (_plain(cell) if isinstance(cell, UUID | date) else cell for cell in row), strict=True))
        handle.write(json.dumps(line, ensure_ascii=False) + "\n")
    return written


def _tsv(handle: IO[str], names: Sequence[str], rows: Iterator[tuple[Any, ...]], *, short: bool) -> int:
    """GDELT: no header, tabs, empty for nothing. The short form (1.0) has no ADM2 columns."""
    kept = [at for at, name in enumerate(names) if not (short and name.endswith("ADM2Code"))]
    written = 0
    for written, row in enumerate(rows, 1):  # noqa: B007
        cells = ("" if row[at] is None else " ".join(str(row[at]).split()) for at in kept)
        handle.write("\t".join(cells) + "\n")
    return written


def _parquet(path: Path, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> Exported:
    """`month=2023-03/events.parquet`, one folder a month, events without a date in Hive's default partition."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, _arrow(pa, name)) for name in names])
    at = list(names).index("date")
    written = files = 0
    path.mkdir()
    for month, group in groupby(rows, key=lambda row: row[at].strftime("%Y-%m") if row[at] else NO_DATE):
        folder = path / f"month={month}"
        folder.mkdir()
        files += 1
        with pq.ParquetWriter(folder / "events.parquet", schema, compression="zstd") as writer:
            for chunk in _chunks(group):
                columns = zip(*chunk, strict=True)
                arrays = [
                    pa.array([str(cell) for cell in column] if isinstance(column[0], UUID) else column, type=field.type)
                    for column, field in zip(columns, schema, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                written += len(chunk)
    return Exported(written, files)


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    chunk: list[tuple[Any, ...]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _arrow(pa: Any, name: str) -> Any:
    if name in ("date", "date_end", "first_published"):
        return pa.date32()
    if name in ("n_mentions", "n_articles", "n_sources"):
        return pa.int32()
    if name == "quad_class":
        return pa.int16()
    if name in ("place_lat", "place_lon"):
        return pa.float64()
    return pa.float32() if name in ("goldstein", "confidence") else pa.string()


def _plain(cell: Any) -> Any:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell) if isinstance(cell, UUID) else cell


def _spreadsheet(cell: Any) -> Any:
    """Text that begins like a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return _plain(cell)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
