"""camel_tools' analyser, imported without its side effects.

Importing `camel_tools.morphology` reads a catalogue of downloads, fetches it from the internet when it is missing and makes a
folder in the user's home. Only `MorphologyDB.builtin_db` needs it, and we open databases by path: a stand-in module takes
the catalogue's place while the import runs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

_CATALOGUE = "camel_tools.data"
_importing = Lock()


def analyzer(database: Path) -> Any:
    """A camel_tools `Analyzer` without back-off over the database file (or the folder that holds `morphology.db`)."""
    path = database / "morphology.db" if database.is_dir() else database
    database_class, analyzer_class = _classes()
    return analyzer_class(database_class(str(path)))


def _classes() -> tuple[Any, Any]:
    with _importing:
        stand_in = None
        if _CATALOGUE not in sys.modules:
            stand_in = ModuleType(_CATALOGUE)
            stand_in.CATALOGUE = None  # type: ignore[attr-defined]
            sys.modules[_CATALOGUE] = stand_in
        try:
            from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415
            from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
        finally:
            if stand_in is not None:
                del sys.modules[_CATALOGUE]
    return MorphologyDB, Analyzer
