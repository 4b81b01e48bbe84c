"""The catalogue of expectations: complete, bilingual, and the suites hold neither more nor less."""

# ruff: noqa: E501 - long rows of tables and queries
from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from events.quality import Profile, QualityError, catalogue
from events.quality import suites as made
from events.quality.catalogue import SUITES, texts
from events.quality.profile import Measured
from events.quality.usual import by_source, drift, in_time, measured

SEEDS = Path(__file__).parents[2] / "seeds"
MARK = "## The expectations\n"
ARABIC = re.compile("[\u0621-\u064a]{3}")


def _profile(n: int) -> Profile:
    return Profile(
        f"b{n}", None, 100, 60, 38, 2, 300, 300, {"undated": 0.01}, {"a": {"articles": 50, "events": 30.0, "undated": 1.0}},
        {"04": 200, "19": 100}, {"DZA": 200, "MAR": 100},
    )  # fmt: skip


def test_every_expectation_is_described_in_both_languages_and_says_what_to_do():
    for entry in catalogue(SEEDS).values():
        assert re.fullmatch(r"EV-Q\d{3}", entry.code)
        assert ARABIC.search(entry.says_ar) and ARABIC.search(entry.do_ar), entry.name
        assert not ARABIC.search(entry.says_en) and not ARABIC.search(entry.do_en), entry.name


@pytest.mark.slow
def test_suites_and_catalogue_name_the_same_expectations():
    make = made.maker(catalogue(SEEDS))
    past = [_profile(n) for n in range(6)]
    asked = [
        *made.articles(make), *made.events(make, 40, 9), *made.mentions(make), *made.offices(make), *made.ledger(make),
        *made.loaded_events(make), *made.loaded_mentions(make), *(e for _, each in made.structure(make) for e in each),
        *measured(make, Measured(past[0], True, 0, 9), past, None)[1], *by_source(make, past[0], past)[1], *drift(make, past[0], past), *in_time(make, ())[1],
    ]  # fmt: skip
    names = [e.meta["name"] for e in asked]
    assert len(names) == len(set(names))
    assert {*names, "profile_measured"} == set(catalogue(SEEDS))


def test_severity_and_description_reach_great_expectations():
    entries = catalogue(SEEDS)
    for expectation in made.articles(made.maker(entries)):
        entry = entries[expectation.meta["name"]]
        assert expectation.severity.value == entry.severity
        assert entry.says_en in expectation.description and entry.says_ar in expectation.description


def test_report_texts_stand_in_both_languages_and_take_the_same_values():
    english, arabic = texts("en", SEEDS), texts("ar", SEEDS)
    assert english.keys() == arabic.keys()
    for key, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", arabic[key])), key


def test_a_faulty_row_is_named_with_its_line(tmp_path: Path):
    text = (SEEDS / "expectations.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "expectations.csv").write_text("\n".join([*text[:3], text[2]]) + "\n", encoding="utf-8")
    with pytest.raises(QualityError, match=r"expectations.csv:4: .* stands there twice"):
        catalogue(tmp_path)


def test_the_documentation_lists_every_expectation():
    """`EVENTS_WRITE_DOCS=1` writes the table anew."""
    path = SEEDS.parent / "docs" / "quality.md"
    page = path.read_text(encoding="utf-8")
    head, _, _ = page.partition(MARK)
    wanted = head + MARK + _tables()
    if os.environ.get("EVENTS_WRITE_DOCS"):
        path.write_text(wanted, encoding="utf-8")
        page = wanted
    assert page == wanted


def _tables() -> str:
    lines = []
    for suite in SUITES:
        lines += [
            f"\n### {suite}\n",
            "| code | name | severity | what it says | ما يقوله | what to do |",
            "|---|---|---|---|---|---|",
        ]
        entries = sorted((e for e in catalogue(SEEDS).values() if e.suite == suite), key=lambda e: e.code)
        lines += [
            f"| {e.code} | `{e.name}` | {e.severity} ({e.scope}) | {e.says_en} | {e.says_ar} | {e.do_en} |"
            for e in entries
        ]
    return "\n".join(lines) + "\n"
