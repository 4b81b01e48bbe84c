"""A small set of seeds of our own."""

from __future__ import annotations

import shutil
from pathlib import Path

from events.lexicon.tables import TABLES

PROJECT = Path(__file__).parents[2] / "seeds"

ROWS = {
    "cameo.csv": ["04,Consult,تشاور,,1,1,1.0,0,", "042,Visit,زيارة,04,1,1,1.9,0,", "19,Fight,قتال,,4,4,-10.0,0,"],
    "countries.csv": [
        "DZA,Algeria,الجزائر,,جزائري,,الجزائر",
        "EGY,Egypt,مصر,,مصري,,القاهرة",
        "JOR,Jordan,الأردن,الأردن الهاشمي,أردني,,عمان",
        "LBN,Lebanon,لبنان,,لبناني,,بيروت",
        "MLI,Mali,مالي,,مالي,,باماكو",
        "OMN,Oman,عمان,سلطنة عمان,عماني,,مسقط",
        "PSE,Palestine,فلسطين,,فلسطيني,,رام الله",
        "TUR,Turkey,تركيا,,تركي,أتراك,أنقرة",
        "USA,United States,الولايات المتحدة,أميركا|أمريكا,أميركي|أمريكي,,واشنطن",
        "ZAF,South Africa,جنوب أفريقيا,,جنوب أفريقي,,بريتوريا",
    ],
    "metonyms.csv": ["أممي,UNO,nisba", "البيت الأبيض,USAGOV,seat", "ريال مدريد,,none"],
    "actors.csv": [
        "brotherhood,EGYOPP,movement,Muslim Brotherhood,الإخوان المسلمون,,,",
        "un,UNO,igo,United Nations,الأمم المتحدة,,1945-10-24,",
    ],
    "offices.csv": [
        "abbas.1,Mahmoud Abbas,محمود عباس|أبو مازن,PSEGOV,رئيس الوزراء,PSE,2003-03-19,2003-09-06",
        "abbas.2,Mahmoud Abbas,محمود عباس|أبو مازن,PSEGOV,الرئيس,PSE,2005,",
    ],
    "agents.csv": [
        "أمين عام,أمناء عامون,m,,person,official,",
        "الخارجية,,f,GOV,body,official,",
        "جندي,جنود|رجال الجيش,m,MIL,armed,official,",
        "رئيس,رؤساء,m,GOV,person,official,",
        "رئيس الوزراء,رؤساء الوزراء,m,GOV,person,official,",
        "متطرف,متطرفون|متطرفين,m,REB,armed,private,",
        "متظاهر,,m,CVL,people,private,",
        "ميليشيا,,f,REB,armed,private,",
        "وزير,وزراء,m,GOV,person,official,",
        "وزير الخارجية,وزراء الخارجية,m,GOV,person,official,",
    ],
    "nouns.csv": [
        "جزء,أجزاء,m,", "حكومة,,f,", "دولي,,m,", "زيارة,,f,زار", "قوة,قوى,f,",
        "لجنة,لجان,f,", "لقاء,,m,", "مستشفى,,m,", "هجوم,,m,هاجم",
    ],
    "verbs.csv": [
        "أجرى,يجري,إجراء,مجر,أجري|يجرى",
        "أدان,يدين,إدانة,مدين,",
        "اتفق,يتفق,اتفاق,متفق,",
        "احتل,يحتل,احتلال,محتل,",
        "التقى,يلتقي,التقاء,ملتق,",
        "بدأ,يبدأ,بدء,بادئ,",
        "بقي,يبقى,بقاء,باق,",
        "تبادل,يتبادل,تبادل,متبادل,",
        "جاء,يجيء,مجيء,,",
        "دعا,يدعو,دعوة|دعاء,داع,دعي|يدعى",
        "زار,يزور,زيارة,زائر,",
        "شن,يشن,شن,,",
        "هاجم,يهاجم,مهاجمة|هجوم,مهاجم,",
        "هنأ,يهنئ,تهنئة,مهنئ,",
        "وصل,يصل,وصول,واصل,",
        "وقع,يوقع,توقيع,موقع,",
    ],
    "places.csv": [
        "bamako,باماكو,,MLI,capital,12.65,-8.0,2500000,2460596",
        "minister,الوزير,,DZA,city,36.0,3.0,1000,2",
        "oran,وهران,,DZA,city,35.69,-0.63,850000,2485926",
        "tripoli.lb,طرابلس,طرابلس الشام,LBN,city,34.43,35.84,230000,266826",
        "tripoli.tr,طرابلس,,TUR,city,40.0,39.0,1000,1",
    ],
    "classes.csv": ["attack,هجوم"],
    "frames.csv": ["زار.042,زار,verb,active,042,subj,obj,,clause=attack,,,,زار الوزير الجزائر",
                   "هجوم.19,هجوم,noun,,19,adj|by?,على,,,,,,هجوم على الجيش"],
    "operators.csv": ["دعا,verb,appeal,إلى|an,obj,"],
    "compose.csv": ["appeal,,block", "appeal,04,042"],
    "particles.csv": ["لم,neg,"],
    "references.csv": ["الجانبان,pair"],
}  # fmt: skip


def write_seeds(folder: Path, rows: dict[str, list[str]] | None = None) -> Path:
    """The small seeds in `folder`; `rows` replaces files."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        if table.file == "affixes.csv":
            shutil.copy(PROJECT / table.file, folder / table.file)
            continue
        lines = {**ROWS, **(rows or {})}.get(table.file, [])
        (folder / table.file).write_text("\n".join([",".join(table.columns), *lines]) + "\n", encoding="utf-8")
    return folder
