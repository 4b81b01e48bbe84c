"""`events replay`: rejected articles tried again after a fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from events import settings
from events.commands.output import tell
from events.commands.run import BATCH, HELD, NO_SERVER, WRONG, load

if TYPE_CHECKING:
    from rich.console import Console

    from events.model import RawArticle
    from events.store.recoding import Refused


def replay(
    code: Annotated[str, typer.Option(help="Rejections of this code, or of codes that begin so: EV-C003, EV-Q.")],
    limit: Annotated[int, typer.Option(help="At most so many; 0: all.", min=0)] = 0,
    jobs: Annotated[int, typer.Option(help="Processes; 0: one a core.", min=0, max=64)] = 0,
    dry_run: Annotated[bool, typer.Option(help="Only say what would be tried again.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a batch on stdout.")] = False,
) -> None:
    """Code rejected articles again with the present code and seeds.

    What passes now is published and settles its rejection; rejections stay in the table, with the batch that settled
    them. Exit codes as of `events run`.
    """
    from rich.console import Console

    from events.batch.errors import Terminal, Transient

    console = Console(stderr=True)
    try:
        held = _replay(console, code, limit=limit, jobs=jobs, dry_run=dry_run, as_json=as_json)
    except (Transient, Terminal) as error:
        console.print(str(error), style="red", highlight=False, markup=False)
        raise typer.Exit(NO_SERVER if isinstance(error, Transient) else WRONG) from error
    raise typer.Exit(HELD if held else 0)


def _replay(console: Console, code: str, *, limit: int, jobs: int, dry_run: bool, as_json: bool) -> int:
    """How many batches were held."""
    from events.batch import job, runs
    from events.batch.database import ready
    from events.batch.errors import sorted_errors
    from events.batch.version import code_version
    from events.store import connect, recoding

    with sorted_errors():
        url = ready(settings.load())
        with connect(url, role="events_loader") as connection:
            refused = list(recoding.refused(connection, code=code, limit=limit))
    again = [(row, article) for row, article in _readable(refused)]
    console.print(f"{len(refused)} open rejections of {code}, {len(again)} of them kept well enough to try again")
    if dry_run or not again:
        return 0
    stamp = job.Stamp(code_version(), runs.lexicon().fingerprint)
    rows, held = iter(again), 0
    while part := list(islice(rows, BATCH)):
        unique = {article.id: article for _, article in part}
        counts = load(console, unique.values(), url, stamp, jobs, [row.key for row, _ in part])
        held += counts.state == "held"
        console.print(counts.line if counts.state == "published" else f"held: {counts.note}", soft_wrap=True)
        if as_json:
            tell(asdict(counts))
    return held


def _readable(refused: Iterable[Refused]) -> Iterator[tuple[Refused, RawArticle]]:
    """The rejections whose article was kept, or whose line can be read by now."""
    from events.model import Rejection
    from events.sources import parse_line

    for row in refused:
        article = row.article or (parse_line(row.raw.encode("utf-8")) if row.raw else None)
        if article is not None and not isinstance(article, Rejection):
            yield row, article
