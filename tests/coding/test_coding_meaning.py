"""What is asserted and what is not: operators, negation, plans, questions, conditions, attacks and claims."""

from __future__ import annotations

import pytest

BEHAVIOURS = {
    "a support verb hands its subject to the act it carries": [
        ("قام الرئيس التركي بزيارة إلى الدوحة.", ["TURGOV QAT 042"]),
        ("شن الطيران الإسرائيلي غارات على مواقع حزب الله في الجنوب.", ["ISRMIL LBNHEZ 195"]),
        ("تم توقيع اتفاقية بين المغرب وموريتانيا.", ["MAR MRT 057"]),
        ("أعربت الكويت عن إدانتها للهجوم الإيراني.", ["KWT IRN 111"]),
        ("جرت محادثات بين روسيا وأوكرانيا في إسطنبول.", ["RUS UKR 040"]),
    ],
    "an appeal is made to the one addressed": [
        ("دعا الاتحاد الأفريقي إثيوبيا إلى الحوار.", ["AFU ETH 026"]),
        ("ناشدت الحكومة اللبنانية فرنسا تقديم مساعدات.", ["LBNGOV FRA 023"]),
    ],
    "a demand is made of the one addressed": [
        ("طالبت موريتانيا مالي بالتحقيق في مقتل مواطنيها.", ["MRT MLI 100"]),
    ],
    "a refusal is an act": [
        ("رفضت إيران التفاوض مع الولايات المتحدة.", ["IRN USA 125"]),
        ("رفضت الحكومة السورية الحوار مع المعارضة.", ["SYRGOV SYROPP 125"]),
    ],
    "a threat takes its kind from the act threatened": [
        ("هددت إسرائيل بقصف بيروت.", ["ISR LBN 138"]),
        ("هدد الاتحاد الأوروبي بفرض عقوبات على بيلاروسيا.", ["EUR BLR 132"]),
    ],
    "a plan is an intent": [
        ("سيزور الرئيس الفرنسي الرباط الأسبوع المقبل.", ["FRAGOV MAR 036"]),
        ("أعلنت الرئاسة الفرنسية أن الرئيس سيزور الرباط.", ["FRAGOV MAR 036"]),
        ("تعتزم ألمانيا تقديم مساعدات إلى الأردن.", ["DEU JOR 033"]),
        ("تعهدت اليابان بتقديم مساعدات إلى الصومال.", ["JPN SOM 033"]),
    ],
    "announced force is a threat": [("تعتزم تركيا قصف مواقع حزب العمال الكردستاني.", ["TUR TURREB 138"])],
    "a decision to cut relations is the act": [("قررت السعودية قطع علاقاتها مع إيران.", ["SAU IRN 161"])],
    "aid that ends is aid halted": [("أوقفت كندا مساعداتها لهايتي.", ["CAN HTI 162"])],
    "a negated act is no event": [
        ("لم يزر الرئيس التركي القاهرة.", []),
        ("لن توقع الجزائر الاتفاق مع مالي.", []),
        ("غادر الوزير القطري دون أن يلتقي نظيره السوري.", []),
        ("عدم توقيع إيران الاتفاق مع أوروبا.", []),
    ],
    "a purpose is not the act": [("أرسلت الولايات المتحدة مبعوثها لإقناع إسرائيل.", [])],
    "a denial answers a named accuser": [
        ("نفت روسيا اتهامات أوكرانيا.", ["RUS UKR 015"]),
        ("نفت المغرب الاتهامات الجزائرية.", ["MAR DZA 015"]),
    ],
    "an act denied is none": [
        ("نفى الجيش المصري قصف مواقع في ليبيا.", []),
        ("نفت طهران أن تكون قد قصفت أربيل.", []),
    ],
    "a question asserts nothing": [("هل قصفت إسرائيل دمشق؟", []), ("هل يزور الرئيس الفرنسي الجزائر؟", [])],
    "a condition asserts nothing": [
        ("إذا قصفت إسرائيل لبنان فإن المنطقة ستشتعل.", []),
        ("لو زار الرئيس السوري بغداد لتغير الأمر.", []),
    ],
    "a conditional threat is a threat": [("هددت إيران بقصف إسرائيل إذا هاجمت منشآتها.", ["IRN ISR 138"])],
    "hopes, expectations and opinions are not coded": [
        ("أعربت النرويج عن أملها في أن توقع إيران الاتفاق مع الولايات المتحدة.", []),
        ("من المتوقع أن يزور الرئيس الصيني الرياض.", []),
        ("يرى محللون أن تركيا قصفت العراق.", []),
    ],
    "saying is no event, what is said may be": [
        ("قال وزير الخارجية المصري إن الوضع مستقر.", []),
        ("قالت الرئاسة الجزائرية إن الرئيس تبون استقبل الرئيس الموريتاني.", ["DZAGOV MRTGOV 043"]),
    ],
    "the dead are part of the attack": [
        ("شنت إسرائيل غارات على غزة أسفرت عن مقتل عشرة فلسطينيين.", ["ISR PSE 195"]),
        ("قتل ثلاثة جنود في هجوم شنته حركة طالبان على الجيش الأفغاني.", ["IMGTAL AFGMIL 190"]),
        ("هاجمت بوكو حرام الجيش النيجيري وقتلت عشرة جنود.", ["IMGBOK NGAMIL 190"]),
    ],
    "a claim names the source of the attack": [
        ("هاجم مسلحون دورية للجيش المالي. وتبنى تنظيم القاعدة الهجوم.", ["IMGAQA MLIMIL 190"]),
        (
            "قتل ثلاثة جنود مصريين في تفجير عبوة ناسفة في سيناء. وتبنى تنظيم الدولة الإسلامية التفجير.",
            ["IMGISI EGYMIL 1833"],
        ),
        ("تبنت حركة طالبان هجوما على الشرطة الأفغانية في كابول.", ["IMGTAL AFGCOP 190"]),
    ],
    "a condemned attack aims at its author": [
        ("أدانت فرنسا الهجوم الذي شنته حركة طالبان في كابول.", ["FRA IMGTAL 111"]),
        ("أدانت قطر الهجوم على المسجد.", ["QAT --- 111"]),
    ],
    "people protest against their government": [
        ("تظاهر آلاف السودانيين في الخرطوم ضد الحكومة السودانية.", ["SDNCVL SDNGOV 141"]),
    ],
    "a call by telephone is told apart": [
        ("بحث الرئيس المصري هاتفيا مع نظيره الفرنسي الوضع في غزة.", ["EGYGOV FRAGOV 041"]),
    ],
    "sport, accidents and weather are no events": [
        ("فازت تونس على المغرب في مباراة كرة القدم.", []),
        ("قتل ثلاثة أشخاص في حادث مرور بالجزائر.", []),
        ("شهدت لبنان عاصفة ثلجية.", []),
    ],
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [pytest.param(*case, id=f"{name} {n}") for name, cases in BEHAVIOURS.items() for n, case in enumerate(cases, 1)],
)
def test_what_is_asserted(events, text: str, wanted: list[str]) -> None:
    assert events(text) == sorted(wanted)
