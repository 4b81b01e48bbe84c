"""dateparser as a checker of one delimited span, and as the reader of Latin month names."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from events.dates import check, resolve, tally
from events.dates.foreign import latin_month

DAY = date(2023, 1, 1)


def test_dateparser_agrees_on_every_regional_form_it_is_asked_about() -> None:
    texts = [
        "4 آب 2020",
        "7 غشت 2022",
        "14 جانفي 2020",
        "7 أغشت 2022",
        "12 مارس 2022",
        "5 كانون الثاني (يناير) 2019",
        "21/12/2020",
    ]
    pairs = [(e, DAY) for text in texts for e in resolve(f"وقع يوم {text} هناك", DAY)]
    counted = tally(pairs)
    assert (counted.asked, counted.agreed, counted.disagreed, counted.silent) == (7, 7, 0, 0)


def test_dateparser_is_not_asked_what_it_misreads() -> None:
    for text in ("الثلاثاء الماضي", "رمضان 1440هـ", "ألفين وعشرة", "مايو 2019", "من 3 إلى 5 مايو 2019", "3 يونيه 2018"):
        for e in resolve(f"وقع في {text} هناك", DAY):
            assert check(e, DAY) is None


def test_disagreement_is_counted_and_the_grammar_decides() -> None:
    from dataclasses import replace

    (found,) = resolve("وقع في 4 آب 2020", DAY)
    wrong = replace(found, start=date(2020, 8, 5))
    counted = tally([(wrong, DAY)])
    assert (counted.asked, counted.disagreed) == (1, 1)
    assert counted.disagreements[0].value == date(2020, 8, 4)


def test_latin_months_in_two_languages_only() -> None:
    assert latin_month("march") == 3
    assert latin_month("juillet") == 7
    assert latin_month("brigade") is None
    assert latin_month("march") == 3
    (found,) = resolve("صدر التقرير في 15 March 2022 بلندن", None)
    assert (found.start, found.rule) == (date(2022, 3, 15), "latin_letters")
    assert resolve("اللواء 12 Brigade 2015", None) == () or all(
        e.rule != "latin_letters" for e in resolve("اللواء 12 Brigade 2015", None)
    )


def test_dateparser_is_not_imported_for_arabic_text() -> None:
    code = (
        "import sys; from datetime import date; from events.dates import resolve;"
        "assert resolve('وصل أمس الثلاثاء 12 مارس 2024', date(2024, 3, 15)); sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
