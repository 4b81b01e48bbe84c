"""A drop folder: whatever article files lie in it, by name; and any one file by its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from events.model import RawArticle, Rejection
from events.sources.decode import decode
from events.sources.lines import read_lines
from events.sources.records import refuse
from events.sources.tables import read_table
from events.sources.warc import read_warc
from events.sources.workshop import MAX_PAGE, Workshop

LINES: Final = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".json")
TABLES: Final = (".csv", ".tsv")
ARCHIVES: Final = (".warc", ".warc.gz")
PAGES: Final = (".html", ".htm")
FORMS: Final = LINES + TABLES + ARCHIVES + PAGES


def files_of(root: Path) -> tuple[Path, ...]:
    """The article files under a folder, sorted by name: regular files of a known form that lie inside it once links
    are followed. Hidden files and folders, links that lead outside, devices and pipes are left alone."""
    inside = root.resolve()
    found = []
    for path in sorted(root.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if hidden or not path.name.endswith(FORMS) or path.is_symlink():
            continue
        if path.is_file() and path.resolve().is_relative_to(inside):
            found.append(path)
    return tuple(found)


def read_file(
    path: Path,
    source: str | None = None,
    notes: Counter[str] | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Iterator[RawArticle | Rejection]:
    """The articles of one file, read by what its name ends in; JSON lines where that says nothing. `source` fills in
    where an article names none; `columns` and `encoding` are those of a table, as in `read_table`: with columns, the
    file is read as a table whatever its name."""
    name = path.name.lower()
    if name.endswith(TABLES) or columns:
        yield from read_table(path, columns, encoding, source)
    elif name.endswith((*ARCHIVES, *PAGES)):
        with Workshop() as workshop:
            yield from (
                read_warc(path, workshop, source) if name.endswith(ARCHIVES) else (_page(path, workshop, source),)
            )
    else:
        yield from read_lines(path, notes, source)


def _page(path: Path, workshop: Workshop, source: str | None) -> RawArticle | Rejection:
    try:
        if not path.is_file() or path.stat().st_size > MAX_PAGE:
            return refuse("EV-I040", f"{path.name} is no regular file of at most {MAX_PAGE:,} bytes", str(path))
        html = decode(path.read_bytes())
    except OSError as error:
        return refuse("EV-I010", f"{path.name} cannot be read: {error}", str(path))
    page = html if isinstance(html, Rejection) else workshop.page(html)
    return (
        page
        if isinstance(page, Rejection)
        else RawArticle(path.stem, page.text, page.published, source, None, page.title)
    )
