"""`events ingest`: visits to the configured sources, and how they stand."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from events import settings


def ingest(
    source: Annotated[str | None, typer.Argument(help="Only this source, due or not.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many sources; 0: all that are due.", min=0)] = 0,
    show: Annotated[bool, typer.Option("--list", help="Show how the sources stand; visit none.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source on stdout.")] = False,
) -> None:
    """Read the sources that are due into the inbox, where the next coding run takes them.

    The door to the internet is shut unless EVENTS_FETCH=1; then only hosts of seeds/sources.csv are asked.
    Exit codes: 0 (also where a source could not be read: see its problem) · 4 the table of sources is wrong.
    """
    from rich.console import Console

    from events.batch import ingest as work
    from events.batch.errors import Terminal

    try:
        if show:
            _show(as_json)
            return
        if source is None and not settings.load().fetch:
            Console(stderr=True).print(
                "The door to the internet is shut: only files are read (EVENTS_FETCH=1 opens it)."
            )
        for name in work.due(source, limit):
            row = work.visit(name)
            if as_json:
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            else:
                told = f"{row['articles']} new, {row['refused']} refused"
                Console().print(f"{name}: {told}{'; ' + row['problem'] if row['problem'] else ''}", soft_wrap=True)
    except Terminal as error:
        Console(stderr=True).print(f"[red]{error}[/red]")
        raise typer.Exit(4) from error


def _show(as_json: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from events.batch import ingest as work
    from events.batch.clock import now

    configured = settings.load()
    table = Table("source", "country", "schedule", "lag", "new", "refused", "problem", header_style="bold")
    for outlet in work.outlets(configured):
        lag = work.lag(configured, outlet.name)
        if as_json:
            sys.stdout.write(
                json.dumps({**asdict(lag), "country": outlet.country}, ensure_ascii=False, default=str) + "\n"
            )
            continue
        hours = f"{(now() - lag.visited).total_seconds() / 3600:.1f} h" if lag.visited else "never"
        table.add_row(
            outlet.name, outlet.country, outlet.schedule, hours, str(lag.articles), str(lag.refused), lag.problem[:60]
        )
    if not as_json:
        Console().print(table)
