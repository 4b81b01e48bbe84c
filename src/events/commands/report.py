"""`events report`: the data-quality report as HTML pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from events import settings

WRONG, NO_SERVER = 1, 3


def report(
    batch: Annotated[str | None, typer.Option(help="The batch; none: the one loaded last.")] = None,
    lang: Annotated[Literal["ar", "en"], typer.Option(help="Which page to name and open.")] = "en",
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    folder: Annotated[Path | None, typer.Option(help="Where to write; none: reports/ of the home folder.")] = None,
    gate: Annotated[Path | None, typer.Option(help="What `events gate --json` wrote; none: gate.json.")] = None,
) -> None:
    """Write the report of a batch and the overview, in English and Arabic, and print the page's path.

    Each page is one file that needs no network.

    Exit codes: 0 written · 1 no such batch · 3 the database does not answer.
    """
    from rich.console import Console
    from rich.markup import escape

    from events.batch.database import ready
    from events.batch.errors import Terminal, Transient
    from events.batch.reporting import sources_of
    from events.quality import QualityError
    from events.quality.report import collect_overview, gold_figures, overview_page, write_overview, write_pages
    from events.store import StoreError, role_url

    console = Console(stderr=True)
    configured = settings.load()
    target = (folder or configured.home / "reports").absolute()
    try:
        url = role_url(ready(configured), "events_validator")
        gold = gold_figures(gate or configured.home / "gate.json", Path("tests/gold/floors.json"))
        overview = collect_overview(url, gold=gold, sources=sources_of(configured))
        chosen = batch or next((line.batch_id for line in overview.batches), None)
        if chosen is None:
            for each in ("en", "ar"):
                write_overview(overview, target, each, configured.seeds)
            page = target / overview_page(lang)
        else:
            page = write_pages(url, chosen, target, gold=gold, seeds=configured.seeds, sources=overview.sources)[lang]
    except (QualityError, Terminal) as error:
        console.print(f"[red]{escape(str(error))}[/red]", highlight=False)
        raise typer.Exit(WRONG) from error
    except (Transient, StoreError) as error:
        console.print(f"[red]{escape(str(error))}[/red]", highlight=False)
        raise typer.Exit(NO_SERVER) from error
    typer.echo(str(page))
    if show:
        typer.launch(page.as_uri())
