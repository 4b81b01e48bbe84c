"""The date and the place an event is given, and why."""

from __future__ import annotations

import pytest

ACCORD = "وقعت قطر ومصر اتفاقية للتعاون"


@pytest.mark.parametrize(
    ("when", "day", "grain"),
    [
        pytest.param(" أمس.", "2024-03-12", "day", id="yesterday"),
        pytest.param(" أول أمس.", "2024-03-11", "day", id="the day before yesterday"),
        pytest.param(" في 5 مايو 2019.", "2019-05-05", "day", id="a full date"),
        pytest.param(" في 21 فبراير الماضي.", "2024-02-21", "day", id="the latest such day"),
        pytest.param(" في شتنبر الماضي.", "2023-09-01", "month", id="a Moroccan month"),
        pytest.param(" في الأسبوع الماضي.", "2024-03-04", "week", id="a week starts on Monday"),
        pytest.param(" الشهر الماضي.", "2024-02-01", "month", id="a month"),
        pytest.param(" عام 2019.", "2019-01-01", "year", id="a year"),
        pytest.param(".", "2024-03-13", "day", id="no date at all: the day of publication"),
    ],
)
def test_the_date_in_the_clause_is_resolved_against_publication(coded, when: str, day: str, grain: str) -> None:
    (event,) = coded(ACCORD + when).events
    assert (str(event.date), event.grain) == (day, grain)


def test_a_date_span_points_at_its_words(coded) -> None:
    found = coded(ACCORD + " في 5 مايو 2019.")
    (mention,) = found.mentions
    assert mention.date_span is not None
    assert "5 مايو 2019" in mention.date_span.of(found.article.text)


def test_without_a_publication_date_only_absolute_dates_count(coded) -> None:
    (undated,) = coded(ACCORD + " أمس.", None).events
    assert (undated.date, undated.grain) == (None, "unknown")
    (dated,) = coded(ACCORD + " في 5 مايو 2019.", None).events
    assert str(dated.date) == "2019-05-05"


def test_an_intent_is_dated_when_it_was_announced(coded) -> None:
    (event,) = coded("سيزور الرئيس الفرنسي الرباط الأسبوع المقبل.").events
    assert (event.code, str(event.date), event.grain) == ("036", "2024-03-13", "day")


def test_the_date_of_the_lead_governs_the_sentences_after_it(coded) -> None:
    same = coded("زار وزير الخارجية التركي أمس الثلاثاء بغداد. وبحث الوزير مع الرئيس العراقي ملف المياه.")
    other = coded("التقى وزير الدفاع الأردني نظيره العراقي أمس في عمان.\nوأدان الوزير الأردني إسرائيل.")
    assert [str(e.date) for e in same.events] == ["2024-03-12", "2024-03-12"]
    assert [str(e.date) for e in other.events] == ["2024-03-12", "2024-03-12"]


def test_background_keeps_its_own_date(coded) -> None:
    found = coded(ACCORD + ". وكان الرئيس المصري قد زار الدوحة عام 2021.")
    assert [(e.code, str(e.date), e.grain) for e in found.events] == [
        ("057", "2024-03-13", "day"),
        ("042", "2021-01-01", "year"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "أدانت تونس إسرائيل. وقالت الوزارة في بيان أمس إن الحصار يخالف القانون.",
            {("TUN", "111", "2024-03-12")},
            id="a statement of the lead, its announcement named behind it",
        ),
        pytest.param(
            "أدانت تونس إسرائيل. وقال الوزير خلال لقائه أمس السفراء إن الوضع صعب.",
            {("TUN", "111", "2024-03-13")},
            id="a meeting is no announcement",
        ),
        pytest.param(
            "دانت الجزائر الهجوم الذي شنه مسلحون أمس على مسجد في كابول.\nوطالبت الجزائر إسرائيل بوقف الحصار.",
            {("DZA", "111", "2024-03-13"), ("DZA", "105", "2024-03-13")},
            id="the date of another act dates no statement behind it",
        ),
        pytest.param(
            "وقع المغرب ومصر يوم الأحد اتفاقية للتعاون.\nوقال خبير إن الطريق طويل.\nوقع المغرب ومصر اتفاقية للتعاون.",
            {("MAR", "057", "2024-03-10")},
            id="told again without its date",
        ),
        pytest.param(
            "كانت السعودية قد وقعت مع مصر اتفاقية للتعاون بعد زيارة الملك للقاهرة في أبريل 2016.",
            {("SAU", "057", "2016-04-01")},
            id="a background act beside the only date, an old one",
        ),
    ],
)
def test_acts_without_a_date_of_their_own(coded, text: str, expected: set[tuple[str, str, str]]) -> None:
    found = {(e.source[:3], e.code[:3], str(e.date)) for e in coded(text).events}
    assert expected <= found
    assert len({(source, code) for source, code, _ in found}) == len(found)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        pytest.param("التقى الرئيس المصري نظيره التركي في القاهرة.", "القاهرة", "EGY", id="a capital"),
        pytest.param("التقى وزير الخارجية الروسي نظيره الأمريكي في جنيف.", "جنيف", "CHE", id="a third country"),
        pytest.param("قصفت القوات التركية مواقع حزب العمال الكردستاني قرب دهوك.", "دهوك", "IRQ", id="near a town"),
    ],
)
def test_a_place_is_named_with_its_country_and_point(coded, text: str, name: str, country: str) -> None:
    found = coded(text)
    place = found.events[0].place
    assert place is not None
    assert (place.name, place.country) == (name, country)
    assert place.span.of(found.article.text) == name
    assert place.lat is not None
    assert place.lon is not None


def test_an_event_without_a_place_has_none(coded) -> None:
    (event,) = coded("فرضت الولايات المتحدة عقوبات على إيران.").events
    assert event.place is None


def test_one_carried_over_from_a_longer_sentence_undergoes_an_attack(events) -> None:
    text = (
        "قال النائب رعد الدهلكي في تصريح صحافي مطول عن الوضع الأمني في محافظة ديالى وعن النازحين منها ومن غيرها، "
        "إن تنظيم داعش انسحب من المحافظة. وتعرض لقصف. واعتقلت الشرطة المصرية الصحفي عمرو بدر."
    )
    assert "EGYCOP EGYMED 173" in events(text, "2015-07-22")
