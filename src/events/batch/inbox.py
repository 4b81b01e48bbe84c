"""The inbox: files of articles that wait for the next coding run, and where they go afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from events.batch import places, records
from events.batch.stages import Received, received
from events.clean import neutralise
from events.model import RawArticle, Rejection
from events.settings import Settings
from events.sources import files_of, read_file


def waiting(configured: Settings) -> list[Path]:
    """The files in the inbox and the drop folder, by name."""
    inbox = places.inbox(configured)
    ours = sorted(inbox.glob("*.parquet")) if inbox.is_dir() else []
    drop = places.drop(configured)
    return [*ours, *(files_of(drop) if drop.is_dir() else ())]


def leave(configured: Settings, name: str, found: Iterable[RawArticle | Rejection]) -> int:
    """Leaves what a source gave in the inbox, as one file, whole or not at all. Gives how many records there were;
    where there were none, no file is left."""
    rows = received(found)
    first = next(rows, None)
    if first is None:
        return 0
    inbox = places.inbox(configured)
    inbox.mkdir(parents=True, exist_ok=True)
    return records.write(inbox / f"{name}.parquet", Received, chain((first,), rows))


def read(path: Path) -> Iterator[RawArticle | Rejection]:
    """The articles and rejections of a waiting file, or of one put away meanwhile; any article file besides."""
    if path.suffix != ".parquet":
        yield from read_file(path)
        return
    for row in records.read(path if path.exists() else _done(path), Received):
        found = row.article or row.rejection
        if found is not None:
            yield found


def put_away(configured: Settings, files: Iterable[Path]) -> int:
    """Moves those of the files that lie in the inbox or the drop folder into its `.done`; gives how many.
    Others stay."""
    moved = 0
    for path in files:
        root = next(
            (root for root in (places.inbox(configured), places.drop(configured)) if root in path.parents), None
        )
        if root is not None and path.exists():
            done = root / ".done" / path.relative_to(root)
            done.parent.mkdir(parents=True, exist_ok=True)
            path.replace(done)
            moved += 1
    return moved


def storable(article: RawArticle) -> RawArticle:
    """The article as the store keeps it."""
    return replace(article, text=neutralise(article.text), title=article.title and neutralise(article.title))


def _done(path: Path) -> Path:
    return path.parent / ".done" / path.name
