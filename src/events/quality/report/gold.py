"""The gold gate's figures, as `events gate --json` writes them."""

from __future__ import annotations

import json
from pathlib import Path

Figure = tuple[str, float, float | None]


def gold_figures(path: Path, floors: Path | None = None) -> tuple[Figure, ...]:
    """(set and measure, F1, floor or None) of every measure with an F1; nothing where the file is missing or is not
    the gate's."""
    try:
        sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
        wanted = json.loads(floors.read_text(encoding="utf-8")) if floors and floors.is_file() else {}
        return tuple(
            (f"{name}: {measure}", float(figure["f1"]), wanted.get(name, {}).get("floors", {}).get(f"{measure}.f1"))
            for name, result in sets.items()
            for measure, figure in result["figures"].items()
            if figure.get("f1") is not None and measure != "eventless"
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()
