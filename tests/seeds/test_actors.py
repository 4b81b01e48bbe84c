"""What the actor seeds promise: countries, metonyms, organisations and groups, dated offices, generic agents."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from events.clean import fold, lookup, tokenize
from events.lexicon import Lexicon
from events.lexicon.codes import ROLES

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
FIRST_NAMES = [
    "محمد",
    "أحمد",
    "علي",
    "حسن",
    "حسين",
    "عبدالله",
    "خالد",
    "صالح",
    "هادي",
    "عباس",
    "إبراهيم",
    "محمود",
    "سلمان",
    "سعد",
    "فهد",
    "عمر",
    "يوسف",
    "مبارك",
]
EVER = date(1, 1, 1), date(9999, 12, 31)


def rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(cell: str) -> list[str]:
    return [word for word in cell.split("|") if word]


def codes(lexicon: Lexicon, text: str, day: date) -> set[str]:
    """The codes of the longest name at the start of `text` that holds on `day`."""
    hits = lexicon.names.match(tuple(tokenize(fold(text))), 0)
    if not hits:
        return set()
    return {
        entry.code
        for hit in hits
        if hit.end == hits[0].end
        for entry in hit.entries
        if entry.table in ("countries", "metonyms", "actors", "offices")
        and (entry.start or EVER[0]) <= day <= (entry.end or EVER[1])
    }


# --- countries -------------------------------------------------------------------------------------------------------


def test_countries_are_what_the_build_tool_gives():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "build_countries.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_countries_are_the_249_of_iso_and_kosovo():
    known = {row["code"] for row in rows("countries.csv")}
    assert len(known) == 250
    assert {"XKX", "ESH", "PSE", "SSD", "MRT", "TWN", "VAT"} <= known


def test_an_adjective_belongs_to_one_country():
    owners = defaultdict(set)
    for row in rows("countries.csv"):
        for nisba in words(row["nisba"]):
            owners[lookup(nisba)].add(row["code"])
    assert {nisba: found for nisba, found in owners.items() if len(found) > 1} == {}


def test_a_country_name_belongs_to_one_country():
    owners = defaultdict(set)
    for row in rows("countries.csv"):
        for name in (row["name_ar"], *words(row["names"])):
            owners[lookup(name)].add(row["code"])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_states_of_the_region_have_adjective_and_capital():
    region = [
        "MRT",
        "MAR",
        "DZA",
        "TUN",
        "LBY",
        "EGY",
        "SDN",
        "SSD",
        "SOM",
        "DJI",
        "COM",
        "SAU",
        "YEM",
        "OMN",
        "ARE",
        "QAT",
        "BHR",
        "KWT",
        "IRQ",
        "SYR",
        "LBN",
        "JOR",
        "PSE",
        "MLI",
        "NER",
        "BFA",
        "TCD",
        "SEN",
    ]
    known = {row["code"]: row for row in rows("countries.csv")}
    assert [code for code in region if not (known[code]["nisba"] and known[code]["capital"])] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("أميركا", "USA"), ("الولايات المتحدة الأمريكية", "USA"), ("بوركينافاسو", "BFA"), ("كوت ديفوار", "CIV"),
        ("ساحل العاج", "CIV"), ("الكونغو الديمقراطية", "COD"), ("كوريا الشمالية", "PRK"), ("سلطنة عمان", "OMN"),
        ("المملكة المتحدة", "GBR"), ("المملكة المغربية", "MAR"), ("دولة الاحتلال", "ISR"), ("غينيا بيساو", "GNB"),
    ],
)  # fmt: skip
def test_press_names_of_countries(lexicon, name, code):
    assert codes(lexicon, name, date(2015, 8, 1)) == {code}


# --- metonyms --------------------------------------------------------------------------------------------------------


def test_metonyms_read_alike_once():
    # adjectives that differ in their hamza alone (أفريقي, إفريقي) are one name of one actor
    read = {(lookup(row["name"]), row["code"], row["kind"] == "nisba" or row["name"]) for row in rows("metonyms.csv")}
    seen = Counter(name for name, _, _ in read)
    assert [name for name, count in seen.items() if count > 1] == []


def test_only_names_without_a_fixed_actor_lack_a_code():
    for row in rows("metonyms.csv"):
        if row["kind"] == "none":
            assert row["code"] == "", row
        elif row["kind"] != "context":
            assert row["code"], row


def test_capitals_used_for_governments_are_the_bare_country():
    capitals = {lookup(name): row["code"] for row in rows("countries.csv") for name in words(row["capital"])}
    for row in rows("metonyms.csv"):
        if row["kind"] == "capital" and row["code"] != "EUR":
            assert capitals.get(lookup(row["name"])) == row["code"], row


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("واشنطن", "USA"), ("نواكشوط", "MRT"), ("قصر الإليزيه", "FRAGOV"), ("البيت الأبيض", "USAGOV"),
        ("البنتاغون", "USAMIL"), ("الكرملين", "RUSGOV"), ("الكونغرس", "USALEG"), ("الكنيست", "ISRLEG"),
        ("السلطنة", "OMN"), ("الدولة العبرية", "ISR"), ("قوات الأسد", "SYRMIL"), ("المملكة", ""), ("التحالف", ""),
        ("الجمهورية الإسلامية", ""), ("أمريكا اللاتينية", ""), ("صلاة المغرب", ""), ("سد النهضة", ""),
    ],
)  # fmt: skip
def test_metonyms_stand_for(lexicon, name, code):
    assert codes(lexicon, name, date(2015, 8, 1)) == {code}


# --- organisations, groups, parties ----------------------------------------------------------------------------------


def test_there_are_enough_organisations_and_groups():
    kinds = Counter(row["kind"] for row in rows("actors.csv"))
    assert kinds["igo"] + kinds["ngo"] + kinds["court"] >= 150
    assert kinds["armed"] + kinds["party"] + kinds["movement"] + kinds["coalition"] >= 150


def span(row: dict[str, str]) -> tuple[str, str]:
    return row["start"] or "0", row["end"] or "9"


def test_a_name_has_one_code_on_any_day_unless_two_countries_share_it():
    by_name = defaultdict(list)
    for row in rows("actors.csv"):
        for name in words(row["names"]):
            by_name[lookup(name)].append(row)
    clashes = [
        (name, a["id"], b["id"])
        for name, found in by_name.items()
        for a, b in combinations(found, 2)
        if a["code"] != b["code"] and a["code"][:3] == b["code"][:3]
        if span(a)[0] <= span(b)[1] and span(b)[0] <= span(a)[1]
    ]
    assert clashes == []


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("مجلس الأمن الدولي", "2015-08-01", "UNOSEC"), ("المفوضية السامية لشؤون اللاجئين", "2015-08-01", "UNOREF"),
        ("حلف شمال الأطلسي", "2015-08-01", "NAT"), ("مجلس التعاون الخليجي", "2015-08-01", "GCC"),
        ("إيكواس", "2023-08-01", "ECW"), ("مجموعة دول الساحل الخمس", "2018-01-01", "GSS"),
        ("تحالف دول الساحل", "2024-01-01", "ICO"), ("لجنة الأركان العملياتية المشتركة", "2012-01-01", "CEM"),
        ("اتحاد المغرب العربي", "2012-01-01", "AMU"), ("مجموعة 5+1", "2015-07-14", "P51"),
        ("داعش", "2015-08-01", "IMGISI"), ("تنظيم الدولة في الصحراء الكبرى", "2019-01-01", "IMGISI"),
        ("جماعة نصرة الإسلام والمسلمين", "2019-01-01", "IMGAQA"),
        ("القاعدة في بلاد المغرب الإسلامي", "2012-01-01", "IMGAQA"),
        ("جبهة النصرة", "2015-08-01", "IMGNUS"), ("هيئة تحرير الشام", "2019-01-01", "SYRREB"),
        ("الحوثيون", "2015-08-01", "YEMREB"), ("الحوثيين", "2015-08-01", "YEMREB"),
        ("المقاومة الشعبية", "2015-08-01", "YEMUAF"), ("حزب الله", "2015-08-01", "LBNHEZ"),
        ("كتائب القسام", "2015-08-01", "PSEHMS"), ("سرايا القدس", "2015-08-01", "PSEJHD"),
        ("جبهة البوليساريو", "2015-08-01", "ESHPOL"), ("الحشد الشعبي", "2015-08-01", "IRQUAF"),
        ("البيشمركة", "2015-08-01", "IRQMIL"), ("حزب العمال الكردستاني", "2015-08-01", "TURREB"),
        ("وحدات حماية الشعب", "2015-08-01", "SYRREB"), ("ولاية سيناء", "2015-08-01", "EGYREB"),
        ("طالبان باكستان", "2015-08-01", "PAKREB"), ("السلطة الفلسطينية", "2015-08-01", "PSEGOV"),
        ("برلمان طبرق", "2015-08-01", "LBYLEG"), ("فجر ليبيا", "2015-08-01", "LBYOPP"),
        ("قوات الدعم السريع", "2021-01-01", "SDNUAF"), ("قوات الدعم السريع", "2024-01-01", "SDNREB"),
        ("حركة 23 مارس", "2024-01-01", "CODREB"), ("فاغنر", "2022-01-01", "RUSUAF"),
        ("الحركة الوطنية لتحرير أزواد", "2014-01-01", "MLIREB"), ("جبهة تحرير أزواد", "2025-02-01", "MLIREB"),
        ("حركة النهضة", "2016-01-01", "TUNPTY"), ("حركة النهضة", "2023-01-01", "TUNOPP"),
        ("التحالف العربي", "2015-08-01", "SAUCLN"), ("التحالف الدولي ضد داعش", "2015-08-01", "USACLN"),
    ],
)  # fmt: skip
def test_actors_by_the_codebook(lexicon, name, day, code):
    assert codes(lexicon, name, date.fromisoformat(day)) == {code}


# --- offices ---------------------------------------------------------------------------------------------------------


def test_there_are_enough_offices():
    found = rows("offices.csv")
    assert len(found) >= 700
    for country in [
        "MRT",
        "DZA",
        "MAR",
        "TUN",
        "LBY",
        "EGY",
        "SDN",
        "SAU",
        "YEM",
        "IRQ",
        "SYR",
        "LBN",
        "JOR",
        "PSE",
        "MLI",
        "NER",
        "BFA",
        "TCD",
        "SEN",
    ]:
        assert sum(row["country"] == country for row in found) >= 8, country


def test_spellings_of_one_person_are_the_same_in_all_rows():
    names = defaultdict(set)
    for row in rows("offices.csv"):
        names[row["person_en"]].add(row["names"])
    assert [person for person, found in names.items() if len(found) > 1] == []


def test_a_name_is_one_person():
    owners = defaultdict(set)
    for row in rows("offices.csv"):
        for name in words(row["names"]):
            owners[lookup(name)].add(row["person_en"])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_no_bare_first_name_stands_for_a_person():
    bare = {lookup(name) for name in FIRST_NAMES}
    found = [name for row in rows("offices.csv") for name in words(row["names"]) if lookup(name) in bare]
    assert found == []


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("ولد الشيخ الغزواني", "2014-05-01", "MRTMIL"), ("ولد الغزواني", "2021-05-01", "MRTGOV"),
        ("محمد ولد عبد العزيز", "2015-08-01", "MRTGOV"), ("محمد ولد عبدالعزيز", "2015-08-01", "MRTGOV"),
        ("إبراهيم بوبكر كيتا", "2015-08-01", "MLIGOV"), ("محمد بازوم", "2022-01-01", "NERGOV"),
        ("باراك أوباما", "2015-08-01", "USAGOV"), ("عادل الجبير", "2015-08-01", "SAUGOV"),
        ("سامح شكري", "2015-08-01", "EGYGOV"), ("أحمد قايد صالح", "2019-03-01", "DZAMIL"),
        ("رمطان لعمامرة", "2015-08-01", "DZAGOV"), ("رمطان لعمامرة", "2024-05-01", "UNO"),
        ("علي عبدالله صالح", "2010-01-01", "YEMGOV"), ("علي عبد الله صالح", "2015-08-01", "YEMREB"),
        ("عيدروس الزبيدي", "2019-08-01", "YEMREB"), ("حميدتي", "2020-01-01", "SDNGOV"),
        ("حميدتي", "2024-01-01", "SDNREB"),
        ("أحمد الشرع", "2025-03-01", "SYRGOV"), ("الجولاني", "2015-08-01", "IMGNUS"),
        ("خليفة حفتر", "2015-08-01", "LBYMIL"), ("بان كي مون", "2015-08-01", "UNO"),
        ("إسماعيل ولد الشيخ أحمد", "2015-08-01", "UNO"), ("إسماعيل ولد الشيخ أحمد", "2020-01-01", "MRTGOV"),
        ("محمد جواد ظريف", "2015-08-01", "IRNGOV"), ("قاسم سليماني", "2015-08-01", "IRNMIL"),
        ("إسماعيل هنية", "2015-08-01", "PSEHMS"), ("حسن نصرالله", "2015-08-01", "LBNHEZ"),
        ("صلاح الدين دميرطاش", "2015-08-01", "TUROPP"), ("أردوغان", "2015-08-01", "TURGOV"),
        ("جان إيف لودريان", "2014-02-01", "FRAGOV"), ("فرانسوا هولاند", "2015-08-01", "FRAGOV"),
    ],
)  # fmt: skip
def test_the_office_of_the_day_decides(lexicon, name, day, code):
    assert codes(lexicon, name, date.fromisoformat(day)) == {code}


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("باراك أوباما", "2020-01-01"),
        ("محمد بازوم", "2024-01-01"),
        ("محمد ولد عبد العزيز", "2021-01-01"),
        ("جيمي كارتر", "2015-08-01"),
    ],
)
def test_who_left_office_has_no_row_for_the_day(lexicon, name, day):
    assert codes(lexicon, name, date.fromisoformat(day)) == set()


# --- agents ----------------------------------------------------------------------------------------------------------


def test_there_are_enough_agents_and_every_role_is_among_them():
    found = rows("agents.csv")
    assert len(found) >= 600
    assert {row["role"] for row in found} >= ROLES


def test_agents_read_alike_once():
    seen = Counter(lookup(row["lemma"]) for row in rows("agents.csv"))
    assert [lemma for lemma, count in seen.items() if count > 1] == []


def test_state_roles_are_official_and_people_private():
    for row in rows("agents.csv"):
        if row["role"] in ("CVL", "REF", "OPP", "REB", "CRM", "MED"):
            assert row["rank"] == "private", row


@pytest.mark.parametrize(
    ("lemma", "role"),
    [
        ("وزير الخارجية", "GOV"), ("وزير الدفاع", "GOV"), ("رئيس الأركان", "MIL"), ("وزارة الدفاع", "MIL"),
        ("سفير", "GOV"),
        ("جيش", "MIL"), ("القوات الجوية", "MIL"), ("قوات الأمن", "COP"), ("حرس الحدود", "COP"), ("درك", "COP"),
        ("مخابرات", "SPY"), ("محكمة", "JUD"), ("النيابة العامة", "JUD"), ("برلمان", "LEG"), ("معارضة", "OPP"),
        ("متمرد", "REB"), ("مدني", "CVL"), ("متظاهر", "CVL"), ("لاجئ", "REF"), ("نازح", "REF"), ("صحفي", "MED"),
        ("طبيب", "HLH"), ("طالب", "EDU"), ("نقابة", "LAB"), ("رجل أعمال", "BUS"), ("إمام", "REL"), ("مهرب", "CRM"),
        ("رئيس سابق", "ELI"), ("حزب", "PTY"), ("منظمة", ""), ("نظير", ""),
    ],
)  # fmt: skip
def test_roles_of_agents(lexicon, lemma, role):
    assert lexicon.agents[lemma].role == role
