"""The built lexicon kept in a file, so that a process need not read, check and compile the seeds anew.

The file is a pickle of our own making in the project's own cache folder: whoever can write there can also write the
folder's Python files. Its name tells the seeds, the code and the Python it was made with, so nothing else reads it; a
digest in front tells a file cut short from a whole one.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
import tempfile
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from events.lexicon.lexicon import Lexicon

KEPT = 5
_ROOMS = ("lexicon", "clean", "model.py")
_DIGEST = hashlib.sha256().digest_size


def read(cache: Path, seeds: str) -> Lexicon | None:
    """The lexicon kept for the seeds with the fingerprint `seeds`; None where there is none, or only a damaged one."""
    try:
        content = _place(cache, seeds).read_bytes()
    except FileNotFoundError:
        return None
    body = memoryview(content)[_DIGEST:]
    if hashlib.sha256(body).digest() != content[:_DIGEST]:
        return None
    found: Lexicon = pickle.loads(body)  # noqa: S301 - our own file, see above
    return found


def write(cache: Path, lexicon: Lexicon) -> None:
    """Keep `lexicon`; the oldest beyond the last few go, as every change of the seeds makes one."""
    place = _place(cache, lexicon.fingerprint)
    packed = io.BytesIO()
    _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(lexicon)
    body = packed.getvalue()
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, prefix=".lexicon-", suffix=".part", delete=False) as part:
        part.write(hashlib.sha256(body).digest() + body)
    Path(part.name).replace(place)
    made = sorted(cache.glob("lexicon-*.pickle"), key=lambda path: path.stat().st_mtime_ns)
    for path in made[:-KEPT]:
        path.unlink(missing_ok=True)


class _Pickler(pickle.Pickler):
    """Packs a record as a call of its class: read back in half the time that dataclasses with slots take by default."""

    def reducer_override(self, obj: Any) -> Any:
        if is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), tuple(getattr(obj, field.name) for field in fields(obj))
        return NotImplemented


def _place(cache: Path, seeds: str) -> Path:
    root = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{seeds} {sys.version}".encode())
    for room in _ROOMS:
        place = root / room
        for path in [place] if place.is_file() else sorted(place.glob("*.py")):
            digest.update(path.read_bytes())
    return cache / f"lexicon-{digest.hexdigest()[:24]}.pickle"
