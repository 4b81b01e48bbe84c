"""Who a person was on the day of the event, not on the day of the paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Events = Callable[..., list[str]]
Coded = Callable[..., object]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("زار باراك أوباما بغداد في 21 يوليو 2008.", "2015-08-01", ["USALEG IRQ 042"]),
        ("زار باراك أوباما بغداد في 7 أبريل 2009.", "2015-08-01", ["USAGOV IRQ 042"]),
        ("زار باراك أوباما بغداد أمس.", "2018-08-01", ["USAELI IRQ 042"]),
        ("وصل جمال بن عمر إلى صنعاء أمس.", "2013-05-02", ["UNO YEM 042"]),
        ("وصل جمال بن عمر إلى صنعاء أمس.", "2015-07-02", []),
        ("وصل نيكسون إلى القاهرة أمس.", "2015-07-02", []),
        ("التقى عمرو موسى وزير الخارجية القطري أمس.", "2003-07-02", ["ARL QATGOV 040"]),
        ("التقى عمرو موسى وزير الخارجية القطري أمس.", "2015-07-02", ["EGYELI QATGOV 040"]),
        ("التقى جاسم البديوي وزير الخارجية القطري أمس.", "2015-07-02", []),  # at the head of the GCC since 2023
        ("التقى جاسم البديوي وزير الخارجية القطري أمس.", "2024-07-02", ["GCC QATGOV 040"]),
    ],
)
def test_the_office_of_the_day_decides(events: Events, text: str, published: str, expected: list[str]) -> None:
    assert events(text, published) == expected


def test_the_row_told_is_that_of_the_office_held(coded: Coded, lexicon) -> None:
    (event,) = coded("زار باراك أوباما بغداد أمس.", "2009-04-08").events  # type: ignore[attr-defined]
    rows = [row for row in event.mentions[0].seeds if row.startswith("offices.csv:")]
    (line,) = [int(row.partition(":")[2]) for row in rows]
    (office,) = [office for office in lexicon.careers[line] if office.line == line]
    assert (office.code, office.person_en) == ("USAGOV", "Barack Obama")
    assert office.start <= event.date <= office.end
