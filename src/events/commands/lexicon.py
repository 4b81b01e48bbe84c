"""`events lexicon …`: what the lexicon lacks, read off a corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from events.commands.code import load_lexicon

if TYPE_CHECKING:
    from events.commands.gaps import Count, Gap
    from events.model import RawArticle

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="What the lexicon nearly coded over a corpus.",
)
_TITLES: Final = {
    "verb": "verbs between two actors without a frame (frames.csv)",
    "noun": "nouns between two actors without a frame (frames.csv)",
    "unknown": "unknown words between two actors (verbs.csv, nouns.csv)",
    "name": "names after titles that no row knows (offices.csv)",
    "place": "places that no row knows (places.csv)",
}


@app.callback()
def _root() -> None:
    """What the lexicon nearly coded over a corpus."""


@app.command()
def gaps(
    files: Annotated[
        list[Path], typer.Argument(help="Article files: JSON lines (.gz too), CSV, HTML, WARC.", exists=True)
    ],
    top: Annotated[int, typer.Option(help="Show so many of each kind.", min=1)] = 20,
    least: Annotated[int, typer.Option("--least", help="Only what occurs at least so often.", min=1)] = 2,
    limit: Annotated[int, typer.Option(help="Read at most so many articles; 0: all.", min=0)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """List what was nearly coded: words between two actors without a frame, unknown names after titles, unknown places.

    Each comes with its count and an example: the list says which seed row to add next. Exit code 0; 2 for wrong usage.
    """
    from rich.console import Console
    from rich.progress import track

    from events.commands.gaps import counted

    articles = islice(_articles(files), limit or None)
    progress = track(articles, "reading", console=Console(stderr=True), transient=True)
    found = counted(_gaps(progress), least)
    kinds = {kind: list(islice(rows, top)) for kind, rows in groupby(found, key=lambda row: row.kind)}
    if as_json:
        typer.echo(
            json.dumps({kind: [row._asdict() for row in kinds.get(kind, ())] for kind in _TITLES}, ensure_ascii=False)
        )
        return
    for kind, title in _TITLES.items():
        _print(title, kinds.get(kind, []))


def _articles(files: Sequence[Path]) -> Iterator[RawArticle]:
    from events.model import RawArticle
    from events.sources import read_file

    for path in files:
        yield from (article for article in read_file(path) if isinstance(article, RawArticle))


def _gaps(articles: Iterable[RawArticle]) -> Iterator[tuple[str, Gap]]:
    from events.clean import clean
    from events.coding import read
    from events.commands.gaps import gaps_of
    from events.dates import resolve
    from events.model import Document

    lexicon = load_lexicon()
    for article in articles:
        document = clean(article)
        if isinstance(document, Document):
            expressions = resolve(document.article.text, article.published)
            for gap in gaps_of(document, read(document, expressions, lexicon), lexicon):
                yield article.id, gap


def _print(title: str, rows: Sequence[Count]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("word", "count", "example", "article", title=title, title_justify="left")
    table.columns[1].justify = "right"
    table.columns[0].no_wrap = table.columns[3].no_wrap = True
    for row in rows:
        table.add_row(row.word, f"{row.times:,}", row.example, row.article)
    Console().print(table)
