"""How dates are compared: the start of the interval cut to its grain, as the gold sets do."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.dates import resolve
from events.model import TemporalExpression

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[3] / "shared"
_LENGTH = {"year": 4, "decade": 3, "month": 7, "quarter": 7}


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def at_grain(start: str, grain: str) -> tuple[str, str]:
    """The start cut to its grain, and the grain; weeks by their ISO number."""
    if grain == "week":
        year, week, _ = date.fromisoformat(start).isocalendar()
        return f"{year}-W{week:02}", grain
    return start[: _LENGTH.get(grain, 10)], grain


def dated(text: str, reference: str | None) -> list[TemporalExpression]:
    """The resolved expressions of a text, vague ones left out."""
    found = resolve(text, date.fromisoformat(reference[:10]) if reference else None)
    return [e for e in found if e.start is not None and e.rule != "vague"]


def key_of(expression: TemporalExpression) -> tuple[str, str]:
    """`at_grain` of an expression."""
    return at_grain(str(expression.start), expression.grain.value)


def shared(*parts: str) -> Path:
    """A path in the shared folder; skips the test where there is none."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no {'/'.join(parts)} in ../shared")
    return path
