"""One visit to one source: what is new since the last visit, and what to remember for the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from events.model import RawArticle, Rejection
from events.sources.addresses import Refused
from events.sources.decode import decode
from events.sources.feeds import Entry
from events.sources.fetch import Answer, Fetcher, Unreachable
from events.sources.outlets import Outlet
from events.sources.records import MAX_ID, refuse
from events.sources.robots import Robots
from events.sources.workshop import Workshop

MAX_PAGES: Final = 100
MAX_REMEMBERED: Final = 5_000
_ENOUGH: Final = 400


@dataclass(slots=True)
class Memory:
    """What a source told last time: its validators, for each entry seen a hash of the entry and of the article, and how
    many entries were left for the next visit."""

    etag: str | None = None
    last_modified: str | None = None
    seen: dict[str, list[str]] = field(default_factory=dict)
    left: int = 0

    @classmethod
    def load(cls, path: Path) -> Memory:
        """The memory kept at `path`, an empty one where there is none or it cannot be read."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def save(self, path: Path) -> None:
        """Writes the memory, newest 5,000 entries, under a temporary name first."""
        kept = replace(self, seen=dict(list(self.seen.items())[-MAX_REMEMBERED:]))
        temporary = path.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(kept), ensure_ascii=False), encoding="utf-8")
        temporary.replace(path)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a visit works with."""

    fetcher: Fetcher
    robots: Robots
    workshop: Workshop


def visit(outlet: Outlet, memory: Memory, tools: Tools) -> Iterator[RawArticle | Rejection]:
    """The articles of a feed or page that are new or corrected, and what was refused; `memory` is brought up to date
    as they are given. What could not be reached is a rejection now and is tried again at the next visit. At most 100
    pages a visit: the rest is left for the next one."""
    try:
        tools.robots.check(outlet.url)
        answer = tools.fetcher.get(outlet.url, memory.etag, memory.last_modified)
    except (Refused, Unreachable) as error:
        yield _refused(error, outlet.url)
        return
    if answer.status == 304:
        return
    if outlet.kind == "page":
        entries: tuple[Entry, ...] | Rejection = (Entry(outlet.url, outlet.url, None, None, "", False),)
    else:
        entries = tools.workshop.feed(answer.body, outlet.zone)
    if isinstance(entries, Rejection):
        yield entries
        return
    left = yield from _entries(outlet, entries, memory, tools, answer)
    memory.left = left
    if not left:
        memory.etag, memory.last_modified = answer.etag, answer.last_modified


def _entries(
    outlet: Outlet, entries: tuple[Entry, ...], memory: Memory, tools: Tools, answer: Answer
) -> Generator[RawArticle | Rejection, None, int]:
    """Gives back how many entries were left for another visit."""
    left = fetched = 0
    for entry in entries:
        mark = _hash(entry.title, entry.text, entry.published, answer.etag if outlet.kind == "page" else None)
        known = memory.seen.get(entry.id, ["", ""])
        if known[0] == mark and outlet.kind != "page":
            continue
        if not (entry.full and len(entry.text) >= _ENOUGH):
            if fetched >= MAX_PAGES:
                left += 1
                continue
            fetched += outlet.kind != "page"
        found = _article(outlet, entry, tools, answer)
        if isinstance(found, Rejection):
            left += found.code in ("EV-I025", "EV-I026", "EV-I027")
            yield found
            continue
        digest = _hash(found.title, found.text, found.published)
        memory.seen.pop(entry.id, None)
        memory.seen[entry.id] = [mark, digest]
        if digest != known[1]:
            yield found
    return left


def _article(outlet: Outlet, entry: Entry, tools: Tools, answer: Answer) -> RawArticle | Rejection:
    key = entry.id[:MAX_ID]
    if entry.full and len(entry.text) >= _ENOUGH:
        return RawArticle(key, entry.text, entry.published, outlet.name, entry.url, entry.title)
    if entry.url is None:
        return refuse("EV-I034", "an entry with neither text nor link", entry.text, key)
    try:
        if outlet.kind != "page":
            tools.robots.check(entry.url)
            answer = tools.fetcher.get(entry.url)
    except (Refused, Unreachable) as error:
        return replace(_refused(error, entry.url), article_id=key)
    html = decode(answer.body, answer.charset or (outlet.encoding if outlet.encoding != "utf-8" else None))
    page = html if isinstance(html, Rejection) else tools.workshop.page(html, answer.url)
    if isinstance(page, Rejection):
        return replace(page, article_id=key)
    return RawArticle(
        key, page.text, entry.published or page.published, outlet.name, entry.url, entry.title or page.title
    )


def _refused(error: Refused | Unreachable, url: str) -> Rejection:
    return refuse(error.code, error.detail, url)


def _hash(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
