"""Great Expectations' own expectations, whose configuration is built once instead of some fifty times a run.

A run asks an expectation for its configuration again and again, and the library makes it anew each time: half of what
validating a small batch costs. Everything else is the library's own, the names of the expectations too. Importing this
takes seconds: only inside functions.
"""

# mypy: disable-error-code="attr-defined"
from __future__ import annotations

from typing import Any

from events.quality.library import great_expectations

great_expectations()  # imported as a whole, before its parts are named below

import great_expectations.expectations as gxe  # noqa: E402
from pydantic.v1 import PrivateAttr  # noqa: E402


def _once(kind: Any) -> Any:
    """The same expectation under the same name, with a configuration that is kept until a field is set."""
    build = kind.configuration.fget
    change = kind.__setattr__
    copied = kind.copy

    def configuration(self: Any) -> Any:
        if self._made is None:
            self._made = build(self)
        return self._made

    def assign(self: Any, name: str, value: Any) -> None:
        change(self, name, value)
        if name != "_made":
            change(self, "_made", None)

    def copy(self: Any, **asked: Any) -> Any:
        made = copied(self, **asked)
        made._made = None
        return made

    body = {
        "__doc__": kind.__doc__,
        "__module__": kind.__module__,
        "_made": PrivateAttr(default=None),
        "configuration": property(configuration),
        "__setattr__": assign,
        "copy": copy,
    }
    return type(kind)(kind.__name__, (kind,), body)


Between = _once(gxe.ExpectColumnValuesToBeBetween)
InSet = _once(gxe.ExpectColumnValuesToBeInSet)
NotInSet = _once(gxe.ExpectColumnValuesToNotBeInSet)
NotNull = _once(gxe.ExpectColumnValuesToNotBeNull)
Matches = _once(gxe.ExpectColumnValuesToMatchRegex)
MatchesNot = _once(gxe.ExpectColumnValuesToNotMatchRegex)
AtLeast = _once(gxe.ExpectColumnPairValuesAToBeGreaterThanB)
RowCount = _once(gxe.ExpectTableRowCountToBeBetween)
Columns = _once(gxe.ExpectTableColumnsToMatchSet)
Drift = _once(gxe.ExpectColumnKLDivergenceToBeLessThan)
