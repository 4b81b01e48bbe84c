"""What `resolve` promises about its records."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from events.dates import resolve
from events.model import Anchor, Grain, TemporalExpression

FRIDAY = date(2024, 3, 15)


def only(text: str, reference: date | None = FRIDAY) -> TemporalExpression:
    found = resolve(text, reference)
    assert len(found) == 1, found
    return found[0]


def test_span_leads_back_to_the_text_as_given() -> None:
    text = "التقـى الوزيرانِ يومَ الثلاثـاءِ الماضي في الدوحة"
    found = only(text)
    assert found.span.of(text) == found.text
    assert found.text.startswith("يومَ") and found.text.endswith("الماضي")
    assert found.start == date(2024, 3, 12)


def test_expressions_come_in_order_and_do_not_overlap() -> None:
    text = "بدأ في 3 مايو 2019 وانتهى أمس، ويعود الأسبوع المقبل أو بعد غد"
    spans = [e.span for e in resolve(text, FRIDAY)]
    assert len(spans) == 4
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "text", ["وصل أمس", "وصل الثلاثاء الماضي", "وصل الشهر الماضي", "وصل في مايو الماضي", "وصل قبل يومين"]
)
def test_relative_expression_without_publication_date_stays_unresolved_and_says_so(text: str) -> None:
    found = only(text, None)
    assert (found.start, found.end, found.grain) == (None, None, Grain.UNKNOWN)
    assert found.rule == "no_publication_date"
    assert found.anchor is Anchor.NONE


@pytest.mark.parametrize("wrong", [date(1, 1, 1), date(1850, 6, 1), date(9999, 12, 31)])
def test_impossible_publication_date_counts_as_none(wrong: date) -> None:
    assert only("وصل أمس", wrong).start is None
    assert only("وصل في 3 مايو 2019", wrong).start == date(2019, 5, 3)


def test_absolute_expression_needs_no_publication_date() -> None:
    found = only("وقع الاتفاق في 3 مايو 2019", None)
    assert (found.start, found.end, found.grain) == (date(2019, 5, 3), date(2019, 5, 3), Grain.DAY)
    assert (found.anchor, found.anchor_date) == (Anchor.ABSOLUTE, None)


def test_publication_and_discourse_anchors_carry_their_day() -> None:
    found = resolve("وقع الهجوم أمس، وفي اليوم التالي ردت القوات", FRIDAY)
    assert [(e.anchor, e.anchor_date) for e in found] == [
        (Anchor.PUBLICATION, FRIDAY),
        (Anchor.DISCOURSE, date(2024, 3, 14)),
    ]


def test_direction_and_openness() -> None:
    assert only("زار الرئيس الصين الأسبوع الماضي").direction == "past"
    assert only("يزور الرئيس الصين الأسبوع المقبل").direction == "future"
    assert only("يشغل المنصب منذ عام 2011").open
    assert not only("شغل المنصب في عام 2011").open


def test_impossible_day_is_unresolved() -> None:
    found = only("وقع في 31 فبراير 2020")
    assert found.start is None
    assert found.rule == "impossible_date"


def test_hijri_year_out_of_range_is_unresolved() -> None:
    found = only("وقع في 3 رمضان 1290هـ")
    assert (found.start, found.rule) == (None, "hijri_year_out_of_range")


@pytest.mark.parametrize(
    ("text", "day", "certainty"),
    [
        ("يبدأ الأحد 24/10/1436هـ الموافق 9/8/2015م بجدة", date(2015, 8, 9), 1.0),
        ("عقد يوم الخميس 18 شعبان 1445 الموافق لـ 29 فبراير 2024 بالرباط", date(2024, 2, 29), 0.9),
        ("عقد في 29 فبراير 2024 (19 شعبان 1445هـ) بالرباط", date(2024, 2, 29), 1.0),
        ("عقد في 3 رمضان 1440هـ الموافق 29 فبراير 2024 بالرباط", date(2024, 2, 29), 0.5),
    ],
)
def test_hijri_day_and_its_gregorian_equivalent_are_one_date(text: str, day: date, certainty: float) -> None:
    found = only(text)
    assert (found.start, found.rule, found.certainty) == (day, "hijri_and_gregorian", certainty)


def test_two_separate_dates_in_two_calendars_stay_two() -> None:
    found = resolve("بدأ في 24/10/1436هـ وانتهى في 9/9/2015م بجدة", None)
    assert [e.start for e in found] == [date(2015, 8, 9), date(2015, 9, 9)]


def test_weekday_outweighs_a_late_stamp() -> None:
    found = only("أعلنت الوزارة اليوم الخميس القرار")
    assert found.start == date(2024, 3, 14)
    assert found.certainty < 1


def test_length_of_time_is_no_date() -> None:
    found = resolve("بلغ الإنتاج أعلى مستوى له منذ خمس سنوات، وعاد اللاعب أمس إلى ناديه بعد عشر سنوات", FRIDAY)
    assert [(e.start, e.rule) for e in found] == [
        (None, "duration"),
        (date(2024, 3, 14), "day_word"),
        (None, "duration"),
    ]


def test_vague_words_get_the_week_of_publication_with_little_certainty() -> None:
    found = only("شهدت المدينة هجمات في الأيام الأخيرة")
    assert (found.start, found.grain, found.rule) == (date(2024, 3, 11), Grain.WEEK, "vague")
    assert found.certainty <= 0.3


def test_empty_text_and_text_without_letters() -> None:
    assert resolve("", FRIDAY) == ()
    assert resolve("\x00\ud800 123 ...\n\n", FRIDAY) == ()


def test_month_names_of_every_arab_region_are_known() -> None:
    babel = pytest.importorskip("babel")
    for code in (
        "ar",
        "ar_DZ",
        "ar_TN",
        "ar_MA",
        "ar_MR",
        "ar_IQ",
        "ar_LB",
        "ar_SY",
        "ar_JO",
        "ar_PS",
        "ar_EG",
        "ar_LY",
        "ar_SA",
        "ar_SD",
        "ar_YE",
    ):
        for number, name in babel.Locale.parse(code).months["format"]["wide"].items():
            found = only(f"وقع الحادث في 7 {name} 2021 بالعاصمة")
            assert found.start == date(2021, number, 7), (code, name)
