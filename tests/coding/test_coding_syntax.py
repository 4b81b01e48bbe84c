"""Who is who in a sentence: agreement, apposition, coordination, clauses, voices, names and reference."""

from __future__ import annotations

import pytest

AGREEMENT = [
    ("زار وزير الدفاع الفرنسي باماكو.", ["FRAGOV MLI 042"]),
    ("قصفت القوات التركية مواقع حزب العمال الكردستاني.", ["TURMIL TURREB 194"]),
    ("استهدفت الغارات الروسية مواقع تنظيم الدولة الإسلامية.", ["RUS IMGISI 195"]),
    ("استقبلت وزيرة الخارجية الفرنسية نظيرها الياباني.", ["FRAGOV JPNGOV 043"]),
]
APPOSITION = [
    ("استقبل الرئيس الجزائري عبد المجيد تبون وزير الخارجية الإيطالي.", ["DZAGOV ITAGOV 043"]),
    (
        "استقبل الرئيس الأمريكي جو بايدن المستشار الألماني أولاف شولتس في واشنطن.",
        ["USAGOV DEUGOV 043"],
    ),
]
COORDINATION = [
    ("أدانت مصر والأردن وقطر إسرائيل.", ["EGY ISR 111", "JOR ISR 111", "QAT ISR 111"]),
    ("انتقدت روسيا فرنسا وبريطانيا.", ["RUS FRA 111", "RUS GBR 111"]),
    ("وقعت المغرب وإسبانيا اتفاقية للتعاون.", ["MAR ESP 057"]),
]
COUNTERPART = [
    ("استقبل وزير الخارجية القطري نظيره التركي هاكان فيدان.", ["QATGOV TURGOV 043"]),
    ("أجرى وزير الخارجية السعودي مباحثات مع نظيره الصيني.", ["SAUGOV CHNGOV 040"]),
    ("دعا الرئيس التونسي نظيره الليبي إلى زيارة تونس.", ["TUNGOV LBYGOV 036"]),
]
BOTH_SIDES = [
    (
        "التقى وزير الخارجية العماني نظيره الإيراني. ووقع الجانبان اتفاقية للتعاون.",
        ["OMNGOV IRNGOV 040", "OMNGOV IRNGOV 057"],
    ),
    ("زار الرئيس التونسي الجزائر. ووقع البلدان اتفاقية للتعاون الأمني.", ["TUNGOV DZA 042", "TUNGOV DZA 057"]),
]
DROPPED_SUBJECT = [
    (
        "انتقد وزير الخارجية الروسي الولايات المتحدة. واتهم واشنطن بتسليح أوكرانيا.",
        ["RUSGOV USA 111", "RUSGOV USA 112"],
    ),
]
RELATIVE_CLAUSE = [
    ("أعلنت القوات التركية التي قصفت مواقع حزب العمال الكردستاني انتهاء التدريبات.", ["TURMIL TURREB 194"]),
    ("أشاد الوزير الكويتي الذي التقى نظيره العراقي بالحوار.", ["KWTGOV IRQGOV 040"]),
    ("عبر الرئيس المصري الذي استقبل الرئيس السوداني عن قلقه.", ["EGYGOV SDNGOV 043"]),
]
PASSIVE_WITH_AGENT = [
    ("استقبل الرئيس الموريتاني من قبل نظيره السنغالي.", ["SENGOV MRTGOV 043"]),
    ("اعتقل خمسة ناشطين مصريين من قبل الشرطة المصرية.", ["EGYCOP EGYCVL 173"]),
    ("اعتقل قائد المعارضة الأوغندية من قبل الشرطة.", ["UGACOP UGAOPP 173"]),
]
PASSIVE_WITHOUT_AGENT = [
    ("اختطف دبلوماسي جزائري في غاو.", ["--- DZAGOV 181"]),
    ("اغتيل رئيس الوزراء اللبناني.", ["--- LBNGOV 186"]),
]
SUBJECT_FIRST = [("الرئيس المصري يستقبل وزير الخارجية الإيراني.", ["EGYGOV IRNGOV 043"])]
BETWEEN = [
    ("وقع اتفاق بين السعودية وإيران في بكين.", ["SAU IRN 057"]),
    ("اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في الخرطوم.", ["SDNMIL SDNREB 193"]),
]
NAME_INTRODUCED_ONCE = [
    (
        "زار وزير الخارجية الكيني موساليا مودافادي القاهرة. وانتقد مودافادي إثيوبيا.",
        ["KENGOV EGY 042", "KENGOV ETH 111"],
    ),
    ("أجرى وزير الخارجية النرويجي إسبن بارث أيدي مباحثات في عمان. وأدان بارث أيدي إسرائيل.", ["NORGOV ISR 111"]),
]
GROUP_NAMED_BEFORE = [
    (
        "هاجم تنظيم الدولة الإسلامية الجيش العراقي في الرمادي. وقتل التنظيم عشرة جنود.",
        ["IMGISI IRQMIL 190"],
    ),
    (
        "استقبل العاهل السعودي الرئيس اللبناني. وتعهدت المملكة بتقديم مساعدات إلى لبنان.",
        ["SAU LBN 033", "SAUGOV LBNGOV 043"],
    ),
]
THEATRE_NAMES = [
    ("قصف التحالف العربي مواقع الحوثيين في صعدة.", ["SAUCLN YEMREB 194"]),
    ("شن التحالف الدولي غارات على تنظيم الدولة الإسلامية في الموصل.", ["USACLN IMGISI 195"]),
    ("استعاد الجيش بلدة في ريف حلب من تنظيم الدولة الإسلامية.", ["SYRMIL IMGISI 190"]),
    ("وصل الرئيس اليمني إلى عدن. واشتبكت قوات الجيش مع الحوثيين.", ["YEMMIL YEMREB 193"]),
]

BEHAVIOURS = {
    "an adjective belongs to the noun it agrees with": AGREEMENT,
    "a name beside an office is one actor": APPOSITION,
    "each member of a coordination has its pair": COORDINATION,
    "a counterpart holds the same office in the country named": COUNTERPART,
    "both sides are the pair last named": BOTH_SIDES,
    "a dropped subject is the subject of the sentence before": DROPPED_SUBJECT,
    "the head of a relative clause is its subject": RELATIVE_CLAUSE,
    "a passive has its agent after the agent's preposition": PASSIVE_WITH_AGENT,
    "a passive without agent has an unknown source": PASSIVE_WITHOUT_AGENT,
    "a subject may stand before its verb": SUBJECT_FIRST,
    "between joins two sides": BETWEEN,
    "a name introduced with its office is known again": NAME_INTRODUCED_ONCE,
    "the definite noun is the group or country named before": GROUP_NAMED_BEFORE,
    "an army or coalition without a name is that of its theatre": THEATRE_NAMES,
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [pytest.param(*case, id=f"{name} {n}") for name, cases in BEHAVIOURS.items() for n, case in enumerate(cases, 1)],
)
def test_who_did_it_to_whom(events, text: str, wanted: list[str]) -> None:
    assert events(text) == sorted(wanted)


def test_the_place_of_an_attack_is_no_second_target(events) -> None:
    text = "استهدفت الغارات الروسية مواقع تنظيم الدولة الإسلامية في تدمر."
    assert events(text) == ["RUS IMGISI 195"]


def test_the_office_held_on_the_day_decides(events) -> None:
    text = "انتقد باراك أوباما روسيا."
    assert events(text, "2014-03-13") == ["USAGOV RUS 111"]
    assert events(text, "2024-03-13") == ["USAELI RUS 111"]


def test_a_former_holder_is_a_notable(events) -> None:
    assert events("انتقد الرئيس الفرنسي السابق نيكولا ساركوزي الجزائر.") == ["FRAELI DZA 111"]


def test_a_title_is_not_coded(coded) -> None:
    title = "الرئيس المصري يستقبل وزير الخارجية الإيراني"
    found = coded("بحث الاجتماع ملفات المنطقة.", title=title)
    assert not found.events
    assert found.article.title == title


def test_a_title_names_the_actor_the_text_leaves_out(events) -> None:
    text = "وكان التنظيم هاجم الجيش العراقي في الرمادي."
    assert events(text, title="تنظيم الدولة الإسلامية في الرمادي") == ["IMGISI IRQMIL 190"]


def test_an_everyday_adjective_is_no_country_beside_a_thing(coded) -> None:
    """مالي is financial beside anything but an agent, and of Mali beside one."""
    (aid,) = coded("قدمت السعودية مساعدات مالية إلى الأردن.").events
    assert (aid.source, aid.target) == ("SAU", "JOR")
    assert coded("استمرت المساعدات المالية للبنان.").events == ()
    (visit,) = coded("زار الرئيس المالي الجزائر.").events
    assert visit.source == "MLIGOV"
