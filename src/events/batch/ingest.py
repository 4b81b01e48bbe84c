"""Visits to the sources of the table, and what they leave in the inbox."""

from __future__ import annotations

import fcntl
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from events import settings
from events.batch import inbox, places
from events.batch.alerts import alert
from events.batch.clock import now
from events.batch.errors import Terminal, sorted_errors
from events.batch.telling import gauge, timed
from events.model import RawArticle, Rejection
from events.sources import (
    Fetcher,
    Memory,
    Outlet,
    Policy,
    Robots,
    Tools,
    Workshop,
    files_of,
    hosts_of,
    read_file,
    read_outlets,
)
from events.sources import visit as visited
from events.sources.outlets import SCHEDULES

FAILURES: Final = 3


@dataclass(frozen=True, slots=True)
class Lag:
    """How a source stands: when it was visited last (None: never), what came, what was wrong with the source itself,
    how many visits in a row failed, and how many entries were left for the next visit."""

    source: str
    visited: datetime | None
    articles: int
    refused: int
    problem: str
    failures: int
    left: int = 0


def outlets(configured: settings.Settings) -> tuple[Outlet, ...]:
    """The sources of the configured table. Raises `Terminal` with every fault as `file:line: what`."""
    with sorted_errors():
        return read_outlets(configured.sources or configured.seeds / "sources.csv")


def due(only: str | None = None, limit: int = 0) -> list[str]:
    """The names of the sources whose schedule says it is time, longest waiting first; or just the one named. While
    the door to the internet is shut, no feed and no page is due."""
    configured = settings.load()
    table = outlets(configured)
    if only:
        if only not in {outlet.name for outlet in table}:
            raise Terminal(f"no source is named {only!r}")
        return [only]
    waiting = []
    for outlet in table:
        last = lag(configured, outlet.name).visited
        if last is not None:
            gauge(f"source_lag_hours.{outlet.name}", round((now() - last).total_seconds() / 3600, 2))
        hours = SCHEDULES[outlet.schedule]
        if outlet.host and not configured.fetch:
            continue
        if hours and (last is None or now() - last >= timedelta(hours=hours) - timedelta(minutes=5)):
            waiting.append((last.timestamp() if last else 0.0, outlet.name))
    return [name for _, name in sorted(waiting)][: limit or None]


def waiting() -> int:
    """How many files wait in the inbox and the drop folder for the next coding run."""
    return len(inbox.waiting(settings.load()))


def visit(name: str) -> dict[str, Any]:
    """Visits one source: `{"source", "articles", "refused", "problem", "failures", "left"}`; what came lies in the
    inbox, and only then is it remembered.

    A source that cannot be read is no error: its problem is kept with the visit, and the third failure in a row calls
    for help. Articles of it that cannot be read are rejections, and go along."""
    configured = settings.load()
    outlet = next((each for each in outlets(configured) if each.name == name), None)
    if outlet is None:
        raise Terminal(f"no source is named {name!r}")
    places.memories(configured).mkdir(parents=True, exist_ok=True)
    memory_path = places.memories(configured) / f"{name}.json"
    memory = Memory.load(memory_path)
    at, came, problems = now(), Counter[type](), list[Rejection]()
    with timed("source visited", source=name) as told, sorted_errors(), Workshop() as workshop:
        found = _from_web(outlet, memory, configured, workshop) if outlet.host else _from_files(outlet, memory)
        inbox.leave(configured, f"{at:%Y%m%dT%H%M%S%f}-{name}", _kept(found, bool(outlet.host), came, problems))
        told.update(articles=came[RawArticle], refused=came[Rejection], problems=len(problems))
    memory.save(memory_path)
    problem = f"{problems[0].code} {problems[0].detail}"[:300] if problems else ""
    failures = lag(configured, name).failures + 1 if problem else 0
    if failures == FAILURES:
        alert("ingest_articles", "visit", name, f"{name} failed {failures} times in a row: {problem}")
    row = {
        "source": name,
        "articles": came[RawArticle],
        "refused": came[Rejection],
        "problem": problem,
        "failures": failures,
        "left": memory.left,
    }
    (places.memories(configured) / f"{name}.visit.json").write_text(
        json.dumps({**row, "visited": at.isoformat()}, ensure_ascii=False), encoding="utf-8"
    )
    return row


def lag(configured: settings.Settings, name: str) -> Lag:
    """How one source stands."""
    try:
        row = json.loads((places.memories(configured) / f"{name}.visit.json").read_text(encoding="utf-8"))
        visited = datetime.fromisoformat(row.pop("visited"))
        return Lag(visited=visited, **row)
    except (OSError, ValueError, KeyError, TypeError):
        return Lag(name, None, 0, 0, "", 0)


def policy_of(configured: settings.Settings) -> Policy:
    """What the fetcher may do: nothing unless `EVENTS_FETCH=1`, then the hosts of the table."""
    hosts = hosts_of(outlets(configured)) if configured.fetch else frozenset()
    local = configured.fetch_local if configured.fetch else frozenset()
    return Policy(hosts=hosts - {place.partition(":")[0] for place in local}, plain=configured.fetch_plain, local=local)


def _from_web(
    outlet: Outlet, memory: Memory, configured: settings.Settings, workshop: Workshop
) -> Iterator[RawArticle | Rejection]:
    policy = policy_of(configured)
    fetcher = Fetcher(policy)
    with _alone(places.memories(configured) / f".{outlet.host}.lock"):
        yield from visited(outlet, memory, Tools(fetcher, Robots(fetcher, policy.agent), workshop))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Waits until no other process of this machine visits the same host."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _kept(
    found: Iterable[RawArticle | Rejection], web: bool, came: Counter[type], problems: list[Rejection]
) -> Iterator[RawArticle | Rejection]:
    """What goes to the inbox, counted; what is wrong with a source of the web as a whole goes to `problems`."""
    for each in found:
        if web and isinstance(each, Rejection) and each.article_id is None:
            problems.append(each)
        else:
            came[type(each)] += 1
            yield each


def _from_files(outlet: Outlet, memory: Memory) -> Iterator[RawArticle | Rejection]:
    """The articles of the source's files that are new or changed since the last visit."""
    root = outlet.path
    for path in files_of(root) if root.is_dir() else (root,):
        mark = f"{path.stat().st_mtime_ns}:{path.stat().st_size}" if path.exists() else ""
        if mark and memory.seen.get(str(path), [""])[0] == mark:
            continue
        columns = {"text": "text", **outlet.columns} if outlet.kind == "csv" else None
        yield from read_file(path, outlet.name, columns=columns, encoding=outlet.encoding)
        memory.seen[str(path)] = [mark, ""]
