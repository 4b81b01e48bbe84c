"""`events run FILE…`: the whole job over article files, without Airflow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

import typer

from events import settings
from events.commands.output import tell

if TYPE_CHECKING:
    from uuid import UUID

    from rich.console import Console

    from events.batch.job import Counts, Stamp
    from events.model import RawArticle, Rejection

BATCH: Final = 20_000
HELD, NO_SERVER, WRONG = 1, 3, 4


def run(
    files: Annotated[list[Path], typer.Argument(help="JSON lines (.gz too), CSV, HTML, WARC; or a folder of them.")],
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles from this day on.")
    ] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles up to this day.")] = None,
    source: Annotated[str | None, typer.Option(help="Only articles of this source.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many articles; 0: all.", min=0)] = 0,
    jobs: Annotated[int, typer.Option(help="Processes; 0: one a core.", min=0, max=64)] = 0,
    batch: Annotated[int, typer.Option(help="Articles a batch.", min=1, max=200_000)] = BATCH,
    columns: Annotated[str, typer.Option(help="A table's columns for our fields: text=body,id=nr,published=day.")] = "",
    encoding: Annotated[str | None, typer.Option(help="A table's encoding, where it is not UTF-8.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a batch on stdout.")] = False,
) -> None:
    """Code article files, validate, load them into the database, write the report.

    Exit codes: 0 loaded (also where articles were rejected) · 1 a batch was held · 2 wrong usage · 3 the database or
    another server does not answer · 4 the seeds, the files or the set-up are wrong.
    """
    from rich.console import Console

    from events.batch.errors import Terminal, Transient

    console = Console(stderr=True)
    choice, table = _choice(since, until, source, limit), _Table(_columns(columns), encoding)
    try:
        held = _run(console, files, choice, table, jobs=jobs, size=batch, as_json=as_json)
    except Transient as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(NO_SERVER) from error
    except Terminal as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(WRONG) from error
    if held:
        raise typer.Exit(HELD)


def _choice(since: datetime | None, until: datetime | None, source: str | None, limit: int) -> Any:
    from events.batch.staged import Choice

    return Choice(since and since.date(), until and until.date(), source, limit)


class _Table(NamedTuple):
    """How the tables among the files are read."""

    columns: dict[str, str] | None
    encoding: str | None


def _columns(written: str) -> dict[str, str] | None:
    from events.sources.records import FIELDS

    pairs = dict(pair.split("=", 1) for pair in written.split(",") if "=" in pair)
    if len(pairs) != written.count("=") or set(pairs) - set(FIELDS) or (written and "text" not in pairs):
        raise typer.BadParameter(f"--columns is text=COLUMN, then more of {', '.join(FIELDS)}, with commas between")
    return pairs or None


def _run(
    console: Console, files: list[Path], choice: Any, table: _Table, *, jobs: int, size: int, as_json: bool
) -> int:
    """How many batches were held."""
    from events.batch import job, reporting, runs
    from events.batch.database import ready
    from events.batch.errors import sorted_errors
    from events.batch.staged import chosen
    from events.batch.version import code_version
    from events.sources import read_file

    configured = settings.load()
    notes: Counter[str] = Counter()
    paths = list(_paths(files))
    with console.status("Starting the database and reading the seeds …"), sorted_errors():
        url = ready(configured)
        stamp = job.Stamp(code_version(), runs.lexicon().fingerprint)
    found = chosen(chain.from_iterable(read_file(path, None, notes, *table) for path in paths), choice)
    held, last = 0, None
    while part := list(islice(found, size)):
        counts = load(console, part, url, stamp, jobs)
        held, last = held + (counts.state == "held"), counts.batch
        told = counts.line if counts.state == "published" else f"[red]held: {counts.note}[/red]"
        console.print(told, soft_wrap=True)
        if as_json:
            tell(asdict(counts))
    if notes:
        told = ", ".join(f"{name} ({count:,})" for name, count in notes.most_common(5))
        console.print(f"[yellow]Fields nobody reads: {told}[/yellow]")
    if last is None:
        console.print("no articles")
    else:
        with console.status("Writing the report …"):
            console.print(f"Report: {reporting.write(url, configured, last)}", soft_wrap=True)
    return held


def load(
    console: Console,
    part: Iterable[RawArticle | Rejection],
    url: str,
    stamp: Stamp,
    jobs: int,
    resolves: Iterable[UUID] = (),
) -> Counts:
    """One batch coded, judged and published or held; `resolves` as in `job.publish`."""
    from events.batch import job, places
    from events.batch.parallel import code_all
    from events.batch.stages import Spent, received

    rows, took = list(received(part)), list[Spent]()
    articles = [row.article for row in rows if row.article]
    unread = [row.rejection for row in rows if row.rejection]
    with _bar(console) as bar:
        task = bar.add_task("Coding", total=len(articles))
        coded = code_all(articles, jobs, lambda count: bar.advance(task, count), took.append)
    with console.status("Validating …"):
        configured = settings.load()
        verdict = job.judge(
            url,
            lambda: coded,
            lambda: unread,
            stamp,
            seeds=configured.seeds,
            docs=places.docs(configured),
            took=took,
        )
    with console.status("Loading …"):
        return job.publish(url, verdict.batch, verdict.held, resolves)


def _bar(console: Console) -> Any:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def _paths(files: Iterable[Path]) -> Iterator[Path]:
    """Each file, and of each folder the article files in it. A missing one is wrong usage."""
    from events.sources import files_of

    for path in files:
        if not path.exists():
            raise typer.BadParameter(f"no such file: {path}")
        yield from files_of(path) if path.is_dir() else (path,)
