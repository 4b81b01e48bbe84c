"""Modules replaced while a library is imported, where the library imports what we never use and pay dearly for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from types import ModuleType

_importing = Lock()


@contextmanager
def standing_in(modules: Mapping[str, Callable[[str], ModuleType]]) -> Iterator[None]:
    """Those of `modules` that are not imported yet replaced by what their functions make of their names. Afterwards all
    is as it was: whoever imports them later gets the real ones. One thread at a time."""
    with _importing:
        made = {name: make(name) for name, make in modules.items() if name not in sys.modules}
        sys.modules.update(made)
        try:
            yield
        finally:
            for name, module in made.items():
                if sys.modules.get(name) is module:
                    del sys.modules[name]
                parent, _, attribute = name.rpartition(".")
                if parent in sys.modules and vars(sys.modules[parent]).get(attribute) is module:
                    delattr(sys.modules[parent], attribute)
