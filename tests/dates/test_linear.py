"""Work grows with the length of the text, for ordinary and for hostile text: counted in function calls, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType
from typing import Any

import pytest

from events.dates import resolve

PIECES = {
    "news": "التقى الوزير أمس الثلاثاء 12 مارس/آذار 2024 نظيره في الدوحة وبحث معه قضايا المنطقة. ",
    "numbers": "1 ",
    "years": "2010 ",
    "slashes": "1/1/",
    "dashed years": "2010-",
    "ands": "و",
    "from": "من ",
    "from day": "من 3 ",
    "weekdays": "الجمعة والسبت و",
    "month": "مايو ",
    "months joined": "شباط/",
    "edges": "مطلع ",
    "parts": "فجر ",
    "before": "قبل ",
    "before day of": "قبل يومين من ",
    "this": "هذا ",
    "units": "يومي ",
    "numerals": "ألف و",
    "ordinals": "الحادي والعشرين من ",
    "that": "بعد ذلك ب",
    "approximate": "قبل نحو ",
    "diacritics": "مَ",
    "tatweel": "اليـ",
    "no spaces": "اليوم",
    "brackets": "(",
    "lines": "2010 -\n",
    "latin": "3 abc 2010 ",
}


def work(function: Callable[[], Any]) -> int:
    """How many calls, Python's and built-in ones, `function` makes."""
    count = 0

    def tally(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", PIECES)
def test_work_doubles_when_the_text_doubles(name: str) -> None:
    piece, day = PIECES[name], date(2024, 3, 15)
    resolve(piece * 10, day)
    size = max(1, 1500 // len(piece))
    once, twice, four = (work(lambda n=n: resolve(piece * n, day)) for n in (size, 2 * size, 4 * size))
    assert twice <= 2.5 * once + 200
    assert four <= 2.5 * twice + 200


def test_a_hundred_thousand_tokens_pass() -> None:
    sentence = "زار الرئيس أمس العاصمة والتقى نظيره وبحث معه التعاون بين البلدين. "
    found = resolve(sentence * 9_100, date(2024, 3, 15))
    assert len(found) == 9_100
    assert {e.start for e in found} == {date(2024, 3, 14)}
