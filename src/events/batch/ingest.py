"""Visits to the sources of the table, and what they leave in the inbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from events import settings
from events.batch import inbox, places
from events.batch.clock import now
from events.batch.errors import Terminal, sorted_errors
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


@dataclass(frozen=True, slots=True)
class Lag:
    """How a source stands: when it was visited last and what came, None where it never was."""

    source: str
    visited: datetime | None
    articles: int
    refused: int
    problem: str


def outlets(configured: settings.Settings) -> tuple[Outlet, ...]:
    """The sources of the configured table. Raises `Terminal` with every fault as `file:line: what`."""
    with sorted_errors():
        return read_outlets(configured.sources or configured.seeds / "sources.csv")


def due(only: str | None = None, limit: int = 0) -> list[str]:
    """The names of the sources whose schedule says it is time, longest waiting first; or just the one named."""
    configured = settings.load()
    table = outlets(configured)
    if only:
        if only not in {outlet.name for outlet in table}:
            raise Terminal(f"no source is named {only!r}")
        return [only]
    waiting = []
    for outlet in table:
        last = lag(configured, outlet.name).visited
        hours = SCHEDULES[outlet.schedule]
        if hours and (last is None or now() - last >= timedelta(hours=hours) - timedelta(minutes=5)):
            waiting.append((last.timestamp() if last else 0.0, outlet.name))
    return [name for _, name in sorted(waiting)][: limit or None]


def visit(name: str) -> dict[str, Any]:
    """Visits one source: `{"source", "articles", "refused", "problem"}`; what came lies in the inbox, and only then is
    it remembered. A source that cannot be reached is a problem told, not an error."""
    configured = settings.load()
    outlet = next((each for each in outlets(configured) if each.name == name), None)
    if outlet is None:
        raise Terminal(f"no source is named {name!r}")
    places.memories(configured).mkdir(parents=True, exist_ok=True)
    memory_path = places.memories(configured) / f"{name}.json"
    memory = Memory.load(memory_path)
    with sorted_errors(), Workshop() as workshop:
        found = list(_from_web(outlet, memory, configured, workshop) if outlet.host else _from_files(outlet, memory))
        at = now()
        inbox.leave(configured, f"{at:%Y%m%dT%H%M%S%f}-{name}", found)
    memory.save(memory_path)
    refused = [each for each in found if isinstance(each, Rejection)]
    row = {
        "source": name,
        "articles": len(found) - len(refused),
        "refused": len(refused),
        "problem": refused[0].code + " " + refused[0].detail[:200] if refused else "",
    }
    (places.memories(configured) / f"{name}.visit.json").write_text(
        json.dumps({**row, "visited": at.isoformat()}, ensure_ascii=False), encoding="utf-8"
    )
    return row


def lag(configured: settings.Settings, name: str) -> Lag:
    """How one source stands."""
    try:
        row = json.loads((places.memories(configured) / f"{name}.visit.json").read_text(encoding="utf-8"))
        return Lag(name, datetime.fromisoformat(row["visited"]), row["articles"], row["refused"], row["problem"])
    except (OSError, ValueError, KeyError, TypeError):
        return Lag(name, None, 0, 0, "")


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
    yield from visited(outlet, memory, Tools(fetcher, Robots(fetcher, policy.agent), workshop))


def _from_files(outlet: Outlet, memory: Memory) -> Iterator[RawArticle | Rejection]:
    """The articles of the source's files that are new or changed since the last visit."""
    root = Path(outlet.url)
    for path in files_of(root) if root.is_dir() else (root,):
        mark = f"{path.stat().st_mtime_ns}:{path.stat().st_size}" if path.exists() else ""
        if mark and memory.seen.get(str(path), [""])[0] == mark:
            continue
        yield from read_file(path, outlet.name)
        memory.seen[str(path)] = [mark, ""]
