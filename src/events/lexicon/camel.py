"""camel_tools' analyser, imported without its side effects.

Importing `camel_tools.morphology` reads a catalogue of downloads, fetches it from the internet when it is missing and
makes a folder in the user's home; only `MorphologyDB.builtin_db` needs it, and we open databases by path. It also sorts
all of Unicode into classes, which takes longer than loading the seeds; only Arabic words reach the analyser. So two
modules are replaced while the import runs: the catalogue by a stand-in, the character classes by the same code over
fewer characters.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from events.standins import standing_in

_CATALOGUE, _CLASSES = "camel_tools.data", "camel_tools.utils.charsets"
_LAST_CHARACTER = 0x3000


def database(path: Path) -> Any:
    """The camel_tools `MorphologyDB` in the file (or in the folder that holds `morphology.db`).
    Raises `FileNotFoundError` where there is none, and camel_tools' `DatabaseParseError` where it is no database."""
    with standing_in(_STAND_INS):
        from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
    return MorphologyDB(str(path / "morphology.db" if path.is_dir() else path))


def analyzer(path: Path) -> Any:
    """A camel_tools `Analyzer` without back-off over the database at `path`."""
    found = database(path)
    with standing_in(_STAND_INS):
        from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415
    return Analyzer(found)


def undiacritized() -> Callable[[str], str]:
    """camel_tools' function that takes the vowel signs off an Arabic word."""
    with standing_in(_STAND_INS):
        from camel_tools.utils.dediac import dediac_ar  # noqa: PLC0415
    return cast("Callable[[str], str]", dediac_ar)


def _no_catalogue(name: str) -> ModuleType:
    made = ModuleType(name)
    made.__dict__["CATALOGUE"] = None
    return made


def _narrow(name: str) -> ModuleType:
    """The module `name` run with a `range` that stops early."""
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    module = module_from_spec(spec)
    module.__dict__["range"] = lambda stop: range(min(stop, _LAST_CHARACTER))
    spec.loader.exec_module(module)
    del module.__dict__["range"]
    return module


_STAND_INS = {_CATALOGUE: _no_catalogue, _CLASSES: _narrow}
