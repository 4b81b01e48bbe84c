"""Properties that hold for every date."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.clean import fold, key
from events.clean.folding import _UNUSUAL, fold_text, key_text
from events.dates import calendars, resolve
from events.model import Anchor, Grain
from tests.dates.helpers import HERE, rows

CASES = [row for name in ("before", "after", "third", "reading") for row in rows(HERE / f"cases_{name}.jsonl")]
# Shifted by whole weeks these move with the publication date; the rest of the relative ones move by the calendar.
WEEKLY = [
    "أمس",
    "اليوم",
    "غدا",
    "أول أمس",
    "قبل ثلاثة أيام",
    "الأسبوع الماضي",
    "الأسبوع المقبل",
    "هذا الأسبوع",
    "قبل أسبوعين",
    "الثلاثاء الماضي",
    "الأحد المقبل",
    "فجر الجمعة",
    "نهاية الأسبوع",
    "خلال اليومين الماضيين",
]
ABSOLUTE = ["3 مايو 2019", "عام 2010", "رمضان 1440هـ", "التسعينيات", "ربيع عام 2003", "من 2010 إلى 2014", "5/9/2021"]
DAYS = st.dates(date(1950, 1, 1), date(2070, 12, 31))
WIDTHS = {
    Grain.DAY: (1, 400),
    Grain.WEEK: (7, 60),
    Grain.MONTH: (28, 400),
    Grain.QUARTER: (88, 190),
    Grain.YEAR: (353, 8000),
    Grain.DECADE: (3652, 9000),
}
DISGUISES = {
    "diacritics": lambda text: "".join(c + "\u064e" if c in "بتثجحخسشصضعغفقكلمنهوي" else c for c in text),
    "tatweel": lambda text: "".join(c + "\u0640" if c in "بتسشصضعغفقكلمنه" else c for c in text),
    "bidi marks": lambda text: "\u200f" + text.replace(" ", " \u200e"),
    "zero width": lambda text: "".join(c + "\u200b" if c in "ملي" else c for c in text),
    "arabic digits": lambda text: text.translate(str.maketrans(string.digits, "٠١٢٣٤٥٦٧٨٩")),
    "persian digits": lambda text: text.translate(str.maketrans(string.digits, "۰۱۲۳۴۵۶۷۸۹")),
    "persian letters": lambda text: text.replace("ي", "ی").replace("ك", "ک"),
    "no hamza": lambda text: text.translate(str.maketrans("أإ", "اا")),
    "no break space": lambda text: text.replace(" ", "\u00a0"),
}


@settings(max_examples=150)
@given(DAYS, st.integers(-40, 40), st.sampled_from(WEEKLY))
def test_weeks_shift_with_the_publication_date(day: date, weeks: int, words: str) -> None:
    (before,) = resolve(f"التقى الوفدان {words} في العاصمة", day)
    (after,) = resolve(f"التقى الوفدان {words} في العاصمة", day + timedelta(weeks=weeks))
    assert before.start is not None and after.start is not None and before.end is not None and after.end is not None
    assert after.start - before.start == timedelta(weeks=weeks)
    assert after.end - before.end == timedelta(weeks=weeks)


@settings(max_examples=60)
@given(st.none() | DAYS, st.sampled_from(ABSOLUTE))
def test_absolute_expressions_do_not_move(day: date | None, words: str) -> None:
    found = [(e.start, e.end, e.grain) for e in resolve(f"وقع ذلك في {words} حسب البيان", day)]
    assert found == [(e.start, e.end, e.grain) for e in resolve(f"وقع ذلك في {words} حسب البيان", None)]
    assert found and found[0][0] is not None


@settings(max_examples=400)
@given(st.sampled_from(CASES), DAYS)
def test_intervals_run_forwards_and_grain_agrees_with_width(case: dict[str, str], day: date) -> None:
    for e in resolve(case["text"], day):
        assert (e.start is None) == (e.end is None) == (e.grain is Grain.UNKNOWN)
        assert (e.anchor is Anchor.NONE) == (e.start is None)
        assert 0 <= e.certainty <= 1
        if e.start is None or e.end is None:
            continue
        assert e.start <= e.end
        least, most = WIDTHS[e.grain]
        assert least <= (e.end - e.start).days + 1 <= most, e


def test_disguises_change_nothing() -> None:
    for case in CASES:
        reference = date.fromisoformat(case["reference"]) if case["reference"] else None
        plain = [(e.start, e.end, e.grain, e.rule) for e in resolve(case["text"], reference)]
        for name, disguise in DISGUISES.items():
            hidden = disguise(case["text"])
            found = resolve(hidden, reference)
            assert [(e.start, e.end, e.grain, e.rule) for e in found] == plain, (case["id"], name)
            assert all(e.span.of(hidden) == e.text for e in found)


def test_every_day_of_the_umm_al_qura_calendar_converts_both_ways() -> None:
    day, last = calendars.hijri(1343).start, calendars.hijri(1500).end
    counted = 0
    while day <= last:
        year, month, number = calendars.to_hijri(day)
        assert calendars.hijri(year, month, number).start == day
        counted += 1
        day += timedelta(days=1)
    assert counted == 55991


@settings(max_examples=500)
@given(
    st.text(
        st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("اأإآىيةهلمًٌٍَُِّْـ٠١۳«»\u200f\ufefb\ufdf2 1a.،"))
    )
)
def test_folding_by_distinct_characters_is_fold(text: str) -> None:
    expected, found = fold(text), fold_text(text)
    assert found.text == expected.text
    assert key_text(found.text) == key(expected.text)
    for start in range(len(expected.text)):
        assert found.span(start, start + 1) == expected.span(start, start + 1)
    assert found.span(0, len(expected.text)) == expected.span(0, len(expected.text))


def test_characters_taken_as_plain_are_left_alone_by_fold() -> None:
    for code in range(0x2000):
        character = chr(code)
        if not _UNUSUAL.match(character):
            assert fold(character).text == character


@pytest.mark.slow
@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(sorted({w for c in CASES for w in c["text"].split()} | set("().-/،\n") | {"12", "2010", "٥"})),
        max_size=60,
    ),
    DAYS | st.none(),
)
def test_any_jumble_of_words_gives_an_answer(words: list[str], day: date | None) -> None:
    text = " ".join(words)
    for e in resolve(text, day):
        assert e.span.of(text) == e.text
