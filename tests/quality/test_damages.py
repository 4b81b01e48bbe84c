"""Every damaged batch is caught by the expectation meant for it; an undamaged one raises nothing. Those of events:
`test_damages_of_events.py`, so that two processes can share the work."""

# ruff: noqa: E501 - long rows of tables and queries
from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from damages import ALL, ARTICLES, MENTIONS, PROFILE, SIZE, Damage, undamaged

from events.quality import catalogue

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
TABLE = Path(__file__).parents[2] / "docs" / "damages.md"


def test_the_undamaged_batch_raises_nothing(stage, judge, past):
    run = judge(stage(undamaged()), past)
    assert run.failed == ()
    assert run.outcome == "passed"


@pytest.mark.parametrize("damage", [*ARTICLES, *MENTIONS, *PROFILE], ids=lambda d: d.name)
def test_a_damage_is_caught_by_the_expectation_meant_for_it(damage: Damage, caught):
    caught(damage)


def test_every_damage_is_different_and_there_are_sixty_at_least():
    assert len(ALL) >= 60
    assert max(Counter(d.name for d in ALL).values()) == 1


def test_the_table_of_damages_is_up_to_date():
    """What each damage must be caught by, as the tests above prove; `EVENTS_WRITE_DOCS=1` writes the table anew."""
    entries = catalogue()
    lines = [
        "# Damaged batches and what catches them",
        "",
        f"{len(ALL)} batches of about {SIZE} composed articles, each with one defect, made by `tests/quality/damages.py`. Each is",
        "proved by a test of its own (`pytest tests/quality -k damage`): the expectation named fails on that batch, and a critical",
        "one keeps the row or the batch out. The undamaged batch raises nothing.",
        "",
        "| damage | caught by | code | severity |",
        "|---|---|---|---|",
    ]
    for damage in ALL:
        entry = entries[damage.caught_by]
        lines.append(f"| {damage.name} | `{entry.name}` | {entry.code} | {entry.severity} |")
    text = "\n".join(lines) + "\n"
    if os.environ.get("EVENTS_WRITE_DOCS"):
        TABLE.write_text(text, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == text
