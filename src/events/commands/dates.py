"""`events dates`: temporal expressions of texts, from JSON lines to JSON lines."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.commands.output import tell

if TYPE_CHECKING:
    from events.model import TemporalExpression

_MAX_LINE = 4_000_000


def dates(
    check: Annotated[bool, typer.Option(help="Ask dateparser about each plain date too; counts go to stderr.")] = False,
) -> None:
    """Read {"id", "text", "reference"} lines, write {"id", "dates": [{"text", "start", "end", "grain"}]} lines.

    Days are ISO and inclusive. What cannot be resolved stands in "unresolved" with its reason. A line that cannot be
    read gives {"id", "line", "error"}, and the exit status is 1.
    """
    from events.dates import tally

    failed = False
    seen: list[tuple[TemporalExpression, date | None]] = []
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        row = answer(line, number, seen if check else None)
        failed = failed or "error" in row
        tell(row)
    if check:
        found = tally(seen)
        counts = f"{found.asked} asked, {found.agreed} agreed, {found.disagreed} disagreed, {found.silent} silent"
        typer.echo(f"dateparser: {counts}", err=True)
        for opinion in found.disagreements:
            typer.echo(f"  {opinion.text} ({opinion.locale}): {opinion.value}", err=True)
    if failed:
        raise SystemExit(1)


def answer(
    line: bytes, number: int, seen: list[tuple[TemporalExpression, date | None]] | None = None
) -> dict[str, Any]:
    """The output object of one input line: dates, or an error that names what is wrong. `seen` collects expressions."""
    from events.clean import neutralise
    from events.dates import resolve

    try:
        row = json.loads(line[:_MAX_LINE], parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        return {"id": None, "line": number, "error": f"not a JSON object in UTF-8: {error}"}
    if not isinstance(row, dict):
        return {"id": None, "line": number, "error": "not a JSON object"}
    found, problem = row.get("id"), _problem(row)
    if problem:
        return {"id": found, "line": number, "error": problem}
    reference = row.get("reference")
    day = date.fromisoformat(reference[:10]) if reference else None
    expressions = resolve(neutralise(row["text"]), day)
    if seen is not None:
        seen.extend((e, day) for e in expressions)
    resolved = [
        {"text": e.text, "start": e.start.isoformat(), "end": (e.end or e.start).isoformat(), "grain": e.grain.value}
        for e in expressions
        if e.start is not None and e.rule != "vague"
    ]
    answered: dict[str, Any] = {"id": found, "dates": resolved}
    unresolved = [{"text": e.text, "reason": e.rule} for e in expressions if e.start is None]
    if unresolved:
        answered["unresolved"] = unresolved
    return answered


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _problem(row: dict[str, Any]) -> str | None:
    if not isinstance(row.get("text"), str):
        return '"text" must be a string'
    reference = row.get("reference")
    if reference is None or reference == "":
        return None
    try:
        date.fromisoformat(reference[:10])
    except (TypeError, ValueError):
        return f'"reference" must be an ISO day or null, not {json.dumps(reference, ensure_ascii=False)[:60]}'
    return None
