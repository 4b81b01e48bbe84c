"""The stages over staged files: each reads what the one before it left in the run's folder and leaves its own.

    articles/NNN.parquet → documents/NNN.parquet → dates/NNN.parquet → coded/NNN.parquet, slowest/NNN.json

A folder is anything with the face of `pathlib.Path`: a local path, or Airflow's `ObjectStoragePath`. Every file is
written whole or not at all, so any stage of any shard can be run again alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from events.batch import records
from events.batch.errors import Terminal
from events.batch.job import Stamp
from events.batch.stages import Cleaned, Dated, Received, Spent, cleaned, dated, extracted, received, slowest
from events.batch.telling import timed
from events.batch.version import code_version
from events.lexicon import Lexicon
from events.model import Coded, RawArticle, Rejection

SHARD_ARTICLES: Final = 2_000
MAX_SHARDS: Final = 1_000
STAGES: Final = ("articles", "documents", "dates", "coded", "slowest")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles of the input are taken: all where nothing is said. `limit` counts articles, 0 = no limit."""

    since: date | None = None
    until: date | None = None
    source: str | None = None
    limit: int = 0

    def takes(self, article: RawArticle) -> bool:
        """Whether the article is among them; one without a date only where no day is asked for."""
        if self.source and article.source != self.source:
            return False
        if self.since is None and self.until is None:
            return True
        day = article.published
        return day is not None and (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True, slots=True)
class Shards:
    """What reading left: the shards' names, and how many articles and unreadable records they hold."""

    names: tuple[str, ...]
    articles: int
    rejected: int
    stamp: Stamp


def chosen(found: Iterable[RawArticle | Rejection], choice: Choice) -> Iterator[RawArticle | Rejection]:
    """What the choice takes. Unreadable records count where no source or day is asked for."""
    taken, narrow = 0, bool(choice.source or choice.since or choice.until)
    for each in found:
        if choice.limit and taken >= choice.limit:
            return
        if isinstance(each, Rejection):
            if not narrow:
                yield each
        elif choice.takes(each):
            taken += 1
            yield each


def read(found: Iterable[RawArticle | Rejection], folder: Any, stamp: Stamp, size: int = SHARD_ARTICLES) -> Shards:
    """Writes `articles/NNN.parquet`, `size` records each, at most 1,000 shards (the last takes the rest); `stamp` is
    what the run will be coded under."""
    for stage in STAGES:
        (folder / stage).mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    articles = rejected = 0
    part: list[Received] = []

    def close() -> None:
        names.append(f"{len(names):03}")
        records.write(_file(folder, "articles", names[-1]), Received, part)
        part.clear()

    for row in received(found):
        articles, rejected = articles + (row.article is not None), rejected + (row.article is None)
        part.append(row)
        if len(part) >= size and len(names) < MAX_SHARDS - 1:
            close()
    if part or not names:
        close()
    shards = Shards(tuple(names), articles, rejected, stamp)
    with (folder / "shards.json").open("wb") as stream:
        stream.write(json.dumps(asdict(shards)).encode("ascii"))
    return shards


def shards_of(folder: Any) -> Shards:
    """What `read` left in a run's folder."""
    with (folder / "shards.json").open("rb") as stream:
        row = json.loads(stream.read())
    return Shards(tuple(row["names"]), row["articles"], row["rejected"], Stamp(**row["stamp"]))


def clean_shard(folder: Any, shard: str) -> int:
    """Leaves the documents of a shard; gives how many rows."""
    articles = (row.article for row in records.read(_file(folder, "articles", shard), Received) if row.article)
    with timed("shard cleaned", shard=shard, run=folder.name) as told:
        told["articles"] = records.write(_file(folder, "documents", shard), Cleaned, cleaned(articles))
    return int(told["articles"])


def date_shard(folder: Any, shard: str) -> int:
    """Leaves the temporal expressions of a shard, row by row with its documents; gives how many expressions."""
    total = 0

    def counted() -> Iterator[Dated]:
        nonlocal total
        for row in dated(records.read(_file(folder, "documents", shard), Cleaned)):
            total += len(row.expressions)
            yield row

    with timed("shard dated", shard=shard, run=folder.name) as told:
        told["articles"] = records.write(_file(folder, "dates", shard), Dated, counted())
        told["expressions"] = total
    return total


def extract_shard(folder: Any, shard: str, lexicon: Lexicon) -> int:
    """Leaves the coded articles of a shard; gives how many events. `Terminal` where code or seeds are others than
    when the run was read: a run is never coded under two."""
    stamp, total, took = shards_of(folder).stamp, 0, list[Spent]()
    if stamp != Stamp(code_version(), lexicon.fingerprint):
        raise Terminal("the code or the seeds changed since the articles were read: clear the run from `read`")

    def counted() -> Iterator[Coded]:
        nonlocal total
        documents = records.read(_file(folder, "documents", shard), Cleaned)
        dates = records.read(_file(folder, "dates", shard), Dated)
        for coded in extracted(zip(documents, dates, strict=True), lexicon, tell=took.append):
            total += len(coded.events)
            yield coded

    records.write(_file(folder, "coded", shard), Coded, counted())
    with (folder / "slowest" / f"{shard}.json").open("wb") as stream:  # no Parquet: of all files these alone vary
        stream.write(json.dumps([asdict(each) for each in slowest(took)]).encode("ascii"))
    return total


def coded_of(folder: Any) -> Iterator[Coded]:
    """All coded articles of a run, in the order they were read."""
    for shard in shards_of(folder).names:
        yield from records.read(_file(folder, "coded", shard), Coded)


def slowest_of(folder: Any) -> tuple[Spent, ...]:
    """The articles of a run that took most, the slowest first."""
    found: list[Spent] = []
    for path in (folder / "slowest" / f"{shard}.json" for shard in shards_of(folder).names):
        if path.exists():
            with path.open("rb") as stream:
                found += [Spent(**row) for row in json.loads(stream.read())]
    return slowest(found)


def unread_of(folder: Any) -> Iterator[Rejection]:
    """The rejections of records that never became an article."""
    for shard in shards_of(folder).names:
        for row in records.read(_file(folder, "articles", shard), Received):
            if row.rejection is not None:
                yield row.rejection


def _file(folder: Any, stage: str, shard: str) -> Any:
    return folder / stage / f"{shard}.parquet"
