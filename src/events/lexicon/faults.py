"""What is wrong with a seed file, and the error that carries all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One fault, at `file:line` (line 1 is the header, 0 the file as a whole).

    `form` marks faults that `events seeds format` mends: order, normalisation, line ends, spaces.
    """

    file: str
    line: int
    message: str
    form: bool = False

    def __str__(self) -> str:
        """`file:line: message`."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class SeedError(ValueError):
    """The seeds cannot be used; `faults` lists everything found, in file and line order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Carry `faults`."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
