"""What a DAG's tasks call: the stages of one run, whose folder holds the files between them.

Arguments and results are plain values (ids, names, counts), fit for XCom.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from glob import glob
from itertools import chain
from pathlib import Path
from typing import Any, Final

from events import settings
from events.batch import inbox, job, places, staged
from events.batch.errors import Terminal, Unstaged, sorted_errors
from events.batch.telling import timed
from events.batch.version import code_version
from events.lexicon import Lexicon
from events.model import RawArticle, Rejection

MANIFEST: Final = "files.json"


def read(folder: Any, asked: Mapping[str, Any], url: str) -> list[str]:
    """Reads the files asked for (none: the inbox) into shards and gives their names; none where nothing is
    to be read.

    `asked` are the form's fields: `files` (paths or patterns), `date`, `until`, `source`, `limit`, `shard`, `only_new`.
    """
    with sorted_errors():
        configured = settings.load()
        files = _files(configured, asked.get("files") or ())
        if not files:
            return []
        since, source = _day(asked, "date"), asked.get("source") or None
        choice = staged.Choice(since, _day(asked, "until") or since, source, int(asked.get("limit") or 0))
        found: Iterator[RawArticle | Rejection] = chain.from_iterable(inbox.read(path) for path in files)
        stamp = job.Stamp(code_version(), lexicon().fingerprint)
        if asked.get("only_new"):
            found = _unknown(found, url, stamp)
        shards = staged.read(
            staged.chosen(found, choice), folder, stamp, int(asked.get("shard") or staged.SHARD_ARTICLES)
        )
        done = files if choice == staged.Choice() else []  # what was read in part stays where it is
        if not shards.articles and not shards.rejected:
            inbox.put_away(configured, done)
            return []
        with (folder / MANIFEST).open("wb") as stream:
            stream.write(json.dumps([str(path) for path in done]).encode("ascii"))
        return list(shards.names)


def read_stored(folder: Any, asked: Mapping[str, Any], url: str) -> list[str]:
    """Reads stored articles that were coded under other code or seeds (`all`: every one) into shards and gives their
    names; none where there are none. `asked` as in `read`, with `all`."""
    from events import store
    from events.store import recoding

    with sorted_errors(), store.connect(url, role="events_loader") as connection:
        stamp = job.Stamp(code_version(), lexicon().fingerprint)
        found = recoding.stored_articles(
            connection,
            stamp.code_version,
            stamp.seeds_fingerprint,
            since=_day(asked, "date"),
            until=_day(asked, "until"),
            source=asked.get("source") or None,
            limit=int(asked.get("limit") or 0),
            everything=bool(asked.get("all")),
        )
        shards = staged.read(found, folder, stamp, int(asked.get("shard") or staged.SHARD_ARTICLES))
    with (folder / MANIFEST).open("wb") as stream:
        stream.write(b"[]")
    return list(shards.names) if shards.articles else []


def extract(folder: Any, shard: str) -> int:
    """Codes a shard with the configured lexicon; gives how many events."""
    with timed("shard coded", shard=shard, run=folder.name) as told, sorted_errors():
        told["events"] = staged.extract_shard(folder, shard, lexicon())
        return int(told["events"])


def validate(folder: Any, url: str) -> dict[str, Any]:
    """Stages the run's batch in Postgres and judges it: a `Verdict` as a dict."""
    configured = settings.load()
    stamp = staged.shards_of(folder).stamp
    verdict = job.judge(
        url,
        lambda: staged.coded_of(folder),
        lambda: staged.unread_of(folder),
        stamp,
        seeds=configured.seeds,
        docs=places.docs(configured),
        took=staged.slowest_of(folder),
    )
    return asdict(verdict)


def load(folder: Any, url: str, verdict: Mapping[str, Any]) -> dict[str, Any]:
    """Publishes the batch, then puts the inbox files it came from away; its line in the ledger as a dict.

    A batch that the server lost in a crash since `validate` is staged and judged again from the run's files. Raises
    `Terminal` where the batch is held: nothing of it was published.
    """
    try:
        counts = job.publish(url, str(verdict["batch"]), str(verdict["held"]))
    except Unstaged:
        verdict = validate(folder, url)
        counts = job.publish(url, str(verdict["batch"]), str(verdict["held"]))
    if counts.state == "held":
        raise Terminal(f"batch {counts.batch} is held: {verdict['held']}")
    with sorted_errors(), (folder / MANIFEST).open("rb") as stream:
        inbox.put_away(settings.load(), [Path(name) for name in json.loads(stream.read())])
    return asdict(counts)


def report(url: str, batch: str) -> str:
    """Writes the batch's data-quality report; gives the page's path."""
    from events.batch import reporting

    with sorted_errors():
        return str(reporting.write(url, settings.load(), batch))


@cache
def lexicon() -> Lexicon:
    """The lexicon of the configured seeds, read once a process."""
    configured = settings.load()
    return Lexicon.load(configured.seeds, cache=configured.cache, morphology_db=configured.morphology)


def _files(configured: settings.Settings, named: Sequence[str]) -> list[Path]:
    if not named:
        return inbox.waiting(configured)
    found = [Path(path) for pattern in named for path in (sorted(glob(pattern, recursive=True)) or [pattern])]  # noqa: PTH207
    missing = [str(path) for path in found if not path.is_file()]
    if missing:
        raise Terminal(f"no such file: {', '.join(missing[:5])}")
    return found


def _unknown(found: Iterator[RawArticle | Rejection], url: str, stamp: job.Stamp) -> Iterator[RawArticle | Rejection]:
    """Leaves out articles that this code and these seeds have coded before."""
    from events import store
    from events.store import recoding

    with store.connect(url, role="events_loader") as connection:
        known = recoding.coded_under(connection, stamp.code_version, stamp.seeds_fingerprint)
    for each in found:
        if isinstance(each, Rejection) or store.article_key(inbox.storable(each)) not in known:
            yield each


def _day(asked: Mapping[str, Any], name: str) -> date | None:
    value = asked.get(name)
    return date.fromisoformat(str(value)[:10]) if value else None
