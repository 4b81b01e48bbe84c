"""Records as Parquet: frozen dataclasses and named tuples in, the very same out."""

from __future__ import annotations

import types
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import PurePath
from typing import IO, Any, Protocol, TypeVar, Union, cast, get_args, get_origin, get_type_hints, runtime_checkable

import pyarrow as pa
import pyarrow.parquet as pq

Record = TypeVar("Record")
_PLAIN: dict[type, Any] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}
_ROWS = 500


@runtime_checkable
class Folder(Protocol):
    """What is asked of a path: `pathlib.Path` and Airflow's `ObjectStoragePath` both give it."""

    def __truediv__(self, name: str) -> Any: ...
    def mkdir(self, *, parents: bool = False, exist_ok: bool = False) -> None: ...
    def exists(self) -> bool: ...
    def open(self, mode: str) -> IO[bytes]: ...


def schema_of(kind: type) -> pa.Schema:
    """The Arrow schema of a record type: nested records are structs, tuples lists, enumerations strings.
    TypeError for a field no column can hold."""
    return pa.schema(list(_arrow(kind)))


def write(path: Any, kind: type[Record], records: Iterable[Record]) -> int:
    """Writes the records under a temporary name, then renames: a reader sees the whole file or none.
    Returns how many there were."""
    temporary = path.parent / f".{PurePath(path.name).name}.{uuid.uuid4().hex[:12]}"
    schema, plain, count = schema_of(kind), _encoder(cast("Any", kind)), 0
    with temporary.open("wb") as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for part in _parts(records):
            writer.write_table(pa.Table.from_pylist([plain(record) for record in part], schema=schema))
            count += len(part)
    temporary.replace(path)
    return count


def read(path: Any, kind: type[Record]) -> Iterator[Record]:
    """The records of a file that `write` made, in order. ValueError where its columns are another type's."""
    build = _decoder(cast("Any", kind))
    with path.open("rb") as stream:
        parquet = pq.ParquetFile(stream)
        if parquet.schema_arrow.names != schema_of(kind).names:
            raise ValueError(f"{path.name} does not hold {kind.__name__} records")
        for part in parquet.iter_batches(_ROWS):
            for row in part.to_pylist():
                yield build(row)


def count(path: Any) -> int:
    """How many records a file holds."""
    with path.open("rb") as stream:
        return int(pq.ParquetFile(stream).metadata.num_rows)


def _parts(records: Iterable[Record]) -> Iterator[list[Record]]:
    part: list[Record] = []
    for record in records:
        part.append(record)
        if len(part) == _ROWS:
            yield part
            part = []
    if part:
        yield part


def _columns(kind: type) -> Sequence[tuple[str, Any]]:
    hints = get_type_hints(kind)
    names = [item.name for item in fields(kind)] if is_dataclass(kind) else list(kind._fields)  # type: ignore[attr-defined]
    return [(name, hints[name]) for name in names]


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and (is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields")))


def _optional(kind: Any) -> Any:
    """X of `X | None`, otherwise None."""
    if get_origin(kind) not in (Union, types.UnionType):
        return None
    inner = [item for item in get_args(kind) if item is not type(None)]
    return inner[0] if len(inner) == 1 else None


def _arrow(kind: type) -> list[pa.Field]:
    return [pa.field(name, _arrow_type(hint)) for name, hint in _columns(kind)]


def _arrow_type(hint: Any) -> pa.DataType:
    inner = _optional(hint)
    if inner is not None:
        return _arrow_type(inner)
    if get_origin(hint) is tuple and get_args(hint)[1:] == (Ellipsis,):
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if _is_record(hint):
        return pa.struct(_arrow(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return pa.string()
    if hint not in _PLAIN:
        raise TypeError(f"no column holds {hint!r}")
    return _PLAIN[hint]


@cache
def _encoder(hint: Any) -> Callable[[Any], Any]:
    inner = _optional(hint)
    if inner is not None:
        each = _encoder(inner)
        return lambda value: None if value is None else each(value)
    if get_origin(hint) is tuple:
        each = _encoder(get_args(hint)[0])
        return lambda value: [each(item) for item in value]
    if _is_record(hint):
        parts = [(name, _encoder(kind)) for name, kind in _columns(hint)]
        return lambda value: {name: each(getattr(value, name)) for name, each in parts}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    return _same


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    inner = _optional(hint)
    if inner is not None:
        each = _decoder(inner)
        return lambda value: None if value is None else each(value)
    if get_origin(hint) is tuple:
        each = _decoder(get_args(hint)[0])
        return lambda value: tuple([each(item) for item in value])
    if _is_record(hint):
        parts = [(name, _decoder(kind)) for name, kind in _columns(hint)]
        return lambda row: hint(*[each(row[name]) for name, each in parts])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _same


def _same(value: Any) -> Any:
    return value
