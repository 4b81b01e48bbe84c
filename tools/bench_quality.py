"""How long validation takes: `python tools/bench_quality.py [ROWS]` (200,000 staged rows unless told otherwise).

Stages composed articles, five events each, on an embedded Postgres of its own, and validates them twice: the first time
with Great Expectations' import, the second without. Wall time, and processor time of both processes.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "quality"))

from batches import OUTLETS, article_of

from events import quality, store
from events.store import reference, server

TICKS = os.sysconf("SC_CLK_TCK")
EVENTS = 5  # so an article is eleven rows: itself, its events, their mentions


def _processor(home: Path) -> float:
    """Seconds of processor time of this process and of the server's, those of its sessions that ended included: what
    a machine with other work to do cannot spoil. Only where there is /proc."""
    postmaster = next(home.rglob("postmaster.pid"), None)
    parent = postmaster.read_text().split()[0] if postmaster else ""
    total = time.process_time()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, rest = stat.read_text().split(" ", 1)[0], stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if number == parent:
            total += sum(map(int, rest[11:15])) / TICKS  # its own and that of children it has waited for
        elif rest[1] == parent:
            total += sum(map(int, rest[11:13])) / TICKS
    return total


def main(rows: int) -> None:
    """Prints rows, seconds and rows a second."""
    day, rng = date(2024, 3, 13), random.Random(1)
    coded = (article_of(n, OUTLETS[n % 4], day, rng, EVENTS) for n in range(rows // (2 * EVENTS + 1)))
    with tempfile.TemporaryDirectory() as home:
        url = server.start(Path(home))
        try:
            store.migrate(url)
            with store.connect(url) as connection:
                reference.load_reference(connection, Path(__file__).parents[1] / "seeds")
            with store.connect(url, role="events_loader") as connection:
                batch = uuid4().hex
                staged = store.stage_batch(connection, store.Batch(batch, "bench", "bench"), coded)
            print(f"{staged.article_rows:,} articles, {staged.event_rows:,} events, {staged.mention_rows:,} mentions")
            for name in ("with the import", "after the import"):
                began, used = time.perf_counter(), _processor(Path(home))
                run = quality.validate(store.role_url(url, "events_validator"), batch, history=())
                seconds, work = time.perf_counter() - began, _processor(Path(home)) - used
                told = f"{seconds:.1f} s ({work:.1f} s of processor time here and in the server)"
                print(f"{name}: {len(run.results)} expectations in {told}, {run.outcome}")
        finally:
            server.stop(Path(home))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
