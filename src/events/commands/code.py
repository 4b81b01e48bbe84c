"""`events code`: articles as JSON lines in, coded articles as JSON lines out, in the same order; no database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from events import settings
from events.commands.output import tell

if TYPE_CHECKING:
    from events.lexicon import Lexicon
    from events.model import Coded, Event, Mention, Place, Span, TemporalExpression


def code(
    min_confidence: Annotated[
        float, typer.Option(help="Leave out events below this confidence (0 to 1).", min=0.0, max=1.0)
    ] = 0.0,
) -> None:
    """Code articles: JSON lines {"id","text","published","title","source","url"} on stdin, coded articles on stdout.

    A line that cannot be coded comes back with its rejection. Exit code 0 also then; 2 for wrong usage.
    """
    lexicon = load_lexicon()
    for row in coded_rows(sys.stdin.buffer, lexicon, min_confidence):
        tell(row)


def load_lexicon() -> Lexicon:
    """The lexicon of the configured seeds, its compiled parts cached under the data folder. Exits with code 3 and the
    faults where the seeds cannot be used, or where `EVENTS_MORPHOLOGY` names no file."""
    from events.lexicon import Lexicon, SeedError

    configured = settings.load()
    if configured.morphology and not Path(configured.morphology).is_file():
        typer.echo(f"EVENTS_MORPHOLOGY names no file: {configured.morphology}", err=True)
        raise typer.Exit(3)
    try:
        return Lexicon.load(configured.seeds, cache=configured.cache, morphology_db=configured.morphology)
    except SeedError as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        typer.echo("The seeds cannot be used as they are; `events seeds check` says more.", err=True)
        raise typer.Exit(3) from error


def coded_rows(lines: IO[bytes], lexicon: Lexicon, min_confidence: float = 0.0) -> Iterator[dict[str, Any]]:
    """One result row per non-blank input line: `{"id", "events", "dates", "rejection"}`."""
    from events import pipeline
    from events.model import Coded, RawArticle, Rejection
    from events.sources import read_stream

    for article in read_stream(lines):
        if isinstance(article, Rejection):
            coded = Coded(RawArticle(article.article_id or "", ""), rejection=article)
        else:
            coded = pipeline.run(article, lexicon)
        yield as_row(coded, min_confidence)


def as_row(coded: Coded, min_confidence: float = 0.0) -> dict[str, Any]:
    """The contract of `events code` for one article."""
    text, rejection = coded.article.text, coded.rejection
    return {
        "id": coded.article.id or None,
        "events": [_event(event, text) for event in coded.events if event.confidence >= min_confidence],
        "dates": [_date(expression) for expression in coded.expressions if _told(expression)],
        "rejection": rejection and {"stage": rejection.stage, "code": rejection.code, "detail": rejection.detail},
    }


def _event(event: Event, text: str) -> dict[str, Any]:
    mention = event.mentions[0]
    return {
        "source": event.source,
        "target": event.target,
        "code": event.code,
        "root": event.root,
        "quad_class": event.quad_class,
        "goldstein": event.goldstein,
        "date": event.date and event.date.isoformat(),
        "grain": str(event.grain),
        "place": event.place and _place(event.place),
        "evidence": mention.evidence.of(text),
        "sentence": mention.sentence,
        "spans": _spans(mention),
        "mentions": len(event.mentions),
        "confidence": round(event.confidence, 3),
        "rule": mention.rule,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}


def _spans(mention: Mention) -> dict[str, list[int] | None]:
    spans: dict[str, Span | None] = {
        "evidence": mention.evidence,
        "trigger": mention.trigger,
        "source": mention.source_span,
        "target": mention.target_span,
        "date": mention.date_span,
        "place": mention.place.span if mention.place else None,
    }
    return {name: _pair(span) for name, span in spans.items()}


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _told(expression: TemporalExpression) -> bool:
    """Whether an expression names an interval: unresolved ones and "recently" do not (`events explain` shows them)."""
    return expression.start is not None and expression.rule != "vague"


def _date(expression: TemporalExpression) -> dict[str, Any]:
    return {
        "text": expression.text,
        "start": expression.start and expression.start.isoformat(),
        "end": expression.end and expression.end.isoformat(),
        "grain": str(expression.grain),
        "span": _pair(expression.span),
    }
