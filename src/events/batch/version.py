"""The version of the code that codes: the package's, and a hash over the rooms that decide what an event is."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import events

ROOMS: Final = ("model.py", "pipeline.py", "clean", "dates", "lexicon", "coding")


@cache
def code_version() -> str:
    """`0.1.0+1a2b3c4d5e6f`: changes whenever a line of the pure rooms changes."""
    root = Path(events.__file__).parent
    digest = hashlib.sha256()
    for room in ROOMS:
        place = root / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{events.__version__}+{digest.hexdigest()[:12]}"
