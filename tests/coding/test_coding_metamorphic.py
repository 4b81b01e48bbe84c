"""Relations between texts that must hold whatever the coder finds: what changes nothing, what swaps, what empties."""

from __future__ import annotations

import itertools

import pytest

SENTENCES = [
    "استقبل وزير الخارجية القطري نظيره التركي في الدوحة.",
    "فرضت الولايات المتحدة عقوبات على إيران.",
    "قصفت القوات التركية مواقع حزب العمال الكردستاني قرب دهوك.",
    "طالبت موريتانيا مالي بالتحقيق في مقتل مواطنيها.",
    "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في الخرطوم.",
    "أدانت فرنسا الهجوم الذي شنته حركة طالبان في كابول.",
]
UNRELATED = [
    "وتراجعت أسعار القمح في الأسواق العالمية.",
    "ويبلغ عدد المشتركين في الخدمة مليوني مشترك.",
    "وسجلت درجات الحرارة ارتفاعا طفيفا.",
    "ويستمر معرض الكتاب عشرة أيام.",
]
# Countries of one gender and no other meaning, so that only the names change.
COUNTRIES = {
    "مصر": "EGY",
    "فرنسا": "FRA",
    "تركيا": "TUR",
    "إيطاليا": "ITA",
    "ألمانيا": "DEU",
    "إيران": "IRN",
    "موريتانيا": "MRT",
}
TEMPLATES = {
    "أدانت {a} {b}.": "111",
    "اتهمت {a} {b} بالتجسس.": "1125",
    "فرضت {a} عقوبات على {b}.": "163",
    "قدمت {a} مساعدات إنسانية إلى {b}.": "073",
    "أوقفت {a} مساعداتها إلى {b}.": "162",
    "قطعت {a} علاقاتها الدبلوماسية مع {b}.": "161",
    "دعت {a} {b} إلى الحوار.": "026",
}
# Active, passive with its agent.
VOICES = [
    ("اعتقلت الشرطة المصرية خمسة ناشطين مصريين.", "اعتقل خمسة ناشطين مصريين من قبل الشرطة المصرية."),
    ("استقبل الرئيس السنغالي نظيره الموريتاني.", "استقبل الرئيس الموريتاني من قبل نظيره السنغالي."),
    ("هاجم مسلحون دورية للجيش النيجري.", "هوجمت دورية للجيش النيجري من قبل مسلحين."),
    ("اعتقلت الشرطة التونسية ناشطين تونسيين.", "اعتقل ناشطون تونسيون من قبل الشرطة التونسية."),
]
# Asserted, negated in the forms of the newspapers.
NEGATED = [
    (
        "زار الرئيس التركي القاهرة.",
        [
            "لم يزر الرئيس التركي القاهرة.",
            "لن يزور الرئيس التركي القاهرة.",
        ],
    ),
    ("وقعت تونس اتفاقية مع ليبيا.", ["لم توقع تونس اتفاقية مع ليبيا.", "لن توقع تونس اتفاقية مع ليبيا."]),
    ("قصفت القوات الروسية مواقع تنظيم الدولة الإسلامية.", ["لم تقصف القوات الروسية مواقع تنظيم الدولة الإسلامية."]),
    (
        "التقى الرئيس المصري نظيره التركي.",
        ["لم يلتق الرئيس المصري نظيره التركي.", "لم يلتق الرئيس المصري بنظيره التركي."],
    ),
    (
        "طردت روسيا دبلوماسيين بريطانيين.",
        ["لم تطرد روسيا دبلوماسيين بريطانيين.", "لن تطرد روسيا دبلوماسيين بريطانيين."],
    ),
    ("أدانت قطر إسرائيل.", ["لم تدن قطر إسرائيل."]),
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("unrelated", UNRELATED)
def test_an_unrelated_sentence_changes_nothing(events, sentence: str, unrelated: str) -> None:
    alone = events(sentence)
    assert alone
    assert events(f"{sentence} {unrelated}") == alone
    assert events(f"{unrelated} {sentence}") == alone
    assert events(f"{sentence}\n{unrelated}") == alone


@pytest.mark.parametrize("template", TEMPLATES)
def test_swapping_two_countries_swaps_the_codes(events, template: str) -> None:
    for a, b in itertools.permutations(COUNTRIES, 2):
        assert events(template.format(a=a, b=b)) == [f"{COUNTRIES[a]} {COUNTRIES[b]} {TEMPLATES[template]}"]


@pytest.mark.parametrize(("active", "passive"), VOICES)
def test_active_and_passive_agree(events, active: str, passive: str) -> None:
    assert events(active)
    assert events(passive) == events(active)


@pytest.mark.parametrize(("asserted", "negated"), [(a, n) for a, forms in NEGATED for n in forms])
def test_a_negated_clause_yields_no_event(events, asserted: str, negated: str) -> None:
    assert events(asserted)
    assert events(negated) == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_same_sentence_twice_is_one_event_with_two_mentions(coded, sentence: str) -> None:
    once, twice = coded(sentence).events, coded(f"{sentence}\n{sentence}").events
    assert [(e.source, e.target, e.code) for e in twice] == [(e.source, e.target, e.code) for e in once]
    assert [len(e.mentions) for e in twice] == [2 * len(e.mentions) for e in once]
    assert all(many.confidence >= one.confidence for one, many in zip(once, twice, strict=True))


def test_articles_do_not_know_each_other(events) -> None:
    alone = events(SENTENCES[1])
    for other in SENTENCES:
        events(other)
        assert events(SENTENCES[1]) == alone
