"""`events explain`: why an event was coded, or what a sentence yields and what was blocked."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.commands.code import load_lexicon

if TYPE_CHECKING:
    from rich.console import Console

    from events.coding import SentenceReading
    from events.model import Document, Mention, TemporalExpression

_EVENT_ID = re.compile(r"[0-9a-f]{8}[0-9a-f-]{0,56}")


def explain(
    what: Annotated[
        str, typer.Argument(help="An event's id (or its first eight digits or more), or a sentence in Arabic.")
    ],
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Publication date a sentence is read against.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
) -> None:
    """Show tokens, readings, actors, dates, the rule and seed rows behind each event, and what was blocked and why.

    Exit codes: 0 shown, 1 no such event or a text that cannot be read, 2 wrong usage.
    """
    if _EVENT_ID.fullmatch(what):
        from events.commands.stored import explain_event

        raise typer.Exit(explain_event(what, as_json))
    _explain_text(what, published.date() if published else None, as_json)


def _explain_text(text: str, published: date | None, as_json: bool) -> None:
    document, expressions, readings = read_text(text, published)
    if as_json:
        rows = {
            "dates": [date_row(e) for e in expressions],
            "sentences": [sentence_row(r, document) for r in readings],
        }
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    show(document, expressions, readings)


def read_text(
    text: str, published: date | None
) -> tuple[Document, tuple[TemporalExpression, ...], tuple[SentenceReading, ...]]:
    """The document, its temporal expressions and the reading of each sentence; exits with the reason where it is
    rejected."""
    from events import clean
    from events.coding import read
    from events.dates import resolve
    from events.model import RawArticle, Rejection

    document = clean.clean(RawArticle("explained", text, published))
    if isinstance(document, Rejection):
        typer.echo(f"{document.code}: {document.detail}", err=True)
        raise typer.Exit(1)
    expressions = resolve(document.article.text, published)
    return document, expressions, tuple(read(document, expressions, load_lexicon()))


def show(
    document: Document, expressions: tuple[TemporalExpression, ...], readings: tuple[SentenceReading, ...]
) -> None:
    """Prints the readings for a person."""
    from rich.console import Console

    console = Console()
    for reading in readings:
        console.rule(f"sentence {reading.words.sentence + 1}")
        console.print(document.sentences[reading.words.sentence].span.of(document.article.text), highlight=False)
        show_words(console, reading)
        _show_outcome(console, document, reading)
    _show_dates(console, expressions)


def show_words(console: Console, reading: SentenceReading) -> None:
    """Prints a table of a sentence's phrases, verbs and their readings."""
    from rich.table import Table

    table = Table("words", "is", "slot", "actors", "readings", title="phrases and verbs", title_justify="left")
    for row in item_rows(reading):
        table.add_row(row["text"], row["kind"], row["slot"], ", ".join(row["actors"]), ", ".join(row["readings"][:4]))
    console.print(table)


def _show_outcome(console: Console, document: Document, reading: SentenceReading) -> None:
    for mention in reading.mentions:
        console.print(
            f"[bold green]{mention.source} → {mention.target}  {mention.code}[/]  "
            f"{mention.date or 'no date'} {mention.grain}  confidence {mention.confidence:.2f}"
        )
        console.print(f"  evidence  {mention.evidence.of(document.article.text)}", highlight=False)
        console.print(f"  rows      {', '.join(mention.seeds)}", highlight=False)
        for step in mention.steps:
            console.print(f"  · {step}", highlight=False)
    for blocked in reading.blocked:
        word = blocked.trigger.of(document.article.text)
        console.print(f"[yellow]no event[/] from {word} ({blocked.rule}): {blocked.why}", highlight=False)
    if not reading.mentions and not reading.blocked:
        console.print("no event: no frame met its actors here", style="yellow")


def _show_dates(console: Console, expressions: tuple[TemporalExpression, ...]) -> None:
    if not expressions:
        return
    from rich.table import Table

    table = Table(
        "expression", "from", "to", "grain", "rule", "anchor", "certainty", title="dates", title_justify="left"
    )
    for e in expressions:
        anchor = f"{e.anchor} {e.anchor_date or ''}".strip()
        table.add_row(
            e.text, str(e.start or "—"), str(e.end or "—"), str(e.grain), e.rule, anchor, f"{e.certainty:.2f}"
        )
    console.print(table)


def item_rows(reading: SentenceReading) -> list[dict[str, Any]]:
    """One row per phrase, verb, function word or mark of a sentence."""
    from events.coding.letters import WAW

    words = reading.words
    return [
        {
            "text": " ".join(token.text for token in words.tokens[item.start : item.end]),
            "kind": item.group or str(item.kind),
            "slot": item.prep or (WAW if item.conj else ""),
            "actors": [f"{relation} {actor.code or '?' + actor.role} ({actor.how})" for relation, actor in item.actors],
            "readings": [
                f"{r.base or r.lemma}/{r.pos}{'.' + r.voice if r.voice else ''} {r.table}.csv:{r.line}"
                for r in (*item.readings, *(r for part in item.parts for r in part.readings))
            ],
        }
        for item in reading.reading.items
    ]


def sentence_row(reading: SentenceReading, document: Document) -> dict[str, Any]:
    """A sentence's reading as JSON-ready data."""
    text = document.article.text
    return {
        "sentence": reading.words.sentence,
        "items": item_rows(reading),
        "events": [_mention_row(mention, text) for mention in reading.mentions],
        "blocked": [{"trigger": b.trigger.of(text), "rule": b.rule, "why": b.why} for b in reading.blocked],
    }


def _mention_row(mention: Mention, text: str) -> dict[str, Any]:
    return {
        "source": mention.source,
        "target": mention.target,
        "code": mention.code,
        "date": mention.date and mention.date.isoformat(),
        "grain": str(mention.grain),
        "evidence": mention.evidence.of(text),
        "rule": mention.rule,
        "seeds": list(mention.seeds),
        "steps": list(mention.steps),
        "confidence": mention.confidence,
    }


def date_row(expression: TemporalExpression) -> dict[str, Any]:
    """A temporal expression as JSON-ready data."""
    return {
        "text": expression.text,
        "start": expression.start and expression.start.isoformat(),
        "end": expression.end and expression.end.isoformat(),
        "grain": str(expression.grain),
        "rule": expression.rule,
        "anchor": str(expression.anchor),
        "anchor_date": expression.anchor_date and expression.anchor_date.isoformat(),
        "certainty": expression.certainty,
    }
