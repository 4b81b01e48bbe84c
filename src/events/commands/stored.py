"""`events explain KEY`: a stored event, its mentions, and whether the present code and seeds still say the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from events import settings
from events.commands.code import load_lexicon

if TYPE_CHECKING:
    from events.coding import SentenceReading
    from events.lexicon import Lexicon
    from events.store.telling import ToldEvent, ToldMention


def explain_event(prefix: str, as_json: bool) -> int:
    """Shows the event whose key begins with `prefix`. Exit code 0, or 1 where no single event is meant or the database
    does not answer."""
    from events.batch.database import ready
    from events.batch.errors import Terminal, Transient
    from events.store import StoreError, connect
    from events.store.telling import told

    try:
        with connect(ready(settings.load()), role="events_loader") as connection:
            event = told(connection, prefix.replace("-", "").lower())
    except (StoreError, Transient, Terminal) as error:
        typer.echo(str(error), err=True)
        return 1
    if event is None:
        typer.echo(f"no event, or more than one, has a key that begins with {prefix}", err=True)
        return 1
    lexicon = load_lexicon()
    mentions = [(mention, _read_again(mention, lexicon)) for mention in event.mentions]
    if as_json:
        typer.echo(json.dumps(_as_data(event, mentions), ensure_ascii=False, indent=1))
    else:
        _show(event, mentions)
    return 0


def _read_again(mention: ToldMention, lexicon: Lexicon) -> SentenceReading | None:
    """The mention's sentence as it is read now, None where the article can no longer be read."""
    from events import clean
    from events.coding import read
    from events.dates import resolve
    from events.model import Rejection

    document = clean.clean(mention.article)
    if isinstance(document, Rejection):
        return None
    readings = read(document, resolve(document.article.text, document.article.published), lexicon)
    return next((r for r in readings if r.words.sentence == mention.sentence), None)


def _same(event: ToldEvent, mention: ToldMention, reading: SentenceReading | None) -> bool:
    """Whether the sentence still yields this mention: actors, code, date, rule and spans."""
    return reading is not None and any(
        {m.source, m.target} == {event.source, event.target}
        and (m.code, m.date, m.rule) == (event.code, event.date, mention.rule)
        and (m.evidence.start, m.evidence.end) == mention.evidence
        for m in reading.mentions
    )


def _as_data(event: ToldEvent, mentions: list[tuple[ToldMention, SentenceReading | None]]) -> dict[str, Any]:
    return {
        "event": event.key.hex,
        "source": event.source,
        "target": event.target,
        "code": event.code,
        "date": event.date and event.date.isoformat(),
        "grain": event.grain,
        "place": event.place,
        "confidence": event.confidence,
        "mentions": [
            {
                "article": mention.article.id,
                "published": mention.article.published and mention.article.published.isoformat(),
                "evidence": mention.article.text[slice(*mention.evidence)],
                "trigger": mention.article.text[slice(*mention.trigger)],
                "rule": mention.rule,
                "seeds": list(mention.seeds),
                "steps": list(mention.steps),
                "confidence": mention.confidence,
                "reproduced": _same(event, mention, reading),
            }
            for mention, reading in mentions
        ],
    }


def _show(event: ToldEvent, mentions: list[tuple[ToldMention, SentenceReading | None]]) -> None:
    from rich.console import Console

    from events.commands.explain import show_words

    console = Console()
    console.print(
        f"[bold green]{event.source} → {event.target}  {event.code}[/]  {event.date or 'no date'} {event.grain}"
    )
    for mention, reading in mentions:
        article = mention.article
        console.rule(f"{article.source or 'no source'} · {article.id} · {article.published or 'no date'}")
        console.print(f"evidence  {article.text[slice(*mention.evidence)]}", highlight=False, markup=False)
        console.print(f"rule      {mention.rule}   rows {', '.join(mention.seeds)}", highlight=False, markup=False)
        for step in mention.steps:
            console.print(f"  · {step}", highlight=False, markup=False)
        if reading is not None:
            show_words(console, reading)
        told = "the present code and seeds say the same" if _same(event, mention, reading) else "read differently now"
        console.print(told, style="dim")
