"""`events rejections`: what was turned away, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from events import settings
from events.commands.output import tell


def rejections(
    code: Annotated[str | None, typer.Option(help="Only this code, or codes that begin so: EV-D099, EV-D.")] = None,
    stage: Annotated[str | None, typer.Option(help="Only this stage.")] = None,
    settled: Annotated[bool, typer.Option("--all", help="Also those a later batch has settled.")] = False,
    count: Annotated[bool, typer.Option("--count", help="Numbers by code instead of a list.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="At most so many; 0 = all.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")] = False,
) -> None:
    """List rejections, open ones first, or count them by code. `events replay --code …` tries them again.

    Exit code 1 where the database does not answer, 2 for wrong usage.
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from events.batch.database import ready
    from events.batch.errors import Terminal, Transient
    from events.store import StoreError, connect, recoding

    try:
        with connect(ready(settings.load()), role="events_loader") as connection:
            if count:
                names: tuple[str, ...] = ("code", "stage", "open", "total")
                rows: list[tuple[object, ...]] = [
                    (each.code, each.stage, each.open, each.total)
                    for each in recoding.rejection_counts(connection)
                    if each.code.startswith(code or "") and stage in (None, each.stage)
                ]
            else:
                names = ("code", "stage", "article", "detail", "rejected", "settled")
                found = recoding.refused(connection, code=code, stage=stage, everything=settled, limit=limit)
                rows = [
                    (each.code, each.stage, each.article_id, each.detail, f"{each.rejected_at:%Y-%m-%d %H:%M}",
                     None if each.resolved_by is None else each.resolved_by.hex[:8])
                    for each in found
                ]  # fmt: skip
    except (StoreError, Transient, Terminal) as error:
        Console(stderr=True).print(escape(str(error)), style="red", highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    if as_json:
        for row in rows:
            tell(dict(zip(names, row, strict=True)))
        return
    table = Table(*names)
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    Console().print(table)
