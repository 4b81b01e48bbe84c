"""`events dates`: temporal expressions of texts, from JSON lines to JSON lines."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

_MAX_LINE = 4_000_000


def dates() -> None:
    """Read {"id", "text", "reference"} lines, write {"id", "dates": [{"text", "start", "end", "grain"}]} lines.

    Days are ISO and inclusive. What cannot be resolved stands in "unresolved" with its reason. A line that cannot be
    read gives {"id", "error"} and the exit status is 1.
    """
    failed = False
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        row = answer(line, number)
        failed = failed or "error" in row
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    if failed:
        raise SystemExit(1)


def answer(line: bytes, number: int) -> dict[str, Any]:
    """The output object of one input line: dates, or an error that names what is wrong."""
    from events.clean import neutralise
    from events.dates import resolve

    try:
        row = json.loads(line[:_MAX_LINE])
    except (ValueError, RecursionError) as error:
        return {"id": None, "line": number, "error": f"not a JSON object in UTF-8: {error}"}
    if not isinstance(row, dict):
        return {"id": None, "line": number, "error": "not a JSON object"}
    found, problem = row.get("id"), _problem(row)
    if problem:
        return {"id": found, "line": number, "error": problem}
    reference = row.get("reference")
    expressions = resolve(neutralise(row["text"]), date.fromisoformat(reference[:10]) if reference else None)
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
