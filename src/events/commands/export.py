"""`events export`: events as Parquet, GDELT TSV, PLOVER JSON lines or CSV."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from events import settings


class Format(StrEnum):
    """What can be written."""

    PARQUET = "parquet"
    GDELT = "gdelt"
    GDELT1 = "gdelt1"
    PLOVER = "plover"
    CSV = "csv"


_DAY = ["%Y-%m-%d"]


def export(
    target: Annotated[Path, typer.Argument(help="File to write; for Parquet a folder.")],
    form: Annotated[Format, typer.Option("--format", help="gdelt is GDELT 2.0's 61 columns, gdelt1 the 58 of 1.0.")],
    since: Annotated[datetime | None, typer.Option(formats=_DAY, help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAY, help="Last day, inclusive.")] = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV for spreadsheets: BOM, no live formulas.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON on stdout.")] = False,
) -> None:
    """Write events out of the database, streamed from one snapshot.

    Exit code 1 where it cannot be done (the target exists, the database does not answer), 2 for wrong usage.
    """
    import json

    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from events.batch.database import ready
    from events.batch.errors import Terminal, Transient
    from events.store import StoreError, connect, exports

    console = Console(stderr=True)
    chosen = exports.Chosen(since.date() if since else None, until.date() if until else None)
    kind = exports.Form(form.value)
    try:
        with connect(ready(settings.load()), role="events_reader") as connection:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Progress(*columns, console=console, transient=True) as bar:
                task = bar.add_task("events", total=exports.count(connection, kind, chosen))
                done = exports.export(
                    connection, kind, target, chosen, excel=excel, overwrite=overwrite,
                    progress=lambda rows: bar.update(task, advance=rows),
                )  # fmt: skip
    except (StoreError, Transient, Terminal, OSError) as error:
        console.print(escape(str(error)), style="red", highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    if as_json:
        sys.stdout.write(json.dumps({"rows": done.rows, "files": done.files, "target": str(target)}) + "\n")
    else:
        console.print(
            f"{done.rows:,} events in {done.files:,} file{'s' * (done.files != 1)}: {escape(str(target))}",
            soft_wrap=True,
        )
