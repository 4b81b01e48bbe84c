"""JSON lines, plain or gzipped: one article or one rejection per line, in order, in bounded memory."""

from __future__ import annotations

import gzip
import hashlib
import json
import stat
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from events.model import RawArticle, Rejection
from events.sources.records import MAX_RAW, article_of, refuse, unknown_fields

MAX_LINE: Final = 8 * 1024 * 1024
MAX_RATIO: Final = 200
RATIO_FROM: Final = 64 * 1024 * 1024


def read_lines(
    path: Path, notes: Counter[str] | None = None, source: str | None = None
) -> Iterator[RawArticle | Rejection]:
    """The articles of a JSON lines file, `.gz` or not, whatever its name says.

    A file that cannot be opened or read on is one rejection: `EV-I010` no regular file or unreadable,
    `EV-I011` compressed more than 200 times (a bomb). `notes` counts the names of unknown fields;
    `source` fills in where an article names none.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            yield refuse("EV-I010", f"{path.name} is no regular file", str(path))
            return
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream: IO[bytes] = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
            for found in read_stream(stream, notes):
                if source and isinstance(found, RawArticle) and not found.source:
                    found = replace(found, source=source)  # noqa: PLW2901
                yield found
                if packed and stream.tell() > max(RATIO_FROM, MAX_RATIO * max(raw.tell(), 1)):
                    yield refuse("EV-I011", f"{path.name} expands more than {MAX_RATIO} times", str(path))
                    return
    except (OSError, EOFError, zlib.error) as error:
        yield refuse("EV-I010", f"{path.name} cannot be read: {_plain(error)}", str(path))


def read_stream(stream: IO[bytes], notes: Counter[str] | None = None) -> Iterator[RawArticle | Rejection]:
    """One article or rejection for every line that is not blank:
    `EV-I001` not JSON · `EV-I005` over 8 MB · `EV-I008` not UTF-8 · and those of `article_of`."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            yield _oversized(stream, line, number)
        elif line.strip():
            yield parse_line(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number, notes)


def parse_line(line: bytes, number: int = 0, notes: Counter[str] | None = None) -> RawArticle | Rejection:
    """What one line of JSON holds. A `number` is told in the rejection's detail."""
    found = _parsed(line, notes)
    if isinstance(found, Rejection) and number:
        return replace(found, detail=f"line {number}: {found.detail}"[:2000])
    return found


def _parsed(line: bytes, notes: Counter[str] | None) -> RawArticle | Rejection:
    if len(line) > MAX_LINE:
        return refuse("EV-I005", f"{len(line):,} bytes; at most {MAX_LINE:,} are read", line)
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return refuse("EV-I008", f"not UTF-8 at byte {error.start}", line)
    except (ValueError, RecursionError) as error:
        return refuse("EV-I001", f"not JSON: {_plain(error)}", line)
    if notes is not None:
        notes.update(unknown_fields(record))
    return article_of(record, line)


def _oversized(stream: IO[bytes], head: bytes, number: int) -> Rejection:
    """Reads on to the end of the line without keeping it."""
    digest, size, part = hashlib.sha256(head), len(head), head
    while not part.endswith(b"\n") and (part := stream.readline(MAX_LINE)):
        digest.update(part)
        size += len(part)
    detail = f"line {number}: {size:,} bytes; at most {MAX_LINE:,} are read"
    kept = head[: MAX_RAW * 4].decode("utf-8", "replace")[:MAX_RAW]
    return Rejection("read", "EV-I005", detail, digest.hexdigest(), None, kept)


def _plain(error: BaseException) -> str:
    return str(error) or type(error).__name__
